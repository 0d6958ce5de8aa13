package chart

import (
	"cmp"
	"math"
	"slices"

	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// planRow is a commitment, or the head of the theme of those after it.
type planRow struct {
	commitment *tracker.CommitmentState // nil for a head
	index      int                      // of the commitment in the assessment
	theme      string                   // what a head says
}

// Rows are high in steps, so that bars can stand on an axis of steps.
const (
	rowSteps   = 11 // of a row whose title stands beside what it draws
	themeSteps = 8  // of the head of a theme
)

// step is the height of a step. On paper Canada's third plan, 22 commitments in
// four themes, fills a page.
func step(size Size) float64 {
	if size == Print {
		return 3.6 * size.unit()
	}
	return 4 * size.unit()
}

// byTheme returns the places of the commitments in the order in which pages and
// tables list them: by theme, as the plan orders its themes, then those of a theme
// that it does not list, then those without one.
func byTheme(a *tracker.Assessment) []int {
	var codes []string
	for _, t := range a.Record.Plan.Themes {
		codes = append(codes, t.Code)
	}
	all := make([]int, len(a.Commitments))
	for i := range all {
		all[i] = i
		if code := a.Commitments[i].Theme; code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	codes = append(codes, "")
	slices.SortStableFunc(all, func(x, y int) int {
		return cmp.Compare(slices.Index(codes, a.Commitments[x].Theme), slices.Index(codes, a.Commitments[y].Theme))
	})
	return all
}

// planRows lists the commitments by theme, each theme under its name where there
// are several. left is how many commitments a chart has no room for; a report goes
// on overleaf.
func planRows(l *locale.Locale, a *tracker.Assessment, size Size) (rows []planRow, left int) {
	order := byTheme(a)
	several := slices.ContainsFunc(order, func(i int) bool { return a.Commitments[i].Theme != a.Commitments[0].Theme })
	for n, i := range order {
		c := &a.Commitments[i]
		if len(rows) >= maxRows && size != Print {
			return rows, len(order) - n
		}
		if several && (n == 0 || c.Theme != a.Commitments[order[n-1]].Theme) {
			rows = append(rows, planRow{theme: themeName(l, &a.Record.Plan, c.Theme)})
		}
		rows = append(rows, planRow{commitment: c, index: i})
	}
	return rows, 0
}

func themeName(l *locale.Locale, p *tracker.Plan, code string) string {
	if code == "" {
		return l.T("report.overview.no_theme")
	}
	return cmp.Or(l.Text(p.Theme(code).Name), code)
}

// pages parts rows into pictures that stand on a page each, as few as hold them
// and evenly, so that none has a row or two alone. room is a page's, in pixels. A
// screen has room for all.
func pages(l *locale.Locale, rows []planRow, size Size, room float64) [][]planRow {
	if size != Print {
		return [][]planRow{rows}
	}
	most := int(room / step(size))
	out := fill(l, rows, most)
	for steps := most / 2; steps < most; steps++ {
		if even := fill(l, rows, steps); len(even) == len(out) {
			return even
		}
	}
	return out
}

// fill fills one page of so many steps after the other. A theme that goes on
// overleaf is named again.
func fill(l *locale.Locale, rows []planRow, steps int) [][]planRow {
	var out [][]planRow
	var page []planRow
	theme, used := "", 0
	for _, row := range rows {
		need := row.steps()
		if row.commitment == nil {
			theme = row.theme
			need += rowSteps // a head does not end a page
		}
		if used+need > steps && len(page) > 0 {
			out, page, used = append(out, page), nil, 0
			if row.commitment != nil && theme != "" {
				page, used = append(page, planRow{theme: theme + " " + l.T("pdf.continued")}), themeSteps
			}
		}
		page = append(page, row)
		used += row.steps()
	}
	return append(out, page)
}

func (r planRow) steps() int {
	if r.commitment == nil {
		return themeSteps
	}
	return rowSteps
}

// drawn draws a chart's rows: those of its first page, and as the rest of the
// chart those of the others.
func (c Chart) drawn(pages [][]planRow, draw func([]planRow) *plot) Chart {
	whole := c
	for i, rows := range pages {
		p := draw(rows)
		part := whole
		part.Height, part.Options = int(p.height), p.options()
		if i == 0 {
			c = part
		} else {
			c.Rest = append(c.Rest, part)
		}
	}
	return c
}

// themeHead sets the name of a theme over its commitments; y is where its row
// begins.
func (p *plot) themeHead(name string, y float64) {
	height := themeSteps * step(p.size)
	p.captions(caption{at: point{p.x.min, y}, dx: -p.frame.left, dy: height * 5 / 8, bold: true,
		text: typeface.Fit(name, p.width-4*p.size.unit(), p.size.text(), true)})
}

// moreRows says under all rows how many there was no room for.
func (p *plot) moreRows(l *locale.Locale, left int) {
	if left == 0 {
		return
	}
	p.remark(l.N("chart.more_rows", left))
}

// remark says something below all else.
func (p *plot) remark(text string) {
	u := p.size.unit()
	p.frame.bottom += 20 * u
	p.height += math.Ceil(20 * u)
	p.captions(caption{at: p.at(0, p.height-10*u), text: text, color: colorQuiet})
}
