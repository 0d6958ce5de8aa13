package tracker

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// FieldChange is one value of a record that a write changed, as an audit entry's two
// sides tell it.
type FieldChange struct {
	// Path leads to the value through the record's JSON, with the field's own
	// names: "item.values.civic_participation", "themes[data].name". A list whose
	// members have no code counts them from 1: "evidence[2].title".
	Path string
	// Lang is the language of a text that exists in both, blank for other values.
	Lang Lang
	// From and To are the value before and after: none where there was none, one,
	// or the members of a list.
	From, To []string
}

// Field returns the field's name in its domain: the path without the envelope of
// an item, and without places in lists. "values.civic_participation",
// "themes.name".
func (c *FieldChange) Field() string {
	var name strings.Builder
	depth := 0
	for _, r := range strings.TrimPrefix(c.Path, "item.") {
		switch {
		case r == '[':
			depth++
		case r == ']' && depth > 0:
			depth--
		case depth == 0:
			name.WriteRune(r)
		}
	}
	return name.String()
}

// FieldChanges returns what differs between the two sides of an audit entry, in
// the order of the record. What is blank on both sides, absent or empty, is no
// difference. A side that is not JSON is one value.
func FieldChanges(before, after json.RawMessage) []FieldChange {
	var d differ
	d.compare("", parseSide(before), parseSide(after))
	return d.changes
}

// object is a JSON object that keeps the order of its fields.
type object struct {
	names  []string
	values map[string]any
}

// parseSide reads one side of an entry into nil, bool, json.Number, string, []any
// and *object, leaving out what is blank in objects.
func parseSide(raw json.RawMessage) any {
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	if !json.Valid(raw) { // which also bounds how deep it nests
		return string(raw)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	v := parseValue(d)
	if isBlank(v) {
		return nil
	}
	return v
}

func parseValue(d *json.Decoder) any {
	token, err := d.Token()
	if err != nil {
		return nil // the text is valid, so this is its end
	}
	switch token {
	case json.Delim('{'):
		o := &object{values: map[string]any{}}
		for d.More() {
			name, _ := d.Token()
			key, value := name.(string), parseValue(d)
			if _, again := o.values[key]; again { // the last one counts, as everywhere
				o.names = slices.DeleteFunc(o.names, func(n string) bool { return n == key })
				delete(o.values, key)
			}
			if !isBlank(value) {
				o.names = append(o.names, key)
				o.values[key] = value
			}
		}
		_, _ = d.Token()
		return o
	case json.Delim('['):
		list := []any{}
		for d.More() {
			list = append(list, parseValue(d))
		}
		_, _ = d.Token()
		return list
	}
	return token
}

func isBlank(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case *object:
		return len(v.names) == 0
	}
	return false
}

// differ gathers the changes between two values.
type differ struct{ changes []FieldChange }

// compare walks both sides together. Where they are of different kinds, the one
// goes and the other comes.
func (d *differ) compare(path string, a, b any) {
	if literal(a) == literal(b) {
		return
	}
	switch {
	case a == nil && isBlank(b), b == nil && isBlank(a): // a member of a list that holds nothing
		d.add(path, "", literalOf(a != nil, a), literalOf(b != nil, b))
	case isText(a) && isText(b):
		for _, lang := range Langs {
			d.texts(path, lang, a, b)
		}
	case isObject(a) && isObject(b):
		d.objects(path, a, b)
	case isList(a) && isList(b):
		d.lists(path, a, b)
	case isScalar(a) && isScalar(b):
		d.add(path, "", scalars(a), scalars(b))
	default:
		d.compare(path, a, nil)
		d.compare(path, nil, b)
	}
}

// add notes a change. Two values that read alike and are not, as the number 1 and
// the text "1", are written out as JSON.
func (d *differ) add(path string, lang Lang, from, to []any) {
	c := FieldChange{Path: path, Lang: lang, From: shown(from), To: shown(to)}
	if slices.Equal(c.From, c.To) {
		c.From, c.To = literals(from), literals(to)
	}
	d.changes = append(d.changes, c)
}

func (d *differ) texts(path string, lang Lang, a, b any) {
	from, to := member(a, string(lang)), member(b, string(lang))
	if literal(from) != literal(to) {
		d.add(path, lang, scalars(from), scalars(to))
	}
}

// objects compares field by field: those of the new side in its order, then those
// that are gone.
func (d *differ) objects(path string, a, b any) {
	names := fieldNames(b)
	for _, name := range fieldNames(a) {
		if member(b, name) == nil {
			names = append(names, name)
		}
	}
	for _, name := range names {
		d.compare(join(path, name), member(a, name), member(b, name))
	}
}

