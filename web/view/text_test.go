package view

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"},
		{"bullets", "- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"},
		{"a link", "[here](https://example.org/a?b=1&c=2)", `<p><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noreferrer">here</a></p>` + "\n"},
		{"a bare address", "See https://example.org/x.", `<p>See <a href="https://example.org/x" rel="nofollow noreferrer">https://example.org/x</a>.</p>` + "\n"},
		{"a script", "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
		{"an event", `<img src=x onerror=alert(1)>hello`, "<p>&lt;img src=x onerror=alert(1)&gt;hello</p>\n"},
		{"a script's address", "[x](javascript:alert(1))", "<p>x</p>\n"},
		{"data", "[x](data:text/html;base64,AAAA)", "<p>x</p>\n"},
		{"a picture", "![x](https://example.org/x.png)", "<p></p>\n"},
		{"a heading", "# Big", "<p># Big</p>\n"},
		{"less than", "a < b & c", "<p>a &lt; b &amp; c</p>\n"},
		{"nothing", "", ""},
	} {
		if got := string(markdown(c.in)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMarkdownLetsNothingHostileThrough(t *testing.T) {
	parts := []string{"<script>", "</p>", "javascript:", "](", "[a", "\"onclick=", "<style>", "<iframe src=x>", "`", "*", "\n\n", "- ", "\x00", "\u202e", "😀", "http://", " ", "<a href='", "&lt;"}
	rapid.Check(t, func(t *rapid.T) {
		out := strings.ToLower(string(markdown(strings.Join(rapid.SliceOf(rapid.SampledFrom(parts)).Draw(t, "parts"), ""))))
		for _, tag := range []string{"<script", "<style", "<iframe", "<img", `href="javascript`, `" onclick`} {
			if strings.Contains(out, tag) {
				t.Fatalf("%q has %s", out, tag)
			}
		}
	})
}

// A text of a million letters must neither fail nor take long.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("a", 1_000_000)
	begun := time.Now()
	if got := markdown(long); len(got) < len(long) {
		t.Errorf("%d bytes are left", len(got))
	}
	if got := excerptOf(locale.For(tracker.EN), tracker.Text{EN: long}, 280); utf8.RuneCountInString(got.Text) > 280 {
		t.Errorf("the excerpt has %d characters", utf8.RuneCountInString(got.Text))
	}
	t.Logf("%v", time.Since(begun))
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"short", 10, "short"},
		{"one two three", 8, "one two…"},
		{"one, two three", 6, "one…"},
		{"unbroken", 5, "unbr…"},
		{"éléments français", 9, "éléments…"},
	} {
		if got := shorten(c.in, c.most); got != c.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", c.in, c.most, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s, most := rapid.String().Draw(t, "s"), rapid.IntRange(2, 50).Draw(t, "most")
		if got := shorten(s, most); utf8.RuneCountInString(got) > most {
			t.Fatalf("%q has more than %d characters", got, most)
		}
	})
}

func TestPlainLine(t *testing.T) {
	for in, want := range map[string]string{
		"One.\n\n- two\n- three":                "One. two three",
		"**bold** and [x](https://example.org)": "bold and x",
		"a < b":                                 "a < b",
		"38\u00a0% fait":                        "38\u00a0% fait",
		"<script>x</script>y":                   "<script>x</script>y",
	} {
		if got := plainLine(in); got != want {
			t.Errorf("plainLine(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextsOfTheOtherLanguageAreMarked(t *testing.T) {
	en, fr := locale.For(tracker.EN), locale.For(tracker.FR)
	only := tracker.Text{EN: "Only here"}
	if got := textOf(en, only); got != (Text{Text: "Only here"}) {
		t.Errorf("own language: %+v", got)
	}
	if got := textOf(fr, only); got != (Text{Text: "Only here", Lang: tracker.EN, Mark: "en anglais seulement"}) {
		t.Errorf("other language: %+v", got)
	}
	if got := textOf(fr, only).plain(); got != "Only here (en anglais seulement)" {
		t.Errorf("without markup: %q", got)
	}
	if got := proseOf(en, tracker.Text{FR: "Ici *seulement*"}); got.Lang != tracker.FR || got.Mark == "" || got.HTML != "<p>Ici <em>seulement</em></p>\n" {
		t.Errorf("prose: %+v", got)
	}
	if got := textOf(fr, tracker.Text{EN: " \n"}); !got.IsZero() {
		t.Errorf("blank: %+v", got)
	}
}
