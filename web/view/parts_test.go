package view

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// figures rolls up leaves of equal weight.
func figures(levels ...tracker.Level) tracker.Figures {
	root := tracker.Node{}
	for _, v := range levels {
		root.Children = append(root.Children, tracker.Node{Status: v})
	}
	return tracker.Score(root, tracker.MustDate("2018-06-30")).Figures
}

func TestFigureOf(t *testing.T) {
	const (
		c, sp, lp, ns, unknown, w = tracker.Complete, tracker.Substantial, tracker.Limited, tracker.NotStarted, tracker.NoEvidence, tracker.Withdrawn
	)
	for _, tt := range []struct {
		name   string
		f      tracker.Figures
		en, fr string
	}{
		{"all reported", figures(c, lp, ns),
			"44% | progress; all 3 indicators are reported.",
			"44\u00a0% | d’avancement; les 3 indicateurs sont tous déclarés."},
		{"the only one", figures(c),
			"100% | progress; its only indicator is reported.",
			"100\u00a0% | d’avancement; son seul indicateur est déclaré."},
		{"some reported", figures(c, sp, unknown, unknown),
			"83% | progress; 2 of 4 indicators reported; between 42% and 92% whatever the other 2 are.",
			"83\u00a0% | d’avancement; 2 des 4 indicateurs sont déclarés; entre 42\u00a0% et 92\u00a0% quel que soit l’état des 2 autres."},
		{"one missing", figures(c, lp, unknown),
			"67% | progress; 2 of 3 indicators reported; between 44% and 78% whatever the other one is.",
			"67\u00a0% | d’avancement; 2 des 3 indicateurs sont déclarés; entre 44\u00a0% et 78\u00a0% quel que soit l’état de l’autre."},
		{"all that was reported is complete", figures(c, unknown),
			"50–100% | progress; all that was reported is complete, but only 1 of 2 indicators reported: between 50% and 100% whatever the other one is.",
			"50–100\u00a0% | d’avancement; tout ce qui est déclaré est réalisé, mais seulement 1 des 2 indicateurs est déclaré\u00a0: entre 50\u00a0% et 100\u00a0% quel que soit l’état de l’autre."},
		{"nothing reported", figures(unknown, unknown),
			"– | No value yet: none of the 2 indicators has been reported. Unknown is not zero.",
			"– | Pas encore de valeur\u00a0: aucun des 2 indicateurs n’a été déclaré. Inconnu ne veut pas dire zéro."},
		{"all withdrawn", figures(w, w),
			"– | Withdrawn: nothing here is counted any more.",
			"– | Retiré\u00a0: plus rien ici n’est compté."},
		{"nothing at all", tracker.Figures{Level: tracker.NoEvidence},
			"– | Nothing to measure: no commitment is recorded.",
			"– | Rien à mesurer\u00a0: aucun engagement n’est consigné."},
	} {
		for lang, want := range map[tracker.Lang]string{tracker.EN: tt.en, tracker.FR: tt.fr} {
			f := figureOf(locale.For(lang), tt.f, indicators)
			if got := f.Value + " | " + f.Strong + f.Rest; got != want {
				t.Errorf("%s: %q\n want %q", tt.name, got, want)
			}
		}
	}
}

