package chart

import (
	"strconv"
	"strings"

	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// StatusHeatmap shows each commitment's level in each reporting period. A cell
// is painted where something was reported for the period; where nothing was, it
// only says at which level the commitment had stood.
func StatusHeatmap(l *locale.Locale, a *tracker.Assessment, size Size) Chart {
	grid := newLevelGrid(a)
	c := Chart{
		ID:       "heatmap",
		Title:    l.T("chart.heatmap.title"),
		Subtitle: l.T("chart.heatmap.subtitle"),
		Sentence: grid.sentence(l),
		Note:     planNote(l, a),
		Table:    grid.table(l),
		Width:    int(size),
	}
	if len(grid.periods) == 0 || len(grid.rows) == 0 {
		return c.empty(c.Sentence, size)
	}
	rows, left := planRows(l, a, size)
	key := levelKey(grid.levels(), cell, l.Level)
	f := grid.frame(size, key)
	return c.drawn(pages(l, rows, size, printHeight-f.top-f.bottom), func(rows []planRow) *plot {
		return grid.plot(l, rows, left, size, f, key)
	})
}

// frame is the room around the cells: for titles beside them, or above on a phone,
// for the key and the periods above. Few periods do not fill the width.
func (g *levelGrid) frame(size Size, key []keyItem) frame {
	u := size.unit()
	f := frame{top: keyHeight(size, key) + 46*u, right: 1, bottom: 6 * u}
	if size == Narrow {
		f.top += 8
	} else {
		f.left = heatmapTitleWidth(size) + 16*u
	}
	room := float64(size) - f.left - f.right
	f.right += max(0, room-72*u*float64(len(g.periods)))
	return f
}

func heatmapTitleWidth(size Size) float64 {
	return map[Size]float64{Wide: 300, Narrow: float64(Narrow) - 4, Print: 190}[size]
}

// plot draws rows of cells under their periods.
func (g *levelGrid) plot(l *locale.Locale, rows []planRow, left int, size Size, f frame, key []keyItem) *plot {
	u, text := size.unit(), size.text()
	heights, titles, total := make([]float64, len(rows)), make([][]string, len(rows)), 0.0
	for i, row := range rows {
		heights[i] = float64(row.steps()) * step(size)
		if row.commitment != nil {
			titles[i] = typeface.Wrap(commitmentTitle(l, row.commitment), heatmapTitleWidth(size), text, false, 2)
			if size == Narrow { // the cells stand below the title
				heights[i] = 37 + float64(len(titles[i]))*text*leading
			}
		}
		total += heights[i]
	}
	periods := float64(len(g.periods))
	p := newPlot(size, f.top+total+f.bottom, f, scale{min: -0.5, max: periods - 0.5}, scale{min: 0, max: total, down: true})
	p.key(key)
	p.columnHeads(l, g.periods)
	column, cellHeight := (float64(size)-f.left-f.right)/periods, 30*u
	if size == Narrow {
		cellHeight = 26
	}
	top := 0.0
	for i, row := range rows {
		middle := top + heights[i]/2
		if row.commitment == nil {
			p.themeHead(row.theme, top)
			top += heights[i]
			continue
		}
		title := caption{at: point{p.x.min, middle}, dx: -f.left}
		if size == Narrow {
			title.at.y, middle = top+11, top+heights[i]-15
		} else {
			title.dy = -float64(len(titles[i])-1) * text * leading / 2
		}
		top += heights[i]
		p.lines(title, titles[i])
		for j, got := range g.rows[row.index] {
			if got.due {
				p.levelCell(got, point{float64(j), middle}, column-3*u, cellHeight, g.tip(l, row.index, j))
			}
		}
	}
	p.moreRows(l, left)
	return p
}

// levelCell draws one cell around a place.
func (p *plot) levelCell(c levelCell, at point, width, height float64, tip string) {
	paint := paintOf(c.level)
	code := caption{at: at, align: "center", text: c.level.Code(), size: p.size.small(), bold: true, color: paint.ink}
	k := look{symbol: "rect", width: width, height: height, fill: paint.fill, edge: paint.edge}
	if !c.reported {
		k.fill, k.edge = colorPage, colorLine
		code.bold, code.color = false, colorQuiet
	}
	if paint.hatched {
		p.dashedBox(boxAround(p.px(at.x), p.py(at.y), width, height))
		k.fill, k.edge = "transparent", ""
	}
	p.symbols(k, item{at: at, tip: tip})
	p.captions(code)
}

// columnHeads names the periods: month over year, the year where it changes.
func (p *plot) columnHeads(l *locale.Locale, periods []tracker.Period) {
	u, width := p.size.unit(), p.px(1)-p.px(0)
	year := 0
	for j, period := range periods {
		end := period.End()
		month, _, _ := strings.Cut(l.ShortMonth(period), " ")
		p.captions(caption{at: point{float64(j), p.y.min}, dy: -28 * u, align: "center", text: month, color: colorQuiet, size: p.fitting(month, width)})
		if end.Year != year {
			year = end.Year
			p.captions(caption{at: point{float64(j), p.y.min}, dy: -11 * u, align: "center", text: strconv.Itoa(year), color: colorQuiet, size: p.fitting(strconv.Itoa(year), width)})
		}
	}
}

// fitting returns the size of type at which a text fits into a width: that of
// text, or that of codes where the first is too wide.
func (p *plot) fitting(text string, width float64) float64 {
	if widest(p.size.text(), false, text) > width {
		return p.size.small()
	}
	return p.size.text()
}

// levelGrid is the level of each commitment in each period.
type levelGrid struct {
	a       *tracker.Assessment
	periods []tracker.Period
	rows    [][]levelCell // by commitment, then period
}

type levelCell struct {
	level    tracker.Level
	due      bool // the period has ended, or something was reported for it
	reported bool // something was reported for it
}

// newLevelGrid rolls up what was reported for each period. A leaf that was left
// out of a period stands where it stood before.
func newLevelGrid(a *tracker.Assessment) *levelGrid {
	g := &levelGrid{a: a, periods: a.Record.Plan.Periods, rows: make([][]levelCell, len(a.Commitments))}
	status := make(map[string]tracker.Level, len(a.Leaves))
	for i := range g.rows {
		g.rows[i] = make([]levelCell, len(g.periods))
	}
	for j, period := range g.periods {
		ended := !period.End().After(a.AsOf)
		reported := map[string]bool{}
		for i := range a.Leaves {
			for _, got := range a.Leaves[i].History {
				if got.Period == period && got.Update != nil {
					status[a.Leaves[i].Code] = got.Update.Status
					reported[a.Leaves[i].Code] = true
				}
			}
		}
		score := tracker.Score(planNode(&a.Record.Plan, status), a.AsOf)
		for i := range a.Commitments {
			c := &g.rows[i][j]
			c.level, c.due = score.Commitments[i].Level, ended
			for _, leaf := range a.Leaves[a.Commitments[i].First:a.Commitments[i].Last] {
				if reported[leaf.Code] {
					c.due, c.reported = true, true
				}
			}
		}
	}
	return g
}

// planNode returns the plan as a tree to score, with the given levels of leaves.
func planNode(plan *tracker.Plan, status map[string]tracker.Level) tracker.Node {
	node := func(item *tracker.Item) tracker.Node {
		return tracker.Node{Code: item.Code, Weight: item.Weight, Status: status[item.Code]}
	}
	root := tracker.Node{Code: plan.ID}
	for i := range plan.Commitments {
		c := &plan.Commitments[i]
		commitment := node(&c.Item)
		for j := range c.Milestones {
			m := &c.Milestones[j]
			milestone := node(&m.Item)
			for k := range m.Indicators {
				milestone.Children = append(milestone.Children, node(&m.Indicators[k].Item))
			}
			commitment.Children = append(commitment.Children, milestone)
		}
		root.Children = append(root.Children, commitment)
	}
	return root
}

// levels lists the levels that some cell has, from best to none.
func (g *levelGrid) levels() []tracker.Level {
	has := map[tracker.Level]bool{}
	for _, row := range g.rows {
		for _, c := range row {
			if c.due {
				has[c.level] = true
			}
		}
	}
	return inOrder(has)
}

func (g *levelGrid) tip(l *locale.Locale, row, column int) string {
	c := g.rows[row][column]
	text := commitmentTitle(l, &g.a.Commitments[row]) + "\n" + l.Month(g.periods[column]) + l.T("chart.colon") + l.Level(c.level)
	if !c.reported {
		text += "\n" + l.T("chart.heatmap.not_reported")
	}
	return text
}

// sentence says how the commitments moved from the first period with a report to
// the last, and how often nothing was reported.
func (g *levelGrid) sentence(l *locale.Locale) string {
	first, last := -1, -1
	due, silent := 0, 0
	for _, row := range g.rows {
		for j, c := range row {
			if !c.due {
				continue
			}
			if !c.reported {
				if c.level != tracker.Complete && c.level != tracker.Withdrawn { // nothing is left to report there
					due++
					silent++
				}
				continue
			}
			due++
			if first < 0 || j < first {
				first = j
			}
			last = max(last, j)
		}
	}
	if first < 0 {
		return l.T("chart.heatmap.none")
	}
	rose, fell, begun := 0, 0, 0
	for _, row := range g.rows {
		from, to := row[first].level.Steps(), row[last].level.Steps()
		switch {
		case to < 0:
		case from < 0:
			begun++
		case to > from:
			rose++
		case to < from:
			fell++
		}
	}
	said := []any{"from", g.periods[first], "to", g.periods[last], "of", len(g.rows)}
	var sentence string
	switch {
	case first == last:
		sentence = l.T("chart.heatmap.sentence.first", said...)
	case rose == len(g.rows):
		sentence = l.N("chart.heatmap.sentence.rose_all", rose, said...)
	case rose == 0:
		sentence = l.T("chart.heatmap.sentence.rose_none", said...)
	default:
		sentence = l.N("chart.heatmap.sentence.rose", rose, said...)
	}
	if begun > 0 {
		sentence += " " + l.N("chart.heatmap.sentence.begun", begun, said...)
	}
	if fell > 0 {
		sentence += " " + l.N("chart.heatmap.sentence.fell", fell)
	}
	if silent > 0 {
		sentence += " " + l.N("chart.heatmap.sentence.silent", silent, "of", due)
	}
	return sentence
}

func (g *levelGrid) table(l *locale.Locale) Table {
	t := Table{Caption: l.T("chart.heatmap.caption"), Head: []string{l.T("chart.column.commitment")}, Numeric: []bool{false}}
	for _, p := range g.periods {
		t.Head, t.Numeric = append(t.Head, string(p)), append(t.Numeric, false)
	}
	for _, i := range byTheme(g.a) {
		row := []string{commitmentTitle(l, &g.a.Commitments[i])}
		for _, c := range g.rows[i] {
			switch {
			case !c.due:
				row = append(row, "")
			case !c.reported:
				row = append(row, "("+c.level.Code()+")")
			default:
				row = append(row, c.level.Code())
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
