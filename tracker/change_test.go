package tracker_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestFieldChanges(t *testing.T) {
	for _, tt := range []struct {
		name, before, after string
		want                []string // field, language, from, to
	}{
		{"a text", `{"item":{"title":{"en":"One","fr":"Un"}}}`, `{"item":{"title":{"en":"Two","fr":"Un"}}}`, []string{"title|en|One|Two"}},
		{"a translation comes", `{"item":{"title":{"en":"One","fr":""}}}`, `{"item":{"title":{"en":"One","fr":"Un"}}}`, []string{"title|fr||Un"}},
		{"a weight", `{"item":{"weight":1}}`, `{"item":{"weight":2.5}}`, []string{"weight||1|2.5"}},
		{"organizations", `{"item":{"leads":["a","b"]}}`, `{"item":{"leads":["b","c"]}}`, []string{"leads||a,b|b,c"}},
		{"organizations come", `{"item":{}}`, `{"item":{"leads":["c"]}}`, []string{"leads|||c"}},
		{"a deadline", `{"item":{"deadline":{"text":{"en":"By June","fr":"D’ici juin"},"meaning":{"kind":"dated","due":"2018-06-30"}}}}`,
			`{"item":{"deadline":{"text":{"en":"By May","fr":"D’ici mai"},"meaning":{"kind":"dated","due":"2018-05-31"}}}}`,
			[]string{"deadline.text|en|By June|By May", "deadline.text|fr|D’ici juin|D’ici mai", "deadline.meaning.due||2018-06-30|2018-05-31"}},
		{"a value", `{"item":{"values":{"civic_participation":{"en":"","fr":""}}}}`, `{"item":{"values":{"civic_participation":{"en":"Yes","fr":"Oui"}}}}`,
			[]string{"values.civic_participation|en||Yes", "values.civic_participation|fr||Oui"}},
		{"themes by their codes", `{"themes":[{"code":"a","name":{"en":"A"}},{"code":"b","name":{"en":"B"}}]}`, `{"themes":[{"code":"b","name":{"en":"B2"}},{"code":"a","name":{"en":"A"}}]}`,
			[]string{"themes.name|en|B|B2", "themes||a,b|b,a"}},
		{"evidence by its place", `{"evidence":[{"url":"x"}]}`, `{"evidence":[{"url":"x"},{"url":"y"}]}`, []string{"evidence.url|||y"}},
		{"an order", `["a","b"]`, `["b","a"]`, []string{"||a,b|b,a"}},
		{"new", ``, `{"status":"limited","progress":{"en":"Begun","fr":""}}`, []string{"status|||limited", "progress|en||Begun"}},
		{"gone", `{"status":"limited"}`, ``, []string{"status||limited|"}},
		{"unknown", `{"item":{"new_thing":{"deep":{"down":1}}}}`, `{"item":{"new_thing":{"deep":{"down":2}}}}`, []string{"new_thing.deep.down||1|2"}},
		{"another kind", `{"a":"x"}`, `{"a":{"b":"y"}}`, []string{"a||x|", "a.b|||y"}},
		{"a number and its text", `{"a":1}`, `{"a":"1"}`, []string{`a||1|"1"`}},
		{"the order of fields", `{"a":1,"b":2}`, `{"b":2,"a":1}`, nil},
		{"blank and absent", `{"a":"","b":[],"c":{},"d":null}`, `{}`, nil},
		{"not JSON", `x`, `y`, []string{"||x|y"}},
		{"nothing", ``, ``, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range tracker.FieldChanges(json.RawMessage(tt.before), json.RawMessage(tt.after)) {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s", c.Field(), c.Lang, strings.Join(c.From, ","), strings.Join(c.To, ",")))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// document draws JSON as records have it, and some that they do not.
func document(depth int) *rapid.Generator[any] {
	words := rapid.SampledFrom([]string{"", "a", "b", "1", "en", "fr", "x.y", "[1]", "\""})
	scalar := rapid.OneOf(
		rapid.Map(words, func(s string) any { return s }),
		rapid.Map(rapid.IntRange(0, 2), func(n int) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Just[any](nil),
	)
	if depth == 0 {
		return scalar
	}
	names := rapid.SampledFrom([]string{"en", "fr", "code", "item", "title", "leads", "x.y", "a[1]", ""})
	return rapid.OneOf(
		scalar,
		rapid.Map(rapid.SliceOfN(rapid.Deferred(func() *rapid.Generator[any] { return document(depth - 1) }), 0, 3), func(l []any) any { return l }),
		rapid.Map(rapid.MapOfN(names, rapid.Deferred(func() *rapid.Generator[any] { return document(depth - 1) }), 0, 4), func(m map[string]any) any { return m }),
		rapid.Map(rapid.MapOfN(rapid.SampledFrom([]string{"en", "fr"}), words, 0, 2), func(m map[string]string) any { return m }),
	)
}

// blankless leaves out of objects what is blank, as a record that is read again
// does.
func blankless(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			switch x := blankless(x).(type) {
			case nil:
			case string:
				if x != "" {
					out[k] = x
				}
			case []any:
				if len(x) > 0 {
					out[k] = x
				}
			case map[string]any:
				if len(x) > 0 {
					out[k] = x
				}
			default:
				out[k] = x
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = blankless(x)
		}
		return out
	}
	return v
}

func canonical(t interface{ Fatal(...any) }, raw []byte) string {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	out, _ := json.Marshal(blankless(map[string]any{"whole": v}))
	return string(out)
}

// holdChanges holds what is true of any two documents: they have changes exactly
// where they differ, every change is one, the way back is the same way, and no
// place is told twice.
func holdChanges(t interface{ Fatalf(string, ...any) }, before, after []byte, differ bool) {
	changes := tracker.FieldChanges(before, after)
	if (len(changes) > 0) != differ {
		t.Fatalf("%s and %s: differ is %v, and there are %d changes", before, after, differ, len(changes))
	}
	for _, c := range changes {
		if strings.Join(c.From, "\x00") == strings.Join(c.To, "\x00") && len(c.From) == len(c.To) {
			t.Fatalf("%s and %s: %s is shown and stayed %q", before, after, c.Path, c.From)
		}
	}
	if back := tracker.FieldChanges(after, before); len(back) != len(changes) {
		t.Fatalf("%s and %s: %d changes there and %d back", before, after, len(changes), len(back))
	}
	if n := len(tracker.FieldChanges(before, before)) + len(tracker.FieldChanges(after, after)); n > 0 {
		t.Fatalf("%s and %s: %d changes to themselves", before, after, n)
	}
}

func TestFieldChangesLeaveNothingOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, _ := json.Marshal(document(3).Draw(t, "before"))
		after, _ := json.Marshal(document(3).Draw(t, "after"))
		holdChanges(t, before, after, canonical(t, before) != canonical(t, after))
	})
}

// One changed leaf of a record is one change that names it and both its values.
func TestOneChangeIsOne(t *testing.T) {
	leaves := []string{"title.en", "title.fr", "weight", "leads", "deadline.meaning.due", "values.civic_participation.fr", "contact.email", "strange.a.b"}
	rapid.Check(t, func(t *rapid.T) {
		leaf := rapid.SampledFrom(leaves).Draw(t, "leaf")
		from, to := rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "from"), rapid.StringMatching(`[A-Z]{1,8}`).Draw(t, "to")
		side := func(value string) json.RawMessage {
			root := map[string]any{}
			for _, path := range leaves {
				at, names := root, strings.Split(path, ".")
				for _, n := range names[:len(names)-1] {
					if at[n] == nil {
						at[n] = map[string]any{}
					}
					at = at[n].(map[string]any)
				}
				at[names[len(names)-1]] = "same"
				if path == leaf {
					at[names[len(names)-1]] = value
				}
			}
			raw, _ := json.Marshal(map[string]any{"kind": "commitment", "item": root})
			return raw
		}
		changes := tracker.FieldChanges(side(from), side(to))
		if len(changes) != 1 {
			t.Fatalf("%s: %d changes", leaf, len(changes))
		}
		c := changes[0]
		name := c.Field()
		if c.Lang != "" {
			name += "." + string(c.Lang)
		}
		if name != leaf || c.From[0] != from || c.To[0] != to {
			t.Fatalf("%s from %q to %q is told as %+v", leaf, from, to, c)
		}
	})
}

func FuzzFieldChanges(f *testing.F) {
	for _, s := range []string{`{"item":{"title":{"en":"a","fr":"b"}}}`, `[{"code":"a"},{"code":"a"}]`, `[{}]`, `[[],[{}]]`, `{"a":{"en":1}}`, `x`, ``, `{"a":1,"a":2}`, `[{"code":"b"},{"code":"a","x":[1,{}]}]`, `1e999`, `"\ud800"`} {
		f.Add([]byte(s), []byte(`{"item":{"title":{"en":"c"}},"a.b":[1]}`))
		f.Add([]byte(`[{"code":"a"},{"code":"b"},{}]`), []byte(s))
	}
	f.Fuzz(func(t *testing.T, before, after []byte) {
		changes := tracker.FieldChanges(before, after)
		holdChanges(t, before, after, len(changes) > 0)
	})
}
