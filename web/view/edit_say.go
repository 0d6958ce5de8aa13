package view

import (
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// FieldValue says a field's value as a reader knows it: organizations and a reviewer's
// answers by their names.
func FieldValue(l *locale.Locale, name, value string, organizations []tracker.Organization) string {
	if q, ok := review.QuestionOf(name); ok {
		return l.Finding(q.Variable, value)
	}
	if fieldControls[name] != "selects" && name != "contact_organization" {
		return value
	}
	lines := strings.Split(value, "\n")
	for i, code := range lines {
		for _, o := range organizations {
			if o.Code == code {
				lines[i] = titleOf(l, o.Name, code).plain()
			}
		}
	}
	return strings.Join(lines, "\n")
}

// DeadlineNotes say what a deadline was read as, and what is doubtful about it.
func DeadlineNotes(l *locale.Locale, d tracker.Deadline, planStart tracker.Date) []string {
	notes := []string{meaningOf(l, d.Meaning)}
	if d.SetByHand {
		return append(notes, l.T("work.reading.by_hand"))
	}
	if d.Text.IsZero() {
		return notes
	}
	if d.Meaning.Ambiguous {
		notes = append(notes, l.T("work.reading.ambiguous"))
	}
	if _, agree := tracker.ReadDeadline(d.Text, planStart); !agree {
		en, fr := tracker.ParseDeadline(d.Text.EN, tracker.EN, planStart), tracker.ParseDeadline(d.Text.FR, tracker.FR, planStart)
		notes = append(notes, l.T("work.reading.disagree", "en", dueOf(l, en), "fr", dueOf(l, fr)))
	}
	return notes
}

// meaningOf says what a deadline was read as.
func meaningOf(l *locale.Locale, m tracker.Meaning) string {
	switch {
	case m.Kind == tracker.Dated && m.Precision != "":
		return l.T("work.reading.dated", "due", m.Due, "precision", l.Precision(m.Precision))
	case m.Kind == tracker.Recurring && !m.Due.IsZero():
		return l.T("work.reading.recurring_until", "due", m.Due)
	}
	return l.T("work.reading.as", "what", dueOf(l, m))
}

// dueOf is the date that a deadline was read as, or what kind it is without one.
func dueOf(l *locale.Locale, m tracker.Meaning) string {
	if m.Due.IsZero() {
		return l.DeadlineKind(m.Kind)
	}
	return l.Date(m.Due)
}

// readingChoice says how a deadline can get its meaning.
func readingChoice(l *locale.Locale, m tracker.ReadingMode) string {
	switch m {
	case tracker.HandDated:
		return l.T("work.reading.choice_dated")
	case tracker.HandGoing:
		return l.T("work.reading.choice_recurring")
	case tracker.HandUndated:
		return l.T("work.reading.choice_undated")
	}
	return l.T("work.reading.text")
}
