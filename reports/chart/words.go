package chart

import (
	"cmp"
	"fmt"

	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// leaves says how many of what updates attach to: "65 indicators", or
// milestones, or commitments where the plan goes no deeper, or items where it has
// several kinds.
func leaves(l *locale.Locale, a *tracker.Assessment, n int) string {
	switch leafKind(a) {
	case "indicator":
		return l.N("chart.leaves.indicator", n)
	case "milestone":
		return l.N("chart.leaves.milestone", n)
	case "commitment":
		return l.N("chart.leaves.commitment", n)
	}
	return l.N("chart.leaves.item", n)
}

// leafKind returns the kind of what the plan reports on, "item" where it is of
// several kinds.
func leafKind(a *tracker.Assessment) string {
	kind := ""
	for i := range a.Leaves {
		this := "commitment"
		switch leaf := &a.Leaves[i]; {
		case leaf.Indicator != nil:
			this = "indicator"
		case leaf.Milestone != nil:
			this = "milestone"
		}
		if kind != "" && kind != this {
			return "item"
		}
		kind = this
	}
	return cmp.Or(kind, "commitment")
}

// planNote says where a chart's figures come from.
func planNote(l *locale.Locale, a *tracker.Assessment) string {
	plan := &a.Record.Plan
	title := l.Text(plan.Title)
	if title == "" {
		title = plan.ID
	}
	note := l.T("chart.note.plan", "plan", title, "date", a.AsOf, "rules", a.Rules)
	if plan.Illustrative {
		note += " " + l.T("common.demonstration")
	}
	return note
}

// percent returns a share as a number for drawing, 0 to 100.
func percent(r tracker.Ratio) float64 { return 100 * r.Float() }

// points returns a share in whole per cent, rounded for display.
func points(r tracker.Ratio) int { return r.Percent() }

// percentLabel writes a whole percentage: "100%", "100 %".
func percentLabel(l *locale.Locale, n int64) string { return l.Percent(tracker.NewRatio(n, 100)) }

// number writes a share for a table whose head names the unit; blank where there
// is no value.
func number(l *locale.Locale, r tracker.Ratio) string {
	if !r.Valid() {
		return ""
	}
	return l.Int(points(r))
}

// monthOf returns the reporting period that ends in a day's month.
func monthOf(d tracker.Date) tracker.Period {
	return tracker.Period(fmt.Sprintf("%04d-%02d", d.Year, int(d.Month)))
}

// titleOf returns an item's title in the reader's language, or in the other one
// where only that exists; its code where there is none.
func titleOf(l *locale.Locale, item *tracker.Item) string {
	if s := l.Text(item.Title); s != "" {
		return s
	}
	if s := locale.For(l.Lang().Other()).Text(item.Title); s != "" {
		return s
	}
	return item.Code
}

// commitmentTitle returns a commitment's number and title: "1. Open data".
func commitmentTitle(l *locale.Locale, c *tracker.CommitmentState) string {
	title := titleOf(l, &c.Commitment.Item)
	if c.Commitment.Number > 0 {
		return fmt.Sprintf("%d. %s", c.Commitment.Number, title)
	}
	return title
}

// levelOf returns a leaf's level, NoEvidence for anything that is none.
func levelOf(leaf *tracker.LeafState) tracker.Level {
	if leaf.Status.Known() || leaf.Status == tracker.Withdrawn {
		return leaf.Status
	}
	return tracker.NoEvidence
}

// levelName names what was reported for a leaf, as pages do: a leaf without a
// level was not reported, a commitment without one has no evidence.
func levelName(l *locale.Locale, v tracker.Level) string {
	if v == tracker.NoEvidence || v == "" {
		return l.T("chart.not_reported")
	}
	return l.Level(v)
}

// inOrder lists levels from best to none.
func inOrder(has map[tracker.Level]bool) []tracker.Level {
	var out []tracker.Level
	for _, level := range tracker.Levels {
		if has[level] {
			out = append(out, level)
		}
	}
	return out
}

// widest returns the width of the widest of some texts.
func widest(size float64, bold bool, texts ...string) float64 {
	w := 0.0
	for _, s := range texts {
		w = max(w, typeface.Width(typeface.Clean(s), size, bold))
	}
	return w
}

// empty makes a chart that has nothing to draw say so.
func (c Chart) empty(message string, size Size) Chart {
	u := size.unit()
	p := newPlot(size, 72*u, frame{}, scale{min: 0, max: 1}, scale{min: 0, max: 1})
	p.lines(caption{at: point{0, 1}, dy: 22 * u, color: colorQuiet}, typeface.Wrap(message, p.width-4*u, size.text(), false, 3))
	c.Height, c.Options = int(p.height), p.options()
	return c
}
