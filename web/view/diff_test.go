package view

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// marked writes a diff on one line: [-removed-], {+added+}, <gap>.
func marked(runs []DiffRun) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Kind {
		case DiffRemoved:
			b.WriteString("[-" + r.Text + "-]")
		case DiffAdded:
			b.WriteString("{+" + r.Text + "+}")
		case DiffGap:
			b.WriteString("<" + r.Text + ">")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 100))
	for _, tt := range []struct{ name, from, to, want string }{
		{"a word", "Publish the data.", "Publish all data.", "Publish [-the-]{+all+} data."},
		{"a word in French", "Publier l’ensemble des données.", "Publier l’essentiel des données.", "Publier [-l’ensemble-]{+l’essentiel+} des données."},
		{"two words beside each other", "by the end of 2017", "by the spring of 2018", "by the [-end-]{+spring+} of [-2017-]{+2018+}"},
		{"a comma", "data, maps", "data maps", "data[-,-] maps"},
		{"the end", "Begun.", "Begun. Nearly done.", "Begun.{+ Nearly done.+}"},
		{"new", "", "Begun.", "{+Begun.+}"},
		{"gone", "Begun.", "", "[-Begun.-]"},
		{"nothing in common", "one", "two", "[-one-]{+two+}"},
		{"what cannot be seen", "a\u202eb", "ab", "ab"},
		{"nothing", "", "", ""},
		{"markup", "<b>", "<i>", "<[-b-]{+i+}>"},
		{"far apart", "a " + long + " b", "c " + long + " d",
			"[-a-]{+c+} " + strings.TrimSpace(strings.Repeat("word ", 12)) + "<76 words more>" + strings.TrimSpace(strings.Repeat("word ", 12)) + " [-b-]{+d+}"},
		{"a long text is new", "", long, "{+" + strings.Repeat("word ", 60) + "+}<40 words more>"},
	} {
		if got := marked(diffOf(locale.For(tracker.EN), tracker.EN, tt.from, tt.to).Runs); got != tt.want {
			t.Errorf("%s:\n got  %s\n want %s", tt.name, got, tt.want)
		}
	}
}

func TestDiffSaysItsLanguage(t *testing.T) {
	for _, r := range diffOf(locale.For(tracker.EN), tracker.FR, "un deux", "un trois").Runs {
		if r.Lang != tracker.FR {
			t.Errorf("%q is not marked as French", r.Text)
		}
	}
	for _, r := range diffOf(locale.For(tracker.FR), tracker.FR, "un deux", "un trois").Runs {
		if r.Lang != "" {
			t.Errorf("%q is marked on a French page", r.Text)
		}
	}
	if !diffOf(locale.For(tracker.EN), tracker.EN, "a\u202eb", "ab").Unseen {
		t.Error("nothing says that the difference cannot be seen")
	}
}

// A diff without what was added is the old text, and without what was removed the
// new one.
func TestDiffLosesNothing(t *testing.T) {
	l := locale.For(tracker.EN)
	words := rapid.SliceOf(rapid.SampledFrom([]string{"data", "open", "l’accès", "2017", " ", "\n\n", ". ", ", ", "-", "\u00a0:", "😀", "<b>", "\u0301", "\ue000", "\x00", "\u202e", strings.Repeat("long ", 70)}))
	rapid.Check(t, func(t *rapid.T) {
		from, to := strings.Join(words.Draw(t, "from"), ""), strings.Join(words.Draw(t, "to"), "")
		d := diffOf(l, tracker.FR, from, to)
		whole := d.Whole
		if whole == nil {
			whole = d.Runs
		}
		var old, new strings.Builder
		for _, r := range whole {
			if r.Kind == DiffGap {
				t.Fatal("something is left out of the whole")
			}
			if r.Kind != DiffAdded {
				old.WriteString(r.Text)
			}
			if r.Kind != DiffRemoved {
				new.WriteString(r.Text)
			}
		}
		if old.String() != clean(from) || new.String() != clean(to) {
			t.Fatalf("%q became %q, and %q became %q", from, old.String(), to, new.String())
		}
	})
}

// Texts of any length are compared in bounded time.
func TestDiffOfHugeTexts(t *testing.T) {
	l := locale.For(tracker.EN)
	huge := strings.Repeat("a b ", 250_000)
	d := diffOf(l, tracker.EN, "x "+huge+" y", "y "+huge+strings.Repeat(" c", 10_000))
	shown := 0
	for _, r := range d.Runs {
		shown += len(r.Text)
	}
	if shown > 2000 || d.Whole == nil {
		t.Errorf("%d bytes are shown at once", shown)
	}
	var from, to strings.Builder
	for i := range diffMost / 4 {
		from.WriteString(strings.Repeat("a", i%97) + " ")
		to.WriteString(strings.Repeat("b", i%89) + " ")
	}
	diffOf(l, tracker.EN, from.String(), to.String())
}