func TestShareOf(t *testing.T) {
	l := locale.For(tracker.EN)
	for _, tt := range []struct {
		name string
		f    tracker.Figures
		want Share
	}{
		{"known", figures(tracker.Complete, tracker.NotStarted), Share{Value: "50%"}},
		{"in part", figures(tracker.Limited, tracker.NoEvidence), Share{Value: "33%", Bounds: "17–67%"}},
		{"bounds only", figures(tracker.Complete, tracker.NoEvidence), Share{Value: "50–100%"}},
		{"unknown", figures(tracker.NoEvidence), Share{Value: "no value", Bounds: "0–100%", None: true}},
		{"withdrawn", figures(tracker.Withdrawn), Share{Value: "no value", None: true}},
	} {
		if got := shareOf(l, tt.f); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestTimingOf(t *testing.T) {
	on := tracker.MustDate("2018-07-01")
	for _, tt := range []struct {
		s      tracker.Schedule
		en, fr string
		late   bool
	}{
		{tracker.Schedule{State: tracker.Overdue, Days: -16}, "16 days overdue", "En retard de 16 jours", true},
		{tracker.Schedule{State: tracker.Overdue, Days: -1}, "1 day overdue", "En retard de 1 jour", true},
		{tracker.Schedule{State: tracker.DueSoon, Days: 0}, "Due this day", "À réaliser ce jour", false},
		{tracker.Schedule{State: tracker.Scheduled, Days: 165}, "In 165 days", "Dans 165 jours", false},
		{tracker.Schedule{State: tracker.OnTime, CompletedOn: on}, "Complete on time, 1 July 2018", "Réalisé à temps, le 1er juillet 2018", false},
		{tracker.Schedule{State: tracker.CompleteLate, CompletedOn: on, Days: -1}, "Complete late, 1 July 2018 (1 day after the original date)", "Réalisé en retard, le 1er juillet 2018 (1 jour après la date initiale)", false},
		{tracker.Schedule{State: tracker.CompleteNoDue, CompletedOn: on}, "Complete since 1 July 2018", "Réalisé depuis le 1er juillet 2018", false},
		{tracker.Schedule{State: tracker.NoDate}, "No date", "Sans date", false},
	} {
		for lang, want := range map[tracker.Lang]string{tracker.EN: tt.en, tracker.FR: tt.fr} {
			got := timingOf(locale.For(lang), tt.s)
			if strings.ReplaceAll(got.Text, "\u00a0", " ") != want || got.Late != tt.late {
				t.Errorf("%s: %+v, want %q", tt.s.State, got, want)
			}
		}
	}
}

func TestContactAddressesAreOnlyAddresses(t *testing.T) {
	l, r := locale.For(tracker.EN), &tracker.Record{}
	for email, want := range map[string]string{
		"team@example.org": "team@example.org",
		"team":             "",
		"@example.org":     "",
		"a@b?bcc=c@d":      "",
		"javascript:x@y":   "",
		"a b@c":            "",
	} {
		if got := contactOf(l, r, tracker.Contact{Email: email}).Email; got != want {
			t.Errorf("%q: %q, want %q", email, got, want)
		}
	}
}

func TestDateOf(t *testing.T) {
	if got := dateOf(locale.For(tracker.FR), tracker.MustDate("2018-07-01")); got != (Date{ISO: "2018-07-01", Ordinal: "er", Text: "\u00a0juillet 2018"}) {
		t.Errorf("%+v", got)
	}
	if got := dateOf(locale.For(tracker.EN), tracker.MustDate("2018-07-01")); got != (Date{ISO: "2018-07-01", Text: "1\u00a0July 2018"}) {
		t.Errorf("%+v", got)
	}
}

// across reads a place in per cent.
func across(t *rapid.T, s string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil || v < 0 || v > 100 {
		t.Fatalf("%q is no place across a drawing", s)
	}
	return v
}

// Whatever the figures, nothing leaves the drawing, and the labels of the two
// bounds never run into each other.
func TestBoundsLane(t *testing.T) {
	levels := []tracker.Level{tracker.Complete, tracker.Substantial, tracker.Limited, tracker.NotStarted, tracker.NoEvidence, tracker.Withdrawn}
	rapid.Check(t, func(t *rapid.T) {
		f := figures(rapid.SliceOfN(rapid.SampledFrom(levels), 1, 40).Draw(t, "levels")...)
		elapsed := tracker.RatioOf(big.NewRat(rapid.Int64Range(0, 100).Draw(t, "elapsed"), 100))
		lane := boundsLane(locale.For(tracker.FR), f, elapsed)
		if f.Leaves == 0 {
			if lane.Height != 0 {
				t.Fatal("a bar of nothing is drawn")
			}
			return
		}
		if lane.Label == "" {
			t.Fatal("the drawing says nothing to those who cannot see it")
		}
		for _, r := range lane.Rects {
			if x, w := across(t, r.X), across(t, r.Width); x+w > 100.02 {
				t.Fatalf("a bar ends at %v", x+w)
			}
		}
		for _, line := range lane.Lines {
			across(t, line.X1)
		}
		for _, screen := range []struct {
			class string
			room  float64
		}{{onWide, boundsLabelWide}, {onNarrow, boundsLabelNarrow}} {
			var ends []float64 // of the labels of the bounds: left, right, left, right
			for _, text := range lane.Texts {
				x := across(t, text.X)
				if !strings.Contains(text.Class, screen.class) || text.Y != firstRow || !strings.ContainsAny(text.Text, " ") || strings.HasPrefix(text.Text, "100") {
					continue
				}
				if text.Anchor == "end" {
					ends = append(ends, x-screen.room, x)
				} else {
					ends = append(ends, x, x+screen.room)
				}
			}
			if len(ends) == 4 && ends[1] > ends[2]+0.02 {
				t.Fatalf("%s: the labels of %v and %v overlap: %v", screen.class, f.Lower.Float(), f.Upper.Float(), ends)
			}
		}
	})
}

func TestCountsLane(t *testing.T) {
	levels := []tracker.Level{tracker.Complete, tracker.Substantial, tracker.Limited, tracker.NotStarted, tracker.NoEvidence, tracker.Withdrawn}
	l := locale.For(tracker.EN)
	rapid.Check(t, func(t *rapid.T) {
		var leaves []tracker.LeafState
		for _, v := range rapid.SliceOfN(rapid.SampledFrom(levels), 1, 40).Draw(t, "levels") {
			leaves = append(leaves, tracker.LeafState{Status: v})
		}
		lane, small := countsLane(l, leaves)
		shown := 0
		for _, text := range lane.Texts {
			n, _ := strconv.Atoi(strings.Fields(text.Text)[0])
			shown += n
		}
		for _, text := range strings.Split(small, ", ") {
			if small != "" {
				n, _ := strconv.Atoi(strings.Fields(text)[0])
				shown += n
			}
		}
		if shown != len(leaves) {
			t.Fatalf("%d of %d are shown, beside the bar %q", shown, len(leaves), small)
		}
		sum, said := 0.0, 0
		for _, r := range lane.Rects {
			if strings.HasSuffix(r.Width, "%") {
				sum += across(t, r.Width)
			}
		}
		if sum < 99.9 || sum > 100.1 {
			t.Fatalf("the parts are %v per cent wide together", sum)
		}
		for _, word := range strings.FieldsFunc(lane.Label, func(r rune) bool { return r < '0' || r > '9' }) {
			n, _ := strconv.Atoi(word)
			said += n
		}
		if said != len(leaves) {
			t.Fatalf("%q says %d, there are %d", lane.Label, said, len(leaves))
		}
	})
}

// A timeline of any dates stays inside its axis, and has few marks on it.
func TestAxis(t *testing.T) {
	date := rapid.Custom(func(t *rapid.T) tracker.Date {
		if rapid.Bool().Draw(t, "none") {
			return tracker.Date{}
		}
		return tracker.NewDate(rapid.IntRange(1900, 9999).Draw(t, "year"), 1, rapid.IntRange(1, 365).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a := &tracker.Assessment{Record: &tracker.Record{}, AsOf: tracker.MustDate("2018-04-20")}
		a.Record.Plan.Start, a.Record.Plan.End = date.Draw(t, "start"), date.Draw(t, "end")
		var leaves []*tracker.LeafState
		for range rapid.IntRange(0, 5).Draw(t, "leaves") {
			item := &tracker.Item{Code: "1"}
			leaf := tracker.LeafState{Leaf: tracker.Leaf{Item: item}, Code: "1", Status: tracker.Limited}
			leaf.Schedule.Original, leaf.Schedule.Current = date.Draw(t, "original"), date.Draw(t, "current")
			a.Leaves = append(a.Leaves, leaf)
		}
		for i := range a.Leaves {
			leaves = append(leaves, &a.Leaves[i])
		}
		x := axisOf(a)
		if len(x.ticks) > 8 {
			t.Fatalf("%d marks between %v and %v", len(x.ticks), x.from, x.to)
		}
		for _, lane := range []Lane{x.head(locale.For(tracker.EN), false), x.lane(locale.For(tracker.EN), leaves)} {
			for _, m := range lane.Marks {
				across(t, m.X)
			}
			for _, text := range lane.Texts {
				across(t, text.X)
			}
		}
	})
}

// TestEvidenceRows holds what a page says of evidence: the copy that is kept, and
// whether the link still answers.
func TestEvidenceRows(t *testing.T) {
	l := locale.For(tracker.EN)
	hash := strings.Repeat("ab", 32)
	const address = "https://open.canada.ca/en/open-data"
	at := tracker.MustDate("2018-03-01").UTC()
	for name, c := range map[string]struct {
		evidence tracker.Evidence
		links    []tracker.LinkCheck
		want     string // where the copy is, what is said of the link, and whether it is dead
	}{
		"a link":               {tracker.Evidence{URL: address}, nil, "||false"},
		"a link that answers":  {tracker.Evidence{URL: address}, []tracker.LinkCheck{{URL: address, CheckedAt: at, Status: 200}}, "|answered on 1\u00a0March 2018|false"},
		"a link that does not": {tracker.Evidence{URL: address}, []tracker.LinkCheck{{URL: address, CheckedAt: at, FailingSince: at, Failures: 1}}, "|no answer since 1\u00a0March 2018|true"},
		"a link with a copy": {tracker.Evidence{URL: address}, []tracker.LinkCheck{{URL: address, CheckedAt: at, Status: 200, SHA256: hash, Media: "text/plain"}},
			"/files/" + hash + ".txt TXT copy|answered on 1\u00a0March 2018|false"},
		"a file":                {tracker.Evidence{SHA256: hash, Media: "application/pdf"}, nil, "/files/" + hash + ".pdf PDF copy||false"},
		"a hash without a file": {tracker.Evidence{URL: address, SHA256: hash}, nil, "||false"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &tracker.Record{Plan: tracker.Plan{TimeZone: "UTC"}, Links: c.links}
			row := evidenceRow(l, r, "C1", "#c1", c.evidence)
			if got := strings.TrimSpace(row.File.Href+" "+row.File.Label) + "|" + row.Check + "|" + strconv.FormatBool(row.Dead); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
