package tracker

import "slices"

// OGP's participation and co-creation standards, and its rules for public comment
// on self-assessments (rules v1, 6). All are judged from recorded events alone:
// what is not recorded needs evidence and is never called unmet.

// forumMeetings: the multi-stakeholder forum meets at least every six months from
// the plan's beginning on.
func (w *clockwork) forumMeetings() Clock {
	c := Clock{Code: ClockForum, State: ClockMet}
	if !w.begun() {
		c.State = ClockRunning
		return c
	}
	from := w.plan.Start
	gap := func(to Date) {
		c.Days = max(c.Days, to.DaysSince(from))
		if from.AddMonths(forumMonths).Before(to) {
			c.State = ClockNotMet
		}
		from = to
	}
	for _, e := range w.events[ForumMeeting] {
		if e.On.Before(w.plan.Start) || e.On.After(w.until) {
			continue
		}
		c.Count++
		c.On = e.On
		gap(e.On)
	}
	c.Due = from.AddMonths(forumMonths)
	gap(w.until)
	switch {
	case c.Count > 0:
	case c.State == ClockMet:
		c.State = ClockRunning
	default:
		c.State = ClockNeeds
	}
	return c
}

// forumRules: the forum's rules are public.
func (w *clockwork) forumRules() Clock { return w.published(ClockForumRules, ForumRules) }

// reasonedResponse: contributors are told what became of their contributions.
func (w *clockwork) reasonedResponse() Clock {
	c := w.published(ClockResponse, ReasonedResponse)
	if c.State == ClockNeeds && !w.begun() {
		c.State = ClockRunning
	}
	return c
}

// published is met once something is published.
func (w *clockwork) published(code string, kind EventKind) Clock {
	c := Clock{Code: code, State: ClockNeeds}
	if e, ok := w.last(kind); ok {
		c.On, c.State = e.On, ClockMet
	}
	return c
}

// cocreationTimeline: the timeline is published two weeks before co-creation
// starts.
func (w *clockwork) cocreationTimeline() Clock {
	c := Clock{Code: ClockTimeline, State: ClockNeeds}
	timelines, starts := w.events[CocreationTimeline], w.events[CocreationStart]
	if len(timelines) == 0 || len(starts) == 0 {
		return c
	}
	c.On, c.Due = timelines[0].On, starts[0].On.AddDays(-timelineDays)
	c.Days = max(0, starts[0].On.DaysSince(c.On))
	c.State = ClockMet
	if c.On.After(c.Due) {
		c.State = ClockNotMet
	}
	return c
}

// implementationMeetings: at least two meetings a year with civil society, judged
// for each full year of the plan.
func (w *clockwork) implementationMeetings() Clock {
	c := Clock{Code: ClockMeetings, State: ClockRunning}
	meetings := w.events[CivilSocietyMeeting]
	if e, ok := w.last(CivilSocietyMeeting); ok {
		c.On = e.On
	}
	if !w.begun() {
		return c
	}
	for from := w.plan.Start; ; {
		to := from.AddMonths(12).AddDays(-1)
		if to.After(w.until) {
			break
		}
		c.Of++
		held := 0
		for _, e := range meetings {
			if !e.On.Before(from) && !e.On.After(to) {
				held++
			}
		}
		if held >= meetingsYearly {
			c.Count++
		}
		from = to.AddDays(1)
	}
	if c.Of > 0 {
		none := ClockNotMet
		if len(meetings) == 0 {
			none = ClockNeeds
		}
		c.State = shareState(c.Count, c.Of, ClockRunning, none)
	}
	return c
}

// selfAssessments returns those published, oldest first.
func (w *clockwork) selfAssessments() []Event {
	es := slices.Concat(w.events[SelfAssessmentMid], w.events[SelfAssessmentEnd])
	slices.SortStableFunc(es, func(x, y Event) int { return x.On.Compare(y.On) })
	return es
}

// commentPeriod: two weeks of public comment before a self-assessment is final.
func (w *clockwork) commentPeriod() Clock {
	c := Clock{Code: ClockComment, State: ClockRunning}
	var since Date
	short := false
	for _, s := range w.selfAssessments() {
		c.Of++
		for _, e := range w.events[CommentPeriod] {
			if e.On.After(since) && !e.On.After(s.On) {
				c.On = e.On
				if days := earlier(e.Until, s.On).DaysSince(e.On) + 1; !e.Until.IsZero() && days >= commentDays {
					c.Count++
					break
				}
				short = short || !e.Until.IsZero()
			}
		}
		since = s.On
	}
	if c.Of > 0 {
		none := ClockNeeds
		if short {
			none = ClockNotMet
		}
		c.State = shareState(c.Count, c.Of, ClockRunning, none)
	}
	return c
}

// commentSummary: a summary of the comments is published for each.
func (w *clockwork) commentSummary() Clock {
	c := Clock{Code: ClockCommentSummary, Of: len(w.selfAssessments())}
	c.Count = min(c.Of, len(w.events[CommentSummary]))
	if e, ok := w.last(CommentSummary); ok {
		c.On = e.On
	}
	c.State = shareState(c.Count, c.Of, ClockRunning, ClockNeeds)
	return c
}
