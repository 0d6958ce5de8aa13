// Package reporttest holds the plans that the tests of reports and exports are
// made from. Its government, organizations and figures are made up and say so;
// nothing outside tests imports it.
package reporttest

import (
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// Day is the day as of which the tests look at the sample: the middle of its
// plan.
var Day = tracker.MustDate("2017-06-30")

// Sample returns a small plan with something of everything: three levels of
// items, weights, late, moved, recurring and undated deadlines, a withdrawn
// commitment, unknown items, corrections, evidence with and without a copy, a
// text in one language only.
func Sample() *tracker.Record {
	r := &tracker.Record{
		Jurisdiction: tracker.Jurisdiction{Code: "CA", Level: tracker.National, Name: both("Canada", "Canada"), Since: 2012},
		Plan: tracker.Plan{
			ID: "ca-3", Jurisdiction: "CA", Number: 3,
			Title:      both("Sample plan for tests 2016–18", "Plan d'exemple pour les essais 2016-2018"),
			Short:      both("Sample plan, 2016–18", "Plan d’exemple, 2016-2018"),
			Summary:    both("It exists so that reports can be tested.", "Il existe pour mettre les rapports à l’essai."),
			Background: both("Nothing in it is real.\nIt has two paragraphs.", "Rien n’y est réel.\nIl a deux paragraphes."),
			Start:      day("2016-07-01"), End: day("2018-06-30"), CycleYears: 2, OGPID: "AP_TEST",
			Source: "https://example.org/plan", TimeZone: "America/Toronto", Publication: tracker.Direct,
			Periods: []tracker.Period{"2016-12", "2017-06", "2017-12", "2018-06"},
			Themes: []tracker.Theme{
				{Code: "data", Name: both("Open data", "Données ouvertes")},
				{Code: "dialogue", Name: both("Open dialogue", "Dialogue ouvert")},
			},
			Illustrative: true,
			Commitments:  commitments(),
		},
		Organizations: []tracker.Organization{
			{Code: "org-a", Name: both("Department A", "Ministère A"), Kind: tracker.Department},
			{Code: "org-b", Name: both("Department B", "Ministère B"), Kind: tracker.Department},
			{Code: "org-c", Name: tracker.Text{FR: "Organisme C"}, Kind: tracker.CivilSociety},
		},
		Updates: updates(),
		Events: []tracker.Event{
			{Kind: tracker.PlanSubmitted, On: day("2016-07-15"), Title: both("Plan submitted", "Plan présenté"), URL: "https://example.org/submitted"},
			{Kind: tracker.Consultation, On: day("2016-03-21"), Until: day("2016-05-01"), Title: both("First round", "Première ronde"), Note: both("Online and in person.", "En ligne et en personne.")},
			{Kind: tracker.ForumMeeting, On: day("2017-02-10")},
		},
		Recommendations: []tracker.Recommendation{
			{Number: 1, Text: both("Set measurable targets.", "Fixer des cibles mesurables."), Response: both("Every milestone has indicators.", "Chaque jalon a des indicateurs."), Level: tracker.Substantial, Source: "https://example.org/review"},
			{Number: 2, Text: both("Create a permanent forum.", "Créer un forum permanent.")},
		},
		Conclusion: both("Half of the plan is done.\nThe other half depends on it.", "La moitié du plan est faite.\nL’autre moitié en dépend."),
	}
	r.Plan.Weigh()
	for i := range r.Plan.Commitments {
		readDeadlines(&r.Plan.Commitments[i], r.Plan.Start)
	}
	return r
}

func commitments() []tracker.Commitment {
	moved := due("March 2017", "Mars 2017")
	moved.Revisions = []tracker.Revision{
		{On: day("2017-03-01"), Due: day("2017-05-31"), Reason: both("A data standard came late.", "Une norme de données a tardé.")},
		{On: day("2017-12-01"), Due: day("2018-03-31"), Reason: both("After the day.", "Après la date.")},
	}
	return []tracker.Commitment{
		{
			Item: tracker.Item{
				Code: "C1", Title: both("Publish data", "Publier des données"), Description: both("Data are published in one place.", "Les données sont publiées à un seul endroit."),
				Leads: []string{"org-a"}, Supporting: []string{"org-b", "org-c"},
			},
			Number: 1, Theme: "data",
			Problem: both("Data are hard to find.", "Les données sont difficiles à trouver."), Objective: both("Anyone finds them.", "Chacun les trouve."),
			Values:      tracker.Values{AccessToInformation: both("Data become public.", "Les données deviennent publiques.")},
			PolicyAreas: []tracker.Text{both("Open data", "Données ouvertes")},
			Contact:     tracker.Contact{Title: both("Open government team", "Équipe du gouvernement ouvert"), Organization: "org-a", Email: "open@example.org"},
			WhatChanged: both("Requests fell by a tenth.", "Les demandes ont diminué d’un dixième."),
			NextSteps:   both("Publish the rest.", "Publier le reste."),
			Milestones: []tracker.Milestone{
				{
					Item: tracker.Item{Code: "C1.1", Title: both("Inventory", "Inventaire"), Weight: 2},
					Indicators: []tracker.Indicator{
						{
							Item:     tracker.Item{Code: "C1.1.1", Title: both("Inventory published", "Inventaire publié"), Deadline: due("December 2016", "Décembre 2016")},
							Baseline: both("0", "0"), Target: both("100%", "100 %"), Actual: both("100%", "100 %"), ActualOn: day("2016-12-20"),
						},
						{Item: tracker.Item{Code: "C1.1.2", Title: both("Inventory complete", "Inventaire complet"), Deadline: moved}},
					},
				},
				{
					Item: tracker.Item{Code: "C1.2", Title: both("Portal", "Portail")},
					Indicators: []tracker.Indicator{
						{Item: tracker.Item{Code: "C1.2.1", Title: both("Portal opened", "Portail ouvert"), Deadline: due("By fall 2017", "D’ici l’automne 2017")}},
						{Item: tracker.Item{Code: "C1.2.2", Title: tracker.Text{EN: "Portal kept up"}, Deadline: due("Ongoing", "En continu")}},
					},
				},
			},
		},
		{
			Item:   tracker.Item{Code: "C2", Title: both("Talk with people", "Dialoguer avec la population"), Leads: []string{"org-b"}},
			Number: 2, Theme: "dialogue",
			Stated: &tracker.Stated{Level: tracker.Substantial, Reason: both("The forum counts for more.", "Le forum compte davantage."), On: day("2017-06-15")},
			Milestones: []tracker.Milestone{
				{Item: tracker.Item{Code: "C2.1", Title: both("Forum founded", "Forum fondé"), Leads: []string{"org-c"}, Deadline: due("31 January 2017", "31 janvier 2017")}},
				{Item: tracker.Item{Code: "C2.2", Title: both("Forum meets", "Le forum se réunit"), Deadline: due("When ready", "Au moment opportun")}},
				{Item: tracker.Item{Code: "C2.3", Title: both("Summary out", "Sommaire publié"), Deadline: due("August 2017", "Août 2017")}},
			},
		},
		{
			Item:   tracker.Item{Code: "C3", Title: both("Given up", "Abandonné"), Deadline: due("2018", "2018")},
			Number: 3, WithdrawReason: both("Another programme does it.", "Un autre programme s’en charge."),
		},
		{Item: tracker.Item{Code: "C4", Title: both("Not begun to be told", "Pas encore raconté"), Deadline: due("June 2018", "Juin 2018")}, Number: 4},
	}
}

func updates() []tracker.Update {
	inventory := tracker.Evidence{
		Title: both("Inventory", "Inventaire"), URL: "https://example.org/data/inventory.csv", Lang: tracker.EN,
		CapturedOn: day("2016-12-21"), SHA256: strings.Repeat("0123456789abcdef", 4),
	}
	us := []tracker.Update{
		{Leaf: "C1.1.1", Period: "2016-12", Status: tracker.Complete, Progress: both("Published.", "Publié."), Evidence: []tracker.Evidence{inventory}, Organization: "org-a", Author: "somebody", PublishedAt: at("2016-12-20T15:00:00Z")},
		{Leaf: "C1.1.2", Period: "2016-12", Status: tracker.NotStarted, Progress: both("Not yet.", "Pas encore."), Organization: "org-a", PublishedAt: at("2017-01-10T15:00:00Z")},
		{Leaf: "C1.1.2", Period: "2017-06", Status: tracker.Limited, Progress: both("A third is in.", "Un tiers y est."), Challenges: both("Two people left.", "Deux personnes sont parties."), Risk: tracker.RiskPeople, EvidenceIn: both("Minutes of May.", "Compte rendu de mai."), Organization: "org-a", PublishedAt: at("2017-06-20T15:00:00Z")},
		{Leaf: "C1.2.1", Period: "2017-06", Status: tracker.Complete, Progress: tracker.Text{FR: "Ouvert."}, Organization: "org-b", PublishedAt: at("2017-06-21T15:00:00Z")},
		{Leaf: "C1.2.1", Period: "2017-06", Status: tracker.Substantial, Progress: tracker.Text{FR: "Presque ouvert."}, Organization: "org-b", PublishedAt: at("2017-06-22T15:00:00Z"), Replaces: 4},
		{Leaf: "C2.1", Period: "2016-12", Status: tracker.Substantial, Progress: both("Rules agreed.", "Règles convenues."), PublishedAt: at("2017-01-05T15:00:00Z"), Evidence: []tracker.Evidence{{URL: "https://example.org/rules"}}},
		{Leaf: "C2.1", Period: "2017-06", Status: tracker.Substantial, Progress: both("NIL", "NÉANT"), PublishedAt: at("2017-06-28T15:00:00Z")},
		{Leaf: "C2.2", Period: "2017-06", Status: tracker.Complete, PublishedAt: at("2017-06-28T16:00:00Z")},
		{Leaf: "C3", Period: "2017-06", Status: tracker.Withdrawn, Progress: both("Withdrawn.", "Retiré."), PublishedAt: at("2017-06-01T12:00:00Z")},
		{Leaf: "C2.3", Period: "2017-12", Status: tracker.Limited, Progress: both("After the day.", "Après la date."), PublishedAt: at("2017-12-20T12:00:00Z")},
	}
	for i := range us {
		us[i].ID = int64(i + 1)
	}
	return us
}

// RecordOnly returns a plan of which only the record is kept: no commitment.
func RecordOnly() *tracker.Record {
	r := Sample()
	r.Plan.Commitments, r.Plan.Themes, r.Plan.Periods, r.Plan.Promised = nil, nil, nil, 12
	r.Updates, r.Events, r.Recommendations, r.Organizations = nil, nil, nil, nil
	r.Conclusion, r.Plan.Illustrative = tracker.Text{}, false
	return r
}

// Unreported returns the sample with nothing published.
func Unreported() *tracker.Record {
	r := Sample()
	r.Updates = nil
	return r
}

// Withdrawn returns the sample with every item withdrawn.
func Withdrawn() *tracker.Record {
	r := Sample()
	r.Updates = nil
	for i, leaf := range r.Plan.Leaves() {
		r.Updates = append(r.Updates, tracker.Update{
			ID: int64(i + 1), Leaf: leaf.Code, Period: "2017-06", Status: tracker.Withdrawn, PublishedAt: at("2017-06-01T12:00:00Z"),
		})
	}
	return r
}

// Hostile texts, for every free field of a record.
const (
	Markup  = `<script>alert(1)</script><img src=x onerror=alert(1)>"'</style>`
	Formula = `=HYPERLINK("https://example.org","x")`
	Strange = "\u202Eevil\u202C 👩‍👩‍👧‍👦 \x00\x01\x1b[31m \uFFFF {{.T}} __f__x__f__ \r\nBEGIN:VEVENT"
)

// LongWord is a megabyte of one letter.
func LongWord() string { return strings.Repeat("W", 1<<20) }

// Hostile returns the sample with hostile texts in every free field.
func Hostile() *tracker.Record {
	r := Sample()
	texts := []string{Markup, Formula, Strange, "javascript:alert(1)"}
	n := 0
	next := func() string { n++; return texts[n%len(texts)] }
	text := func() tracker.Text { return tracker.Text{EN: next(), FR: next()} }
	item := func(it *tracker.Item) {
		it.Title, it.Description, it.Deadline.Text = text(), text(), text()
		for i := range it.Deadline.Revisions {
			it.Deadline.Revisions[i].Reason = text()
		}
	}
	p := &r.Plan
	p.Title, p.Short, p.Summary, p.Background, p.Source = text(), text(), text(), text(), "javascript:alert(1)"
	for i := range p.Themes {
		p.Themes[i].Name = text()
	}
	for i := range p.Commitments {
		c := &p.Commitments[i]
		item(&c.Item)
		c.Problem, c.Objective, c.NextSteps, c.WhatChanged, c.NonGovernment = text(), text(), text(), text(), text()
		c.Contact = tracker.Contact{Name: next(), Title: text(), Email: next()}
		for j := range c.Milestones {
			item(&c.Milestones[j].Item)
			for k := range c.Milestones[j].Indicators {
				in := &c.Milestones[j].Indicators[k]
				item(&in.Item)
				in.Baseline, in.Target, in.Actual = text(), text(), text()
			}
		}
	}
	for i := range r.Organizations {
		r.Organizations[i].Name = text()
	}
	for i := range r.Updates {
		u := &r.Updates[i]
		u.Progress, u.Challenges, u.EvidenceIn = text(), text(), text()
		for j := range u.Evidence {
			u.Evidence[j].Title, u.Evidence[j].URL = text(), "javascript:alert(1)"
		}
	}
	for i := range r.Events {
		r.Events[i].Title, r.Events[i].Note, r.Events[i].URL = text(), text(), "data:text/html,x"
	}
	for i := range r.Recommendations {
		r.Recommendations[i].Text, r.Recommendations[i].Response = text(), text()
	}
	r.Conclusion = text()
	r.Updates[0].Progress = tracker.Text{EN: LongWord(), FR: LongWord()}
	return r
}

// Table returns the published figures of a few countries in the Open Data
// Barometer (World Wide Web Foundation, CC BY 4.0), absolute series.
func Table() *benchmark.Table {
	ix := &benchmark.Index{
		ID: "odb", Name: both("Open Data Barometer", "Baromètre des données ouvertes"),
		Source: both("World Wide Web Foundation", "World Wide Web Foundation"), SourceURL: "https://opendatabarometer.org",
		Licence: "CC BY 4.0", LicenceURL: "https://creativecommons.org/licenses/by/4.0/", Series: benchmark.Absolute,
		Components: []benchmark.Component{
			{Code: "readiness", Name: both("Readiness", "Préparation")},
			{Code: "implementation", Name: both("Implementation", "Mise en œuvre")},
			{Code: "impact", Name: both("Impact", "Impact")},
		},
		Editions: []benchmark.Edition{
			{Year: 2013, Scores: []benchmark.Score{{Country: "CA", Value: 58}, {Country: "GB", Value: 80}, {Country: "FR", Value: 55}}},
			{Year: 2014, Scores: []benchmark.Score{{Country: "CA", Value: 62}, {Country: "GB", Value: 81}, {Country: "UA", Value: 22}}},
			{Year: 2017, Name: both("Leaders Edition", "édition Leaders"), Scores: []benchmark.Score{
				{Country: "CA", Value: 76, Components: []float64{86, 87, 55}},
				{Country: "GB", Value: 76, Components: []float64{83, 89, 57}},
				{Country: "FR", Value: 72, Components: []float64{84, 77, 55}},
				{Country: "UA", Value: 47},
			}},
		},
	}
	t := benchmark.TableOf(ix, 2017)
	return &t
}

func both(en, fr string) tracker.Text { return tracker.Text{EN: en, FR: fr} }

func day(s string) tracker.Date { return tracker.MustDate(s) }

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func due(en, fr string) tracker.Deadline { return tracker.Deadline{Text: both(en, fr)} }

// readDeadlines gives every item the meaning of its deadline's text.
func readDeadlines(c *tracker.Commitment, start tracker.Date) {
	read := func(it *tracker.Item) { it.Deadline.Meaning, _ = tracker.ReadDeadline(it.Deadline.Text, start) }
	read(&c.Item)
	for i := range c.Milestones {
		read(&c.Milestones[i].Item)
		for j := range c.Milestones[i].Indicators {
			read(&c.Milestones[i].Indicators[j].Item)
		}
	}
}
