package chart

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// Completion shows each group's share of commitments carried out with its Wilson
// interval. The home country's interval is a band behind all, and each group is said
// to be higher, lower or not distinguishable from it: the order alone is no ranking.
func Completion(l *locale.Locale, done benchmark.Completed, home string, size Size, chosen ...string) Chart {
	p := newCompletion(done, home, chosen)
	c := Chart{
		ID:       "completion",
		Title:    l.T("chart.completion.title"),
		Subtitle: l.T("chart.completion.subtitle"),
		Sentence: p.sentence(l),
		Note:     sourceNote(l, &done.Source),
		Table:    p.table(l),
		Width:    int(size),
	}
	if done.View == benchmark.WithProgress {
		c.Subtitle = l.T("chart.completion.subtitle_progress")
	}
	if len(p.assessed) == 0 {
		return c.empty(c.Sentence, size)
	}
	p.draw(l, size)
	c.Height, c.Options = int(p.height), p.options()
	return c
}

type completion struct {
	*plot
	benchmark.Completed
	home     string
	peers    []string
	assessed []*benchmark.Standing
	own      *benchmark.Standing // the home country's; nil where it has none, or several
}

func newCompletion(done benchmark.Completed, home string, chosen []string) *completion {
	p := &completion{Completed: done, home: home, peers: Peers(home, chosen)}
	several := false
	for i := range done.Standings {
		s := &done.Standings[i]
		if s.Completed.Assessed == 0 {
			continue
		}
		p.assessed = append(p.assessed, s)
		if p.isHome(s) {
			p.own, several = s, p.own != nil || several
		}
	}
	if several {
		p.own = nil
	}
	return p
}

func (p *completion) isHome(s *benchmark.Standing) bool { return p.home != "" && s.Country == p.home }

func (p *completion) look(s *benchmark.Standing) countryLook {
	if s.Country == "" {
		return contextLook
	}
	return lookOf(s.Country, p.home, p.peers)
}

// name names a group.
func (p *completion) name(l *locale.Locale, s *benchmark.Standing) string {
	name := s.Member
	if s.Country != "" {
		name = l.Country(s.Country)
	}
	switch {
	case p.By == benchmark.ByPolicyArea:
		return l.PolicyArea(s.Key)
	case p.By == benchmark.ByPlan && s.Number > 0:
		return l.T("chart.completion.plan", "country", name, "number", s.Number)
	case p.By == benchmark.ByPlan:
		return name + ", " + s.Key
	}
	return name
}

// verdict is how a group stands to the home country.
type verdict int

const (
	itself verdict = iota // or there is no home country to compare with
	higher
	lower
	notDistinguishable
)

func (p *completion) verdict(s *benchmark.Standing) verdict {
	switch {
	case p.own == nil || s == p.own:
		return itself
	case slices.Contains(s.Above, p.own.Key):
		return higher
	case slices.Contains(s.Below, p.own.Key):
		return lower
	}
	return notDistinguishable
}

func (p *completion) verdictText(l *locale.Locale, v verdict) string {
	switch v {
	case higher:
		return l.T("chart.completion.higher")
	case lower:
		return l.T("chart.completion.lower")
	case notDistinguishable:
		return l.T("chart.completion.not_distinguishable")
	}
	return ""
}

