package tracker

import (
	"slices"
	"time"
)

// years is a year as a text names it: a calendar year, or a fiscal year from
// 1 April of first to 31 March of the year after.
type years struct {
	first     int
	fiscal    bool
	ambiguous bool // "fiscal year 2025" could begin or end in 2025
}

// of returns the calendar year in which a month of these years falls.
func (y years) of(m time.Month) int {
	if y.fiscal && m < time.April {
		return y.first + 1
	}
	return y.first
}

// span is a period that a text means.
type span struct {
	from, to  Date
	precision Precision
	ambiguous bool
	// impossible marks a day that no calendar has, as 30 February: it is no date,
	// and what its writer meant is not for a program to guess.
	impossible bool
	// stays marks "the end of" a period, before which is within the period.
	stays bool
}

// monthsSpan is the span of n months from the given one.
func monthsSpan(year int, first time.Month, n int, p Precision) span {
	return span{from: NewDate(year, first, 1), to: MonthEnd(year, first+time.Month(n-1)), precision: p}
}

// whole returns the span of the years themselves.
func (y years) whole() span {
	s := monthsSpan(y.first, time.January, 12, ByYear)
	if y.fiscal {
		s = monthsSpan(y.first, time.April, 12, ByYear)
	}
	s.ambiguous = y.ambiguous
	return s
}

// part returns "early", "mid", "late" or "end of" the years: the first quarter,
// the middle third, the last quarter, or the whole, whose last day is its end.
// What is in the middle of a year is a matter of taste, so that is ambiguous.
func (y years) part(part int) span {
	start := y.whole().from
	var s span
	switch part {
	case partEarly:
		s = monthsSpan(start.Year, start.Month, 3, BySeason)
	case partMid:
		s = monthsSpan(start.Year, start.Month+4, 4, BySeason)
		s.ambiguous = true
	case partLate:
		s = monthsSpan(start.Year, start.Month+9, 3, BySeason)
	default:
		return y.whole()
	}
	s.ambiguous = s.ambiguous || y.ambiguous
	return s
}

// dateReader finds the dates in a text's symbols.
type dateReader struct {
	symbols   []symbol
	planStart Date
}

// item is one date of a text. Where its year is missing ("June and September
// 2026") it takes that of the item after it.
type item struct {
	in       func(years) span // what it means in a year
	years    years
	dated    bool // years is known
	bare     bool // nothing but a year
	season   int  // of a season, else -1
	end      int  // index of the symbol after it
	asRange  bool // joined to the item before it as the end of a range
	fullYear bool // a whole year or fiscal year
}

// at returns the symbol at i, a stop past the end.
func (r *dateReader) at(i int) symbol {
	if i < 0 || i >= len(r.symbols) {
		return symbol{kind: kStop}
	}
	return r.symbols[i]
}

// is reports whether the symbol at i is one of kinds.
func (r *dateReader) is(i int, kinds ...kind) bool { return slices.Contains(kinds, r.at(i).kind) }

// skip returns the index of the first symbol from i on that is not one of kinds.
func (r *dateReader) skip(i int, kinds ...kind) int {
	for i < len(r.symbols) && r.is(i, kinds...) {
		i++
	}
	return i
}

// number returns the number at i where it lies between lo and hi and has at most
// width digits.
func (r *dateReader) number(i, lo, hi, width int) (int, bool) {
	s := r.at(i)
	return s.value, s.kind == kNumber && s.width <= width && lo <= s.value && s.value <= hi
}

// year returns the four-digit year at i. Years are those that a plan can name.
func (r *dateReader) year(i int) (int, bool) {
	s := r.at(i)
	return s.value, s.kind == kNumber && s.width == 4 && 1900 <= s.value && s.value < 2200
}

// yearsAt reads a calendar or fiscal year from i on, past words like "of the
// year": "2026", "2026-27", "2026-2027", "fiscal year 2026-27".
func (r *dateReader) yearsAt(i int) (y years, next int, ok bool) {
	i = r.skip(i, kFiller, kIn, kComma)
	fiscal := r.is(i, kFiscal)
	if fiscal {
		i = r.skip(i+1, kFiller)
	}
	first, ok := r.year(i)
	if !ok {
		return years{}, i, false
	}
	if r.is(i+1, kHyphen, kSlash) {
		second := r.at(i + 2)
		if second.kind == kNumber && (second.width == 4 && second.value == first+1 || second.width == 2 && second.value == (first+1)%100) {
			return years{first: first, fiscal: true}, i + 3, true
		}
	}
	return years{first: first, fiscal: fiscal, ambiguous: fiscal}, i + 1, true
}

