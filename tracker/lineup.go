package tracker

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// ReportRow is one report that somebody may fill in away from the program: a leaf
// in a period as one organization sees it, with what is drafted or published of it
// now.
type ReportRow struct {
	Key  DraftKey
	Leaf Leaf
	// Now is what is drafted, else what is published, else blank.
	Now Update
	// Stamp says what Now was made from.
	Stamp Stamp
	// Draft is the draft, nil where there is none.
	Draft *Draft
	// Published is what stands published, nil where nothing is.
	Published *Update
}

// Stamp names the versions from which a report was filled in: of the published
// update and of the draft. The zero Stamp is a report of which there was nothing.
type Stamp struct {
	Update int64
	Draft  DraftVersion
}

// String returns the stamp as a file keeps it: "u12", "d5.3", "u12 d5.3", "new".
func (s Stamp) String() string {
	var parts []string
	if s.Update != 0 {
		parts = append(parts, fmt.Sprintf("u%d", s.Update))
	}
	if s.Draft != (DraftVersion{}) {
		parts = append(parts, fmt.Sprintf("d%d.%d", s.Draft.ID, s.Draft.Version))
	}
	if parts == nil {
		return "new"
	}
	return strings.Join(parts, " ")
}

// Row returns the report about something, filled in with what is drafted or
// published of it.
func (r *Record) Row(leaf Leaf, period Period, organization string, drafts []Draft) ReportRow {
	row := ReportRow{Key: DraftKey{r.Plan.ID, leaf.Code, period, organization}, Leaf: leaf}
	row.Now = Update{Leaf: leaf.Code, Period: period, Organization: organization}
	if row.Published = r.Reported(leaf.Code, period, organization); row.Published != nil {
		row.Now, row.Stamp.Update = *row.Published, row.Published.ID
	}
	if i := slices.IndexFunc(drafts, func(d Draft) bool { return d.Key() == row.Key }); i >= 0 {
		row.Draft = &drafts[i]
		row.Now, row.Stamp.Draft = row.Draft.Update, DraftVersion{row.Draft.ID, row.Draft.Version}
	}
	return row
}

// Rows returns the reports of a period to fill in, in the order of the plan. With
// organizations it is, for each of them, the leaves that it leads or supports.
// Without, it is every leaf: a row for each organization of which something is
// drafted or published, and else one for the organization that leads it.
func (r *Record) Rows(period Period, organizations []string, drafts []Draft) []ReportRow {
	var rows []ReportRow
	for _, leaf := range r.Plan.Leaves() {
		for _, code := range r.Reporters(leaf, period, organizations, drafts) {
			rows = append(rows, r.Row(leaf, period, code, drafts))
		}
	}
	return rows
}

// Reporters returns the codes of the organizations whose rows of a leaf
// [Record.Rows] returns.
func (r *Record) Reporters(leaf Leaf, period Period, organizations []string, drafts []Draft) []string {
	responsible := leaf.Responsible()
	if organizations != nil {
		return slices.DeleteFunc(slices.Clone(organizations), func(code string) bool { return !slices.Contains(responsible, code) })
	}
	var codes []string
	for i := range r.Updates {
		if u := &r.Updates[i]; u.Leaf == leaf.Code && u.Period == period {
			codes = append(codes, u.Organization)
		}
	}
	for i := range drafts {
		if u := &drafts[i].Update; u.Leaf == leaf.Code && u.Period == period {
			codes = append(codes, u.Organization)
		}
	}
	if codes == nil {
		return append(responsible, "")[:1]
	}
	place := func(code string) int { // leads first
		if i := slices.Index(responsible, code); i >= 0 {
			return i
		}
		return len(responsible)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
	return slices.Compact(codes)
}

// CellState says how a value that was filled in elsewhere stands to what is
// recorded now.
type CellState string

// The states of a cell.
const (
	CellSame     CellState = "same"     // nothing to do
	CellNew      CellState = "new"      // filled in where nothing stands
	CellChanged  CellState = "changed"  // changed, and by nobody else
	CellTheirs   CellState = "theirs"   // changed by somebody else only: theirs stays
	CellConflict CellState = "conflict" // changed by both, in different ways: to choose from
)

// Cell is one value that was filled in elsewhere, beside what it was filled in over
// (Base) and what is recorded now (Theirs).
type Cell struct {
	Name               string
	State              CellState
	Base, Mine, Theirs string
}

// LineUp sets values that were filled in elsewhere against what they were made from
// and what is recorded now, by [Merge]. Cells are mine's, in its order. A nil base
// is a file that does not say what it was made from: whatever differs from what is
// recorded is then a change.
func LineUp(base, mine, theirs Fields) []Cell {
	if base == nil {
		base = theirs
	}
	merged, differences := Merge(base, mine, theirs)
	cells := make([]Cell, len(mine))
	for i, m := range mine {
		c := Cell{Name: m.Name, Base: base.Get(m.Name), Mine: m.Value, Theirs: theirs.Get(m.Name)}
		switch {
		case slices.ContainsFunc(differences, func(d Difference) bool { return d.Name == m.Name }):
			c.State = CellConflict
		case merged[i].Value == c.Theirs && c.Base != c.Theirs && c.Mine != c.Theirs:
			c.State = CellTheirs
		case merged[i].Value == c.Theirs:
			c.State = CellSame
		case c.Theirs == "":
			c.State = CellNew
		default:
			c.State = CellChanged
		}
		cells[i] = c
	}
	return cells
}

// Choice is which of the three values of a conflict shall stand.
type Choice string

// The choices.
const (
	ChooseMine     Choice = "mine"
	ChooseTheirs   Choice = "theirs"
	ChooseOriginal Choice = "original"
)

// Choices lists the choices in the order in which a page offers them.
var Choices = []Choice{ChooseMine, ChooseTheirs, ChooseOriginal}

// Resolve returns the values that shall stand: mine where only I changed something,
// and for a conflict the one chosen, theirs where none is.
func Resolve(cells []Cell, chosen func(name string) Choice) Fields {
	f := make(Fields, len(cells))
	for i, c := range cells {
		f[i] = Field{Name: c.Name, Value: c.Theirs}
		switch c.State {
		case CellNew, CellChanged:
			f[i].Value = c.Mine
		case CellConflict:
			switch chosen(c.Name) {
			case ChooseMine:
				f[i].Value = c.Mine
			case ChooseOriginal:
				f[i].Value = c.Base
			}
		}
	}
	return f
}
