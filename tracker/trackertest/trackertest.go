// Package trackertest holds a small plan and a small index for the tests of the
// packages that show, store or exchange them. Nothing in it is a real plan's
// progress; no program but a test imports it.
package trackertest

import (
	"fmt"
	"time"

	"ogptracker/tracker"
)

// Record returns the record of a small plan, new at each call, so that a test may
// change it. Up to 2018-06-30 it has one of each: a commitment with indicators, one
// with milestones, one that is itself a leaf; leaves complete, late, never
// reported, withdrawn, recurring, undated; a revised deadline, a correction, an
// update with evidence and one with challenges; a recommendation and three
// events. Every text is in both languages but the one that says it is not.
func Record() *tracker.Record {
	return &tracker.Record{
		Jurisdiction: tracker.Jurisdiction{
			Code: "CA", Level: tracker.National, Name: tracker.Text{EN: "Canada", FR: "Canada"}, Since: 2012,
		},
		Plan: Plan(),
		Organizations: []tracker.Organization{
			{Code: "tbs-sct", Kind: tracker.Department, Name: tracker.Text{
				EN: "Treasury Board of Canada Secretariat", FR: "Secrétariat du Conseil du Trésor du Canada"}},
			{Code: "lac-bac", Kind: tracker.Department, Name: tracker.Text{
				EN: "Library and Archives Canada", FR: "Bibliothèque et Archives Canada"}},
			{Code: "partner", Kind: tracker.CivilSociety, Name: tracker.Text{
				EN: "A partner from civil society", FR: "Un partenaire de la société civile"}},
		},
		Updates: updates(),
		Events: []tracker.Event{
			event(tracker.ForumMeeting, "2017-02-15", "Meeting of the forum", "Réunion du forum"),
			event(tracker.ForumMeeting, "2017-08-16", "Meeting of the forum", "Réunion du forum"),
			event(tracker.SelfAssessmentMid, "2017-10-31", "Mid-term self-assessment", "Auto-évaluation de mi-parcours"),
		},
		Recommendations: []tracker.Recommendation{{
			Number: 1, Level: tracker.Substantial, Source: "IRM 2014-16",
			Text:     tracker.Text{EN: "Hold regular meetings.", FR: "Tenir des réunions régulières."},
			Response: tracker.Text{EN: "Meetings are held twice a year.", FR: "Des réunions ont lieu deux fois par an."},
		}},
		NextPlanStart: tracker.MustDate("2018-12-01"),
		Conclusion:    tracker.Text{EN: "The work goes on.", FR: "Les travaux se poursuivent."},
	}
}

// Plan returns the plan of [Record] alone.
func Plan() tracker.Plan {
	return tracker.Plan{
		ID: "ca-3", Jurisdiction: "CA", Number: 3,
		Title:        tracker.Text{EN: "Third plan", FR: "Troisième plan"},
		Short:        tracker.Text{EN: "Third plan, 2016–18", FR: "Troisième plan, 2016-2018"},
		Summary:      tracker.Text{EN: "A plan for tests.", FR: "Un plan pour les essais."},
		Background:   tracker.Text{EN: "Why the plan exists.", FR: "Pourquoi le plan existe."},
		Start:        tracker.MustDate("2016-07-01"),
		End:          tracker.MustDate("2018-06-30"),
		CycleYears:   2,
		OGPID:        "AP_CAN03",
		Source:       "https://open.canada.ca/en/content/third-biennial-plan-open-government-partnership",
		TimeZone:     "America/Toronto",
		Publication:  tracker.Direct,
		Rules:        tracker.UpdateRules{ChallengesFor: []tracker.Level{tracker.NotStarted, tracker.Limited}},
		Periods:      []tracker.Period{"2017-06", "2017-12", "2018-06"},
		Themes:       []tracker.Theme{{Code: "data", Name: tracker.Text{EN: "Open data", FR: "Données ouvertes"}}},
		Illustrative: true,
		Commitments:  []tracker.Commitment{withIndicators(), withMilestones(), alone()},
	}
}

