package compose

import (
	"slices"
	"strconv"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// sources are the pieces of evidence given for one commitment, numbered in the
// order in which the table of its indicators first names them.
type sources struct {
	commitment string // anchor of the commitment
	list       []source
	byUpdate   map[*tracker.Update][]int // numbers, from 1
}

// source is one piece of evidence, and the leaves it was given for.
type source struct {
	tracker.Evidence
	words  tracker.Text // evidence in words, where there is no link
	leaves []string
}

// evidenceOf gathers the evidence of every update that counts for a period.
func (c *composer) evidenceOf(leaves []tracker.LeafState) *sources {
	s := &sources{byUpdate: make(map[*tracker.Update][]int)}
	if len(leaves) > 0 {
		s.commitment = c.anchors.of(leaves[0].Commitment.Code)
	}
	for i := range leaves {
		leaf := &leaves[i]
		if leaf.Latest != nil {
			s.add(leaf.Latest)
		}
		for j := len(leaf.History) - 1; j >= 0; j-- {
			if u := leaf.History[j].Update; u != nil {
				s.add(u)
			}
		}
	}
	return s
}

// add numbers the evidence of an update. The same piece given again keeps its
// number.
func (s *sources) add(u *tracker.Update) {
	if _, done := s.byUpdate[u]; done {
		return
	}
	numbers := []int{}
	for _, e := range u.Evidence {
		numbers = append(numbers, s.number(source{Evidence: e}, u.Leaf))
	}
	if !u.EvidenceIn.IsZero() {
		numbers = append(numbers, s.number(source{words: u.EvidenceIn}, u.Leaf))
	}
	s.byUpdate[u] = numbers
}

func (s *sources) number(new source, leaf string) int {
	for i := range s.list {
		if known := &s.list[i]; known.Evidence == new.Evidence && known.words == new.words {
			if known.leaves[len(known.leaves)-1] != leaf {
				known.leaves = append(known.leaves, leaf)
			}
			return i + 1
		}
	}
	new.leaves = []string{leaf}
	s.list = append(s.list, new)
	return len(s.list)
}

// of returns the numbers of an update's evidence.
func (s *sources) of(u *tracker.Update) []int { return s.byUpdate[u] }

// before returns the numbers of the evidence that a leaf's earlier periods gave.
func (s *sources) before(leaf *tracker.LeafState) []int {
	var numbers []int
	for _, h := range leaf.History {
		if h.Update != nil && h.Update != leaf.Latest {
			numbers = append(numbers, s.of(h.Update)...)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// name is what a piece of evidence goes by within its commitment.
func (*sources) name(n int) string { return "E" + strconv.Itoa(n) }

// anchor is the place that shows a piece of evidence.
func (s *sources) anchor(n int) string { return s.commitment + "_e" + strconv.Itoa(n) }

// evidenceTable lists a commitment's evidence: where it is, when a copy was
// captured, and the hash that tells whether it has changed since.
func (c *composer) evidenceTable(state *tracker.CommitmentState, s *sources) document.Table {
	var rows []document.Row
	for i, piece := range s.list {
		captured := c.none()
		switch {
		case !piece.CapturedOn.IsZero():
			captured = document.Plainly(c.l.ShortDate(piece.CapturedOn))
		case piece.URL != "":
			captured = c.quiet("report.evidence.no_copy")
		}
		rows = append(rows, document.Row{ID: s.anchor(i + 1), Cells: []document.Cell{
			{Text: document.Plainly(s.name(i + 1))}, c.sourceCell(piece),
			{Text: document.Plainly(c.list(piece.leaves, mostItems))}, {Text: captured},
		}})
	}
	return c.table(c.l.T("report.evidence.table", "number", c.number(state.Commitment)), []document.Column{
		c.column("number", 1.3), c.rowHead("evidence", 19), c.column("given_for", 3.4), c.column("captured", 3.3),
	}, document.Group{Rows: rows})
}

// sourceCell names a piece of evidence with its language and its address, on one
// line where they are short, and its hash below.
func (c *composer) sourceCell(piece source) document.Cell {
	title := orElse(c.text(piece.Title), c.text(piece.words))
	if len(title) == 0 { // a link without a title is its own title
		title = c.quiet("report.untitled")
	}
	var lang, link document.Inline
	if piece.Lang != "" {
		lang = document.Inline{{Text: "(" + c.l.Language(piece.Lang) + ")", Style: document.Quiet}}
	}
	if piece.URL != "" {
		link = document.Inline{address(piece.URL)}
	}
	cell := document.Cell{Text: join([]document.Inline{title, lang, link}, " ")}
	if piece.SHA256 != "" {
		cell.Sub = append(cell.Sub, document.Inline{{Text: clean(piece.SHA256), Style: document.Code}})
	}
	return cell
}
