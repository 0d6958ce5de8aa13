package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Day is the day whose state a plan's pages show.
type Day struct {
	AsOf  tracker.Date // shown
	Usual tracker.Date // shown to a reader who asks for no day
	Today tracker.Date // the latest that may be asked for
}

// links writes addresses that keep the reader's day, where the reader chose one.
func (d Day) links(lang tracker.Lang) Links {
	k := Links{Lang: lang}
	if d.AsOf != d.Usual {
		k.AsOf = d.AsOf
	}
	return k
}

// closed reports whether the plan has ended and its state at the end, or later,
// is shown: then nothing is due next.
func (d Day) closed(p *tracker.Plan) bool {
	return !p.End.IsZero() && p.End.Before(d.Today) && !d.AsOf.Before(p.End)
}

// endedNote says that a plan has ended, blank where it has not.
func endedNote(l *locale.Locale, p *tracker.Plan, d Day) string {
	switch {
	case p.End.IsZero() || !p.End.Before(d.Today):
		return ""
	case d.AsOf == p.End:
		return l.T("web.plan.ended", "end", p.End)
	}
	return l.T("web.plan.ended_as_of", "end", p.End, "day", d.AsOf)
}

// AsOf is the choice of another day.
type AsOf struct {
	Summary  string // "As of 16 January 2018"
	Action   string // where the form leads
	Name     string // of the parameter
	Value    tracker.Date
	Min, Max tracker.Date
	Periods  []Link // the ends of the reporting periods so far
	Other    string // says that the reader chose a day, blank where none was chosen
	Early    string // says that the plan has not begun on the day, blank where it has
	Latest   string // leads back to the usual day
}

// asOfForm offers another day of the page at the address that to returns.
func asOfForm(l *locale.Locale, a *tracker.Assessment, d Day, to func(Links) string) AsOf {
	p := &a.Record.Plan
	usual := Links{Lang: l.Lang()}
	form := AsOf{
		Summary: l.T("web.as_of.summary", "day", d.AsOf),
		Action:  to(usual), Name: usual.words().AsOf, Value: d.AsOf, Min: p.Start, Max: d.Today,
		Latest: to(usual),
	}
	if d.AsOf != d.Usual {
		form.Other = l.T("web.as_of.chosen", "day", d.AsOf)
	}
	if d.AsOf.Before(p.Start) && len(a.Overdue()) == 0 {
		form.Early = l.T("web.as_of.early", "start", p.Start)
	}
	for _, period := range periodsSoFar(p, d.Today) {
		form.Periods = append(form.Periods, Link{
			Href:  to(Links{Lang: l.Lang(), AsOf: period.End()}),
			Label: l.ShortMonth(period), Current: period.End() == d.AsOf,
		})
	}
	return form
}

// periodsSoFar are the reporting periods that have ended, the latest first.
func periodsSoFar(p *tracker.Plan, today tracker.Date) []tracker.Period {
	var ended []tracker.Period
	for i := len(p.Periods) - 1; i >= 0; i-- {
		if !p.Periods[i].End().After(today) {
			ended = append(ended, p.Periods[i])
		}
	}
	return ended
}
