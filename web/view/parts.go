package view

import (
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Date is a day as a page shows it. Text continues after Ordinal: French writes
// the first of a month "1er", with the ending raised.
type Date struct {
	ISO, Ordinal, Text string
}

// IsZero reports whether there is no day.
func (d Date) IsZero() bool { return d.ISO == "" }

func dateOf(l *locale.Locale, d tracker.Date) Date      { return dateAs(d, l.Date(d)) }
func shortDateOf(l *locale.Locale, d tracker.Date) Date { return dateAs(d, l.ShortDate(d)) }

func dateAs(d tracker.Date, text string) Date {
	if rest, first := strings.CutPrefix(text, "1er"); first {
		return Date{ISO: d.String(), Ordinal: "er", Text: rest}
	}
	return Date{ISO: d.String(), Text: text}
}

// Status is a level with its sign, always beside its name.
type Status struct {
	Glyph string // "c", "sp", "lp", "ns", "u", "w"
	Label string
}

func glyphOf(v tracker.Level) string {
	switch v {
	case tracker.Complete:
		return "c"
	case tracker.Substantial:
		return "sp"
	case tracker.Limited:
		return "lp"
	case tracker.NotStarted:
		return "ns"
	case tracker.Withdrawn:
		return "w"
	}
	return "u"
}

// levelOf is the level of a plan, commitment or milestone.
func levelOf(l *locale.Locale, v tracker.Level) Status {
	return Status{Glyph: glyphOf(v), Label: l.Level(v)}
}

// reportedOf is what was reported for a leaf.
func reportedOf(l *locale.Locale, v tracker.Level) Status {
	if v == tracker.NoEvidence || v == "" {
		return Status{Glyph: "u", Label: l.T("web.not_reported")}
	}
	return levelOf(l, v)
}

// unit is what a plan counts: its leaves may be indicators, milestones without
// indicators, or whole commitments.
type unit int

const (
	indicators unit = iota
	milestones
	commitments
	items // of several kinds
)

func unitOf(leaves []tracker.LeafState) unit {
	var counts [items]int
	for i := range leaves {
		switch {
		case leaves[i].Indicator != nil:
			counts[indicators]++
		case leaves[i].Milestone != nil:
			counts[milestones]++
		default:
			counts[commitments]++
		}
	}
	for u, n := range counts {
		if n == len(leaves) {
			return unit(u)
		}
	}
	return items
}

// of names so many: "indicators". The number itself is not in it.
func (u unit) of(l *locale.Locale, n int) string {
	switch u {
	case indicators:
		return l.N("web.unit.indicator", n)
	case milestones:
		return l.N("web.unit.milestone", n)
	case commitments:
		return l.N("web.unit.commitment", n)
	}
	return l.N("web.unit.item", n)
}

// head names one, as the head of a column.
func (u unit) head(l *locale.Locale) string {
	switch u {
	case indicators:
		return l.T("web.column.indicator")
	case milestones:
		return l.T("web.column.milestone")
	case commitments:
		return l.T("web.column.commitment")
	}
	return l.T("web.column.item")
}

// Figure is a share with the sentence that belongs to it. A share never stands
// alone.
type Figure struct {
	Value  string // "58%"; "50–100%" where only the bounds may be shown; a dash where there is no value
	Small  bool   // Value is too long for the largest size
	Strong string // "complete"
	Rest   string // "; 54 of 65 indicators reported; between 48% and 65% whatever the other 11 are."
}

// figureOf says how far the leaves under f are.
func figureOf(l *locale.Locale, f tracker.Figures, u unit) Figure {
	units := u.of(l, f.Leaves)
	bounds := []any{"known", knownOf(l, f, u), "lower", f.Lower, "upper", f.Upper}
	complete := l.T("web.figure.complete")
	switch {
	case f.Leaves == 0 && f.Level == tracker.Withdrawn:
		return Figure{Value: l.Percent(tracker.Ratio{}), Strong: l.T("web.figure.withdrawn"), Rest: l.T("web.figure.withdrawn_rest")}
	case f.Leaves == 0:
		return Figure{Value: l.Percent(tracker.Ratio{}), Strong: l.T("web.figure.empty"), Rest: l.T("web.figure.empty_rest")}
	case !f.Progress.Valid():
		return Figure{Value: l.Percent(f.Progress), Strong: l.T("web.figure.unknown"), Rest: l.N("web.figure.unknown_rest", f.Leaves, "of", f.Leaves, "units", units)}
	case f.BoundsOnly():
		return Figure{
			Value: l.T("web.figure.between", "lower", l.Int(f.Lower.Percent()), "upper", f.Upper), Small: true,
			Strong: complete, Rest: l.N("web.figure.bounds_rest", f.Leaves-f.Known, bounds...),
		}
	case f.Known == f.Leaves:
		rest := l.N("web.figure.all_rest", f.Leaves, "of", f.Leaves, "units", units)
		if f.Leaves == 2 {
			rest = l.T("web.figure.both_rest", "units", units)
		}
		return Figure{Value: l.Percent(f.Progress), Strong: complete, Rest: rest}
	}
	return Figure{Value: l.Percent(f.Progress), Strong: complete, Rest: l.N("web.figure.some_rest", f.Leaves-f.Known, bounds...)}
}

// knownOf says how much was reported: "54 of 65 indicators reported".
func knownOf(l *locale.Locale, f tracker.Figures, u unit) string {
	return l.N("web.figure.known", f.Known, "of", f.Leaves, "units", u.of(l, f.Leaves))
}

// Share is a share for a table's cell: the value, and its bounds where something
// is unreported.
type Share struct {
	Value  string // "58%", or "no value"
	Bounds string // "48–65%", blank where nothing is unreported
	None   bool
}

func shareOf(l *locale.Locale, f tracker.Figures) Share {
	bounds := l.T("web.figure.between", "lower", l.Int(f.Lower.Percent()), "upper", f.Upper)
	switch {
	case f.Leaves == 0:
		return Share{Value: l.T("web.no_value"), None: true}
	case !f.Progress.Valid():
		return Share{Value: l.T("web.no_value"), Bounds: bounds, None: true}
	case f.BoundsOnly():
		return Share{Value: bounds}
	case f.Known == f.Leaves:
		return Share{Value: l.Percent(f.Progress)}
	}
	return Share{Value: l.Percent(f.Progress), Bounds: bounds}
}

// Contact is whom the public may ask about a commitment.
type Contact struct {
	Name         string
	Title        Text
	Organization Text
	Email        string // blank unless it looks like an address
}

// IsZero reports whether nobody is named.
func (c Contact) IsZero() bool {
	return c.Name == "" && c.Title.IsZero() && c.Organization.IsZero() && c.Email == ""
}

// People are those who answer for an item: its leads, and the public contact of
// its commitment.
type People struct {
	Leads   []Text
	Contact Contact
}

func peopleOf(l *locale.Locale, r *tracker.Record, c *tracker.Commitment, leads []string) People {
	if len(leads) == 0 {
		leads = c.Leads
	}
	return People{Leads: organizations(l, r, leads), Contact: contactOf(l, r, c.Contact)}
}

func contactOf(l *locale.Locale, r *tracker.Record, c tracker.Contact) Contact {
	out := Contact{Name: clean(l.Typeset(c.Name)), Title: textOf(l, c.Title)}
	if c.Organization != "" {
		out.Organization = textOf(l, r.Organization(c.Organization).Name)
	}
	if at := strings.IndexByte(c.Email, '@'); at > 0 && at < len(c.Email)-1 && !strings.ContainsAny(c.Email, " \t\r\n<>\"?&:/") {
		out.Email = c.Email
	}
	return out
}

func organizations(l *locale.Locale, r *tracker.Record, codes []string) []Text {
	names := make([]Text, len(codes))
	for i, code := range codes {
		names[i] = textOf(l, r.Organization(code).Name)
	}
	return names
}

// Item is a milestone, indicator or commitment with a link to where it is shown
// in full.
type Item struct {
	Href  string
	Code  string
	Title Text
}

// itemOf names a leaf.
func itemOf(l *locale.Locale, k Links, plan string, leaf *tracker.LeafState) Item {
	return Item{Href: k.Item(plan, leaf.Commitment.Code, leaf.Code), Code: leaf.Code, Title: titleOf(l, leaf.Title, leaf.Code)}
}

// titleOf is an item's title, or its code where it has none.
func titleOf(l *locale.Locale, title tracker.Text, code string) Text {
	if t := textOf(l, title); !t.IsZero() {
		return t
	}
	return Text{Text: code}
}

// commitmentTitle is a commitment's number and title: "3. Expand and Improve
// Open Data".
func commitmentTitle(l *locale.Locale, c *tracker.Commitment) Text {
	t := titleOf(l, c.Title, c.Code)
	if c.Number > 0 {
		t.Text = strconv.Itoa(c.Number) + ". " + t.Text
	}
	return t
}

// planTitle is a plan's title, or its short one.
func planTitle(l *locale.Locale, p *tracker.Plan) Text {
	if t := textOf(l, p.Title); !t.IsZero() {
		return t
	}
	return planShort(l, p)
}

// planShort is a plan's name where its title does not fit.
func planShort(l *locale.Locale, p *tracker.Plan) Text {
	for _, t := range []tracker.Text{p.Short, p.Title} {
		if t := textOf(l, t); !t.IsZero() {
			return t
		}
	}
	return Text{Text: p.ID}
}

// Deadline is when something is due: the date, what it was at first where it
// has moved, and always the plan's own words.
type Deadline struct {
	Original Date   // set only where the date has moved
	Slipped  string // "moved by 92 days"; blank where it has not moved
	Current  Date   // zero where there is none
	None     string // what to say where there is no date: "Recurring"
	Moved    string // "+92 days", blank where it has not moved
	Text     Text   // as the plan prints it
	Note     string // what a reader should know about how the text was read
}

// deadlineOf shows a leaf's deadline in short dates.
func deadlineOf(l *locale.Locale, leaf *tracker.LeafState) Deadline {
	d := leaf.Deadline
	out := Deadline{Text: textOf(l, d.Text)}
	s := leaf.Schedule
	if s.Current.IsZero() {
		out.None = l.DeadlineKind(tracker.Undated)
		if d.Meaning.Kind == tracker.Recurring {
			out.None = l.DeadlineKind(tracker.Recurring)
		}
		return out
	}
	out.Current = shortDateOf(l, s.Current)
	if s.Current != s.Original && !s.Original.IsZero() {
		out.Original = shortDateOf(l, s.Original)
		out.Moved = signedDays(l, s.Slippage)
		out.Slipped = l.T("web.deadline.later", "days", l.Days(abs(s.Slippage)))
		if s.Slippage < 0 {
			out.Slipped = l.T("web.deadline.earlier", "days", l.Days(abs(s.Slippage)))
		}
	}
	if d.Meaning.Ambiguous {
		out.Note = l.T("web.deadline.ambiguous")
	}
	return out
}

// signedDays writes a change in days: "+92 days".
func signedDays(l *locale.Locale, n int) string {
	return l.N("web.days_signed", abs(n), "days", l.Signed(n))
}

// Timing is where an item stands against its deadline, in words.
type Timing struct {
	Glyph string // "late", "soon", "ok", or blank
	Text  string
	Late  bool
}

func timingOf(l *locale.Locale, s tracker.Schedule) Timing {
	switch s.State {
	case tracker.Overdue:
		return Timing{Glyph: "late", Late: true, Text: l.N("web.timing.overdue", abs(s.Days))}
	case tracker.DueSoon, tracker.Scheduled:
		if s.Days == 0 {
			return Timing{Glyph: "soon", Text: l.T("web.timing.today")}
		}
		return Timing{Glyph: "soon", Text: l.N("web.timing.in", s.Days)}
	case tracker.OnTime:
		return Timing{Glyph: "ok", Text: l.T("web.timing.on_time", "on", s.CompletedOn)}
	case tracker.CompleteLate:
		return Timing{Glyph: "ok", Text: l.T("web.timing.complete_late", "on", s.CompletedOn, "days", l.Days(abs(s.Days)))}
	case tracker.CompleteNoDue:
		return Timing{Glyph: "ok", Text: l.T("web.timing.complete", "on", s.CompletedOn)}
	}
	return Timing{Text: l.Schedule(s.State)}
}

func abs(n int) int { return max(n, -n) }

// Challenge is what stands in the way of an item.
type Challenge struct {
	Kind string // "People", blank when not told
	Text Text
}

// whyLate is the challenge that was reported last for a leaf, cut short.
func whyLate(l *locale.Locale, leaf *tracker.LeafState) Challenge {
	for _, u := range leaf.Updates {
		if !u.Challenges.IsZero() {
			return Challenge{Kind: clean(l.Risk(u.Risk)), Text: excerptOf(l, u.Challenges, 280)}
		}
	}
	return Challenge{}
}

// Flags of an item or a plan, by check, in the order of the rules.
func flagsByCheck(flags []tracker.Flag) [][]tracker.Flag {
	var groups [][]tracker.Flag
	for _, f := range flags {
		i := slices.IndexFunc(groups, func(g []tracker.Flag) bool { return g[0].Check == f.Check })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}