// withYear completes an item that ends before symbol i with the year that
// follows, where one does.
func (r *dateReader) withYear(it item, i int) item {
	it.end = i
	if y, next, ok := r.yearsAt(i); ok {
		it.years, it.dated, it.end = y, true, next
	}
	return it
}

// itemAt reads one date that starts at symbol i.
func (r *dateReader) itemAt(i int) (item, bool) {
	switch s := r.at(i); s.kind {
	case kNumber:
		for _, read := range []func(int) (item, bool){r.numericDate, r.dayMonth, r.quarterOrHalf} {
			if it, ok := read(i); ok {
				return it, true
			}
		}
		return r.wholeYear(i)
	case kMonth:
		return r.monthItem(i), true
	case kOrdinal, kQuarter, kHalf:
		return r.quarterOrHalf(i)
	case kSeason:
		return r.seasonItem(i), true
	case kPart:
		return r.partItem(i)
	case kFiscal:
		return r.wholeYear(i)
	}
	return item{}, false
}

// dayIn returns the reading of a day of a month, impossible where the month does
// not have it.
func dayIn(month time.Month, day int) func(years) span {
	return func(y years) span {
		d := MonthEnd(y.of(month), month)
		if day > d.Day {
			return impossibleIn(y)
		}
		d.Day = day
		return span{from: d, to: d, precision: ByDay}
	}
}

// impossibleIn is the reading of what looks like a date and is none.
func impossibleIn(years) span { return span{impossible: true} }

// monthIn returns the reading of a whole month.
func monthIn(month time.Month) func(years) span {
	return func(y years) span { return monthsSpan(y.of(month), month, 1, ByMonth) }
}

// numericDate reads "2026-03-31", "2026-03", "31/03/2026", "03/31/2026", "2025-28".
// Where day and month could be either, the later reading counts and is ambiguous.
// What is written like one of these and names no day or month is impossible.
func (r *dateReader) numericDate(i int) (item, bool) {
	joined := r.is(i+1, kHyphen, kSlash)
	again := r.is(i+3, kHyphen, kSlash)
	if y, ok := r.year(i); ok && joined {
		month, isMonth := r.number(i+2, 1, 12, 2)
		day, isDay := r.number(i+4, 1, 31, 2)
		named, _, _ := r.yearsAt(i)
		it := item{years: years{first: y}, dated: true, season: -1}
		short, isShort := r.number(i+2, 0, 99, 2)
		isShort = isShort && r.glued(i+1, i+2)
		_, third := r.number(i+4, 0, 99, 2)
		switch {
		case isMonth && again && isDay:
			it.in, it.end = dayIn(time.Month(month), day), i+5
		case isShort && again && third && r.glued(i+3, i+4): // "2026-13-05"
			it.in, it.end = impossibleIn, i+5
		case named.fiscal: // "2011-12"
			return item{}, false
		case isMonth:
			it.in, it.end = monthIn(time.Month(month)), i+3
		case isShort && short > y%100: // "2025-28": all these years
			it.in, it.end, it.fullYear = through(y/100*100+short), i+3, true
		case isShort: // "2026-13"
			it.in, it.end = impossibleIn, i+3
		default:
			return item{}, false
		}
		return it, true
	}
	a, okA := r.number(i, 0, 99, 2)
	b, okB := r.number(i+2, 0, 99, 2)
	y, okY := r.year(i + 4)
	if !okA || !okB || !okY || !joined || !again {
		return item{}, false
	}
	it := item{years: years{first: y}, dated: true, season: -1, end: i + 5}
	switch {
	case min(a, b) < 1 || max(a, b) > 31 || a > 12 && b > 12: // "13/25/2026"
		it.in = impossibleIn
	case a > 12:
		it.in = dayIn(time.Month(b), a)
	case b > 12:
		it.in = dayIn(time.Month(a), b)
	default:
		it.in = func(y years) span {
			s := dayIn(time.Month(max(a, b)), min(a, b))(y)
			s.ambiguous = a != b
			return s
		}
	}
	return it, true
}

// through returns the reading of a range of years up to one. Whether calendar or
// fiscal years are meant is ambiguous.
func through(last int) func(years) span {
	return func(y years) span {
		return span{from: NewDate(y.first, time.January, 1), to: NewDate(last, time.December, 31), precision: ByYear, ambiguous: true}
	}
}

// glued reports whether no space stands before any of the symbols at those places.
func (r *dateReader) glued(places ...int) bool {
	return !slices.ContainsFunc(places, func(i int) bool { return !r.at(i).glued })
}

