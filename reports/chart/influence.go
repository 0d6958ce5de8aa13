package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// Sensitivity is what a simulation says of the choices that it drew.
type Sensitivity struct {
	Subject
	Draws   int
	Seed    uint64
	Overall []benchmark.Influence // on all ranks
	Home    []benchmark.Influence // on the home country's; nil where it did not enter
}

// SensitivityOf returns what a simulation of [benchmark.MatrixOf] an edition says.
func SensitivityOf(l *locale.Locale, t *benchmark.Table, s *benchmark.Simulated, seed uint64, home string) Sensitivity {
	out := Sensitivity{Subject: SubjectOf(l, t), Draws: s.Draws, Seed: seed, Overall: s.Overall}
	if edition := t.Index.Edition(t.Year); edition != nil {
		i := slices.IndexFunc(edition.Scores, func(score benchmark.Score) bool { return score.Country == home })
		if i >= 0 && i < len(s.ByCountry) {
			out.Home = s.ByCountry[i]
		}
	}
	return out
}

// SensitivityOfStudy returns what the simulation of a composite says.
func SensitivityOfStudy(s Subject, study *benchmark.Study, home string) Sensitivity {
	out := Sensitivity{Subject: s, Draws: study.Simulated.Draws, Seed: study.Simulation.Seed, Overall: study.Simulated.Overall}
	if i := slices.Index(study.Matrix.Countries, home); i >= 0 && study.Composite.Ranks[i] > 0 {
		out.Home = study.Simulated.ByCountry[i]
	}
	return out
}

// Influences shows which of the choices in making a composite matters most to its
// ranks: the share of their variance that goes back to each choice alone, and
// together with the others; first for all ranks, then for the home country's.
func Influences(l *locale.Locale, s Sensitivity, home string, size Size) Chart {
	i := newInfluences(s, home)
	c := Chart{
		ID:       "influence",
		Title:    l.T("chart.influence.title"),
		Subtitle: l.T("chart.influence.subtitle", "name", s.Name, "draws", s.Draws, "seed", seedText(s.Seed)),
		Sentence: i.sentence(l),
		Note:     s.Credit,
		Table:    i.table(l),
		Width:    int(size),
	}
	if len(i.groups) == 0 {
		return c.empty(c.Sentence, size)
	}
	i.draw(l, size)
	c.Height, c.Options = int(i.height), i.options()
	return c
}

type influences struct {
	*plot
	Sensitivity
	home   string
	groups []influenceGroup
	figure float64 // width of the column of the total
}

// influenceGroup is what matters to some ranks, the most influential choice first.
type influenceGroup struct {
	home    bool
	choices []benchmark.Influence
}

func newInfluences(s Sensitivity, home string) *influences {
	i := &influences{Sensitivity: s, home: home}
	for n, list := range [][]benchmark.Influence{s.Overall, s.Home} {
		var choices []benchmark.Influence
		for _, in := range list {
			if !math.IsNaN(in.Total) {
				choices = append(choices, in)
			}
		}
		slices.SortStableFunc(choices, func(a, b benchmark.Influence) int { return cmp.Compare(b.Total, a.Total) })
		if len(choices) > 0 {
			i.groups = append(i.groups, influenceGroup{home: n == 1, choices: choices})
		}
	}
	return i
}

// choiceName names a choice.
func choiceName(l *locale.Locale, c benchmark.Choice) string {
	switch c {
	case benchmark.VaryWeights:
		return l.T("chart.influence.weights")
	case benchmark.VaryNormalisation:
		return l.T("chart.influence.normalisation")
	case benchmark.VaryAggregation:
		return l.T("chart.influence.aggregation")
	}
	return l.T("chart.influence.components")
}

func (i *influences) draw(l *locale.Locale, size Size) {
	u := size.unit()
	key := []keyItem{
		{width: 20, name: l.T("chart.influence.key.first"), draw: func(p *plot, x, y float64) {
			u := p.size.unit()
			p.element("rect", layerItems, boxAround(x, y, 20*u, 7*u).shape(), elementStyle{Fill: colorComplete})
		}},
		{width: 20, name: l.T("chart.influence.key.total"), draw: func(p *plot, x, y float64) {
			p.totalBar(boxAround(x, y, 20*p.size.unit(), 15*p.size.unit()))
		}},
	}
	rows := 0
	for _, g := range i.groups {
		rows += 1 + len(g.choices)
	}
	f := frame{top: keyHeight(size, key) + 34*u, bottom: 4 * u, left: 2, right: 12}
	row := 30 * u
	if size == Narrow {
		row = 44
	} else {
		f.left = map[Size]float64{Wide: 190, Print: 116}[size]
		small := l.T("chart.influence.small", "n", percentLabel(l, 1)) // the longest figure
		i.figure = max(80*u, widest(size.text(), true, small)+14*u)
		f.right = max(map[Size]float64{Wide: 180, Print: 100}[size], 2*i.figure+20*u)
	}
	i.plot = newPlot(size, f.top+row*float64(rows)+f.bottom, f, scale{min: 0, max: 100}, stepScale(rows))
	i.plot.key(key)
	i.axis(l)
	y := 0.0
	for _, g := range i.groups {
		name := l.T("chart.influence.group.all")
		if g.home {
			name = l.T("chart.influence.group.home", "country", l.CountryIn(i.home))
		}
		i.captions(caption{at: i.at(0, i.py(y)+3*u), text: name, bold: true, halo: true})
		for _, in := range g.choices {
			y++
			i.row(l, in, y)
		}
		y++
	}
}

