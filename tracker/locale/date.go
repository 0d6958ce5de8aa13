package locale

import (
	"strconv"

	"ogptracker/tracker"
)

// Date writes a day in full, "30 June 2018", French "30 juin 2018" and "1er
// juillet 2018", with a no-break space between day and month. It returns "" for
// no date. Data carry ISO 8601 days instead, see [tracker.Date.String].
func (l *Locale) Date(d tracker.Date) string { return l.date(d, &l.months) }

// ShortDate writes a day for tables and charts: "30 Jun 2018", "30 juin 2018".
func (l *Locale) ShortDate(d tracker.Date) string { return l.date(d, &l.shorts) }

// Month writes a reporting period, "June 2018", "juin 2018". One that is no
// month is returned as it is.
func (l *Locale) Month(p tracker.Period) string { return month(p, &l.months) }

// ShortMonth writes a reporting period for tables and charts: "Jun 2018",
// "juin 2018".
func (l *Locale) ShortMonth(p tracker.Period) string { return month(p, &l.shorts) }

// DateRange writes the days from a to b, "1 July 2016 to 30 June 2018", or one
// end alone where the other is zero; it returns "" when both are.
func (l *Locale) DateRange(a, b tracker.Date) string {
	switch {
	case a.IsZero() && b.IsZero():
		return ""
	case a.IsZero():
		return l.T("common.range.until", "to", b)
	case b.IsZero():
		return l.T("common.range.from", "from", a)
	}
	return l.T("common.range.between", "from", a, "to", b)
}

// Days writes a number of days: "1 day", "16 days", "16 jours".
func (l *Locale) Days(n int) string { return l.N("common.days", n) }

func (l *Locale) date(d tracker.Date, months *[12]string) string {
	if d.IsZero() || d.Month < 1 || d.Month > 12 {
		return ""
	}
	return l.dayOfMonth(d.Day) + nbsp + months[d.Month-1] + " " + strconv.Itoa(d.Year)
}

// dayOfMonth writes the first of a month as French does, "1er".
func (l *Locale) dayOfMonth(day int) string {
	if l.lang == tracker.FR && day == 1 {
		return "1er"
	}
	return strconv.Itoa(day)
}

func month(p tracker.Period, months *[12]string) string {
	end := p.End()
	if end.IsZero() {
		return string(p)
	}
	return months[end.Month-1] + " " + strconv.Itoa(end.Year)
}
