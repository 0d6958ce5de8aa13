package view

import (
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// MoveInput is what was typed to move an item.
type MoveInput struct {
	Code, Under string
	Index       string // from 1, as typed
}

// MovePage gives an item another place.
func MovePage(l *locale.Locale, in EditInput, move MoveInput) *Page {
	p := &in.Record.Plan
	place, _ := p.Find(move.Code)
	form := itemForm(l, in.Record, move.Code)
	form.intro = l.T("work.move.intro", "n", place.Index+1, "of", place.Of)
	form.submit = l.T("work.move.submit")
	if place.Index > 0 {
		form.buttons = append(form.buttons, EditButton{"step", "up", l.T("work.move.up")})
	}
	if place.Index+1 < place.Of {
		form.buttons = append(form.buttons, EditButton{"step", "down", l.T("work.move.down")})
	}
	if place.Kind != tracker.KindCommitment {
		under := Input{ID: "under", Type: "select", Label: l.T("work.move.under")}
		for i := range p.Commitments {
			c := &p.Commitments[i]
			if place.Kind == tracker.KindMilestone {
				under.Options = append(under.Options, Option{c.Code, itemHeading(l, &c.Item).plain(), c.Code == move.Under})
				continue
			}
			for j := range c.Milestones {
				m := &c.Milestones[j]
				under.Options = append(under.Options, Option{m.Code, itemHeading(l, &m.Item).plain(), m.Code == move.Under})
			}
		}
		in.Extra = append(in.Extra, under)
	}
	in.Extra = append(in.Extra, Input{ID: "place", Type: "number", Label: l.T("work.move.place"), Value: move.Index, Min: "1"})
	return editPage(l, in, Text{Text: l.T("work.item.move")}, form)
}

// itemForm is a form about an item that has no fields of it.
func itemForm(l *locale.Locale, r *tracker.Record, code string) editForm {
	form := editForm{code: code, back: func(k Links) string { return k.EditItem(r.Plan.ID, code) }}
	for _, it := range r.Plan.LeavesOf(code) {
		for _, item := range []*tracker.Item{&it.Commitment.Item, it.Item} {
			if item.Code == code {
				form.facts = []Fact{{l.T("work.item.which"), itemHeading(l, item).plain()}}
				return form
			}
		}
		if it.Milestone != nil && it.Milestone.Code == code {
			form.facts = []Fact{{l.T("work.item.which"), itemHeading(l, &it.Milestone.Item).plain()}}
			return form
		}
	}
	return form
}

// RemovePage removes an item that was not reported on.
func RemovePage(l *locale.Locale, in EditInput, code string) *Page {
	form := itemForm(l, in.Record, code)
	form.submit = l.T("work.remove.submit")
	if n := len(in.Record.Plan.LeavesOf(code)); n > 1 {
		form.facts = append(form.facts, Fact{l.T("work.remove.below"), strconv.Itoa(n)})
	}
	form.intro = l.T("work.remove.intro")
	if in.Record.HasReports(code) {
		in.Message = l.T("work.remove.reported")
	}
	return editPage(l, in, Text{Text: l.T("work.item.remove")}, form)
}

// WithdrawPage withdraws an item with a reason; period is as typed.
func WithdrawPage(l *locale.Locale, in EditInput, code, period string, running []tracker.Leaf) *Page {
	form := itemForm(l, in.Record, code)
	form.intro, form.submit = l.T("work.withdraw.intro"), l.T("work.withdraw.submit")
	for _, leaf := range running {
		form.facts = append(form.facts, Fact{l.T("work.withdraw.leaf"), itemHeading(l, leaf.Item).plain()})
	}
	periods := Input{ID: "period", Type: "select", Label: l.T("work.withdraw.period")}
	for _, p := range in.Record.Plan.Periods {
		periods.Options = append(periods.Options, Option{string(p), l.Month(p), string(p) == period})
	}
	in.Extra = append(in.Extra, periods)
	in.AskReason = true
	return editPage(l, in, Text{Text: l.T("work.item.withdraw")}, form)
}

// ReviseInput is what was typed to revise a deadline.
type ReviseInput struct {
	Item *tracker.Item
	// Due and On are the new date and the day from which it counts, as typed.
	Due, On string
	// Shown is set once the effect was shown: the form then saves.
	Shown string
}

// RevisePage revises the deadline of an item: the ledger, the new date, and, before
// it is saved, what it changes.
func RevisePage(l *locale.Locale, in EditInput, revise ReviseInput) *Page {
	form := itemForm(l, in.Record, revise.Item.Code)
	d := revise.Item.Deadline
	form.intro, form.submit = l.T("work.revise.intro"), l.T("work.revise.check")
	if revise.Shown != "" {
		form.submit = l.T("work.revise.submit")
	}
	if !d.Text.IsZero() {
		form.facts = append(form.facts, Fact{l.T("work.field.deadline"), textOf(l, d.Text).plain()})
	}
	form.facts = append(form.facts, Fact{l.T("work.revise.original"), meaningOf(l, d.Meaning)})
	for _, r := range d.Revisions {
		form.ledger = append(form.ledger, LedgerRow{On: dateOf(l, r.On), Due: dateOf(l, r.Due), Days: slippage(l, d.Original(), r.Due), Reason: textOf(l, r.Reason)})
	}
	in.Extra = append(in.Extra,
		Input{ID: "due", Type: "date", Label: l.T("work.revise.due"), Value: revise.Due},
		Input{ID: "on", Type: "date", Label: l.T("work.revise.on"), Hint: l.T("work.revise.on_hint"), Value: revise.On},
	)
	in.AskReason = true
	page := editPage(l, in, Text{Text: l.T("work.item.revise")}, form)
	data := page.Data.(*Edit)
	data.Hidden = append(data.Hidden, Hidden{"shown", revise.Shown})
	return page
}

// slippage is how much later a date is than the one first promised.
func slippage(l *locale.Locale, original, due tracker.Date) string {
	if original.IsZero() || due.IsZero() {
		return l.T("work.revise.no_slippage")
	}
	return signedDays(l, due.DaysSince(original))
}

// RevisionEffect says what a revision would change.
func RevisionEffect(l *locale.Locale, d tracker.Deadline, due tracker.Date) []string {
	current := d.CurrentAt(farAway)
	effect := []string{dueChange(l, current, due)}
	if original := d.Original(); !original.IsZero() {
		effect = append(effect, l.T("work.revise.effect", "original", original, "days", signedDays(l, due.DaysSince(original))))
	}
	return effect
}

// PublishPage publishes a plan that was prepared.
func PublishPage(l *locale.Locale, in EditInput) *Page {
	plan := in.Record.Plan.ID
	in.AskReason = true
	return editPage(l, in, Text{Text: l.T("work.publish.title")}, editForm{
		intro: l.T("work.publish.intro"), submit: l.T("work.publish.submit"),
		back: func(k Links) string { return k.PlanEditor(plan) },
	})
}