// totalBar draws the share of a choice together with the others.
func (p *plot) totalBar(b box) {
	p.element("rect", layerItems-1, b.shape(), elementStyle{Fill: colorLimited, Stroke: colorSubstantial, LineWidth: p.size.unit()})
}

func (i *influences) axis(l *locale.Locale) {
	u := i.size.unit()
	for v := 0; v <= 100; v += 25 {
		x := float64(v)
		i.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{x, i.y.min}, point{x, i.y.max}})
		label := caption{at: point{x, i.y.min}, dy: -10 * u, align: "center", text: percentLabel(l, int64(v)), color: colorQuiet}
		i.inside(&label)
		i.captions(label)
	}
	if i.size != Narrow {
		c := i.columns()
		i.captions(
			caption{at: i.at(c.first, i.frame.top), dy: -10 * u, align: "right", text: l.T("chart.influence.head.first"), color: colorQuiet, bold: true},
			caption{at: i.at(c.total, i.frame.top), dy: -10 * u, align: "right", text: l.T("chart.influence.head.total"), color: colorQuiet, bold: true},
		)
	}
	i.segments(stroke{color: colorInk, width: 1.5 * u}, layerGrid, segment{i.at(0, i.frame.top), i.at(i.width, i.frame.top)})
}

// influenceColumns are where the figures stand right of the axis: right edges.
type influenceColumns struct{ first, total float64 }

func (i *influences) columns() influenceColumns {
	return influenceColumns{first: i.width - i.figure, total: i.width}
}

// row draws one choice.
func (i *influences) row(l *locale.Locale, in benchmark.Influence, y float64) {
	u := i.size.unit()
	middle := i.py(y)
	first, total := shareText(l, in.First), shareText(l, in.Total)
	if i.size == Narrow {
		middle += 9
		i.captions(
			caption{at: i.at(2, middle-19), text: choiceName(l, in.Choice), halo: true},
			caption{at: i.at(i.width-1, middle-19), align: "right", text: l.T("chart.influence.narrow", "first", first, "total", total), halo: true},
		)
	} else {
		c := i.columns()
		i.captions(
			caption{at: i.at(14*u, middle), text: choiceName(l, in.Choice)},
			caption{at: i.at(c.first, middle), align: "right", text: first, bold: true},
			caption{at: i.at(c.total, middle), align: "right", text: total},
		)
	}
	i.totalBar(box{i.px(0), middle - 7.5*u, i.px(100 * in.Total), middle + 7.5*u})
	bar := box{i.px(0), middle - 3.5*u, i.px(100 * in.First), middle + 3.5*u}
	i.element("rect", layerItems, bar.shape(), elementStyle{Fill: colorComplete})
}

// shareText writes a share of variance in whole per cent; a small one as such.
func shareText(l *locale.Locale, share float64) string {
	n := int64(math.Round(100 * share))
	if n == 0 && share > 0 {
		return l.T("chart.influence.small", "n", percentLabel(l, 1))
	}
	return percentLabel(l, n)
}

// sentence names the choice that matters most, to all ranks and to the home
// country's.
func (i *influences) sentence(l *locale.Locale) string {
	if len(i.groups) == 0 {
		return l.T("chart.influence.none")
	}
	var parts []string
	home := false
	for _, g := range i.groups {
		most := g.choices[0]
		said := []any{"choice", choiceName(l, most.Choice), "first", shareText(l, most.First), "total", shareText(l, most.Total), "country", l.CountryIn(i.home)}
		if g.home {
			home = true
			parts = append(parts, l.T("chart.influence.sentence.home", said...))
		} else {
			parts = append(parts, l.T("chart.influence.sentence.all", said...))
		}
	}
	if i.Home != nil && !home {
		parts = append(parts, l.T("chart.influence.sentence.steady", "country", l.CountryIn(i.home)))
	}
	return strings.Join(parts, " ")
}

func (i *influences) table(l *locale.Locale) Table {
	out := Table{
		Caption: l.T("chart.influence.caption", "name", i.Name),
		Head: []string{
			l.T("chart.influence.column.ranks"), l.T("chart.influence.column.choice"), l.T("chart.influence.column.first"), l.T("chart.influence.column.total"),
		},
		Numeric: []bool{false, false, true, true},
	}
	for _, g := range i.groups {
		name := l.T("chart.influence.group.all")
		if g.home {
			name = l.T("chart.influence.group.home", "country", l.CountryIn(i.home))
		}
		for _, in := range g.choices {
			out.Rows = append(out.Rows, []string{name, choiceName(l, in.Choice)})
			last := len(out.Rows) - 1
			for _, share := range []float64{in.First, in.Total} {
				out.note(last, len(out.Rows[last]), 100*share)
				out.Rows[last] = append(out.Rows[last], l.Decimal(100*share, 1))
			}
		}
	}
	return out
}
