package tracker

import (
	"fmt"
	"time"
)

// Date is a calendar day with no time and no zone, as deadlines and reporting
// periods have them. The zero Date means that there is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate returns the calendar day, normalising values out of range as
// [time.Date] does: 31 April is 1 May, and day 0 the last day of the month
// before.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the day on which t falls in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads an ISO 8601 day, "2018-06-30", or "" for no date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date as 2018-06-30", s)
	}
	return DateOf(t), nil
}

// MustDate is [ParseDate] for constants; it panics on anything else.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// MonthEnd returns the last day of a month.
func MonthEnd(year int, month time.Month) Date { return NewDate(year, month+1, 0) }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the ISO 8601 day, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// UTC returns midnight UTC at the start of the day.
func (d Date) UTC() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// EndIn returns the last instant that still belongs to the day in loc.
func (d Date) EndIn(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, loc).Add(-time.Nanosecond)
}

// AddDays returns the day n days later, earlier when n is negative.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// AddMonths returns the same day n months later, or the last day of that month
// where it is shorter.
func (d Date) AddMonths(n int) Date {
	end := MonthEnd(d.Year, d.Month+time.Month(n))
	return Date{end.Year, end.Month, min(d.Day, end.Day)}
}

// DaysSince returns the number of days from o to d, negative when d is earlier.
func (d Date) DaysSince(o Date) int { return int((d.UTC().Unix() - o.UTC().Unix()) / (24 * 60 * 60)) }

// Before reports whether d is earlier than o.
func (d Date) Before(o Date) bool { return d.UTC().Before(o.UTC()) }

// After reports whether d is later than o.
func (d Date) After(o Date) bool { return o.Before(d) }

// Compare returns -1, 0 or +1 as d is before, equal to or after o.
func (d Date) Compare(o Date) int { return d.UTC().Compare(o.UTC()) }

// MarshalText writes the ISO 8601 day, or nothing for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [Date.MarshalText] writes.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}
