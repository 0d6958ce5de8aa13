package tracker

// ReportingGraceDays is how long after a period's end its reports may still come
// in before anything is called missing, and how long a closed plan counts as
// still being reported.
const ReportingGraceDays = 90

// dues returns the dates that lateness is counted from as of a day: the one first
// promised, and the one that holds after the revisions made by then. A recurring
// deadline has them only where it names an end (rules v1, 4). A deadline that
// named no date until it was revised was first promised for the date that the
// first revision gave it.
func (d Deadline) dues(at Date) dues {
	due := dues{d.Original(), d.CurrentAt(at)}
	if due.original.IsZero() {
		for _, r := range d.Revisions {
			if !r.On.After(at) {
				due.original = r.Due
				break
			}
		}
	}
	return due
}

// schedule says where a leaf stands against its deadline on day at (rules v1, 4).
// completed is the first day of the completion that still holds, zero for none.
func (d Deadline) schedule(status Level, completed, at Date) Schedule {
	due := d.dues(at)
	s := Schedule{Original: due.original, Current: due.current}
	if !due.original.IsZero() && !due.current.IsZero() {
		s.Slippage = due.current.DaysSince(due.original)
	}
	switch {
	case status == Withdrawn:
		s.State = OffSchedule
		return s
	case status == Complete:
		s.CompletedOn = completed
		switch {
		case due.original.IsZero():
			s.State = CompleteNoDue
		case completed.After(due.original):
			s.State = CompleteLate
		default:
			s.State = OnTime
		}
		if !due.original.IsZero() {
			s.Days = due.original.DaysSince(completed)
		}
		return s
	case due.current.IsZero() && d.Meaning.Kind == Recurring:
		s.State = RecurringDue
		return s
	case due.current.IsZero():
		s.State = NoDate
		return s
	}
	s.Days = due.current.DaysSince(at)
	switch {
	case s.Days < 0:
		s.State = Overdue
	case s.Days <= DueSoonDays:
		s.State = DueSoon
	default:
		s.State = Scheduled
	}
	return s
}