func withIndicators() tracker.Commitment {
	c := commitment(1, "C01", "Publish spending data", "Publier les données sur les dépenses")
	c.Problem = tracker.Text{EN: "Spending is hard to follow.", FR: "Les dépenses sont difficiles à suivre."}
	c.Objective = tracker.Text{EN: "Anyone can follow spending.", FR: "Tout le monde peut suivre les dépenses."}
	c.Values.AccessToInformation = tracker.Text{EN: "Data are published.", FR: "Des données sont publiées."}
	c.PolicyAreas = []tracker.Text{{EN: "Fiscal openness", FR: "Transparence budgétaire"}}
	late := indicator("C01.1.2", "The data are updated monthly", "Les données sont mises à jour tous les mois", dated("By June 2017", "D’ici juin 2017", "2017-06-01", "2017-06-30", tracker.ByMonth))
	late.Deadline.Revisions = []tracker.Revision{{
		On: tracker.MustDate("2017-06-15"), Due: tracker.MustDate("2018-03-31"), Author: "coordinator",
		Reason: tracker.Text{EN: "The supplier changed.", FR: "Le fournisseur a changé."},
	}}
	late.Weight = 2
	done := indicator("C01.1.1", "A first set is online", "Un premier ensemble est en ligne", dated("By end of 2017", "D’ici la fin de 2017", "2017-01-01", "2017-12-31", tracker.ByYear))
	done.Baseline = tracker.Text{EN: "0 sets", FR: "0 ensemble"}
	done.Target = tracker.Text{EN: "1 set", FR: "1 ensemble"}
	done.Actual, done.ActualOn = done.Target, tracker.MustDate("2017-11-30")
	never := indicator("C01.2.1", "Users are asked what they need", "Les utilisateurs sont consultés", recurring())
	withdrawn := indicator("C01.2.2", "A prize is awarded", "Un prix est décerné", undated())
	c.Milestones = []tracker.Milestone{
		{Item: basics("C01.1", "Publish the data", "Publier les données"), Indicators: []tracker.Indicator{done, late}},
		{Item: basics("C01.2", "Listen to users", "Écouter les utilisateurs"), Indicators: []tracker.Indicator{never, withdrawn}},
	}
	return c
}

func withMilestones() tracker.Commitment {
	c := commitment(2, "C02", "Open the archives", "Ouvrir les archives")
	c.Leads = []string{"lac-bac"}
	c.Supporting = []string{"tbs-sct", "partner"}
	for i, text := range []tracker.Text{{EN: "List the holdings", FR: "Inventorier les fonds"}, {EN: "Publish the list", FR: "Publier l’inventaire"}} {
		m := tracker.Milestone{Item: basics(fmt.Sprintf("C02.%d", i+1), text.EN, text.FR)}
		m.Deadline = dated("By June 2018", "D’ici juin 2018", "2018-06-01", "2018-06-30", tracker.ByMonth)
		m.ExpectedOutput = text
		c.Milestones = append(c.Milestones, m)
	}
	return c
}

func alone() tracker.Commitment {
	c := commitment(3, "C03", "Only in English", "")
	c.Deadline = dated("By 2019", "D’ici 2019", "2019-01-01", "2019-12-31", tracker.ByYear)
	c.Stated = &tracker.Stated{Level: tracker.Limited, On: tracker.MustDate("2018-01-31"),
		Reason: tracker.Text{EN: "Only the groundwork is laid.", FR: "Seuls les préparatifs sont faits."}}
	return c
}