func (p *completion) draw(l *locale.Locale, size Size) {
	u := size.unit()
	rows := keepLooks(p.assessed, scoreRows(size), func(s *benchmark.Standing) bool { return p.look(s).order() > 0 })
	key := p.key(l)
	f := frame{left: 10, right: 10, top: keyHeight(size, key) + 34*u, bottom: 4 * u}
	row := 26 * u
	if size == Narrow {
		row = 46
	} else {
		f.left = map[Size]float64{Wide: 176, Print: 110}[size]
		f.right = map[Size]float64{Wide: 170, Print: 92}[size]
		if p.own != nil {
			f.right += map[Size]float64{Wide: 140, Print: 78}[size]
		}
	}
	p.plot = newPlot(size, f.top+row*float64(len(rows))+f.bottom, f, scale{min: 0, max: 100}, stepScale(len(rows)))
	p.plot.key(key)
	if p.own != nil {
		low, high := p.own.Completed.Wilson95()
		band := box{p.px(100 * low), p.frame.top, p.px(100 * high), p.height - p.frame.bottom}
		p.element("rect", layerGrid, band.shape(), elementStyle{Fill: colorTrack})
	}
	p.axis(l)
	for i, s := range rows {
		p.row(l, s, float64(i))
	}
	p.moreRows(l, len(p.Standings)-len(rows))
}

func (p *completion) key(l *locale.Locale) []keyItem {
	interval := func(look countryLook, hollow bool) func(*plot, float64, float64) {
		return func(q *plot, x, y float64) {
			u := q.size.unit()
			q.interval(x-15*u, x+15*u, y, look.color)
			look.hollow = hollow
			q.symbols(look.mark(q.size, 10), item{at: q.at(x, y)})
		}
	}
	if p.own == nil {
		return []keyItem{{width: 30, name: l.T("chart.completion.key.share"), draw: interval(contextLook, false)}}
	}
	items := []keyItem{
		{width: 30, name: l.T("chart.completion.key.told_apart", "country", l.CountryIn(p.home)), draw: interval(contextLook, false)},
		{width: 30, name: l.T("chart.completion.key.not_distinguishable"), draw: interval(contextLook, true)},
		{width: 20, name: l.T("chart.completion.key.band", "country", l.CountryIn(p.home)), draw: func(q *plot, x, y float64) {
			u := q.size.unit()
			q.element("rect", layerItems, boxAround(x, y, 20*u, 14*u).shape(), elementStyle{Fill: colorTrack})
		}},
	}
	return items
}

func (p *completion) axis(l *locale.Locale) {
	u := p.size.unit()
	for v := 0; v <= 100; v += 25 {
		x := float64(v)
		p.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{x, p.y.min}, point{x, p.y.max}})
		label := caption{at: point{x, p.y.min}, dy: -12 * u, align: "center", text: percentLabel(l, int64(v)), color: colorQuiet}
		p.inside(&label)
		p.captions(label)
	}
	if p.size == Narrow {
		return
	}
	head := func(x float64, align, text string) {
		p.captions(caption{at: p.at(x, p.frame.top), dy: -12 * u, align: align, text: text, color: colorQuiet, bold: true})
	}
	head(0, "left", p.groupHead(l))
	head(p.columns().assessed, "right", l.T("chart.completion.head.assessed"))
	if p.own != nil {
		room, beside := p.width-p.columns().verdict, l.T("chart.completion.head.verdict", "country", l.CountryIn(p.home))
		if widest(p.size.text(), true, beside) > room { // the key names the country
			beside = l.T("chart.completion.head.compared")
		}
		head(p.columns().verdict, "left", typeface.Fit(beside, room, p.size.text(), true))
	}
	p.segments(stroke{color: colorInk, width: 1.5 * u}, layerGrid, segment{p.at(0, p.frame.top), p.at(p.width, p.frame.top)})
}

// groupHead heads the column of groups.
func (p *completion) groupHead(l *locale.Locale) string {
	switch p.By {
	case benchmark.ByPlan:
		return l.T("chart.completion.column.plan")
	case benchmark.ByPolicyArea:
		return l.T("chart.completion.column.policy_area")
	}
	return l.T("chart.column.country")
}

// completionColumns are where the columns right of the axis stand, in pixels.
type completionColumns struct{ share, assessed, verdict float64 } // right, right and left edges

func (p *completion) columns() completionColumns {
	u, right := p.size.unit(), p.width-p.frame.right
	return completionColumns{share: right + 72*u, assessed: right + 160*u, verdict: right + 172*u}
}