// dayMonth reads "31 mars 2026", "1st of April 2026", "30 June".
func (r *dateReader) dayMonth(i int) (item, bool) {
	day, ok := r.number(i, 0, 99, 2)
	j := r.skip(i+1, kFiller)
	if !ok || !r.is(j, kMonth) {
		return item{}, false
	}
	return r.withYear(item{in: dayOrNone(time.Month(r.at(j).value), day), season: -1}, j+1), true
}

// dayOrNone is [dayIn] for numbers that may be no day at all.
func dayOrNone(month time.Month, day int) func(years) span {
	if day < 1 || day > 31 {
		return impossibleIn
	}
	return dayIn(month, day)
}

// monthItem reads "March 2026", "March 31, 2026", "March".
func (r *dateReader) monthItem(i int) item {
	month := time.Month(r.at(i).value)
	if day, ok := r.number(r.skip(i+1, kFiller), 0, 99, 2); ok {
		return r.withYear(item{in: dayOrNone(month, day), season: -1}, r.skip(i+1, kFiller)+1)
	}
	return r.withYear(item{in: monthIn(month), season: -1}, i+1)
}

// quarterOrHalf reads "Q3 2026", "third quarter of 2026", "3e trimestre 2026",
// "2026-Q3", "H1 2026", "premier semestre de 2026". Quarters are those of the
// calendar year unless a fiscal year is named; which of them is meant is
// ambiguous.
func (r *dateReader) quarterOrHalf(i int) (item, bool) {
	y, yearFirst := r.year(i)
	if yearFirst {
		i = r.skip(i+1, kHyphen)
	}
	unit, n, next := r.at(i).kind, 0, i+2
	switch {
	case r.is(i, kQuarter, kHalf) && r.is(i+1, kNumber):
		n = r.at(i + 1).value
	case r.is(i, kNumber, kOrdinal) && r.is(i+1, kQuarter, kHalf):
		unit, n = r.at(i+1).kind, r.at(i).value
	default:
		return item{}, false
	}
	length := 3
	if unit == kHalf {
		length = 6
		if r.is(i, kOrdinal) && n == 4 {
			n = 2 // "the last half"
		}
	}
	if n < 1 || n > 12/length {
		return item{}, false
	}
	it := item{season: -1, in: func(y years) span {
		start := y.whole().from
		s := monthsSpan(start.Year, start.Month+time.Month(length*(n-1)), length, BySeason)
		s.ambiguous = !y.fiscal || y.ambiguous
		return s
	}}
	if yearFirst {
		it.years, it.dated, it.end = years{first: y}, true, next
		return it, true
	}
	return r.withYear(it, next), true
}

// seasonItem reads "fall 2026", "l’hiver 2025-2026", "spring".
func (r *dateReader) seasonItem(i int) item {
	season := r.at(i).value
	it := item{season: season, in: func(y years) span {
		switch {
		case season != winter:
			return monthsSpan(y.first, time.Month(3*season), 3, BySeason)
		case y.fiscal: // "winter 2025-26" leaves no doubt
			return monthsSpan(y.first, time.December, 3, BySeason)
		}
		s := monthsSpan(y.first-1, time.December, 3, BySeason)
		if s.to.Before(r.planStart) {
			s = monthsSpan(y.first, time.December, 3, BySeason)
		}
		s.ambiguous = true
		return s
	}}
	return r.withYear(it, i+1)
}

// partItem reads "early 2026", "end of 2028", "mi-2026", and "end of March 2026"
// or "late fall 2026", which end when the month or season does.
func (r *dateReader) partItem(i int) (item, bool) {
	part := r.at(i).value
	next := r.skip(i+1, kFiller, kHyphen, kIn)
	it := item{in: func(y years) span { return y.part(part) }, dated: true, season: -1, fullYear: part == partEnd}
	y, after, isYear := r.yearsAt(next)
	_, numeric := r.numericDate(next)
	switch {
	case isYear && !numeric:
		it.years, it.end = y, after
	case r.is(next, kPart):
		return item{}, false
	default:
		var ok bool
		if it, ok = r.itemAt(next); !ok {
			return item{}, false
		}
	}
	if part != partEarly {
		in := it.in
		it.in = func(y years) span {
			s := in(y)
			s.stays = true
			return s
		}
	}
	return it, true
}

// wholeYear reads a year by itself.
func (r *dateReader) wholeYear(i int) (item, bool) {
	y, next, ok := r.yearsAt(i)
	if !ok {
		return item{}, false
	}
	return item{in: years.whole, years: y, dated: true, bare: !y.fiscal, season: -1, end: next, fullYear: true}, true
}
