package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// node is a value of a YAML or JSON file with the line on which it stands.
type node struct {
	kind   nodeKind
	line   int
	text   string  // of a scalar
	quoted bool    // a scalar written as text, whatever it looks like
	items  []*node // of a list
	fields []field // of a mapping, in the file's order
}

type nodeKind int

const (
	blankNode nodeKind = iota // null, or nothing after the colon
	scalarNode
	listNode
	mapNode
)

type field struct {
	key   string
	line  int
	value *node
}

// get returns a mapping's value by key, or nil.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for _, f := range n.fields {
		if f.key == key {
			return f.value
		}
	}
	return nil
}

// scalar returns a scalar's text, and "" for anything else.
func (n *node) scalar() string {
	if n == nil || n.kind != scalarNode {
		return ""
	}
	return n.text
}

// maxDepth is how deep values may nest. Plans nest eight deep; the YAML parser
// takes quadratic time and memory in the depth.
const maxDepth = 100

var errTooDeep = errors.New("values nest too deep")

// readTree reads one YAML or JSON document. It returns nil where the document has
// a fault, which is reported, or where r fails.
func readTree(r io.Reader, faults *report) (*node, error) {
	b, err := io.ReadAll(&bounded{r, MaxRecordBytes})
	switch {
	case errors.Is(err, errTooLarge):
		faults.add(0, "", "exchange.too_large", "limit", MaxRecordBytes>>20)
		return nil, nil
	case err != nil:
		return nil, err
	}
	b = bytes.TrimPrefix(b, []byte(byteOrderMark))
	switch start := bytes.TrimSpace(b); {
	case len(start) == 0:
		faults.add(0, "", "exchange.nothing")
		return nil, nil
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		faults.add(0, "", "exchange.is_workbook")
		return nil, nil
	case isUTF16(b):
		faults.add(0, "", "exchange.is_utf16")
		return nil, nil
	case !utf8.Valid(b): // the parsers would replace it in silence
		faults.add(lineOfInvalid(b), "", "exchange.tree_not_utf8")
		return nil, nil
	case start[0] == '{':
		return jsonTree(b, faults), nil
	}
	return yamlTree(b, faults), nil
}

// lineOfInvalid returns the line of the first byte that is not UTF-8.
func lineOfInvalid(b []byte) int {
	line := 1
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		b = b[size:]
	}
	return line
}

func yamlTree(b []byte, faults *report) *node {
	tokens := lexer.Tokenize(string(b))
	if line := tooDeep(tokens); line > 0 {
		faults.add(line, "", "exchange.too_deep", "limit", maxDepth)
		return nil
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		line, detail := 0, err.Error()
		var at yaml.Error
		if errors.As(err, &at) {
			detail = at.GetMessage()
			if t := at.GetToken(); t != nil && t.Position != nil {
				line = t.Position.Line
			}
		}
		faults.add(line, "", "exchange.yaml_syntax", "detail", detail)
		return nil
	}
	if len(file.Docs) == 0 || len(file.Docs) == 1 && file.Docs[0].Body == nil {
		faults.add(0, "", "exchange.nothing")
		return nil
	}
	if len(file.Docs) != 1 {
		faults.add(0, "", "exchange.yaml_documents", "documents", len(file.Docs))
		return nil
	}
	y := yamlBuilder{faults}
	before := len(faults.faults)
	n := y.node(file.Docs[0].Body)
	if len(faults.faults) > before {
		return nil
	}
	return n
}

// tooDeep returns the line on which values nest deeper than maxDepth, or 0: by
// brackets, or by dashes and question marks on one line. Deeper indentation of
// whole lines is bounded by the file's size.
func tooDeep(tokens token.Tokens) int {
	brackets, dashes, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, dashes = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType, token.TagType, token.AnchorType:
			dashes++
		}
		if brackets > maxDepth || dashes > maxDepth {
			return line
		}
	}
	return 0
}

// yamlBuilder turns the parser's tree into nodes. Aliases are refused: nothing
// here needs them, and a few of them can stand for a tree of any size.
type yamlBuilder struct{ *report }

