package edition

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"ogptracker/tracker"
)

// Bytes returns the edition as it is kept, hashed and handed out: one JSON document
// in UTF-8, the fields in the order of their definition, without spaces between
// tokens and without escapes that JSON does not need, and a line feed at the end.
func (f *Frozen) Bytes() ([]byte, error) {
	b, err := marshal(f)
	if err != nil {
		return nil, fmt.Errorf("edition %d of %s: %w", f.Number, f.Plan, err)
	}
	return append(b, '\n'), nil
}

// marshal writes a value as JSON without escaping what only HTML needs escaped.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	if err := out.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'}), nil
}

// Sum returns the hash of an edition's bytes: SHA-256 in lower-case hex.
func Sum(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// The reasons for which bytes are not an edition. They are compared with
// [errors.Is].
var (
	ErrFormat    = errors.New("not an edition that this program reads")
	ErrCanonical = errors.New("not written as an edition is")
)

// Read reads what [Frozen.Bytes] writes. It reports [ErrFormat] for what is no
// edition or a newer one, and [ErrCanonical] for one whose bytes were laid out anew,
// so that one edition has one hash. Whether the figures follow from the record,
// [Frozen.Check] says.
func Read(content []byte) (*Frozen, error) {
	body, ended := bytes.CutSuffix(content, []byte{'\n'})
	if !utf8.Valid(body) {
		return nil, ErrFormat
	}
	var f Frozen
	if err := json.Unmarshal(body, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if f.Format != Format {
		return nil, fmt.Errorf("%w: %q", ErrFormat, f.Format)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, body); err != nil || !ended || !bytes.Equal(compact.Bytes(), body) {
		return nil, ErrCanonical
	}
	return &f, nil
}

// FigureError names the first figure of an edition that does not follow from its
// record.
type FigureError struct {
	Figure           string // its path in the figures: "commitments[C1].progress"
	Stated, Computed string // blank for none
}

func (e *FigureError) Error() string {
	return fmt.Sprintf("%s is stated as %q and computed as %q", e.Figure, e.Stated, e.Computed)
}

// Check computes every figure from the frozen record and compares it with what the
// edition states. It reports a [*FigureError] for the first that differs. Figures
// that rules of a later version add are none of the edition's and are not asked for.
func (f *Frozen) Check() error {
	computed, err := marshal(f.Assessment())
	if err != nil {
		return err
	}
	for _, c := range tracker.FieldChanges(f.Figures, computed) {
		if len(c.From) == 0 && f.Rules != tracker.RulesVersion {
			continue
		}
		return &FigureError{Figure: c.Path, Stated: first(c.From), Computed: first(c.To)}
	}
	return nil
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
