package opendata_test

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"ogptracker/reports/opendata"
	"ogptracker/reports/reporttest"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

func calendar(t *testing.T, lang tracker.Lang, r *tracker.Record, day tracker.Date) string {
	t.Helper()
	var b bytes.Buffer
	if err := opendata.WriteCalendar(&b, locale.For(lang), tracker.Assess(r, day), options); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCalendar(t *testing.T) {
	for _, lang := range tracker.Langs {
		text := calendar(t, lang, reporttest.Sample(), reporttest.Day)
		cal, err := ics.ParseCalendar(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		// Six dated leaves, one of them withdrawn with its commitment.
		due := map[string]string{
			"ca-3/C1.1.1@ogptracker": "20161231", "ca-3/C1.1.2@ogptracker": "20170531", "ca-3/C1.2.1@ogptracker": "20171130",
			"ca-3/C2.1@ogptracker": "20170131", "ca-3/C2.3@ogptracker": "20170831", "ca-3/C4@ogptracker": "20180630",
		}
		if len(cal.Events()) != len(due) {
			t.Errorf("%s: %d events, want %d", lang, len(cal.Events()), len(due))
		}
		for _, e := range cal.Events() {
			if got := e.GetProperty(ics.ComponentPropertyDtStart).Value; got != due[e.Id()] {
				t.Errorf("%s: %s is due %s, want %s", lang, e.Id(), got, due[e.Id()])
			}
			stamp, err := e.GetDtStampTime()
			if err != nil || !stamp.Equal(time.Date(2017, 6, 28, 16, 0, 0, 0, time.UTC)) {
				t.Errorf("%s: %s is stamped %v, not when the newest update came out (%v)", lang, e.Id(), stamp, err)
			}
			if seq := e.GetProperty(ics.ComponentPropertySequence).Value; (seq == "1") != (e.Id() == "ca-3/C1.1.2@ogptracker") {
				t.Errorf("%s: %s has sequence %s", lang, e.Id(), seq)
			}
		}
		if text != calendar(t, lang, reporttest.Sample(), reporttest.Day) {
			t.Errorf("%s: two calendars of the same day differ", lang)
		}
	}
}

// TestCalendarIdentifiers holds that an event is the same one when its date moves.
func TestCalendarIdentifiers(t *testing.T) {
	ids := func(day string) map[string]bool {
		cal, err := ics.ParseCalendar(strings.NewReader(calendar(t, tracker.EN, reporttest.Sample(), tracker.MustDate(day))))
		if err != nil {
			t.Fatal(err)
		}
		found := make(map[string]bool)
		for _, e := range cal.Events() {
			if found[e.Id()] {
				t.Errorf("two events are called %s", e.Id())
			}
			found[e.Id()] = true
		}
		return found
	}
	before, after := ids("2017-02-28"), ids("2018-01-31")
	for id := range after {
		if !before[id] {
			t.Errorf("%s was not there before its date moved", id)
		}
	}
}

// TestCalendarSeveralDates holds that each date a deadline names is an event, and
// that only the last of them moves.
func TestCalendarSeveralDates(t *testing.T) {
	r := reporttest.Sample()
	r.Plan.Commitments = r.Plan.Commitments[3:]
	r.Plan.Commitments[0].Deadline = tracker.Deadline{
		Meaning: tracker.Meaning{
			Kind: tracker.Dated, Dates: []tracker.Date{tracker.MustDate("2017-03-31"), tracker.MustDate("2017-09-30")}, Due: tracker.MustDate("2017-09-30"),
		},
		Revisions: []tracker.Revision{{On: tracker.MustDate("2017-05-01"), Due: tracker.MustDate("2017-12-31")}},
	}
	cal, err := ics.ParseCalendar(strings.NewReader(calendar(t, tracker.EN, r, reporttest.Day)))
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, e := range cal.Events() {
		got[e.Id()] = e.GetProperty(ics.ComponentPropertyDtStart).Value
	}
	if len(got) != 2 || got["ca-3/C4/1@ogptracker"] != "20170331" || got["ca-3/C4@ogptracker"] != "20171231" {
		t.Errorf("the events are %v", got)
	}
}

// TestCalendarForm holds what RFC 5545 asks of every line, whatever the texts.
func TestCalendarForm(t *testing.T) {
	for name, r := range records() {
		for _, lang := range tracker.Langs {
			text := calendar(t, lang, r, reporttest.Day)
			if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
				t.Errorf("%s %s: a line does not end in CR LF", name, lang)
			}
			for line := range strings.SplitSeq(text, "\r\n") {
				if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' }) {
					t.Errorf("%s %s: %q is not a line of a calendar", name, lang, line)
				}
			}
			unfolded := strings.ReplaceAll(text, "\r\n ", "")
			if events, begun := strings.Count(unfolded, "\r\nEND:VEVENT\r\n"), strings.Count(unfolded, "\r\nBEGIN:VEVENT\r\n"); events != begun {
				t.Errorf("%s %s: %d events begin and %d end", name, lang, begun, events)
			}
			if _, err := ics.ParseCalendar(strings.NewReader(text)); err != nil {
				t.Errorf("%s %s: %v", name, lang, err)
			}
		}
	}
}

