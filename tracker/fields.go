package tracker

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Editable is something of a plan that people edit field by field: a form shows its
// fields, [Merge] joins two edits of them, and a sheet has a column for each.
type Editable interface {
	// Fields returns every field as text, in the order of the form.
	Fields() Fields
	// SetFields sets the fields that are named and leaves the others. It returns what
	// is wrong with each value that cannot be read; such a field stays as it was.
	SetFields(Fields) []Problem
}

// The lengths, in bytes, beyond which a value that is typed is refused.
const (
	LineMost  = 2_000   // of a title, a name, an address
	ProseMost = 100_000 // of any other text
)

// column is one field of a T.
type column[T any] struct {
	name string
	get  func(*T) string
	// set reads a value that is not what get returns. It names what is wrong with it,
	// the last part of a catalogue key, or "".
	set func(*T, string) (wrong string)
	max int
}

// columns are the fields of a T, in the order of its form.
type columns[T any] []column[T]

func (cs columns[T]) read(v *T) Fields {
	fields := make(Fields, len(cs))
	for i, c := range cs {
		fields[i] = Field{c.name, TidyText(c.get(v))}
	}
	return fields
}

func (cs columns[T]) write(v *T, fields Fields) []Problem {
	var ps problems
	for _, c := range cs {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == c.name })
		if i < 0 {
			continue
		}
		value := TidyText(fields[i].Value)
		if value == TidyText(c.get(v)) {
			continue // so that what nobody touched stays to the byte
		}
		if len(value) > c.max {
			ps.add("", c.name, "too_long", "most", c.max)
		} else if r := strangeRune(value); r != 0 {
			ps.add("", c.name, "character", "character", "U+"+strings.ToUpper(strconv.FormatInt(int64(r), 16)))
		} else if wrong := c.set(v, value); wrong != "" {
			ps.add("", c.name, wrong, "value", shorten(value))
		}
	}
	return ps
}

// TidyText returns a text as it is edited: lines end in "\n", and nothing blank
// stands at either end.
func TidyText(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(s)
}

// strangeRune returns the first character that no text of a plan holds: one that
// cannot be seen and controls a machine or the direction of reading; 0 for none.
func strangeRune(s string) rune {
	for _, r := range s {
		switch {
		case r == '\n', r == '\t':
		case unicode.IsControl(r), r == utf8.RuneError, '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return r
		}
	}
	return 0
}

// shorten returns enough of a value to name it in a message.
func shorten(s string) string {
	const most = 60
	if runes := []rune(s[:min(len(s), 8*most)]); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// The kinds of column.

func lineOf[T any](name string, at func(*T) *string) columns[T] {
	return columns[T]{{name, func(v *T) string { return *at(v) }, func(v *T, s string) string {
		*at(v) = s
		return ""
	}, LineMost}}
}

// textOf is a text in both languages; most is the length of each.
func textOf[T any](name string, most int, at func(*T) *Text) columns[T] {
	var cs columns[T]
	for _, lang := range Langs {
		cs = append(cs, column[T]{name + "_" + string(lang),
			func(v *T) string { return at(v).In(lang) },
			func(v *T, s string) string {
				*at(v) = at(v).With(lang, s)
				return ""
			}, most})
	}
	return cs
}

// titleOf and proseOf are texts of one line and of many.
func titleOf[T any](name string, at func(*T) *Text) columns[T] { return textOf(name, LineMost, at) }
func proseOf[T any](name string, at func(*T) *Text) columns[T] { return textOf(name, ProseMost, at) }

func dateOf[T any](name string, at func(*T) *Date) columns[T] {
	return columns[T]{{name, func(v *T) string { return at(v).String() }, func(v *T, s string) string {
		if s == "" {
			*at(v) = Date{}
			return ""
		}
		d, err := ParseDate(s)
		if err != nil {
			return "date_malformed"
		}
		*at(v) = d
		return ""
	}, LineMost}}
}

// wholeOf is a whole number, blank for 0.
func wholeOf[T any](name string, at func(*T) *int) columns[T] {
	return columns[T]{{name, func(v *T) string {
		if *at(v) == 0 {
			return ""
		}
		return strconv.Itoa(*at(v))
	}, func(v *T, s string) string {
		n, err := strconv.Atoi(s)
		if s != "" && (err != nil || n < 0 || n > 999_999) {
			return "number_malformed"
		}
		*at(v) = n
		return ""
	}, LineMost}}
}

// oneOf is one of a few words. Blank is among them only where blank is set.
func oneOf[T any, S ~string](name string, words []S, blank bool, at func(*T) *S) columns[T] {
	return columns[T]{{name, func(v *T) string { return string(*at(v)) }, func(v *T, s string) string {
		if !slices.Contains(words, S(s)) && (s != "" || !blank) {
			return "choice"
		}
		*at(v) = S(s)
		return ""
	}, LineMost}}
}

// listOf is a list of codes or words, one a line.
func listOf[T any, S ~string](name string, at func(*T) *[]S) columns[T] {
	return columns[T]{{name, func(v *T) string { return joinLines(*at(v)) }, func(v *T, s string) string {
		*at(v) = splitLines[S](s)
		return ""
	}, ProseMost}}
}

func joinLines[S ~string](list []S) string {
	lines := make([]string, len(list))
	for i, s := range list {
		lines[i] = string(s)
	}
	return strings.Join(lines, "\n")
}

// splitLines reads a list, one a line; nil for none.
func splitLines[S ~string](s string) []S {
	var list []S
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, S(line))
		}
	}
	return list
}

// yesOf is set or not: "1" or blank.
func yesOf[T any](name string, at func(*T) *bool) columns[T] {
	return columns[T]{{name, func(v *T) string {
		if *at(v) {
			return "1"
		}
		return ""
	}, func(v *T, s string) string {
		if s != "" && s != "1" {
			return "choice"
		}
		*at(v) = s == "1"
		return ""
	}, LineMost}}
}

// within makes the columns of a part those of the whole.
func within[T, P any](part columns[P], at func(*T) *P) columns[T] {
	cs := make(columns[T], len(part))
	for i, c := range part {
		cs[i] = column[T]{c.name, func(v *T) string { return c.get(at(v)) }, func(v *T, s string) string { return c.set(at(v), s) }, c.max}
	}
	return cs
}