func (p *completion) row(l *locale.Locale, s *benchmark.Standing, y float64) {
	u, text := p.size.unit(), p.size.text()
	k, v := p.look(s), p.verdict(s)
	strong, ink := k.order() > 0, colorInk
	if strong {
		ink = k.ink()
	}
	middle := p.py(y)
	share := l.Percent(shareOf(s))
	count := l.T("chart.completion.of", "high", s.Completed.High, "assessed", s.Completed.Assessed)
	if p.size == Narrow {
		middle += 11
		right := share + " (" + count + ")"
		if v == higher || v == lower {
			right += ", " + p.verdictText(l, v)
		}
		room := p.width - widest(text, true, right) - 16
		p.captions(
			caption{at: p.at(1, middle-21), text: typeface.Fit(p.name(l, s), room, text, strong), bold: strong, color: ink},
			caption{at: p.at(p.width-1, middle-21), align: "right", text: right, bold: strong},
		)
	} else {
		c := p.columns()
		p.captions(
			caption{at: p.at(0, middle), text: typeface.Fit(p.name(l, s), p.frame.left-14*u, text, strong), bold: strong, color: ink},
			caption{at: p.at(c.share, middle), align: "right", text: share, bold: strong},
			caption{at: p.at(c.assessed, middle), align: "right", text: count, bold: strong},
		)
		if v != itself {
			p.captions(caption{at: p.at(c.verdict, middle), text: typeface.Fit(p.verdictText(l, v), p.width-c.verdict, text, v != notDistinguishable),
				bold: v != notDistinguishable, color: map[bool]string{true: colorQuiet, false: colorInk}[v == notDistinguishable]})
		}
		p.segments(stroke{color: colorLine, width: u}, layerGrid, segment{p.at(0, p.py(y+0.5)), p.at(p.width, p.py(y+0.5))})
	}
	low, high := s.Completed.Wilson95()
	p.interval(p.px(100*low), p.px(100*high), middle, k.color)
	k.hollow = v == notDistinguishable
	p.symbols(k.mark(p.size, 10), item{at: p.at(p.px(100*s.Completed.Share()), middle), tip: p.tip(l, s, share, count)})
}

// interval draws an interval with caps at its ends.
func (p *plot) interval(from, to, y float64, color string) {
	u := p.size.unit()
	s := stroke{color: color, width: 2 * u}
	p.segments(s, layerData,
		segment{p.at(from, y), p.at(to, y)},
		segment{p.at(from, y-4.5*u), p.at(from, y+4.5*u)}, segment{p.at(to, y-4.5*u), p.at(to, y+4.5*u)})
}

func shareOf(s *benchmark.Standing) tracker.Ratio {
	return tracker.NewRatio(int64(s.Completed.High), int64(s.Completed.Assessed))
}

// intervalOf writes the ends of a group's interval in per cent.
func intervalOf(l *locale.Locale, s *benchmark.Standing) (low, high string) {
	from, to := s.Completed.Wilson95()
	return l.Percent(tracker.RatioOf(new(big.Rat).SetFloat64(from))), l.Percent(tracker.RatioOf(new(big.Rat).SetFloat64(to)))
}

func (p *completion) tip(l *locale.Locale, s *benchmark.Standing, share, count string) string {
	low, high := intervalOf(l, s)
	tip := p.name(l, s) + l.T("chart.colon") + share + " (" + count + ")\n" + l.T("chart.completion.tip", "low", low, "high", high)
	if v := p.verdict(s); v != itself {
		tip += "\n" + p.verdictText(l, v)
	}
	return tip
}

// namedGroups is up to how many groups the sentence names.
const namedGroups = 8

