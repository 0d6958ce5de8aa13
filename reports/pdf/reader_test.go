package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// readFile is a PDF file read back: enough of one to check what the package
// writes.
type readFile struct {
	t       *testing.T
	objects map[int]string // what stands between "obj" and "endobj"
	trailer string
}

// read follows the cross-reference tables from the end of the file, so it sees the
// file as a reader does, updates included.
func read(t *testing.T, file []byte) *readFile {
	t.Helper()
	f := &readFile{t: t, objects: map[int]string{}}
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		t.Fatal("no startxref")
	}
	offset := atoi(t, strings.Fields(string(file[at:]))[1])
	for offset > 0 {
		rest := string(file[offset:])
		if !strings.HasPrefix(rest, "xref\n") {
			t.Fatalf("no table at %d", offset)
		}
		rest = rest[len("xref\n"):]
		for !strings.HasPrefix(rest, "trailer") {
			head, after, _ := strings.Cut(rest, "\n")
			first, count := atoi(t, strings.Fields(head)[0]), atoi(t, strings.Fields(head)[1])
			for i := range count {
				if entry := after[i*20 : i*20+20]; entry[17] == 'n' {
					f.object(file, first+i, atoi(t, entry[:10]))
				}
			}
			rest = after[count*20:]
		}
		trailer := rest[:strings.Index(rest, "startxref")]
		if f.trailer == "" {
			f.trailer = trailer
		}
		offset = 0
		if m := regexp.MustCompile(`/Prev (\d+)`).FindStringSubmatch(trailer); m != nil {
			offset = atoi(t, m[1])
		}
	}
	return f
}

// object keeps an object unless a later table had it already.
func (f *readFile) object(file []byte, number, offset int) {
	f.t.Helper()
	head := fmt.Sprintf("%d 0 obj\n", number)
	if offset+len(head) > len(file) || string(file[offset:offset+len(head)]) != head {
		f.t.Fatalf("object %d is not at %d", number, offset)
	}
	if _, known := f.objects[number]; !known {
		rest := file[offset+len(head):]
		f.objects[number] = string(rest[:bytes.Index(rest, []byte("endobj"))])
	}
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// ref returns the object that a key of a dictionary refers to.
func (f *readFile) ref(dict, key string) (int, string) {
	f.t.Helper()
	m := regexp.MustCompile(key + ` ?(\d+) 0 R`).FindStringSubmatch(dict)
	if m == nil {
		f.t.Fatalf("no %s in %.200s", key, dict)
	}
	n := atoi(f.t, m[1])
	return n, f.objects[n]
}

// refs returns all references in a text.
func (f *readFile) refs(s string) []int {
	var out []int
	for _, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(s, -1) {
		out = append(out, atoi(f.t, m[1]))
	}
	return out
}

func (f *readFile) catalog() string {
	_, c := f.ref(f.trailer, "/Root")
	return c
}

// pages returns the object numbers of the pages.
func (f *readFile) pages() []int {
	_, tree := f.ref(f.catalog(), "/Pages")
	kids := tree[strings.Index(tree, "/Kids ["):]
	return f.refs(kids[:strings.Index(kids, "]")])
}

// content returns a page's drawing operators.
func (f *readFile) content(page int) []byte {
	f.t.Helper()
	_, stream := f.ref(f.objects[page], "/Contents")
	return f.inflate(stream)
}

// inflate returns what a deflated stream holds.
func (f *readFile) inflate(stream string) []byte {
	f.t.Helper()
	begin := strings.Index(stream, "stream\n") + len("stream\n")
	r, err := zlib.NewReader(strings.NewReader(stream[begin:]))
	if err != nil {
		f.t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		f.t.Fatal(err)
	}
	return content
}

// operators hands out the operators of a content stream with the names and
// numbers before them; strings are left out.
func operators(content []byte, yield func(operator string, operands []string)) {
	var operands []string
	for i := 0; i < len(content); {
		switch c := content[i]; {
		case c == '(':
			for i++; content[i] != ')'; i++ {
				if content[i] == '\\' {
					i++
				}
			}
			i++
		case bytes.IndexByte([]byte(" \n\r\t[]<>"), c) >= 0:
			i++
		default:
			end := i + 1
			for end < len(content) && bytes.IndexByte([]byte(" \n\r\t[]<>()/"), content[end]) < 0 {
				end++
			}
			token := string(content[i:end])
			i = end
			if c == '/' || c == '-' || c == '.' || c >= '0' && c <= '9' {
				operands = append(operands, token)
				continue
			}
			yield(token, operands)
			operands = nil
		}
	}
}
