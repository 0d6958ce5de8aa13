package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf16"
)

// update is a file with objects being appended to it (ISO 32000-1, 7.5.6).
type update struct {
	out     bytes.Buffer
	offsets []int // of the file's own objects, by number
	xref    int   // where the file's own cross-reference table begins
	root    int   // object number of the catalog
	info    int   // of the information dictionary
	next    int   // the next free object number
	added   []addition
}

// addition is an object written by the update.
type addition struct{ number, offset int }

var errShape = errors.New("gofpdf's file is not of the shape expected")

// newUpdate reads where the objects of a file by gofpdf stand.
func newUpdate(file []byte) (*update, error) {
	u := &update{}
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		return nil, errShape
	}
	if _, err := fmt.Sscanf(string(file[at:]), "startxref\n%d", &u.xref); err != nil || u.xref >= at {
		return nil, errShape
	}
	size := 0
	table := file[u.xref:at]
	if _, err := fmt.Sscanf(string(table), "xref\n0 %d\n", &size); err != nil {
		return nil, errShape
	}
	const entry = 20 // bytes of a line of the table
	table = table[len("xref\n0 \n")+len(strconv.Itoa(size)):]
	if len(table) < size*entry {
		return nil, errShape
	}
	for i := range size {
		offset, err := strconv.Atoi(string(table[i*entry : i*entry+10]))
		if err != nil || offset > len(file) {
			return nil, errShape
		}
		u.offsets = append(u.offsets, offset)
	}
	trailer := string(table[size*entry:])
	if _, err := fmt.Sscanf(trailer, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R", &u.next, &u.root, &u.info); err != nil {
		return nil, errShape
	}
	u.out.Grow(len(file) * 2)
	u.out.Write(file)
	return u, nil
}

// pages returns the object numbers of a file's pages.
func (u *update) pages(n int) ([]int, error) {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = 3 + 2*i // gofpdf writes a page and its content in turn
		body, err := u.body(numbers[i])
		if err != nil || !bytes.HasPrefix(body, []byte("/Type /Page\n")) {
			return nil, errShape
		}
	}
	return numbers, nil
}

// body returns what is between the brackets of one of the file's own
// dictionaries.
func (u *update) body(number int) ([]byte, error) {
	if number <= 0 || number >= len(u.offsets) {
		return nil, errShape
	}
	object := u.out.Bytes()[u.offsets[number]:u.xref]
	begin := bytes.Index(object, []byte("<<"))
	end := bytes.Index(object, []byte(">>\nendobj"))
	if begin < 0 || end < begin {
		return nil, errShape
	}
	return bytes.TrimLeft(object[begin+2:end], "\n"), nil
}

// allocate returns a new object's number.
func (u *update) allocate() int {
	u.next++
	return u.next - 1
}

// object writes an object under an allocated number.
func (u *update) object(number int, write func(*bytes.Buffer)) {
	u.added = append(u.added, addition{number, u.out.Len()})
	u.out.WriteString(strconv.Itoa(number))
	u.out.WriteString(" 0 obj\n")
	write(&u.out)
	u.out.WriteString("\nendobj\n")
}

// stream writes a stream as it is.
func (u *update) stream(number int, dict string, content []byte) {
	u.object(number, func(b *bytes.Buffer) {
		fmt.Fprintf(b, "<<%s /Length %d>>\nstream\n", dict, len(content))
		b.Write(content)
		b.WriteString("\nendstream")
	})
}

// rewrite writes one of the file's own dictionaries once more, with more in it.
func (u *update) rewrite(number int, more func(*bytes.Buffer)) error {
	body, err := u.body(number)
	if err != nil {
		return err
	}
	body = bytes.Clone(body) // the buffer it lies in is about to grow
	u.object(number, func(b *bytes.Buffer) {
		b.WriteString("<<")
		b.Write(body)
		b.WriteByte('\n')
		more(b)
		b.WriteString(">>")
	})
	return nil
}

// finish writes the cross-reference table of the objects added and returns the
// file. Its identifier comes from its content: there is no other that would stay
// the same.
func (u *update) finish() []byte {
	id := sha256.Sum256(u.out.Bytes())
	slices.SortFunc(u.added, func(a, b addition) int { return a.number - b.number })
	at := u.out.Len()
	u.out.WriteString("xref\n")
	for i := 0; i < len(u.added); {
		j := i + 1
		for j < len(u.added) && u.added[j].number == u.added[j-1].number+1 {
			j++
		}
		fmt.Fprintf(&u.out, "%d %d\n", u.added[i].number, j-i)
		for ; i < j; i++ {
			fmt.Fprintf(&u.out, "%010d 00000 n \n", u.added[i].offset)
		}
	}
	fmt.Fprintf(&u.out, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %d /ID [<%x> <%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		u.next, u.root, u.info, u.xref, id[:16], id[:16], at)
	return u.out.Bytes()
}

func reference(b *bytes.Buffer, number int) {
	b.WriteString(strconv.Itoa(number))
	b.WriteString(" 0 R ")
}

func number(b *bytes.Buffer, v float64) {
	b.Write(strconv.AppendFloat(b.AvailableBuffer(), v, 'f', 2, 64))
	b.WriteByte(' ')
}

// textString writes a text that people read, in UTF-16.
func textString(b *bytes.Buffer, s string) {
	b.WriteString("<FEFF")
	for _, c := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(b, "%04X", c)
	}
	b.WriteByte('>')
}

// literal writes ASCII as a string.
func literal(b *bytes.Buffer, s string) {
	b.WriteByte('(')
	for i := range len(s) {
		if s[i] == '(' || s[i] == ')' || s[i] == '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	b.WriteString(") ")
}

// asciiURI writes what is not printable ASCII in an address as %XX, as PDF asks.
func asciiURI(s string) string {
	var b bytes.Buffer
	for i := range len(s) {
		if s[i] > ' ' && s[i] <= '~' {
			b.WriteByte(s[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", s[i])
		}
	}
	return b.String()
}
