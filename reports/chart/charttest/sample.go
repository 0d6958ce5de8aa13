// Package charttest makes assessments and tables for the tests of charts: the
// ordinary, and everything that charts tend to break on. All data in it are made
// up.
package charttest

import (
	"fmt"
	"strings"
	"time"

	"ogptracker/tracker"
)

// Options says what a sample plan is like.
type Options struct {
	Commitments int
	Leaves      int  // a commitment
	Unknown     bool // nothing was ever reported
	AllComplete bool
	NoDates     bool
	NoRevisions bool
	Themes      bool
	Title       string // of every item, in place of ordinary ones
	AsOf        string // "2018-01-16" when blank
}

var titles = []tracker.Text{
	{EN: "Enhance access to information", FR: "Améliorer l’accès à l’information"},
	{EN: "Streamline requests for personal information", FR: "Simplifier les demandes de renseignements personnels"},
	{EN: "Expand and improve open data", FR: "Élargir et améliorer les données ouvertes"},
	{EN: "Provide and preserve open information", FR: "Fournir et conserver de l’information ouverte"},
	{EN: "Define an approach for measuring open government performance", FR: "Définir une approche pour mesurer le rendement en matière de gouvernement ouvert"},
	{EN: "Develop open government skills across the federal public service", FR: "Développer les compétences en matière de gouvernement ouvert dans l’ensemble de la fonction publique fédérale"},
	{EN: "Increase openness of budget data", FR: "Accroître la transparence des données budgétaires"},
	{EN: "Engage civil society", FR: "Mobiliser la société civile"},
}

// Plan returns an assessed sample plan of 2016 to 2018 with eight reporting
// periods.
func Plan(o Options) *tracker.Assessment { return tracker.Assess(Record(o), asOf(o)) }

func asOf(o Options) tracker.Date {
	if o.AsOf == "" {
		return tracker.MustDate("2018-01-16")
	}
	return tracker.MustDate(o.AsOf)
}

// Record returns the record behind [Plan].
func Record(o Options) *tracker.Record {
	r := &tracker.Record{
		Jurisdiction: tracker.Jurisdiction{Code: "CA", Level: tracker.National, Name: tracker.Text{EN: "Canada", FR: "Canada"}},
		Plan: tracker.Plan{
			ID: "ca-3", Jurisdiction: "CA", Number: 3, CycleYears: 2, TimeZone: "America/Toronto",
			Title: tracker.Text{EN: "Sample plan", FR: "Plan d’essai"},
			Start: tracker.MustDate("2016-07-01"), End: tracker.MustDate("2018-06-30"),
			Periods: []tracker.Period{"2016-09", "2016-12", "2017-03", "2017-06", "2017-09", "2017-12", "2018-03", "2018-06"},
		},
	}
	if o.Themes {
		r.Plan.Themes = []tracker.Theme{
			{Code: "default", Name: tracker.Text{EN: "Open by default", FR: "Ouvert par défaut"}},
			{Code: "fiscal", Name: tracker.Text{EN: "Fiscal transparency", FR: "Transparence financière"}},
		}
	}
	for i := range o.Commitments {
		c := tracker.Commitment{Number: i + 1, Item: item(o, fmt.Sprintf("C%02d", i+1), i)}
		if o.Themes {
			c.Theme = r.Plan.Themes[min(1, 2*i/o.Commitments)].Code
		}
		for j := range o.Leaves {
			m := tracker.Milestone{Item: item(o, fmt.Sprintf("%d.%d", i+1, j/2+1), i+j)}
			in := tracker.Indicator{Item: item(o, fmt.Sprintf("%d.%d.%d", i+1, j/2+1, j%2+1), i+j)}
			seed := i*7 + j*5
			deadline(o, r, &in.Item, seed)
			m.Indicators = []tracker.Indicator{in}
			if j%2 == 1 {
				last := &c.Milestones[len(c.Milestones)-1]
				last.Indicators = append(last.Indicators, in)
			} else {
				c.Milestones = append(c.Milestones, m)
			}
			if !o.Unknown {
				report(o, r, in.Code, seed)
			}
		}
		r.Plan.Commitments = append(r.Plan.Commitments, c)
	}
	return r
}

func item(o Options, code string, n int) tracker.Item {
	title := titles[n%len(titles)]
	if o.Title != "" {
		title = tracker.Text{EN: o.Title, FR: o.Title}
	}
	return tracker.Item{Code: code, Title: title, Weight: 1}
}

// deadline gives an item a date in the plan's time, and moves some of them.
func deadline(o Options, r *tracker.Record, item *tracker.Item, seed int) {
	if o.NoDates || seed%17 == 11 {
		item.Deadline = tracker.Deadline{Text: tracker.Text{EN: "Ongoing", FR: "En continu"}, Meaning: tracker.Meaning{Kind: tracker.Recurring}}
		return
	}
	due := r.Plan.Start.AddMonths(3 + (seed*seed+3*seed)%23).AddDays(-1)
	item.Deadline = tracker.Deadline{
		Text:    tracker.Text{EN: due.String(), FR: due.String()},
		Meaning: tracker.Meaning{Kind: tracker.Dated, Precision: tracker.ByDay, From: due, Dates: []tracker.Date{due}, Due: due},
	}
	if !o.NoRevisions && seed%4 == 1 {
		item.Deadline.Revisions = []tracker.Revision{{On: due.AddDays(-30), Due: due.AddMonths(3),
			Reason: tracker.Text{EN: "More time for partners.", FR: "Plus de temps pour les partenaires."}}}
	}
}

// report publishes what a leaf's lead said over the periods.
func report(o Options, r *tracker.Record, code string, seed int) {
	if seed%6 == 5 && !o.AllComplete {
		return // never reported
	}
	levels := []tracker.Level{tracker.NotStarted, tracker.Limited, tracker.Substantial, tracker.Complete}
	speed := 1 + seed%3
	for k, p := range r.Plan.Periods {
		if (seed+k)%5 == 3 {
			continue // this period was missed
		}
		level := levels[min(3, k*speed/3)]
		if o.AllComplete {
			level = tracker.Complete
		}
		if seed%31 == 29 && k > 2 {
			level = tracker.Withdrawn
		}
		end := p.End()
		r.Updates = append(r.Updates, tracker.Update{
			ID: int64(len(r.Updates) + 1), Leaf: code, Period: p, Status: level,
			Progress:    tracker.Text{EN: "Work went on.", FR: "Les travaux se sont poursuivis."},
			PublishedAt: time.Date(end.Year, end.Month, end.Day-5, 15, 0, 0, 0, time.UTC),
		})
	}
}

// Hostile lists texts that break what is careless: markup, script ends, emoji,
// right-to-left writing, control characters, what chart libraries read as
// instructions, and words without end.
var Hostile = []string{
	`</script><script>alert(1)</script><b onmouseover="x">&amp; "quoted" 'single'`,
	"]]><![CDATA[ <svg onload=alert(1)>",
	"Launch 🚀 the 👩‍👩‍👧 portal 🇨🇦",
	"\u202eevil\u202c مرحبا بالعالم שלום",
	"NUL \x00 bell \x07 escape \x1b[31m and \xff\xfe bytes",
	"{a}{b|c}{@[0]} __f__function(){alert(1)}__f__ $& $1",
	"=cmd|' /C calc'!A1",
	strings.Repeat("W", 1<<20),
	strings.Repeat("long words everywhere ", 50),
	"   \n\t ",
}
