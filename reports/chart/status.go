package chart

import (
	"math"

	"ogptracker/reports/typeface"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// StatusByCommitment shows what was reported on each commitment: a full bar a
// commitment, parted by how many of its leaves stand at each level, with its
// progress and coverage beside it.
func StatusByCommitment(l *locale.Locale, a *tracker.Assessment, size Size) Chart {
	c := Chart{
		ID:       "status",
		Title:    l.T("chart.status.title"),
		Subtitle: statusSubtitle(l, a),
		Sentence: statusSentence(l, a),
		Note:     planNote(l, a),
		Table:    statusTable(l, a),
		Width:    int(size),
	}
	if len(a.Commitments) == 0 {
		return c.empty(l.T("chart.status.none"), size)
	}
	rows, left := planRows(l, a, size)
	key := levelKey(levelsOf(a), swatch, func(v tracker.Level) string { return levelName(l, v) })
	f := statusFrame(size, key)
	return c.drawn(pages(l, rows, size, printHeight-f.top-f.bottom), func(rows []planRow) *plot {
		s := newStatusPlot(l, rows, size, f)
		s.heads(l)
		for _, row := range s.rows {
			if row.commitment == nil {
				s.themeHead(row.theme, float64(row.top)-0.5)
			} else {
				s.row(l, row)
			}
		}
		s.parts(l, a)
		s.key(key)
		s.moreRows(l, left)
		return s.plot
	})
}

func statusSubtitle(l *locale.Locale, a *tracker.Assessment) string {
	switch leafKind(a) {
	case "indicator":
		return l.T("chart.status.subtitle.indicator")
	case "milestone":
		return l.T("chart.status.subtitle.milestone")
	case "commitment":
		return l.T("chart.status.subtitle.commitment")
	}
	return l.T("chart.status.subtitle.item")
}

// statusRow is a row with what stands where in it.
type statusRow struct {
	planRow
	title []string // the commitment's title in lines
	top   int      // where the row begins, in steps
	bar   int      // where the middle of its bar is, in steps
}

// statusPlot is a plot whose rows are commitments and whose values are shares of
// a commitment's leaves, 0 to 1. Rows are as high as they need to be, so the
// vertical axis has fine steps.
type statusPlot struct {
	*plot
	rows      []statusRow
	barHeight float64
}

// statusFrame is the room around the bars: for titles and figures beside them, for
// the key and the heads of the columns above.
func statusFrame(size Size, key []keyItem) frame {
	u := size.unit()
	f := frame{top: keyHeight(size, key) + 8*u, bottom: 8 * u}
	if size != Narrow {
		f.left = statusTitleWidth(size) + 16*u
		f.right = map[Size]float64{Wide: 150, Print: 94}[size]
		f.top += 26 * u
	}
	return f
}

func statusTitleWidth(size Size) float64 {
	return map[Size]float64{Wide: 284, Narrow: float64(Narrow) - 60, Print: 188}[size]
}

// newStatusPlot lays the rows out.
func newStatusPlot(l *locale.Locale, rows []planRow, size Size, f frame) *statusPlot {
	s := &statusPlot{barHeight: 24 * size.unit()}
	steps := 0
	for _, r := range rows {
		row := statusRow{planRow: r, top: steps}
		if r.commitment != nil {
			row.title = typeface.Wrap(commitmentTitle(l, r.commitment), statusTitleWidth(size), size.text(), false, 2)
		}
		if r.commitment != nil && size == Narrow {
			row.bar = steps + int(math.Ceil((float64(len(row.title))*size.text()*leading+6+s.barHeight/2)/step(size)))
			steps = row.bar + 7
		} else {
			row.bar = steps + rowSteps/2
			steps += r.steps()
		}
		s.rows = append(s.rows, row)
	}
	s.plot = newPlot(size, f.top+f.bottom+float64(steps)*step(size), f, scale{min: 0, max: 1}, stepScale(max(steps, 1)))
	return s
}

// heads names the columns.
func (s *statusPlot) heads(l *locale.Locale) {
	if s.size == Narrow {
		return
	}
	u := s.size.unit()
	dy := -12 * u
	s.captions(
		caption{at: point{0, s.y.min}, dx: -s.frame.left, dy: dy, text: l.T("chart.column.commitment"), color: colorQuiet, bold: true},
		caption{at: point{1, s.y.min}, dx: s.progressEdge(), dy: dy, align: "right", text: l.T("chart.column.progress"), color: colorQuiet, bold: true},
		caption{at: point{1, s.y.min}, dx: s.frame.right, dy: dy, align: "right", text: l.T("chart.column.reported"), color: colorQuiet, bold: true},
	)
	s.rule(s.y.min, colorInk, 1.5*u)
}

// rule draws a line across the whole picture.
func (s *statusPlot) rule(y float64, color string, width float64) {
	s.segments(stroke{color: color, width: width}, layerGrid, segment{
		point{-s.frame.left * s.x1px(), y}, point{1 + s.frame.right*s.x1px(), y}})
}

// progressEdge is where the figures of progress end, right of the bars.
func (s *statusPlot) progressEdge() float64 { return s.frame.right - 72*s.size.unit() }

// row sets a commitment's title, progress and coverage.
func (s *statusPlot) row(l *locale.Locale, row statusRow) {
	u, text := s.size.unit(), s.size.text()
	state, y := row.commitment, float64(row.bar)
	title := caption{at: point{0, y}, dx: -s.frame.left}
	progress := caption{at: point{1, y}, dx: s.progressEdge(), align: "right", bold: true, text: progressLabel(l, state.Figures)}
	if s.size == Narrow {
		progress.dx, progress.dy = 0, -s.barHeight/2-10
		title.dy = progress.dy - float64(len(row.title)-1)*text*leading
		s.lines(title, row.title)
		s.captions(progress)
		return
	}
	title.dy = -float64(len(row.title)-1) * text * leading / 2
	s.lines(title, row.title)
	if bounds := boundsLabel(l, state.Figures); bounds != "" && !state.BoundsOnly() {
		progress.dy = -text * leading / 2
		s.captions(caption{at: point{1, y}, dx: s.progressEdge(), dy: text * leading / 2, align: "right", text: bounds, size: s.size.small(), color: colorQuiet})
	}
	if state.Level == tracker.Withdrawn {
		progress.dx = s.frame.right // there is nothing to report
	}
	s.captions(progress)
	if state.Level != tracker.Withdrawn {
		known := l.T("chart.known_of", "known", state.Known, "of", state.Leaves)
		s.captions(caption{at: point{1, y}, dx: s.frame.right, align: "right", text: known, color: colorQuiet})
	}
	s.rule(float64(row.top+rowSteps)-0.5, colorLine, u)
}

// parts draws the parts of each commitment's bar: one series a level, stacked,
// and before it the gap that parts it from what stands left of it.
func (s *statusPlot) parts(l *locale.Locale, a *tracker.Assessment) {
	width := s.width - s.frame.left - s.frame.right
	gap := 3 * s.size.unit() / width
	ends := make([]float64, len(s.rows)) // of each bar, as it grows
	for _, level := range levelsOf(a) {
		var gaps, parts []item
		for i, row := range s.rows {
			if row.commitment == nil {
				continue
			}
			counts, total := levelCounts(a, row.commitment)
			n := counts[level]
			if n == 0 {
				continue
			}
			y := float64(row.bar)
			if ends[i] > 0 {
				gaps = append(gaps, item{at: point{gap, y}})
				ends[i] += gap
			}
			share := float64(n) / float64(total) * (1 - gap*float64(len(counts)-1))
			parts = append(parts, item{at: point{share, y},
				tip: commitmentTitle(l, row.commitment) + "\n" + levelName(l, level) + l.T("chart.colon") + leaves(l, a, n)})
			s.partLabel(l, level, n, point{ends[i] + share/2, y}, share*width)
			ends[i] += share
		}
		s.bars("levels", s.barHeight, painted("transparent"), gaps...)
		s.bars("levels", s.barHeight, s.levelStyle(paintOf(level)), parts...)
	}
}

// partLabel sets count and code on a part of a bar, the count alone where there
// is little room, nothing where there is less.
func (s *statusPlot) partLabel(l *locale.Locale, level tracker.Level, n int, at point, width float64) {
	u, paint := s.size.unit(), paintOf(level)
	room := width - 6*u
	if paint.hatched {
		room -= 8 * u
	}
	size := s.size.small() + u
	for _, text := range []string{l.Int(n) + " " + level.Code(), l.Int(n)} {
		w := typeface.Width(text, size, true)
		if w > room {
			continue
		}
		if paint.hatched { // a ground of its own, for legibility
			s.element("rect", layerItems, boxAround(s.px(at.x), s.py(at.y), w+8*u, size+3*u).shape(), elementStyle{Fill: colorPage})
		}
		s.captions(caption{at: at, align: "center", text: text, size: size, bold: true, color: paint.ink})
		return
	}
}

// levelCounts counts a commitment's leaves by level; total is at least 1.
func levelCounts(a *tracker.Assessment, state *tracker.CommitmentState) (counts map[tracker.Level]int, total int) {
	counts = map[tracker.Level]int{}
	for _, leaf := range a.Leaves[state.First:state.Last] {
		counts[levelOf(&leaf)]++
		total++
	}
	return counts, max(total, 1)
}

// levelsOf lists the levels that some leaf has, from best to none.
func levelsOf(a *tracker.Assessment) []tracker.Level {
	has := map[tracker.Level]bool{}
	for i := range a.Commitments {
		counts, _ := levelCounts(a, &a.Commitments[i])
		for level := range counts {
			has[level] = true
		}
	}
	return inOrder(has)
}

// progressLabel writes progress as pages do: the point, the bounds alone where
// the point would mislead, a dash where nothing is known.
func progressLabel(l *locale.Locale, f tracker.Figures) string {
	if f.Level == tracker.Withdrawn {
		return l.Level(tracker.Withdrawn)
	}
	if f.BoundsOnly() {
		return boundsLabel(l, f)
	}
	return l.Percent(f.Progress)
}

// boundsLabel writes the bounds where they differ: "48–65%".
func boundsLabel(l *locale.Locale, f tracker.Figures) string {
	if !f.Progress.Valid() || f.Lower.Cmp(f.Upper) == 0 {
		return ""
	}
	return l.T("chart.range", "low", points(f.Lower), "high", points(f.Upper))
}

// statusSentence counts the commitments by level.
func statusSentence(l *locale.Locale, a *tracker.Assessment) string {
	counts := a.Counts()
	var parts []string
	for _, level := range tracker.Levels {
		n := counts[level]
		if n == 0 {
			continue
		}
		switch level {
		case tracker.Complete:
			parts = append(parts, l.N("chart.status.part.complete", n))
		case tracker.Substantial:
			parts = append(parts, l.N("chart.status.part.substantial", n))
		case tracker.Limited:
			parts = append(parts, l.N("chart.status.part.limited", n))
		case tracker.NotStarted:
			parts = append(parts, l.N("chart.status.part.not_started", n))
		case tracker.NoEvidence:
			parts = append(parts, l.N("chart.status.part.no_evidence", n))
		case tracker.Withdrawn:
			parts = append(parts, l.N("chart.status.part.withdrawn", n))
		}
	}
	if len(parts) == 0 {
		return l.T("chart.status.none")
	}
	if len(parts) == 1 {
		if level := a.Commitments[0].Level; level != tracker.NoEvidence {
			return l.N("chart.status.sentence.same", len(a.Commitments), "level", l.Level(level))
		}
		return l.N("chart.status.sentence.unknown", len(a.Commitments))
	}
	return l.N("chart.status.sentence.mixed", len(a.Commitments), "parts", l.List(parts))
}

func statusTable(l *locale.Locale, a *tracker.Assessment) Table {
	levels := levelsOf(a)
	t := Table{Caption: l.T("chart.status.caption")}
	head := func(text string, numeric bool) {
		t.Head, t.Numeric = append(t.Head, text), append(t.Numeric, numeric)
	}
	head(l.T("chart.column.commitment"), false)
	for _, level := range levels {
		head(levelName(l, level), true)
	}
	head(l.T("chart.column.level"), false)
	head(l.T("chart.column.progress_percent"), true)
	head(l.T("chart.column.lower_percent"), true)
	head(l.T("chart.column.upper_percent"), true)
	head(l.T("chart.column.reported_count"), true)
	head(l.T("chart.column.of_count"), true)
	for _, i := range byTheme(a) {
		state := &a.Commitments[i]
		counts, _ := levelCounts(a, state)
		row := []string{commitmentTitle(l, state)}
		for _, level := range levels {
			row = append(row, l.Int(counts[level]))
		}
		t.Rows = append(t.Rows, append(row, l.Level(state.Level), number(l, state.Progress),
			number(l, state.Lower), number(l, state.Upper), l.Int(state.Known), l.Int(state.Leaves)))
		t.exactly(len(levels)+2, state.Progress, state.Lower, state.Upper)
	}
	return t
}
