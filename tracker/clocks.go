package tracker

import (
	"slices"
)

// What OGP asks of a plan (rules v1, 6), in days, months and counts.
const (
	repositoryDays    = 183 // at most so long between updates: "twice a year"
	selfAssessMonths  = 3   // a self-assessment is owed so long after its year's end
	lastMidtermStart  = 2018
	nextPlanMonths    = 12 // no plan by then is contrary to process
	forumMonths       = 6  // the forum meets at least so often
	timelineDays      = 14 // the timeline of co-creation comes so long before the start
	commentDays       = 14 // public comment on a self-assessment lasts so long
	meetingsYearly    = 2  // with civil society, on implementation
	firstNewProducts  = 2020
	productMonthsLate = 18 // independent reports come out well after the end
)

// clockRules computes the clocks in the order in which they are shown.
var clockRules = []func(*clockwork) Clock{
	(*clockwork).repository,
	(*clockwork).commitmentsUpdated,
	(*clockwork).evidence,
	(*clockwork).midterm,
	(*clockwork).endOfTerm,
	(*clockwork).commentPeriod,
	(*clockwork).commentSummary,
	(*clockwork).independentProducts,
	(*clockwork).nextPlan,
	(*clockwork).progress,
	(*clockwork).forumMeetings,
	(*clockwork).forumRules,
	(*clockwork).cocreationTimeline,
	(*clockwork).reasonedResponse,
	(*clockwork).implementationMeetings,
}

// clocks judges OGP's own requirements as of the assessment's day. A requirement
// on the process is judged from recorded events, and for want of a record it
// "needs evidence": it is never called unmet.
func clocks(a *Assessment) []Clock {
	w := &clockwork{a: a, plan: &a.Record.Plan, today: a.AsOf}
	w.until = earlier(w.plan.End, w.today)
	w.events = make(map[EventKind][]Event)
	for _, e := range a.Record.Events {
		if !e.On.IsZero() && !e.On.After(w.today) {
			w.events[e.Kind] = append(w.events[e.Kind], e)
			w.recorded = true
		}
	}
	for _, es := range w.events {
		slices.SortStableFunc(es, func(x, y Event) int { return x.On.Compare(y.On) })
	}
	out := make([]Clock, len(clockRules))
	for i, rule := range clockRules {
		out[i] = rule(w)
	}
	return out
}

// clockwork is what the clocks are read from.
type clockwork struct {
	a        *Assessment
	plan     *Plan
	today    Date
	until    Date // today, or the plan's end once it has passed
	events   map[EventKind][]Event
	recorded bool // any event is recorded at all
}

// begun reports whether the plan has begun.
func (w *clockwork) begun() bool { return !w.plan.Start.IsZero() && !w.plan.Start.After(w.today) }

// last returns the last event of a kind, and whether there is one.
func (w *clockwork) last(kind EventKind) (Event, bool) {
	es := w.events[kind]
	if len(es) == 0 {
		return Event{}, false
	}
	return es[len(es)-1], true
}

// repository: the evidence repository is updated at least twice a year. After the
// plan's end the silence is counted up to the end.
func (w *clockwork) repository() Clock {
	c := Clock{Code: ClockRepository}
	for _, s := range w.a.Commitments {
		c.On = later(c.On, s.LastUpdate)
	}
	if e, ok := w.last(RepositoryUpdate); ok {
		c.On = later(c.On, e.On)
	}
	if c.On.IsZero() {
		return w.unrecorded(c)
	}
	c.Due = c.On.AddDays(repositoryDays)
	c.Days = max(0, w.until.DaysSince(c.On))
	c.State = ClockMet
	if c.Days > repositoryDays {
		c.State = ClockLate
	}
	return c
}

// unrecorded judges a clock of which nothing is recorded: it still runs for as
// long as the first update may take.
func (w *clockwork) unrecorded(c Clock) Clock {
	c.State = ClockNeeds
	if w.plan.Start.IsZero() {
		return c
	}
	c.Due = w.plan.Start.AddDays(repositoryDays)
	if !c.Due.Before(w.today) {
		c.State, c.Days = ClockRunning, c.Due.DaysSince(w.today)
	}
	return c
}

// commitmentsUpdated names the commitments that have gone more than 183 days
// without a published update, counted from the plan's beginning where there is
// none. A commitment that is complete or withdrawn owes no more updates.
func (w *clockwork) commitmentsUpdated() Clock {
	c := Clock{Code: ClockCommitments}
	reported := false
	for _, s := range w.a.Commitments {
		if s.Level == Withdrawn || s.Level == Complete {
			continue
		}
		c.Of++
		reported = reported || !s.LastUpdate.IsZero()
		if w.until.DaysSince(later(w.plan.Start, s.LastUpdate)) > repositoryDays {
			c.Items = append(c.Items, s.Code)
		} else {
			c.Count++
		}
	}
	switch {
	case c.Of == 0:
		c.State = ClockNotAsked
	case len(c.Items) == 0:
		c.State = ClockMet
	case !reported:
		return Clock{Code: c.Code, State: ClockNeeds, Of: c.Of}
	default:
		c.State = ClockLate
	}
	return c
}

