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
func shareInterval(l *locale.Locale, p benchmark.Proportion) ShareInterval {
	if p.Assessed == 0 {
		return ShareInterval{None: true}
	}
	low, high := p.Wilson95()
	share := tracker.NewRatio(int64(p.High), int64(p.Assessed))
	return ShareInterval{
		Share:    l.Percent(share),
		Interval: l.T("web.figure.between", "lower", l.Int(tracker.RatioOf(ratOf(low)).Percent()), "upper", tracker.RatioOf(ratOf(high))),
		Lane: Lane{Height: 16, Lines: []Line{
			{X1: "0", X2: "100%", Y1: "8", Y2: "8", Class: "grid"},
			{X1: at(100 * low), X2: at(100 * high), Y1: "8", Y2: "8", Class: "s-c round", Thick: "8"},
			{X1: at(100 * p.Share()), X2: at(100 * p.Share()), Y1: "1", Y2: "15", Class: "s-ink", Thick: "2.5"},
		}},
	}
}

// ogpSection says what became of a country's national commitments; nil where none is
// recorded.
func ogpSection(l *locale.Locale, k Links, in OGPInput) *OGPSection {
	// A country has too few plans for there to be too many groups.
	all, err := benchmark.Standings(in.Commitments, benchmark.ByCountry, benchmark.EndOfTerm)
	if err != nil || len(all) == 0 {
		return nil
	}
	plans, _ := benchmark.Standings(in.Commitments, benchmark.ByPlan, benchmark.EndOfTerm)
	s := &OGPSection{
		Lead: ogpLead(l, all[0].Completed), Caption: l.T("web.ogp.caption"), Note: proseOf(l, in.Source.Note), Method: k.Methodology("commitments"),
		Credit: Credit{
			Source: textOf(l, in.Source.Source), SourceURL: webAddress(in.Source.SourceURL),
			Licence: in.Source.Licence, LicenceURL: webAddress(in.Source.LicenceURL),
		},
	}
	first := func(plan string) *benchmark.Commitment {
		return &in.Commitments[slices.IndexFunc(in.Commitments, func(c benchmark.Commitment) bool { return c.Plan == plan && c.National })]
	}
	slices.SortStableFunc(plans, func(a, b benchmark.Standing) int { return first(b.Key).PlanNumber - first(a.Key).PlanNumber })
	for i := range plans {
		p := &plans[i]
		row := OGPPlan{
			Plan: ogpPlanLink(l, k, first(p.Key), in.Plans), Submitted: "–", Commitments: l.Int(p.Commitments), Assessed: l.Int(p.Completed.Assessed),
			Completed: l.Int(p.Completed.High), Share: shareInterval(l, p.Completed),
			Starred: l.T("web.of", "n", p.Starred.High, "of", p.Starred.Assessed),
		}
		if year := first(p.Key).Submitted; year != 0 {
			row.Submitted = strconv.Itoa(year)
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
	share := shareInterval(l, p)
	return l.N("web.ogp.lead", p.Assessed, "n", p.High, "share", share.Share, "interval", share.Interval)
}

// ogpPlanLink names a plan, and leads to it where this site has it.
func ogpPlanLink(l *locale.Locale, k Links, c *benchmark.Commitment, plans []tracker.Plan) Link {
	for i := range plans {
		if p := &plans[i]; p.OGPID != "" && p.OGPID == c.Plan || p.OGPID == "" && p.Number == c.PlanNumber {
			return Link{Href: k.Plan(p.ID), Label: planShort(l, p).plain()}
		}
	}
	if c.PlanNumber == 0 {
		return Link{Label: c.Plan}
	}
	return Link{Label: l.T("web.ogp.plan", "n", c.PlanNumber)}
}
