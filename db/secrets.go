package db

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
)

// secretBytes is how long a key of [Store.Secret] is.
const secretBytes = 32

const selectSecret = `SELECT value FROM secrets WHERE name = $1`

// Secret returns the key that the program drew for itself under a name. It is
// drawn the first time somebody asks for it, and stays with the data folder.
func (s *Store) Secret(ctx context.Context, name string) ([]byte, error) {
	kept, found, err := maybe(one(ctx, s.read, selectSecret, scanString, name))
	if err == nil && !found {
		fresh := make([]byte, secretBytes)
		_, _ = rand.Read(fresh) // never fails
		err = s.keep(ctx, func(ctx context.Context, w *writing) error {
			if err := w.exec(ctx, `INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, hex.EncodeToString(fresh)); err != nil {
				return err
			}
			return w.QueryRowContext(ctx, selectSecret, name).Scan(&kept)
		})
	}
	var key []byte
	if err == nil {
		key, err = hex.DecodeString(kept)
	}
	if err != nil {
		return nil, fmt.Errorf("read the key %s: %w", name, err)
	}
	return key, nil
}
