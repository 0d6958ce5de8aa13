package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"regexp"
	"strconv"
)

var unicodeMap = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)

// mapToUnicode replaces the tables by which a reader finds the text of what is
// painted. gofpdf's maps all codes in one range, where a range may not go over more
// than the last byte of a code (Adobe Technical Note 5014): readers that hold to
// that find no text at all.
func (u *update) mapToUnicode() error {
	content, err := identityMap()
	if err != nil {
		return err
	}
	for _, m := range unicodeMap.FindAllSubmatch(u.out.Bytes()[:u.xref], -1) {
		number, err := strconv.Atoi(string(m[1]))
		if err != nil || number >= len(u.offsets) {
			return errShape
		}
		u.stream(number, "/Filter /FlateDecode", content)
	}
	return nil
}

// identityMap returns, deflated, the table that takes each code for the character
// with that number: gofpdf writes codes so. Surrogates stand for no character.
func identityMap() ([]byte, error) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	fmt.Fprint(z, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n",
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n",
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n",
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const most = 100 // ranges of a block
	var rows []int
	for row := range 0x100 {
		if row < 0xD8 || row > 0xDF {
			rows = append(rows, row)
		}
	}
	for len(rows) > 0 {
		n := min(len(rows), most)
		fmt.Fprintf(z, "%d beginbfrange\n", n)
		for _, row := range rows[:n] {
			fmt.Fprintf(z, "<%02X00> <%02XFF> <%02X00>\n", row, row, row)
		}
		fmt.Fprint(z, "endbfrange\n")
		rows = rows[n:]
	}
	fmt.Fprint(z, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	err := z.Close()
	return b.Bytes(), err
}
