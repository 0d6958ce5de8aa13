package tracker_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func TestUpdateCheck(t *testing.T) {
	link := func(change func(*tracker.Evidence)) tracker.Update {
		e := tracker.Evidence{URL: "https://example.org/a", Lang: tracker.EN, Title: both("A")}
		change(&e)
		return tracker.Update{Evidence: []tracker.Evidence{e}}
	}
	for name, c := range map[string]struct {
		update tracker.Update
		want   []string
	}{
		"blank":               {tracker.Update{}, nil},
		"4,000 characters":    {tracker.Update{Progress: both(strings.Repeat("é", 4000))}, nil},
		"one more":            {tracker.Update{Progress: tracker.Text{FR: strings.Repeat("é", 4001)}}, []string{"progress_fr text_too_long"}},
		"a megabyte":          {tracker.Update{Challenges: tracker.Text{EN: strings.Repeat("a", 1<<20)}}, []string{"challenges_en text_too_long"}},
		"no such status":      {tracker.Update{Status: "done"}, []string{"status level_not_reported"}},
		"nobody reports it":   {tracker.Update{Status: tracker.NoEvidence}, []string{"status level_not_reported"}},
		"no such kind":        {tracker.Update{Risk: "weather"}, []string{"risk risk_unknown"}},
		"a link":              {link(func(*tracker.Evidence) {}), nil},
		"a file":              {link(func(e *tracker.Evidence) { e.URL, e.SHA256, e.Media = "", strings.Repeat("0", 64), "text/csv" }), nil},
		"no address":          {link(func(e *tracker.Evidence) { e.URL = "" }), []string{"links.1.url evidence_url"}},
		"a script":            {link(func(e *tracker.Evidence) { e.URL = "javascript:alert(1)" }), []string{"links.1.url evidence_url"}},
		"a name in it":        {link(func(e *tracker.Evidence) { e.URL = "https://me:secret@example.org/" }), []string{"links.1.url evidence_url"}},
		"a long address":      {link(func(e *tracker.Evidence) { e.URL += strings.Repeat("a", 2000) }), []string{"links.1.url text_too_long"}},
		"title in one":        {link(func(e *tracker.Evidence) { e.Title.FR = "" }), []string{"links.1.title_fr evidence_title_fr"}},
		"a long title":        {link(func(e *tracker.Evidence) { e.Title.EN = strings.Repeat("a", 301) }), []string{"links.1.title_en text_too_long"}},
		"some other language": {link(func(e *tracker.Evidence) { e.Lang = "de" }), []string{"links.1.lang evidence_lang"}},
		"too many":            {tracker.Update{Evidence: slices.Repeat([]tracker.Evidence{{URL: "https://example.org/"}}, 21)}, []string{"links evidence_too_many"}},
	} {
		var got []string
		for _, p := range c.update.Check() {
			got = append(got, p.Field+" "+strings.TrimPrefix(p.Code, "problem."))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestAllFieldsThereAndBack holds that what a form was made from and what it sends
// can be set against each other field by field, evidence included.
func TestAllFieldsThereAndBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.StringMatching(`[a-zé"\\<> ]{0,12}`)
		text := rapid.Custom(func(t *rapid.T) tracker.Text {
			return tracker.Text{EN: strings.TrimSpace(word.Draw(t, "en")), FR: strings.TrimSpace(word.Draw(t, "fr"))}
		})
		u := tracker.Update{
			Status: rapid.SampledFrom(tracker.ReportedLevels).Draw(rt, "status"), Risk: rapid.SampledFrom(tracker.Risks).Draw(rt, "risk"),
			Progress: text.Draw(rt, "progress"), Challenges: text.Draw(rt, "challenges"), EvidenceIn: text.Draw(rt, "evidence"),
		}
		for range rapid.IntRange(0, 3).Draw(rt, "links") {
			u.Evidence = append(u.Evidence, tracker.Evidence{URL: word.Draw(rt, "url"), Title: text.Draw(rt, "title"), SHA256: word.Draw(rt, "sha")})
		}
		got := tracker.Update{Evidence: []tracker.Evidence{{URL: "https://example.org/old"}}}
		got.SetAllFields(u.AllFields())
		if !reflect.DeepEqual(got, u) {
			rt.Fatalf("got %+v, want %+v", got, u)
		}
	})
	var u tracker.Update
	u.SetAllFields(tracker.Fields{{Name: tracker.FieldLinks, Value: "{\"url\":\"https://example.org/\"}\nnonsense"}})
	if len(u.Evidence) != 1 {
		t.Errorf("a line that is none: %+v", u.Evidence)
	}
}
