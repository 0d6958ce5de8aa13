package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
)

// dateReader reads dates as they stand in OGP's sheet.
type dateReader struct {
	serial func(cell string) (time.Time, bool) // of a workbook, see [table]
}

// The ways of writing a date in OGP's sheet.
var (
	slashDate = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$`)
	bareYear  = regexp.MustCompile(`^(\d{4})(?:\.0)?$`)
	quarter   = regexp.MustCompile(`(?i)^(?:(I{1,3}|IV) quarter (?:of )?|(?:quarter |Q)([1-4])[ /,]+(?:of )?)(\d{4})$`)
)

// romans are the quarters of a year as some members number them.
var romans = map[string]int{"I": 1, "II": 2, "III": 3, "IV": 4}

// The dates that spreadsheets make of a year typed into a cell of dates: the
// number of days since 1900 falls in the summer of 1905.
const serialYear = 1905

// startsWithDay reports whether a date such as 31/12/2015 cannot have the month
// first. Members write both ways, but each the same way in one row.
func startsWithDay(text string) bool {
	m := slashDate.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	n, _ := strconv.Atoi(m[1]) // the expression let digits only pass
	return n > 12
}

// read reads a date, a month, a quarter or a year: the last of their days where
// end is set, else the first. Of two numbers below 13 the first is the month, as
// OGP writes, unless dayFirst is set. It reports whether the text is a year that a
// spreadsheet has turned into a date.
func (r dateReader) read(text string, dayFirst, end bool) (d tracker.Date, year, ok bool) {
	span := func(y int, from, to time.Month) (tracker.Date, bool, bool) {
		if y < 1990 || y > 2100 {
			return tracker.Date{}, false, false
		}
		if end {
			return tracker.MonthEnd(y, to), false, true
		}
		return tracker.NewDate(y, from, 1), false, true
	}
	if m := bareYear.FindStringSubmatch(text); m != nil {
		y, _ := strconv.Atoi(m[1])
		return span(y, time.January, time.December)
	}
	if m := quarter.FindStringSubmatch(text); m != nil {
		y, _ := strconv.Atoi(m[3])
		n, _ := strconv.Atoi(m[2])
		if m[1] != "" {
			n = romans[strings.ToUpper(m[1])]
		}
		return span(y, time.Month(3*n-2), time.Month(3*n))
	}
	for _, layout := range []string{"January 2006", "Jan 2006", "January, 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return span(t.Year(), t.Month(), t.Month())
		}
	}
	t, ok := r.day(text, dayFirst)
	if !ok {
		return tracker.Date{}, false, false
	}
	if t.Year() == serialYear {
		days := int(t.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
		d, _, ok = span(days, time.January, time.December)
		return d, ok, ok
	}
	if t.Year() < 1990 || t.Year() > 2100 {
		return tracker.Date{}, false, false
	}
	return tracker.DateOf(t), false, true
}

// day reads a whole date.
func (r dateReader) day(text string, dayFirst bool) (time.Time, bool) {
	if r.serial != nil {
		if t, ok := r.serial(text); ok {
			return t, true
		}
	}
	m := slashDate.FindStringSubmatch(text)
	if m == nil {
		for _, layout := range []string{time.DateOnly, time.DateTime, time.RFC3339, "2 January 2006", "January 2, 2006"} {
			if t, err := time.Parse(layout, text); err == nil {
				return t, true
			}
		}
		return time.Time{}, false
	}
	month, day, year := m[1], m[2], m[3]
	if dayFirst {
		month, day = day, month
	}
	if len(year) == 2 {
		year = "20" + year
	}
	t, err := time.Parse("1/2/2006", strings.TrimPrefix(month, "0")+"/"+strings.TrimPrefix(day, "0")+"/"+year)
	return t, err == nil
}
