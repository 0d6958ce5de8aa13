package view

import (
	"math"
	"slices"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

// FirstCountries is how many countries are shown where none are chosen.
const FirstCountries = 10

// IsAll reports whether the choice leaves no country out of a file.
func (c BenchmarkChoice) IsAll() bool {
	return c.Group == AllCountries || c.Group == "" && len(c.Countries) == 0
}

// narrowed reports whether the choice is of some countries or of an order.
func (c BenchmarkChoice) narrowed() bool {
	return c.Group != "" || len(c.Countries) > 0 || c.Sort != "" || c.Order != ""
}

// Shown returns the table with the countries of the choice: those of the group and
// those chosen; where there are neither, the first ones and the home country.
func (c BenchmarkChoice) Shown(t *benchmark.Table, home string) benchmark.Table {
	switch {
	case c.Group == AllCountries:
		return *t
	case c.Group == "" && len(c.Countries) == 0:
		first := t.Rows[:min(FirstCountries, len(t.Rows))]
		return t.Only(func(code string) bool {
			return code == home || slices.ContainsFunc(first, func(r benchmark.Row) bool { return r.Country == code })
		})
	}
	wanted := slices.Concat(c.members(t.Year), c.Countries)
	return t.Only(func(code string) bool { return slices.Contains(wanted, code) })
}

// MostDrawn is how many countries are drawn. A drawing of a hundred rows is no longer
// read, and costs a second of the server's time, which no address may have for free.
const MostDrawn = 40

// Drawn returns the table with the countries of the choice that charts show: the first
// of them, and the home country where it is one.
func (c BenchmarkChoice) Drawn(t *benchmark.Table, home string) benchmark.Table {
	shown := c.Shown(t, home)
	if len(shown.Rows) <= MostDrawn {
		return shown
	}
	first := shown.Rows[:MostDrawn]
	return shown.Only(func(code string) bool {
		return code == home || slices.ContainsFunc(first, func(r benchmark.Row) bool { return r.Country == code })
	})
}

// Peers are the countries that stand out in a chart beside the home country: those
// chosen, or a group's where they are few.
func (c BenchmarkChoice) Peers(id string, shown *benchmark.Table) []string {
	switch {
	case id == chartScores, c.Group == "" && len(c.Countries) == 0: // the rows are the choice
		return nil
	case len(shown.Rows) <= chart.MostPeers:
		return codesOf(shown)
	}
	return c.Countries
}

// members are the countries of the group in a year, nil where none is chosen.
func (c BenchmarkChoice) members(year int) []string {
	if g := country.GroupOf(c.Group); g != nil {
		return g.Members(year)
	}
	return nil
}

// sorted are the rows in the order of the choice. What has no figure stands last
// whichever way the column is sorted; rows alike stand by rank.
func (c BenchmarkChoice) sorted(l *locale.Locale, t *benchmark.Table, among map[string]benchmark.Place) []benchmark.Row {
	rows := slices.Clone(t.Rows)
	if c.Sort == "" && c.Order == "" {
		return rows
	}
	falling := (usualOrder(c.Sort) == Descending) == (c.Order == "")
	slices.SortStableFunc(rows, func(a, b benchmark.Row) int {
		x, y := c.figure(t, &a, among), c.figure(t, &b, among)
		by := 0
		switch {
		case c.Sort == SortCountry:
			by = l.Compare(l.Country(a.Country), l.Country(b.Country))
		case math.IsNaN(x) || math.IsNaN(y):
			return order(math.IsNaN(x), math.IsNaN(y))
		case x < y:
			by = -1
		case x > y:
			by = 1
		}
		if falling {
			by = -by
		}
		return by
	})
	return rows
}

// order puts what is false first.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// figure is what a row is sorted by, NaN where it has none.
func (c BenchmarkChoice) figure(t *benchmark.Table, r *benchmark.Row, among map[string]benchmark.Place) float64 {
	orNone := func(has bool, v float64) float64 {
		if !has {
			return math.NaN()
		}
		return v
	}
	switch c.Sort {
	case "":
		return float64(r.Rank)
	case SortScore:
		return r.Score
	case SortGroup:
		place, in := among[r.Country]
		return orNone(in, float64(place.Rank))
	case SortChange:
		return orNone(r.Since != 0, r.Change)
	case SortComponents:
		return orNone(r.CompositeRank != 0, float64(r.CompositeRank))
	}
	i := slices.IndexFunc(t.Components, func(component benchmark.Component) bool { return ComponentSort(component.Code) == c.Sort })
	if i < 0 || i >= len(r.Components) {
		return math.NaN()
	}
	return r.Components[i]
}

// SortHead is the head of a column that leads to the table sorted by it.
type SortHead struct {
	Label string
	Class string
	Href  string
	Order string // as aria-sort has it, blank where the table is sorted otherwise
}

// head heads a column. Following it sorts by the column in its usual order, or turns
// the order round where that is the one shown.
func (c BenchmarkChoice) head(k Links, label, class, column string) SortHead {
	h := SortHead{Label: label, Class: class}
	next := c
	next.Sort, next.Order = column, ""
	if column == SortRank {
		next.Sort = ""
	}
	if next.Sort == c.Sort {
		h.Order, next.Order = turn(usualOrder(column), c.Order)
	}
	h.Href = k.Benchmark(next) + "#scores"
	return h
}

// turn returns in which order a column is sorted, and what to ask for to turn that
// round: blank for the column's usual order.
func turn(usual, order string) (shown, next string) {
	switch {
	case order != "":
		return order, ""
	case usual == Ascending:
		return usual, Descending
	}
	return usual, Ascending
}

// benchmarkForm asks for index, edition and countries.
func benchmarkForm(l *locale.Locale, k Links, t *benchmark.Table, in BenchmarkInput) Form {
	w := k.words()
	f := Form{Action: k.Benchmark(BenchmarkChoice{}), Submit: l.T("web.form.show")}
	f.Choices = []Choice{indexChoice(l, k, in.Indices, t.ID), editionChoice(l, k, in.Index, t.Year), groupChoice(l, k, t, in.Choice)}
	f.Countries = countryBoxes(l, w.Country, codesOf(t), in.Choice.Countries)
	f.Countries.Hint = l.T("web.benchmark.choose_hint", "n", FirstCountries)
	// A column that another index or no group would lack is not carried along.
	if in.Choice.Sort != SortGroup && !IsComponentSort(in.Choice.Sort) {
		for _, h := range []Option{{Label: w.Sort, Value: k.sortWord(in.Choice.Sort)}, {Label: w.SortOrder, Value: orderWords[k.Lang][in.Choice.Order]}} {
			if h.Value != "" {
				f.Hidden = append(f.Hidden, h)
			}
		}
	}
	if in.Choice.narrowed() {
		f.Reset, f.ResetText = k.Benchmark(BenchmarkChoice{Index: in.Choice.Index, Year: in.Choice.Year}), l.T("web.benchmark.reset", "n", FirstCountries)
	}
	return f
}

// indexChoice asks which index.
func indexChoice(l *locale.Locale, k Links, indices []benchmark.Index, chosen string) Choice {
	c := Choice{Name: k.words().Index, Label: l.T("web.benchmark.index")}
	for i := range indices {
		c.Options = append(c.Options, Option{Value: indices[i].ID, Label: textOf(l, indices[i].Name).plain(), Selected: indices[i].ID == chosen})
	}
	return c
}

// editionChoice asks which of its editions, the newest first.
func editionChoice(l *locale.Locale, k Links, ix *benchmark.Index, chosen int) Choice {
	c := Choice{Name: k.words().Edition, Label: l.T("web.benchmark.edition")}
	for i := len(ix.Editions) - 1; i >= 0; i-- {
		e := &ix.Editions[i]
		c.Options = append(c.Options, Option{
			Value: strconv.Itoa(e.Year), Selected: e.Year == chosen,
			Label: l.T("web.benchmark.edition_of", "year", strconv.Itoa(e.Year), "n", len(e.Scores)),
		})
	}
	return c
}

// groupChoice asks whether the first countries are shown, all, or those of a group.
func groupChoice(l *locale.Locale, k Links, t *benchmark.Table, chosen BenchmarkChoice) Choice {
	first := l.T("web.benchmark.first_countries", "n", min(FirstCountries, t.Size()))
	if len(chosen.Countries) > 0 {
		first = l.T("web.benchmark.ticked_countries")
	}
	c := Choice{Name: k.words().Group, Label: l.T("web.benchmark.countries"), Options: []Option{
		{Label: first, Selected: chosen.Group == ""},
		{Value: AllCountries, Label: l.T("web.benchmark.all_countries", "n", t.Size()), Selected: chosen.Group == AllCountries},
	}}
	for i := range country.Groups {
		g := &country.Groups[i]
		n := len(t.Among(g.Members(t.Year)))
		if n == 0 && g.Code != chosen.Group {
			continue
		}
		c.Options = append(c.Options, Option{
			Value: g.Code, Selected: g.Code == chosen.Group,
			Label: l.T("web.benchmark.group_of", "group", l.Text(g.Name), "n", n),
		})
	}
	return c
}

// groupNote says who is taken for a member of the group.
func groupNote(l *locale.Locale, t *benchmark.Table, g *country.Group, covered int) string {
	members := g.Members(t.Year)
	said := []any{"group", l.Text(g.Name), "year", strconv.Itoa(t.Year), "covered", covered}
	switch {
	case len(members) == 0:
		return l.T("web.benchmark.group_empty", "group", l.Text(g.Name), "year", strconv.Itoa(t.Year))
	case g.Through == 0:
		return l.N("web.benchmark.region_note", len(members), said...)
	case t.Year > g.Through:
		return l.N("web.benchmark.group_note", len(members), said...) + " " + l.T("web.benchmark.group_through", "through", strconv.Itoa(g.Through))
	}
	return l.N("web.benchmark.group_note", len(members), said...)
}

// codesOf are the countries of a table.
func codesOf(t *benchmark.Table) []string {
	codes := make([]string, len(t.Rows))
	for i := range t.Rows {
		codes[i] = t.Rows[i].Country
	}
	return codes
}
