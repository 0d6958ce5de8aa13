package tracker

import (
	"slices"
	"time"
)

// Reminder is a day on which those who still owe reports for a period are told.
type Reminder struct {
	Period Period
	// Days is how far the day is from the period's last: -14 for two weeks before it
	// ends.
	Days int
}

// reminderDays are the days of the reminders of each period, in order of time: time
// enough to write, time enough to finish, and once the period is over.
var reminderDays = []int{-14, -3, 14}

// Kind returns what the notices of the reminder tell of.
func (r Reminder) Kind() NoticeKind {
	if r.Days > 0 {
		return NoticeOwed
	}
	return NoticeClosing
}

// RemindersDue returns the reminders whose day has come, in order of time. For each
// period that is the last one only: whoever was not told on the day, for the
// program did not run, is told once and not three times over. What was to come
// before a period's end is not told after it, and what comes after it not once its
// reports are no longer asked for.
func (p *Plan) RemindersDue(day Date) []Reminder {
	if p.Draft {
		return nil
	}
	var due []Reminder
	for _, period := range p.PeriodsAsked(day) {
		i := len(reminderDays) - 1
		for ; i >= 0 && period.End().AddDays(reminderDays[i]).After(day); i-- {
		}
		ended := period.End().Before(day)
		if i >= 0 && (ended == (reminderDays[i] > 0)) {
			due = append(due, Reminder{period, reminderDays[i]})
		}
	}
	return due
}

// Occasions returns what there is to tell on the day of a reminder: to each
// organization what it owes. What was handed in is no longer owed: it waits for
// somebody else.
func (r Reminder) Occasions(a *Assessment, drafts []Draft, at time.Time) []Occasion {
	var all []Occasion
	for _, d := range a.DueReports() {
		handedIn := slices.ContainsFunc(drafts, func(draft Draft) bool {
			return draft.State == DraftSubmitted && draft.Update.Leaf == d.Leaf.Code && draft.Update.Period == d.Period
		})
		if d.Period == r.Period && !handedIn {
			all = append(all, Occasion{Kind: r.Kind(), Plan: &a.Record.Plan, Item: d.Leaf.Code, Period: d.Period, At: at, From: d.From})
		}
	}
	return all
}
