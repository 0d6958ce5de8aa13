package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxTags is how many tags a part that is read whole may hold. Each becomes a value
// many times its size, so a small part of nothing but tags would fill the memory.
const maxTags = 400_000

var errHostile = errors.New("the archive is larger unpacked than a workbook has any reason to be")

// inspectArchive looks at a packed workbook before anything of it is read: what it
// unpacks to, and how many tags there are in the parts that are read whole. Sheets
// are read row by row.
func inspectArchive(packed []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	left := int64(maxWorkbookUnpack)
	for _, part := range archive.File {
		f, err := part.Open()
		if err != nil {
			return err
		}
		counter := &tagCounter{}
		n, err := io.Copy(counter, io.LimitReader(f, left+1))
		if err != nil {
			return fmt.Errorf("unpack %s: %w", part.Name, err)
		}
		if left -= n; left < 0 || counter.tags > maxTags && !strings.Contains(strings.ToLower(part.Name), "worksheets/") {
			return errHostile
		}
	}
	return nil
}

type tagCounter struct{ tags int }

func (c *tagCounter) Write(b []byte) (int, error) {
	c.tags += bytes.Count(b, []byte("<"))
	return len(b), nil
}

// place is a cell by its numbers, both from 1.
type place struct{ row, column int }

// inspection is what the values of a sheet do not tell.
type inspection struct {
	formulas, errors map[place]bool
	merged           []span
	tooMany          int // row or column beyond what is read, 0 for none
	wide             bool
}

// span is a range of cells.
type span struct {
	ref      string
	from, to place
}

func (s span) covers(row int) bool { return s.from.row <= row && row <= s.to.row }

// inspectSheet reads a sheet's XML to its end, and notes formulas, errors and merged
// cells. It fails where the XML is broken.
func inspectSheet(raw []byte) (*inspection, error) {
	in := &inspection{formulas: map[place]bool{}, errors: map[place]bool{}}
	d := xml.NewDecoder(bytes.NewReader(raw))
	var at place
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return in, nil
		}
		if err != nil {
			return nil, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "row":
			at = place{at.row + 1, 0}
			var n int
			if _, err := fmt.Sscan(attribute(start, "r"), &n); err == nil {
				at.row = n
			}
		case "c":
			at.column++
			if ref := attribute(start, "r"); ref != "" {
				column, row, err := excelize.CellNameToCoordinates(ref)
				if err != nil {
					return nil, err
				}
				at = place{row, column}
			}
			if attribute(start, "t") == "e" {
				in.errors[at] = true
			}
		case "f":
			in.formulas[at] = true
		case "mergeCell":
			s, err := spanOf(attribute(start, "ref"))
			if err != nil {
				return nil, err
			}
			in.merged = append(in.merged, s)
		}
		// A row of nothing but a style is no row: programs write them to the end.
		if start.Name.Local == "c" || start.Name.Local == "f" {
			if at.row > maxWorkbookRows+1 || at.column > maxColumns {
				in.tooMany, in.wide = at.row, at.column > maxColumns
				return in, nil
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func spanOf(ref string) (s span, err error) {
	s.ref = ref
	first, last, two := strings.Cut(ref, ":")
	if !two {
		last = first
	}
	if s.from.column, s.from.row, err = excelize.CellNameToCoordinates(first); err != nil {
		return s, err
	}
	s.to.column, s.to.row, err = excelize.CellNameToCoordinates(last)
	return s, err
}

// bookSheet is a sheet of a workbook and its XML.
type bookSheet struct {
	name   string
	hidden bool
	raw    []byte
}

// sheetsOf lists the sheets of a workbook with their XML, which excelize keeps but
// does not say where.
func sheetsOf(book *excelize.File) ([]bookSheet, error) {
	var workbook struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	for name, to := range map[string]any{"xl/workbook.xml": &workbook, "xl/_rels/workbook.xml.rels": &links} {
		if err := xml.Unmarshal(part(book, name), to); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	var sheets []bookSheet
	for _, s := range workbook.Sheets {
		for _, l := range links.Relationship {
			if l.ID != s.ID {
				continue
			}
			target := strings.TrimPrefix(path.Join("/xl", l.Target), "/")
			if strings.HasPrefix(l.Target, "/") {
				target = strings.TrimPrefix(l.Target, "/")
			}
			sheets = append(sheets, bookSheet{s.Name, s.State != "" && s.State != "visible", part(book, target)})
		}
	}
	return sheets, nil
}

func part(book *excelize.File, name string) []byte {
	v, _ := book.Pkg.Load(name)
	raw, _ := v.([]byte)
	return raw
}
