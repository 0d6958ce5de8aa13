package chart

import (
	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// SelfAgainstIndependent sets the level that the government's own reports give each
// commitment beside the one that the independent reviewer found, on one scale: a
// square for the government, a dot for the reviewer, joined where they differ.
func SelfAgainstIndependent(l *locale.Locale, a *tracker.Assessment, r *review.Review, size Size) Chart {
	d := &dumbbells{a: a, r: r, agreement: r.Agreement(a)}
	c := Chart{
		ID:       "self-independent",
		Title:    l.T("chart.dumbbell.title"),
		Subtitle: l.T("chart.dumbbell.subtitle"),
		Sentence: AgreementSentence(l, d.agreement),
		Note:     planNote(l, a),
		Table:    d.table(l),
		Width:    int(size),
	}
	if r.Illustrative {
		c.Note += " " + l.T("chart.dumbbell.illustrative")
	}
	if len(a.Commitments) == 0 {
		return c.empty(l.T("chart.status.none"), size)
	}
	rows, left := planRows(l, a, size)
	key := d.key(l, size)
	f := d.room(size, key)
	return c.drawn(pages(l, rows, size, printHeight-f.top-f.bottom), func(rows []planRow) *plot {
		// The rows are those of the status chart, so that both read alike.
		d.statusPlot = newStatusPlot(l, rows, size, f)
		d.x = scale{min: -0.25, max: float64(len(steps)-1) + 0.25}
		d.heads(l)
		for _, row := range d.rows {
			if row.commitment == nil {
				d.themeHead(row.theme, float64(row.top)-0.5)
			} else {
				d.row(l, row)
			}
		}
		d.plot.key(key)
		d.moreRows(l, left)
		return d.plot
	})
}

// AgreementSentence says how far both assessments agree: "Of 22 commitments that both
// assessed, 12 stand at the same level; the reviewer found less on 8 and more on 2."
func AgreementSentence(l *locale.Locale, g review.Agreement) string {
	if len(g.Pairs) == 0 {
		return l.T("chart.dumbbell.sentence.none")
	}
	same, less, more := 0, 0, 0
	for _, p := range g.Pairs {
		switch {
		case p.Steps < 0:
			less++
		case p.Steps > 0:
			more++
		default:
			same++
		}
	}
	return l.N("chart.dumbbell.sentence.some", len(g.Pairs), "same", same, "less", less, "more", more)
}

// StepsText writes a difference in steps of the completion scale: "−1", "+2", "=".
func StepsText(l *locale.Locale, steps int) string {
	if steps == 0 {
		return "="
	}
	return l.Signed(steps)
}

// steps are the levels that the scale has, from the lowest.
var steps = []tracker.Level{tracker.NotStarted, tracker.Limited, tracker.Substantial, tracker.Complete}

// dumbbells is the chart; its values are steps of the scale, from 0.
type dumbbells struct {
	*statusPlot
	a         *tracker.Assessment
	r         *review.Review
	agreement review.Agreement
}

// room is the frame: the room for titles and differences beside the marks, for the key and the
// names of the levels above.
func (d *dumbbells) room(size Size, key []keyItem) frame {
	u := size.unit()
	f := statusFrame(size, key)
	f.left += 8 * u
	f.right = map[Size]float64{Wide: 96, Print: 54}[size]
	f.top += 18 * u // the names of levels take two lines
	if size == Narrow {
		f.left, f.right = 14, 48
		f.top += 26
	}
	return f
}

func (d *dumbbells) key(l *locale.Locale, size Size) []keyItem {
	mark := func(k look) func(*plot, float64, float64) {
		return func(p *plot, x, y float64) { p.symbols(k, item{at: p.at(x, y)}) }
	}
	return []keyItem{
		{width: 16, name: l.T("chart.dumbbell.key.self"), draw: mark(selfLook(size))},
		{width: 11, name: l.T("chart.dumbbell.key.independent"), draw: mark(independentLook(size))},
	}
}

// selfLook and independentLook tell both apart without colour, and both are seen where
// they stand at one level: a dot within a square.
func selfLook(size Size) look {
	side := 17 * size.unit()
	return look{symbol: "rect", width: side, height: side, fill: colorLimited, edge: colorSubstantial}
}

func independentLook(size Size) look {
	side := 9 * size.unit()
	return look{symbol: "circle", width: side, height: side, fill: colorSecond}
}

// heads names the levels along the top, with a line down from each.
func (d *dumbbells) heads(l *locale.Locale) {
	u, text := d.size.unit(), d.size.text()
	for i, level := range steps {
		x := float64(i)
		if d.size != Narrow { // where lines would cross the titles
			d.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{x, d.y.min}, point{x, d.y.max}})
		}
		name := typeface.Wrap(levelName(l, level), d.px(1)-d.px(0)-6*u, text, false, 2)
		label := caption{at: point{x, d.y.min}, dy: -12*u - float64(len(name)-1)*text*leading, align: "center", text: name[0], color: colorQuiet}
		d.inside(&label)
		d.lines(label, name)
	}
	if d.size == Narrow {
		return
	}
	dy := -12 * u
	d.captions(
		caption{at: point{d.x.min, d.y.min}, dx: -d.frame.left, dy: dy, text: l.T("chart.column.commitment"), color: colorQuiet, bold: true},
		caption{at: point{d.x.max, d.y.min}, dx: d.frame.right, dy: dy, align: "right", text: l.T("chart.dumbbell.head.steps"), color: colorQuiet, bold: true},
	)
	d.line(d.y.min, colorInk, 1.5*u)
}