func changes() []tracker.Activity {
	at := time.Date(2017, 6, 28, 16, 0, 0, 0, time.UTC)
	return []tracker.Activity{
		{Seq: 9, At: at, Kind: tracker.ActivityUpdate, Plan: "ca-3", Item: "C2.2", Commitment: "C2", Title: tracker.Text{EN: "Forum meets", FR: "Le forum se réunit"}, Period: "2017-06", To: tracker.Complete},
		{Seq: 8, At: at.Add(-time.Hour), Kind: tracker.ActivityUpdate, Plan: "ca-3", Item: "C1.1.2", Commitment: "C1", Title: tracker.Text{EN: "Inventory complete"}, Period: "2017-06", From: tracker.NotStarted, To: tracker.Limited},
		{Seq: 7, At: at.Add(-2 * time.Hour), Kind: tracker.ActivityUpdate, Plan: "ca-3", Item: "C1.2.1", Commitment: "C1", Title: tracker.Text{EN: "Portal", FR: "Portail"}, Period: "2017-06", From: tracker.Complete, To: tracker.Substantial, Correction: true},
		{Seq: 6, At: at.Add(-3 * time.Hour), Kind: tracker.ActivityDeadline, Plan: "ca-3", Item: "C1.1.2", Commitment: "C1", Title: tracker.Text{EN: reporttest.Strange, FR: reporttest.Markup}, DueFrom: tracker.MustDate("2017-03-31"), DueTo: tracker.MustDate("2017-05-31"), Reason: tracker.Text{EN: reporttest.Markup, FR: reporttest.LongWord()}},
		{Seq: 5, At: at.Add(-4 * time.Hour), Kind: tracker.ActivityImport, Plan: "ca-3", Title: tracker.Text{EN: "Plan", FR: "Plan"}},
	}
}

// feed is what the tests read of a feed.
type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID    string `xml:"id"`
		Title struct {
			Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
			Text string `xml:",chardata"`
		} `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func TestFeed(t *testing.T) {
	o := opendata.FeedOptions{
		Self: "https://example.org/en/activity.atom", Page: "https://example.org/en/activity", Illustrative: true,
		Item: func(a tracker.Activity) string { return "https://example.org/en/plans/" + a.Plan + "#" + a.Item },
	}
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		var b, again bytes.Buffer
		if err := opendata.WriteFeed(&b, l, changes(), o); err != nil {
			t.Fatal(err)
		}
		if err := opendata.WriteFeed(&again, l, changes(), o); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: two feeds of the same changes differ", lang)
		}
		var f feed
		if err := xml.Unmarshal(b.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		if f.Lang != string(lang) || f.ID != o.Self || f.Title == "" || f.Author == "" || len(f.Links) != 2 || f.Links[0].Href != o.Self {
			t.Errorf("%s: the feed says %+v", lang, f)
		}
		if f.Updated != "2017-06-28T16:00:00Z" || len(f.Entries) != 5 {
			t.Errorf("%s: updated %s, %d entries", lang, f.Updated, len(f.Entries))
		}
		ids := make(map[string]bool)
		for _, e := range f.Entries {
			if u, err := url.Parse(e.ID); err != nil || u.Scheme == "" || ids[e.ID] {
				t.Errorf("%s: %q is no identifier of its own", lang, e.ID)
			}
			ids[e.ID] = true
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Title.Text == "" || e.Summary == "" || !strings.HasPrefix(e.Link.Href, "https://") {
				t.Errorf("%s: an entry says %+v", lang, e)
			}
			if len(e.Summary) > 3000 {
				t.Errorf("%s: a summary has %d bytes", lang, len(e.Summary))
			}
		}
		if got := f.Entries[1].Title.Lang; (got == "en") != (lang == tracker.FR) {
			t.Errorf("%s: a title that exists in English only is marked %q", lang, got)
		}
	}
	summaries := []string{
		"First report, for June 2017: Complete.", "Reported for June 2017: Not started → Limited progress.",
		"Corrected report for June 2017: Substantial progress.",
	}
	var b bytes.Buffer
	if err := opendata.WriteFeed(&b, locale.For(tracker.EN), changes(), o); err != nil {
		t.Fatal(err)
	}
	for _, s := range summaries {
		if !strings.Contains(b.String(), s) {
			t.Errorf("the feed does not say %q", s)
		}
	}
}

func TestFeedOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := opendata.WriteFeed(&b, locale.For(tracker.FR), nil, opendata.FeedOptions{Self: "https://example.org/f", Page: "https://example.org/p"}); err != nil {
		t.Fatal(err)
	}
	var f feed
	if err := xml.Unmarshal(b.Bytes(), &f); err != nil || f.Updated == "" {
		t.Errorf("%v: %s", err, b.String())
	}
}