// sentence says what became of the home country's commitments, and from whom it can
// be told apart.
func (p *completion) sentence(l *locale.Locale) string {
	if len(p.assessed) == 0 {
		return l.T("chart.completion.none")
	}
	if p.own == nil {
		total := benchmark.Proportion{}
		for _, s := range p.assessed {
			total.High += s.Completed.High
			total.Assessed += s.Completed.Assessed
		}
		if p.By == benchmark.ByPolicyArea { // a commitment may stand under several areas
			return l.N("chart.completion.sentence.areas", len(p.assessed))
		}
		all := l.N("chart.completion.sentence.all", len(p.assessed), "high", total.High, "assessed", total.Assessed,
			"share", tracker.NewRatio(int64(total.High), int64(total.Assessed)))
		if p.home != "" && !slices.ContainsFunc(p.assessed, p.isHome) {
			return l.T("chart.completion.sentence.no_home", "country", l.CountryIn(p.home)) + " " + all
		}
		return all
	}
	low, high := intervalOf(l, p.own)
	parts := []string{l.N("chart.completion.sentence.home", p.own.Completed.Assessed, "country", l.Country(p.home),
		"high", p.own.Completed.High, "share", shareOf(p.own), "low", low, "to", high)}
	var by [4][]string
	for _, s := range p.assessed {
		v := p.verdict(s)
		by[v] = append(by[v], p.within(l, s))
	}
	list := func(v verdict) string {
		if len(by[v]) > namedGroups {
			return l.N("chart.completion.groups", len(by[v]))
		}
		return l.List(by[v])
	}
	if len(by[lower]) > 0 {
		parts = append(parts, l.T("chart.completion.sentence.above", "groups", list(lower)))
	}
	if len(by[higher]) > 0 {
		parts = append(parts, l.T("chart.completion.sentence.below", "groups", list(higher)))
	}
	if n := len(by[notDistinguishable]); n > 0 {
		parts = append(parts, l.N("chart.completion.sentence.not_distinguishable", n))
	}
	return strings.Join(parts, " ")
}

// within names a group as it stands within a sentence.
func (p *completion) within(l *locale.Locale, s *benchmark.Standing) string {
	if p.By == benchmark.ByCountry && s.Country != "" {
		return l.CountryIn(s.Country)
	}
	return p.name(l, s)
}

func (p *completion) table(l *locale.Locale) Table {
	out := Table{
		Caption: l.T("chart.completion.caption"),
		Head: []string{
			p.groupHead(l), l.T("chart.completion.column.high"), l.T("chart.completion.column.assessed"), l.T("chart.completion.column.share"),
			l.T("chart.completion.column.low"), l.T("chart.completion.column.high_end"),
		},
		Numeric: []bool{false, true, true, true, true, true},
	}
	if p.own != nil {
		out.Head, out.Numeric = append(out.Head, l.T("chart.completion.head.verdict", "country", l.CountryIn(p.home))), append(out.Numeric, false)
	}
	for i := range p.Standings {
		s := &p.Standings[i]
		row := []string{p.name(l, s), l.Int(s.Completed.High), l.Int(s.Completed.Assessed)}
		out.Rows = append(out.Rows, row)
		low, high := s.Completed.Wilson95()
		for _, v := range []float64{s.Completed.Share(), low, high} {
			out.note(i, len(out.Rows[i]), 100*v)
			cell := ""
			if !math.IsNaN(v) {
				cell = l.Int(tracker.RatioOf(new(big.Rat).SetFloat64(v)).Percent())
			}
			out.Rows[i] = append(out.Rows[i], cell)
		}
		if p.own != nil {
			v := itself
			if s.Completed.Assessed > 0 {
				v = p.verdict(s)
			}
			out.Rows[i] = append(out.Rows[i], p.verdictText(l, v))
		}
	}
	return out
}

// sourceNote says where commitments are from, and what must be known of them.
func sourceNote(l *locale.Locale, s *benchmark.CommitmentSource) string {
	return strings.TrimSpace(credit(l, s.Source, s.Licence) + " " + l.Text(s.Note))
}
