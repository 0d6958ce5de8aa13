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
	// Salt is what nobody can guess, [SaltSize] random bytes in lower-case hex. It lets an
	// entry be shown in part, see [AuditLink].
	Salt string `json:"salt"`
	Prev string `json:"prev"` // hash of the entry before, "" for the first
	Hash string `json:"hash"` // SHA-256 in lower-case hex, see [AuditEntry.Sum]
}

// SaltSize is how many random bytes an entry has: a key of 16 for each of its three parts.
const SaltSize = 48

// The domains open what is hashed, so that no other hash of this program can stand for
// one of these.
const (
	auditDomain   = "ogptracker audit entry v2"
	unsaltedAudit = "ogptracker audit entry v1" // of entries from before there was a salt
)

// Sum returns the hash that the entry must have: that of its [AuditLink]. An entry from
// before there was a salt has the hash over all of its fields together.
func (e *AuditEntry) Sum() string {
	if e.Salt == "" {
		return sumOf(unsaltedAudit, strconv.AppendInt(nil, e.Seq, 10), instant(e.At), []byte(e.Actor), []byte(e.Action), []byte(e.Subject),
			canonicalJSON(e.Before), canonicalJSON(e.After), []byte(e.Prev))
	}
	return e.Link(OpenAll).Sum()
}

// instant is a moment as it is hashed: RFC 3339 in UTC with as many decimals as it needs.
func instant(t time.Time) []byte { return t.UTC().AppendFormat(nil, time.RFC3339Nano) }

// sumOf returns the SHA-256, in lower-case hex, over some fields, the domain first, each
// written as its length in bytes (8 bytes, big-endian) and its bytes. The lengths keep
// one field from running into the next. What is absent has length 0.
func sumOf(domain string, fields ...[]byte) string {
	size := 8 + len(domain)
	for _, field := range fields {
		size += 8 + len(field)
	}
	b := binary.BigEndian.AppendUint64(make([]byte, 0, size), uint64(len(domain)))
	b = append(b, domain...)
	for _, field := range fields {
		b = append(binary.BigEndian.AppendUint64(b, uint64(len(field))), field...)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
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
	var c ChainCheck
	for e, err := range entries {
		if err != nil {
			return err
		}
		if err := c.Next(e.Seq, e.Prev, e.Hash, e.Sum()); err != nil {
			return err
		}
	}
	return nil
}

// ChainCheck goes along a chain. Its zero value stands before the first link.
type ChainCheck struct {
	Seq  int64  // of the link it stands at
	Head string // and its hash
}

// Next goes on to the next link, with the hash that it states and the one that its
// content has. It reports a [*ChainError] where it does not follow.
func (c *ChainCheck) Next(seq int64, prev, stated, sum string) error {
	switch {
	case seq != c.Seq+1:
		return &ChainError{c.Seq + 1, BrokenSeq}
	case prev != c.Head:
		return &ChainError{seq, BrokenPrev}
	case stated != sum:
		return &ChainError{seq, BrokenHash}
	}
	c.Seq, c.Head = seq, stated
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
