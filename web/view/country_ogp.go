package view

import (
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// OGPInput is what is recorded of a country's commitments in the Open Government
// Partnership.
type OGPInput struct {
	Commitments []benchmark.Commitment
	Source      benchmark.CommitmentSource
	Plans       []tracker.Plan // the country's, of this site
}

// OGPSection is what became of a country's commitments, plan by plan.
type OGPSection struct {
	Lead    string
	Caption string
	Plans   []OGPPlan
	Note    Prose
	Method  string
	More    Link // how others fare
	Credit  Credit
}

// OGPPlan is what became of the commitments of a plan.
type OGPPlan struct {
	Plan                             Link // Href is blank where the plan is not on this site
	Submitted                        string
	Commitments, Assessed, Completed string
	Starred                          string
	Share                            ShareInterval
}

// ShareInterval is a share with its 95 % Wilson interval; None where nothing was
// assessed.
type ShareInterval struct {
	Share, Interval string
	Lane            Lane
	None            bool
}

// shareInterval writes and draws a share with its interval.
func shareInterval(l *locale.Locale, p benchmark.Proportion, home bool) ShareInterval {
	if p.Assessed == 0 {
		return ShareInterval{None: true}
	}
	return ShareInterval{
		Share: l.Percent(tracker.NewRatio(int64(p.High), int64(p.Assessed))), Interval: intervalOf(l, p),
		Lane: intervalLane(p, benchmark.Proportion{}, home),
	}
}

// ogpSection says what became of a country's national commitments; nil where none is
// recorded.
func ogpSection(l *locale.Locale, k Links, in OGPInput, home string) *OGPSection {
	// A country has too few plans for there to be too many groups.
	all, err := benchmark.Standings(in.Commitments, benchmark.ByCountry, benchmark.EndOfTerm)
	if err != nil || len(all) == 0 {
		return nil
	}
	plans, _ := benchmark.Standings(in.Commitments, benchmark.ByPlan, benchmark.EndOfTerm)
	s := &OGPSection{
		Lead: ogpLead(l, all[0].Completed), Caption: l.T("web.ogp.caption"), Note: proseOf(l, in.Source.Note), Method: k.Methodology("commitments"),
		Credit: commitmentCredit(l, &in.Source),
		More:   Link{Href: k.Completion(CompletionChoice{}), Label: l.T("web.ogp.more")},
	}
	slices.SortStableFunc(plans, func(a, b benchmark.Standing) int { return b.Number - a.Number })
	for i := range plans {
		p := &plans[i]
		row := OGPPlan{
			Plan: ogpPlanLink(l, k, p, in.Plans), Submitted: "–", Commitments: l.Int(p.Commitments), Assessed: l.Int(p.Completed.Assessed),
			Completed: l.Int(p.Completed.High), Share: shareInterval(l, p.Completed, p.Country == home),
			Starred: countsOf(l, p.Starred),
		}
		if p.Submitted != 0 {
			row.Submitted = strconv.Itoa(p.Submitted)
		}
		s.Plans = append(s.Plans, row)
	}
	return s
}

// ogpLead says how many commitments of all plans were completed.
func ogpLead(l *locale.Locale, p benchmark.Proportion) string {
	if p.Assessed == 0 {
		return l.T("web.ogp.lead_none")
	}
	return l.N("web.ogp.lead", p.Assessed, "n", p.High, "share", l.Percent(tracker.NewRatio(int64(p.High), int64(p.Assessed))), "interval", intervalOf(l, p))
}

// ogpPlanLink names a plan, and leads to it where this site has it.
func ogpPlanLink(l *locale.Locale, k Links, of *benchmark.Standing, plans []tracker.Plan) Link {
	for i := range plans {
		if p := &plans[i]; p.OGPID == of.Key || p.OGPID == "" && p.Number == of.Number {
			return Link{Href: k.Plan(p.ID), Label: planShort(l, p).plain()}
		}
	}
	if of.Number == 0 {
		return Link{Label: of.Key}
	}
	return Link{Label: l.T("web.ogp.plan", "n", of.Number)}
}