// lists compares two lists: of plain values as wholes, of things with codes by
// those, of others by their places.
func (d *differ) lists(path string, a, b any) {
	from, to := members(a), members(b)
	switch {
	case allScalars(from) && allScalars(to):
		d.add(path, "", from, to)
		return
	case haveCodes(from) && haveCodes(to):
		d.coded(path, from, to)
		return
	}
	for i := range max(len(from), len(to)) {
		var old, new any
		if i < len(from) {
			old = from[i]
		}
		if i < len(to) {
			new = to[i]
		}
		at := path + "[" + strconv.Itoa(i+1) + "]"
		if i >= len(from) && isBlank(new) || i >= len(to) && isBlank(old) { // a member of nothing is one more
			d.add(at, "", literalOf(i < len(from), old), literalOf(i < len(to), new))
			continue
		}
		d.compare(at, old, new)
	}
}

func (d *differ) coded(path string, from, to []any) {
	code := func(v any) string { return member(v, "code").(string) }
	old := map[string]any{}
	for _, v := range from {
		old[code(v)] = v
	}
	var stayed []any // codes in the new order
	for _, v := range to {
		key := code(v)
		if old[key] != nil {
			stayed = append(stayed, key)
		}
		d.compare(path+"["+quoteName(key)+"]", old[key], v)
		delete(old, key)
	}
	var before []any // the same codes in the old order
	for _, v := range from {
		key := code(v)
		if old[key] != nil {
			d.compare(path+"["+quoteName(key)+"]", v, nil)
		} else {
			before = append(before, key)
		}
	}
	if !slices.Equal(before, stayed) {
		d.add(path, "", before, stayed)
	}
}

func isObject(v any) bool {
	_, ok := v.(*object)
	return ok || v == nil
}

func isList(v any) bool {
	_, ok := v.([]any)
	return ok || v == nil
}

func isScalar(v any) bool {
	switch v.(type) {
	case []any, *object:
		return false
	}
	return true
}

// isText reports whether a value is a text in both languages, or in one.
func isText(v any) bool {
	o, ok := v.(*object)
	if !ok {
		return v == nil
	}
	for _, name := range o.names {
		if _, ok := o.values[name].(string); !ok || name != string(EN) && name != string(FR) {
			return false
		}
	}
	return len(o.names) > 0
}

func member(v any, name string) any {
	if o, ok := v.(*object); ok {
		return o.values[name]
	}
	return nil
}

func fieldNames(v any) []string {
	if o, ok := v.(*object); ok {
		return slices.Clone(o.names)
	}
	return nil
}

func members(v any) []any {
	list, _ := v.([]any)
	return list
}

func allScalars(list []any) bool {
	return !slices.ContainsFunc(list, func(v any) bool { return !isScalar(v) })
}

// haveCodes reports whether every member of a list has a code of its own.
func haveCodes(list []any) bool {
	seen := map[string]bool{}
	for _, v := range list {
		code, ok := member(v, "code").(string)
		if !ok || seen[code] {
			return false
		}
		seen[code] = true
	}
	return true
}

// scalars returns a value as a list of one, and nothing as an empty one.
func scalars(v any) []any {
	if v == nil {
		return nil
	}
	return []any{v}
}

func literalOf(there bool, v any) []any {
	if !there {
		return nil
	}
	return []any{json.Number(literal(v))}
}

// shown writes values as people read them.
func shown(values []any) []string {
	var out []string
	for _, v := range values {
		if s, ok := v.(string); ok {
			out = append(out, s)
		} else {
			out = append(out, literal(v))
		}
	}
	return out
}

func literals(values []any) []string {
	var out []string
	for _, v := range values {
		out = append(out, literal(v))
	}
	return out
}

// literal writes a value as JSON, the fields of objects by name, so that two
// values are the same where their literals are.
func literal(v any) string {
	var b strings.Builder
	writeLiteral(&b, v)
	return b.String()
}

func writeLiteral(b *strings.Builder, v any) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case json.Number:
		b.WriteString(v.String())
	case string:
		b.WriteString(strconv.Quote(v))
	case []any:
		b.WriteByte('[')
		for i, member := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeLiteral(b, member)
		}
		b.WriteByte(']')
	case *object:
		b.WriteByte('{')
		for i, name := range slices.Sorted(slices.Values(v.names)) {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.Quote(name) + ":")
			writeLiteral(b, v.values[name])
		}
		b.WriteByte('}')
	}
}

func join(path, name string) string {
	if path == "" {
		return quoteName(name)
	}
	return path + "." + quoteName(name)
}

// quoteName quotes a name in which a path could be mistaken.
func quoteName(name string) string {
	if name == "" || strings.ContainsAny(name, ".[]\"") {
		return strconv.Quote(name)
	}
	return name
}
