package tracker

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
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

// auditDomain opens what is hashed, so that no other hash of this program can
// stand for an audit entry's.
const auditDomain = "ogptracker audit entry v1"

// Sum returns the hash that the entry must have: the SHA-256, in lower-case hex,
// over auditDomain and then seq, at, actor, action, subject, before, after and
// prev, each written as its length in bytes (8 bytes, big-endian) and its bytes.
// The lengths keep one field from running into the next. seq is decimal, at is
// RFC 3339 in UTC with as many decimals as it needs, and before and after are
// JSON without spaces between tokens and with <, >, &, U+2028 and U+2029 escaped
// in strings, as encoding/json writes it: laying the entry out anew in a file
// does not change its hash. What is absent has length 0.
func (e *AuditEntry) Sum() string {
	h := sha256.New()
	var length [8]byte
	for _, field := range [...][]byte{
		[]byte(auditDomain),
		strconv.AppendInt(nil, e.Seq, 10),
		e.At.UTC().AppendFormat(nil, time.RFC3339Nano),
		[]byte(e.Actor),
		[]byte(e.Action),
		[]byte(e.Subject),
		canonicalJSON(e.Before),
		canonicalJSON(e.After),
		[]byte(e.Prev),
	} {
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		h.Write(length[:])
		h.Write(field)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// canonicalJSON returns JSON without spaces and with its HTML characters escaped.
// What is not JSON is returned as it is; its hash still tells it from all else.
func canonicalJSON(raw json.RawMessage) []byte {
	if isCanonical(raw) {
		return raw
	}
	var compact, escaped bytes.Buffer
	if json.Compact(&compact, raw) != nil {
		return raw
	}
	json.HTMLEscape(&escaped, compact.Bytes())
	return escaped.Bytes()
}

// isCanonical reports whether canonicalJSON would find nothing to do, as it does in
// nearly all that this program writes: one look at each byte saves an import a
// tenth of its time.
func isCanonical(raw []byte) bool {
	inString := false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"':
			inString = !inString
		case c == '\\' && inString:
			i++ // what is escaped neither ends the string nor needs escaping again
		case c == '<', c == '>', c == '&':
			return false
		case c == 0xE2 && i+2 < len(raw) && raw[i+1] == 0x80 && raw[i+2]&^1 == 0xA8: // U+2028, U+2029
			return false
		case !inString && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			return false
		}
	}
	return true
}

// VerifyChain checks a whole chain from its first entry on. The error names the
// first broken entry, a [*ChainError], or is the one that reading gave.
func VerifyChain(entries iter.Seq2[*AuditEntry, error]) error {
	seq, head := int64(0), ""
	for e, err := range entries {
		switch {
		case err != nil:
			return err
		case e.Seq != seq+1:
			return &ChainError{seq + 1, BrokenSeq}
		case e.Prev != head:
			return &ChainError{e.Seq, BrokenPrev}
		case e.Hash != e.Sum():
			return &ChainError{e.Seq, BrokenHash}
		}
		seq, head = e.Seq, e.Hash
	}
	return nil
}

// ChainError names the first entry at which an audit chain is broken, and how.
type ChainError struct {
	Seq    int64
	Broken ChainFault
}

// ChainFault is how a chain is broken.
type ChainFault string

// The faults of a chain.
const (
	BrokenSeq  ChainFault = "it is missing or out of its place"
	BrokenPrev ChainFault = "it does not name the hash of the entry before it"
	BrokenHash ChainFault = "it was changed after it was written"
)

func (e *ChainError) Error() string {
	return fmt.Sprintf("audit chain broken at entry %d: %s", e.Seq, e.Broken)
}
