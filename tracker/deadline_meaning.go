package tracker

import "slices"

// role is what a date is in its text.
type role int

const (
	roleDue   role = iota // a due date, as nothing says otherwise
	roleBy                // a due date: "by", "d’ici"
	roleUntil             // an end: "until", a range, a fiscal year
	roleFrom              // a beginning, which is never due
	roleAbout             // not a date at all: "reporting year 2023"
	roleMaybe             // a bare year after a word that need not introduce a date
)

// found is a date of a text with its role.
type found struct {
	span
	role  role
	index int // of its first symbol
}

// maxJoined bounds how many dates may share one year.
const maxJoined = 12

// meaning reads the whole text.
func (r *dateReader) meaning() Meaning {
	var dates []found
	recurs, openEnd, impossible := -1, false, false
	for i := 0; i < len(r.symbols); {
		if spans, role, next := r.expression(i); next > i {
			for _, s := range spans {
				if s.impossible {
					impossible = true
					continue
				}
				dates = append(dates, found{s, role, i})
			}
			i = next
			continue
		}
		switch r.at(i).kind {
		case kRecurring:
			if recurs < 0 {
				recurs = i
			}
		case kPeriodic:
			if recurs < 0 && r.periodicUntil(i) {
				recurs = i
			}
		case kOpenEnd:
			openEnd = true
		}
		i++
	}
	dates = dueDates(dates)
	m := Meaning{Kind: Undated}
	switch {
	case recurs >= 0:
		m.Kind = Recurring
		ends := slices.DeleteFunc(slices.Clone(dates), func(d found) bool {
			return d.role != roleUntil && !(d.role == roleBy && d.index > recurs && !r.firstOf(recurs, d.index))
		})
		if len(ends) == 0 {
			// A date without an end, as in "May 2023 and ongoing": when it is due
			// for the first time. Nothing says when it would be late.
			m.list(dates)
			m.Ambiguous = len(dates) > 0 || impossible
			m.Due = Date{}
			return m
		}
		m.list(ends)
	case len(dates) > 0:
		m.Kind = Dated
		m.list(dates)
		m.Ambiguous = m.Ambiguous || openEnd
	case !impossible && r.periodic():
		m.Kind = Recurring
	}
	m.Ambiguous = m.Ambiguous || impossible && m.Kind != Undated
	return m
}

// firstOf reports whether what is due at symbol "to" is the first of what goes on
// since symbol "from", as in "Ongoing, with a first report by March 2026": such a
// date is a beginning and no end.
func (r *dateReader) firstOf(from, to int) bool {
	return slices.ContainsFunc(r.symbols[from:to], func(s symbol) bool { return s.kind == kOrdinal && s.value == 1 })
}

// besidePeriodic are the symbols that leave a word like "annual" alone. Beside
// other words it speaks of something else, as in "the annual report".
var besidePeriodic = []kind{kPeriodic, kFiller, kIn, kComma, kAnd, kSlash, kHyphen}

// periodicUntil reports whether a clause says nothing but how often before it says
// until when, symbol i being the first to say how often: "Semi-annual until 2027".
func (r *dateReader) periodicUntil(i int) bool {
	for k := i - 1; k >= 0 && !r.is(k, kStop); k-- {
		if !r.is(k, besidePeriodic...) {
			return false
		}
	}
	return r.is(r.skip(i, besidePeriodic...), kUntil)
}

// periodic reports whether a text says nothing but how often: "Annual".
func (r *dateReader) periodic() bool {
	says := false
	for i := range r.symbols {
		if !r.is(i, kStop) && !r.is(i, besidePeriodic...) {
			return false
		}
		says = says || r.is(i, kPeriodic)
	}
	return says
}

// list fills in the dates of a meaning; the last one decides.
func (m *Meaning) list(dates []found) {
	for _, d := range dates {
		m.Dates = append(m.Dates, d.to)
		if !d.to.Before(m.Due) {
			m.Due, m.From, m.Precision = d.to, d.from, d.precision
		}
		m.Ambiguous = m.Ambiguous || d.ambiguous || d.role == roleMaybe
	}
	slices.SortFunc(m.Dates, Date.Compare)
	m.Dates = slices.Compact(m.Dates)
}