func commitment(number int, code, en, fr string) tracker.Commitment {
	c := tracker.Commitment{Item: basics(code, en, fr), Number: number, Theme: "data"}
	c.Leads = []string{"tbs-sct"}
	c.OGPID = fmt.Sprintf("CA%04d", number)
	c.Start, c.End = tracker.MustDate("2016-07-01"), tracker.MustDate("2018-06-30")
	c.Contact = tracker.Contact{Title: tracker.Text{EN: "Open Government Team", FR: "Équipe du gouvernement ouvert"}, Organization: "tbs-sct"}
	return c
}

func basics(code, en, fr string) tracker.Item {
	return tracker.Item{Code: code, Title: tracker.Text{EN: en, FR: fr}, Weight: tracker.DefaultWeight, Deadline: undated()}
}

func indicator(code, en, fr string, d tracker.Deadline) tracker.Indicator {
	in := tracker.Indicator{Item: basics(code, en, fr)}
	in.Deadline = d
	return in
}

func dated(en, fr, from, due string, p tracker.Precision) tracker.Deadline {
	day := tracker.MustDate(due)
	return tracker.Deadline{Text: tracker.Text{EN: en, FR: fr}, Meaning: tracker.Meaning{
		Kind: tracker.Dated, Precision: p, From: tracker.MustDate(from), Dates: []tracker.Date{day}, Due: day}}
}

func recurring() tracker.Deadline {
	return tracker.Deadline{Text: tracker.Text{EN: "Ongoing", FR: "En continu"}, Meaning: tracker.Meaning{Kind: tracker.Recurring}}
}

func undated() tracker.Deadline {
	return tracker.Deadline{Meaning: tracker.Meaning{Kind: tracker.Undated}}
}

func event(kind tracker.EventKind, on, en, fr string) tracker.Event {
	return tracker.Event{Kind: kind, On: tracker.MustDate(on), Title: tracker.Text{EN: en, FR: fr}, URL: "https://open.canada.ca/"}
}

// updates are numbered in the order in which they were published, and listed by
// leaf.
func updates() []tracker.Update {
	at := func(s string) time.Time { return tracker.MustDate(s).UTC().Add(15 * time.Hour) }
	report := func(id int64, leaf string, period tracker.Period, level tracker.Level, on, en, fr string) tracker.Update {
		return tracker.Update{ID: id, Leaf: leaf, Period: period, Status: level, Organization: "tbs-sct", Author: "contributor",
			Progress: tracker.Text{EN: en, FR: fr}, PublishedAt: at(on)}
	}
	done := report(3, "C01.1.1", "2017-12", tracker.Complete, "2018-01-15", "The set is online.", "L’ensemble est en ligne.")
	done.Evidence = []tracker.Evidence{{URL: "https://open.canada.ca/en/open-data", Lang: tracker.EN,
		Title: tracker.Text{EN: "The set", FR: "L’ensemble"}, CapturedOn: tracker.MustDate("2018-01-15")}}
	wrong := report(2, "C01.1.2", "2017-06", tracker.Substantial, "2017-07-14", "Nearly done.", "Presque terminé.")
	right := report(5, "C01.1.2", "2017-06", tracker.Limited, "2018-02-01", "The pipeline is being built.", "La chaîne est en construction.")
	right.Replaces = wrong.ID
	right.Challenges = tracker.Text{EN: "Staff left.", FR: "Du personnel est parti."}
	right.Risk = tracker.RiskPeople
	archives := report(6, "C02.1", "2018-06", tracker.Complete, "2018-06-20", "All is listed.", "Tout est inventorié.")
	archives.Organization = "lac-bac"
	archives.EvidenceIn = tracker.Text{EN: "The list is on file.", FR: "L’inventaire est au dossier."}
	return []tracker.Update{
		report(1, "C01.1.1", "2017-06", tracker.Limited, "2017-07-14", "Work began.", "Les travaux ont commencé."),
		done,
		wrong,
		right,
		report(4, "C01.2.2", "2017-12", tracker.Withdrawn, "2018-01-15", "Not pursued.", "Abandonné."),
		archives,
	}
}
