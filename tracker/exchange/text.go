package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The sizes beyond which a file is refused.
const (
	MaxBytes       = 128 << 20 // of a table, for XLSX also once unpacked
	MaxRecordBytes = 16 << 20  // of a plan or a mapping in YAML or JSON
	MaxRows        = 100_000   // below the header
	MaxCellBytes   = 1 << 20   // of one text
	maxColumns     = 512
)

// byteOrderMark begins UTF-8 files from spreadsheet programs, which also need it
// to recognise UTF-8.
const byteOrderMark = "\uFEFF"

// isUTF16 reports whether a file begins as UTF-16 does.
func isUTF16(start []byte) bool {
	return bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff"))
}

// clean returns text as it is kept: in NFC, lines ended by "\n". It returns a
// fault's key and arguments for text that is too long, not UTF-8, or holds a
// control character other than tab and line ends.
func clean(s string) (text, key string, args []any) {
	if len(s) > MaxCellBytes {
		return "", "exchange.text_too_long", []any{"limit", MaxCellBytes >> 20}
	}
	returns, composed := false, true
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case r == utf8.RuneError && size == 1:
			return "", "exchange.not_utf8", nil
		case r == '\r':
			returns = true
		case r < ' ' && r != '\t' && r != '\n', r >= 0x7F && r < 0xA0:
			return "", "exchange.control_character", []any{"character", fmt.Sprintf("U+%04X", r)}
		case r >= 0x300 && (r < 0x2002 || r > 0x206F):
			composed = false // or may not be: Latin letters and punctuation always are
		}
	}
	if returns {
		s = lineEnds.Replace(s)
	}
	if !composed {
		s = norm.NFC.String(s)
	}
	return s, "", nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// outgoing returns text as it is written: what [clean] would make of it, with
// U+FFFD for what clean would refuse. What was read is written unchanged.
func outgoing(s string) string {
	if text, key, _ := clean(s); key == "" {
		return text
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7F && r < 0xA0 {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return norm.NFC.String(lineEnds.Replace(s))
}

// shorten returns enough of a text to name it in a message.
func shorten(s string) string {
	const most = 60 // characters; a few bytes each
	if len(s) > 8*most {
		s = s[:8*most]
	}
	runes := []rune(outgoing(s))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}

// formulaStarts are the characters that make a spreadsheet program take a text
// for a formula, as OWASP's "CSV Injection" lists them.
const formulaStarts = "=+-@\t\r"

// escapeFormula puts an apostrophe before text that a spreadsheet program would
// run, and before text that [unescapeFormula] would otherwise change.
func escapeFormula(s string) string {
	if startsFormula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// EscapeFormula is what [WriteUpdatesCSV] does to text cells, for the CSVs that
// other packages write.
func EscapeFormula(s string) string { return escapeFormula(s) }

// unescapeFormula takes away the apostrophe that [escapeFormula] puts.
func unescapeFormula(s string) string {
	if strings.HasPrefix(s, "'") && startsFormula(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

func startsFormula(s string) bool {
	return s != "" && strings.IndexByte(formulaStarts, s[0]) >= 0
}

// bounded reads at most limit bytes, and fails with errTooLarge where there are
// more.
type bounded struct {
	r    io.Reader
	left int
}

var errTooLarge = errors.New("the file is larger than the limit")

func (b *bounded) Read(p []byte) (int, error) {
	if b.left == 0 {
		// One more byte tells a file of exactly the limit from a longer one.
		n, err := b.r.Read(make([]byte, 1))
		if n > 0 {
			err = errTooLarge
		}
		return 0, err
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// readAll returns the whole file, or reports why not.
func readAll(r io.Reader, limit int, faults *report) (b []byte, ok bool) {
	b, err := io.ReadAll(&bounded{r, limit})
	if err != nil {
		faults.unread(err, limit)
		return nil, false
	}
	return b, true
}

// unread notes that reading itself failed.
func (r *report) unread(err error, limit int) {
	if errors.Is(err, errTooLarge) {
		r.add(0, "", "exchange.too_large", "limit", limit>>20)
		return
	}
	r.add(0, "", "exchange.unread", "detail", err.Error())
}

// columnList names some columns of a file, the first ones where it has many.
func columnList(header []string) string {
	const most = 12
	names := make([]string, 0, most+1)
	for _, name := range header[:min(most, len(header))] {
		names = append(names, shorten(name))
	}
	if len(header) > most {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}