// dueDates leaves out what is no due date: beginnings, years of something else,
// and bare years that nothing introduces where the text has a clearer date.
func dueDates(dates []found) []found {
	dates = slices.DeleteFunc(dates, func(d found) bool { return d.role == roleFrom || d.role == roleAbout })
	if slices.ContainsFunc(dates, func(d found) bool { return d.role != roleMaybe }) {
		dates = slices.DeleteFunc(dates, func(d found) bool { return d.role == roleMaybe })
	}
	return dates
}

// expression reads the dates that start at symbol i and are joined by "and", a
// comma or "to", and returns the index after them. It returns i where no date
// with a year starts.
func (r *dateReader) expression(i int) ([]span, role, int) {
	items := r.itemsAt(i)
	if len(items) == 0 {
		return nil, roleDue, i
	}
	for k := len(items) - 2; k >= 0; k-- {
		if it, after := &items[k], &items[k+1]; !it.dated {
			it.years = after.years
			if after.season == winter && it.season > winter && !after.years.fiscal {
				after.years.first++ // "fall/winter 2025": the winter after that fall
			}
		}
	}
	var spans []span
	ranges := false
	for _, it := range items {
		s := it.in(it.years)
		if n := len(spans); it.asRange && n > 0 && !s.impossible && !spans[n-1].impossible {
			first := spans[n-1]
			if first.from.After(s.to) { // "November to February 2026"
				first.from = first.from.AddMonths(-12)
			}
			if !first.from.After(s.to) {
				s.from = first.from
			}
			spans, ranges = spans[:n-1], true
		}
		spans = append(spans, s)
	}
	role := r.roleAt(i, items)
	if ranges && role != roleAbout {
		role = roleUntil
	}
	if r.is(r.before(i), kBefore) {
		for k := range spans {
			spans[k] = spans[k].justBefore()
		}
	}
	return spans, role, items[len(items)-1].end
}

// itemsAt reads the joined items from symbol i on, up to the last that has a
// year. A list goes on only while years are missing: "June and September 2026".
func (r *dateReader) itemsAt(i int) []item {
	var items []item
	complete := 0 // items up to the last one with a year
	between := r.is(r.before(i), kBetween)
	asRange := false
	for len(items) < maxJoined {
		it, ok := r.itemAt(i)
		if !ok {
			break
		}
		it.asRange = asRange
		items = append(items, it)
		if it.dated {
			complete = len(items)
		}
		join := r.skip(it.end, kFiller)
		asRange = r.is(join, kTo, kHyphen) || between && r.is(join, kAnd) && len(items) == 1
		if !asRange && (it.dated || !r.is(join, kAnd, kComma, kSlash)) {
			break
		}
		i = r.skip(join, kAnd, kComma, kSlash, kTo, kHyphen, kFiller, kIn, kBy)
	}
	return items[:complete]
}

// justBefore returns the last day before a period. A day itself stays: "before
// 31 March" is said of what is due on 31 March. So does the end of a period:
// before the end of 2027 is any day of 2027.
func (s span) justBefore() span {
	if s.precision == ByDay || s.stays || s.impossible {
		return s
	}
	s.to = s.from.AddDays(-1)
	s.from, s.precision = s.to, ByDay
	return s
}

// before returns the index of the symbol before i, words like "the" and "in"
// passed over.
func (r *dateReader) before(i int) int {
	i--
	for i >= 0 && r.is(i, kFiller, kIn) {
		i--
	}
	return i
}

// roleAt tells from the words before symbol i what the dates that start there
// are.
func (r *dateReader) roleAt(i int, items []item) role {
	first := items[0]
	switch r.at(r.before(i)).kind {
	case kBy, kBefore:
		return roleBy
	case kUntil:
		return roleUntil
	case kFrom:
		return roleFrom
	case kAbout:
		if first.fullYear && !r.is(i-1, kIn) {
			return roleAbout
		}
	case kOther, kPeriodic:
		if first.bare && i > 0 && r.is(i-1, kOther, kPeriodic) {
			return roleMaybe
		}
	}
	if first.fullYear && !first.bare {
		return roleUntil // a fiscal year, or "end of 2028": its end is an end
	}
	return roleDue
}
