package tracker

import (
	"encoding/json"
	"time"
)

// Upload is a file that an account sent and that waits for its preview to be
// confirmed. Only that account sees it.
type Upload struct {
	ID      int64
	Account int64
	Plan    string
	Name    string // of the file
	// Document is what was read of it, and in the end what became of it.
	Document  json.RawMessage
	ExpiresAt time.Time
}

// Uploads wait for a day, and no more than so many of an account: the oldest make
// place for a new one.
const (
	UploadWaits = 24 * time.Hour
	UploadsMost = 5
)
