package reviewpack

import (
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// ErrKey reports what is no key that a package can be signed with or checked against.
var ErrKey = errors.New("no Ed25519 key")

// PublicKey is the key that a signature is checked with.
type PublicKey ed25519.PublicKey

// String writes the key in base64.
func (k PublicKey) String() string { return base64.StdEncoding.EncodeToString(k) }

// ID names the key in short: the first 16 digits of the SHA-256 over it.
func (k PublicKey) ID() string {
	sum := sha256.Sum256(k)
	return hex.EncodeToString(sum[:8])
}

// PublicOf returns the public half of a key.
func PublicOf(k ed25519.PrivateKey) PublicKey {
	public, _ := k.Public().(ed25519.PublicKey) // it is always one
	return PublicKey(public)
}

// The types of PEM blocks, as OpenSSL writes them.
const (
	privateBlock = "PRIVATE KEY"
	publicBlock  = "PUBLIC KEY"
)

// EncodeKey writes a private key as PEM (PKCS #8), which OpenSSL reads too.
func EncodeKey(k ed25519.PrivateKey) ([]byte, error) {
	b, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: privateBlock, Bytes: b}), nil
}

// EncodePublicKey writes a public key as PEM (SubjectPublicKeyInfo).
func EncodePublicKey(k PublicKey) ([]byte, error) {
	b, err := x509.MarshalPKIXPublicKey(ed25519.PublicKey(k))
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: publicBlock, Bytes: b}), nil
}

// ReadKey reads what EncodeKey writes. It reports [ErrKey] for anything else.
func ReadKey(text []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != privateBlock {
		return nil, ErrKey
	}
	any, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	k, ok := any.(ed25519.PrivateKey)
	if !ok {
		return nil, ErrKey
	}
	return k, nil
}

// ReadPublicKeys reads public keys: base64 as pages and reports print them, or PEM, one
// block after the other. It reports [ErrKey] where there is none or something else.
func ReadPublicKeys(text []byte) ([]PublicKey, error) {
	if raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text))); err == nil && len(raw) == ed25519.PublicKeySize {
		return []PublicKey{raw}, nil
	}
	var keys []PublicKey
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			if len(keys) == 0 || strings.TrimSpace(string(text)) != "" {
				return nil, ErrKey
			}
			return keys, nil
		}
		k, err := publicKeyOf(block)
		if err != nil {
			return nil, err
		}
		keys, text = append(keys, k), rest
	}
}

func publicKeyOf(block *pem.Block) (PublicKey, error) {
	if block.Type != publicBlock {
		return nil, ErrKey
	}
	any, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	k, ok := any.(ed25519.PublicKey)
	if !ok {
		return nil, ErrKey
	}
	return PublicKey(k), nil
}

// signature is what stands beside a signed manifest.
type signature struct {
	Algorithm string `json:"algorithm"` // "Ed25519"
	KeyID     string `json:"key_id"`
	Key       string `json:"key"`       // in base64
	Signature string `json:"signature"` // over the manifest's bytes, in base64
}

const algorithm = "Ed25519"

// sign signs a manifest's bytes.
func sign(manifest []byte, k ed25519.PrivateKey) ([]byte, error) {
	raw, err := k.Sign(nil, manifest, crypto.Hash(0))
	if err != nil {
		return nil, err
	}
	public := PublicOf(k)
	return encode(signature{algorithm, public.ID(), public.String(), base64.StdEncoding.EncodeToString(raw)})
}

// encode writes JSON for people and programs, with a line feed at the end.
func encode(v any) ([]byte, error) {
	b, err := json.MarshalIndent(v, "", "  ")
	return append(b, '\n'), err
}