// evidence: what is reported beyond not started has at least one piece of it.
func (w *clockwork) evidence() Clock {
	share := w.a.EvidenceShare(func(*LeafState) bool { return true })
	c := Clock{Code: ClockEvidence, Count: share.With, Of: share.Of}
	for _, l := range share.Without {
		c.Items = append(c.Items, l.Code)
	}
	c.State = shareState(c.Count, c.Of, ClockNotAsked, ClockNotMet)
	return c
}

// shareState is met when all are, partly when some are.
func shareState(count, of int, ofNone, none ClockState) ClockState {
	switch {
	case of == 0:
		return ofNone
	case count == of:
		return ClockMet
	case count == 0:
		return none
	}
	return ClockPartly
}

// midterm: plans under the rules before 2019 owe a self-assessment after their
// first year; OGP's calendar gave three months for it.
func (w *clockwork) midterm() Clock {
	c := Clock{Code: ClockMidterm, State: ClockNotAsked}
	if w.plan.Start.IsZero() || w.plan.Start.Year > lastMidtermStart && len(w.events[SelfAssessmentMid]) == 0 {
		return c
	}
	c.Due = w.plan.Start.AddMonths(12).AddDays(-1).AddMonths(selfAssessMonths)
	return w.owed(c, SelfAssessmentMid)
}

// endOfTerm: a self-assessment is owed at the plan's close.
func (w *clockwork) endOfTerm() Clock {
	c := Clock{Code: ClockEndOfTerm, State: ClockNeeds}
	if w.plan.End.IsZero() {
		return c
	}
	c.Due = w.plan.End.AddMonths(selfAssessMonths)
	return w.owed(c, SelfAssessmentEnd)
}

// owed judges what must be published by Due. What is missing is late only where
// a record of the plan's process is kept at all.
func (w *clockwork) owed(c Clock, kind EventKind) Clock {
	if es := w.events[kind]; len(es) > 0 {
		c.On = es[0].On
		c.State, c.Days = ClockMet, max(0, c.On.DaysSince(c.Due))
		if c.Days > 0 {
			c.State = ClockLate
		}
		return c
	}
	left := c.Due.DaysSince(w.today)
	switch {
	case left >= 0:
		c.State, c.Days = ClockRunning, left
	case w.recorded:
		c.State, c.Days = ClockLate, -left
	default:
		c.State = ClockNeeds
	}
	return c
}

// independentProducts counts what the independent mechanism published: a
// co-creation brief, an action plan review and a results report, or two reports
// on plans before 2020. The government does not owe them.
func (w *clockwork) independentProducts() Clock {
	c := Clock{Code: ClockIndependent, Of: 2}
	if w.plan.Start.Year >= firstNewProducts {
		c.Of = 3
	}
	if e, ok := w.last(IndependentProduct); ok {
		c.On = e.On
	}
	c.Count = min(c.Of, len(w.events[IndependentProduct]))
	c.State = shareState(c.Count, c.Of, ClockRunning, ClockRunning)
	if c.Count == 0 && !w.plan.End.IsZero() && w.plan.End.AddMonths(productMonthsLate).Before(w.today) {
		c.State = ClockNeeds
	}
	return c
}

// nextPlan: the next plan begins when this one ends. None a year later is acting
// contrary to process.
func (w *clockwork) nextPlan() Clock {
	c := Clock{Code: ClockNextPlan, State: ClockNeeds}
	if w.plan.End.IsZero() {
		return c
	}
	c.Due = w.plan.End
	limit := c.Due.AddMonths(nextPlanMonths)
	next := w.a.Record.NextPlanStart
	if !next.IsZero() && !next.After(w.today) {
		c.On, c.Days = next, max(0, next.DaysSince(c.Due)-1)
		switch {
		case next.After(limit):
			c.State = ClockNotMet
		case c.Days > 0:
			c.State = ClockLate
		default:
			c.State = ClockMet
		}
		return c
	}
	left := c.Due.DaysSince(w.today)
	switch {
	case left >= 0:
		c.State, c.Days = ClockRunning, left
	case !limit.Before(w.today):
		c.State, c.Days = ClockLate, -left
	default:
		c.State, c.Days = ClockNotMet, -left
	}
	return c
}

// progress: a plan without progress on any commitment is contrary to process.
func (w *clockwork) progress() Clock {
	c := Clock{Code: ClockProgress}
	known := false
	for _, s := range w.a.Commitments {
		if s.Level == Withdrawn {
			continue
		}
		c.Of++
		known = known || s.Known > 0
		if s.Level.Steps() > 0 {
			c.Count++
		}
	}
	over := !w.plan.End.IsZero() && w.plan.End.Before(w.today)
	switch {
	case c.Count > 0:
		c.State = ClockMet
	case !over && c.Of > 0:
		c.State = ClockRunning
	case known:
		c.State = ClockNotMet
	default:
		c.State = ClockNeeds
	}
	return c
}

// Clock returns the clock with a code, the zero Clock when there is none.
func (a *Assessment) Clock(code string) Clock {
	i := slices.IndexFunc(a.Clocks, func(c Clock) bool { return c.Code == code })
	if i < 0 {
		return Clock{}
	}
	return a.Clocks[i]
}
