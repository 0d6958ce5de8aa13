package compose

import (
	"testing"

	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

func TestLinksInTexts(t *testing.T) {
	for text, want := range map[string]string{
		"no link":                              "no link",
		"see [the page](https://example.org/)": "see <the page|https://example.org/>",
		"[a](http://a.example) and [b](https://b.example/x_y), done": "<a|http://a.example> and <b|https://b.example/x_y>, done",
		"[not a link](javascript:alert(1))":                          "[not a link](javascript:alert(1))",
		"[open (https://example.org/":                                "[open (https://example.org/",
		"an array a[1](2)":                                           "an array a[1](2)",
	} {
		got := ""
		for _, span := range linked(locale.For(tracker.EN), text) {
			if span.Link == "" {
				got += span.Text
			} else {
				got += "<" + span.Text + "|" + span.Link + ">"
			}
		}
		if got != want {
			t.Errorf("%q is set as %q, want %q", text, got, want)
		}
	}
	if got := linked(locale.For(tracker.FR), "Voir : [ici](https://example.org/a:b)"); got[1] != (document.Span{Text: "ici", Link: "https://example.org/a:b"}) {
		t.Errorf("a link was typeset: %+v", got)
	}
}