// line draws a line across the whole picture.
func (d *dumbbells) line(y float64, color string, width float64) {
	d.segments(stroke{color: color, width: width}, layerGrid, segment{
		point{d.x.min - d.frame.left*d.x1px(), y}, point{d.x.max + d.frame.right*d.x1px(), y}})
}

// row sets a commitment's title, both levels and their difference.
func (d *dumbbells) row(l *locale.Locale, row statusRow) {
	u, text := d.size.unit(), d.size.text()
	state, y := row.commitment, float64(row.bar)
	title := caption{at: point{d.x.min, y}, dx: -d.frame.left}
	if d.size == Narrow {
		title.dy = -d.barHeight/2 - 10 - float64(len(row.title)-1)*text*leading
	} else {
		title.dy = -float64(len(row.title)-1) * text * leading / 2
	}
	d.lines(title, row.title)
	if d.size == Narrow {
		d.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{0, y}, point{float64(len(steps) - 1), y}})
		for i := range steps {
			d.segments(stroke{color: colorLine, width: u}, layerGrid, segment{point{float64(i), y - 4*d.y1px()}, point{float64(i), y + 4*d.y1px()}})
		}
	} else {
		d.line(float64(row.top+rowSteps)-0.5, colorLine, u)
	}

	self, independent := state.Level, review.LevelOf(d.r.Completion(state.Code))
	difference := caption{at: point{d.x.max, y}, dx: d.frame.right, align: "right", text: d.difference(l, state)}
	difference.bold = difference.text != "="
	d.captions(difference)
	tip := commitmentTitle(l, state) + "\n" + l.T("chart.dumbbell.key.self") + l.T("chart.colon") + levelName(l, self) +
		"\n" + l.T("chart.dumbbell.key.independent") + l.T("chart.colon") + l.Finding(review.Completion, string(d.r.Completion(state.Code)))
	if self.Known() && independent != "" && self != independent {
		d.segments(stroke{color: colorEdge, width: 3 * u}, layerLines, segment{point{float64(self.Steps()), y}, point{float64(independent.Steps()), y}})
	}
	if self.Known() {
		d.symbols(selfLook(d.size), item{at: point{float64(self.Steps()), y}, tip: tip})
	}
	if independent != "" {
		d.symbols(independentLook(d.size), item{at: point{float64(independent.Steps()), y}, tip: tip})
	}
}

// difference writes how far a commitment's levels are apart.
func (d *dumbbells) difference(l *locale.Locale, state *tracker.CommitmentState) string {
	if p := d.pair(state.Code); p != nil {
		return StepsText(l, p.Steps)
	}
	return l.T("chart.dumbbell.unpaired")
}

func (d *dumbbells) pair(code string) *review.Pair {
	for i := range d.agreement.Pairs {
		if p := &d.agreement.Pairs[i]; p.Commitment == code {
			return p
		}
	}
	return nil
}

func (d *dumbbells) table(l *locale.Locale) Table {
	t := Table{
		Caption: l.T("chart.dumbbell.caption"),
		Head: []string{
			l.T("chart.column.commitment"), l.T("chart.dumbbell.key.self"), l.T("chart.dumbbell.key.independent"), l.T("chart.dumbbell.column.steps"),
		},
		Numeric: []bool{false, false, false, true},
	}
	for _, i := range byTheme(d.a) {
		c := &d.a.Commitments[i]
		difference := ""
		if p := d.pair(c.Code); p != nil {
			difference = l.Signed(p.Steps)
		}
		t.Rows = append(t.Rows, []string{
			commitmentTitle(l, c), levelName(l, c.Level), l.Finding(review.Completion, string(d.r.Completion(c.Code))), difference,
		})
	}
	return t
}
