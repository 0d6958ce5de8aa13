package tracker

import (
	"encoding/json"
	"time"
)

// AuditEntry is one link of the audit chain: every write leaves one for each
// record it changes, in the same transaction (rules v1, 9).
type AuditEntry struct {
	Seq     int64           `json:"seq"`              // 1, 2, 3, ... without gaps
	At      time.Time       `json:"at"`               // UTC
	Actor   string          `json:"actor"`            // account name, or the command that wrote
	Action  string          `json:"action"`           // "create", "update", "publish", "import", ...
	Subject string          `json:"subject"`          // "plan/ca-6", "item/ca-6/C01.1.1", "update/123", "index/odb"
	Before  json.RawMessage `json:"before,omitempty"` // absent when created
	After   json.RawMessage `json:"after,omitempty"`  // absent when removed
	Prev    string          `json:"prev"`             // hash of the entry before, "" for the first
	Hash    string          `json:"hash"`             // SHA-256 in lower-case hex, see [AuditEntry.Sum]
}
