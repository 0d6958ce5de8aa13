package chart

import (
	"encoding/csv"
	"io"
	"strings"
)

// WriteCSV writes the table as RFC 4180 asks, in UTF-8. With a byte order mark,
// Excel reads the accents right. A cell that a spreadsheet would take for a
// formula gets an apostrophe before it, which spreadsheets hide.
func (t Table) WriteCSV(w io.Writer, byteOrderMark bool) error {
	if byteOrderMark {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, len(t.Head))
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for i := range record {
			record[i] = ""
			if i < len(row) {
				record[i] = notFormula(row[i])
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// notFormula guards a cell. Signed numbers stay as they are.
func notFormula(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if strings.Trim(s[1:], "0123456789.,") == "" && s != "-" && s != "+" {
		return s
	}
	return "'" + s
}
