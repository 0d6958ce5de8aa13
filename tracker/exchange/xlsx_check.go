package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// maxXMLDepth is how deep the elements of a workbook's parts may nest. Sheets
// nest six deep; whoever keeps the open elements of a part pays for each.
const maxXMLDepth = 64

// checkParts reads the parts of a workbook that hold its cells to their ends, and
// returns the name of the first that breaks off, with the reason. The package that
// reads the cells takes what breaks off for the end of the sheet: half a sheet
// would pass for a whole one.
//
// The sizes that the archive declares must have been checked before: archive/zip
// holds the parts to them.
func checkParts(packed []byte) (part string, err error) {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return "", err
	}
	for _, f := range archive.File {
		name := strings.ToLower(f.Name)
		if !strings.HasPrefix(name, "xl/") || !strings.HasSuffix(name, ".xml") {
			continue
		}
		if err := checkPart(f); err != nil {
			return f.Name, err
		}
	}
	return "", nil
}

// cellParts are the outermost elements of the parts that hold cells and their
// texts. Others, such as drawings, are of no concern here.
var cellParts = map[string]bool{"worksheet": true, "sst": true, "workbook": true}

func checkPart(f *zip.File) (err error) {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	d := xml.NewDecoder(in)
	d.CharsetReader = charset.NewReaderLabel
	for depth := 0; ; {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth == 0 && !cellParts[token.Name.Local] {
				return nil
			}
			if depth++; depth > maxXMLDepth {
				return fmt.Errorf("elements nest more than %d deep", maxXMLDepth)
			}
		case xml.EndElement:
			depth--
		case xml.Directive: // a document type, which may define entities
			return errors.New("a document type has no place in a workbook")
		}
	}
}