func (y yamlBuilder) node(v ast.Node) *node {
	if v == nil {
		return &node{}
	}
	line := 0
	if t := v.GetToken(); t != nil && t.Position != nil {
		line = t.Position.Line
	}
	n := &node{line: line}
	switch v := v.(type) {
	case *ast.NullNode:
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		y.add(line, "", "exchange.yaml_unsupported")
	case *ast.MappingNode:
		n.kind = mapNode
		for _, pair := range v.Values {
			y.pair(n, pair)
		}
	case *ast.MappingValueNode:
		n.kind = mapNode
		y.pair(n, v)
	case *ast.SequenceNode:
		n.kind = listNode
		for _, item := range v.Values {
			n.items = append(n.items, y.node(item))
		}
	case *ast.LiteralNode: // "|" or ">": its last line end closes the block
		n.kind, n.quoted = scalarNode, true
		n.text = strings.TrimRight(v.Value.Value, "\n")
	case *ast.StringNode:
		n.kind, n.text = scalarNode, v.Value
		n.quoted = v.Token.Type == token.SingleQuoteType || v.Token.Type == token.DoubleQuoteType
	case *ast.TagNode: // "!!str 12"
		n = y.node(v.Value)
		n.quoted = n.quoted || v.GetToken().Value == "!!str"
	case ast.ScalarNode: // numbers, yes and no, as they are written
		n.kind, n.text = scalarNode, v.GetToken().Value
	default:
		y.add(line, "", "exchange.yaml_unsupported")
	}
	return n
}

func (y yamlBuilder) pair(n *node, pair *ast.MappingValueNode) {
	line := pair.Key.GetToken().Position.Line
	key := y.node(pair.Key)
	if key.kind != scalarNode {
		y.add(line, "", "exchange.yaml_unsupported")
		return
	}
	n.fields = append(n.fields, field{key.text, line, y.node(pair.Value)})
}

func jsonTree(b []byte, faults *report) *node {
	j := jsonBuilder{decoder: json.NewDecoder(bytes.NewReader(b)), source: b}
	j.decoder.UseNumber()
	n, err := j.node(0)
	if err == nil {
		_, err = j.decoder.Token()
		if err == nil {
			err = errors.New("something follows the document")
		}
	}
	switch {
	case errors.Is(err, io.EOF):
		return n
	case errors.Is(err, errTooDeep):
		faults.add(j.line(), "", "exchange.too_deep", "limit", maxDepth)
	default:
		faults.add(j.line(), "", "exchange.json_syntax", "detail", err.Error())
	}
	return nil
}

// jsonBuilder reads tokens and counts the lines they stand on.
type jsonBuilder struct {
	decoder *json.Decoder
	source  []byte
	counted int // bytes of source whose lines are counted
	lines   int
}

// line returns the line that the decoder has reached.
func (j *jsonBuilder) line() int {
	at := int(j.decoder.InputOffset())
	j.lines += bytes.Count(j.source[j.counted:at], []byte("\n"))
	j.counted = at
	return j.lines + 1
}

func (j *jsonBuilder) node(depth int) (*node, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	t, err := j.decoder.Token()
	if err != nil {
		return nil, unexpectedEnd(err)
	}
	n := &node{line: j.line()}
	switch t := t.(type) {
	case json.Delim:
		n.kind = listNode
		if t == '{' {
			n.kind = mapNode
		}
		for j.decoder.More() {
			f := field{line: j.line()}
			if n.kind == mapNode {
				key, err := j.decoder.Token()
				if err != nil {
					return nil, unexpectedEnd(err)
				}
				f.key, _ = key.(string) // the decoder lets nothing else be a key
				f.line = j.line()
			}
			if f.value, err = j.node(depth + 1); err != nil {
				return nil, err
			}
			if n.kind == mapNode {
				n.fields = append(n.fields, f)
			} else {
				n.items = append(n.items, f.value)
			}
		}
		_, err = j.decoder.Token() // the closing bracket
		return n, unexpectedEnd(err)
	case string:
		n.kind, n.text, n.quoted = scalarNode, t, true
	case json.Number:
		n.kind, n.text = scalarNode, t.String()
	case bool:
		n.kind, n.text = scalarNode, "false"
		if t {
			n.text = "true"
		}
	}
	return n, nil
}

// unexpectedEnd tells an end within a value from the end of the file.
func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
