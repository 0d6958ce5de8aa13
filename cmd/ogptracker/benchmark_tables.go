package main

import (
	"cmp"
	"slices"
	"strconv"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
)

// rankTable writes the published ranks, or those of the mean, for people.
func (o *output) rankTable(a *benchmark.Analysis) error {
	l := o.l
	t := textTable{head: []string{l.T("cli.benchmark.by.country"), l.T("cli.benchmark.rank"), l.T("cli.benchmark.score"), l.T("cli.benchmark.gap"),
		l.T("cli.benchmark.percentile"), l.T("cli.benchmark.mean"), l.T("cli.benchmark.mean_rank")}}
	scores, ranks := a.PublishedScore, a.PublishedRank
	if scores == nil {
		scores, ranks = a.RawArithmetic, a.RawArithmeticRank
	}
	if a.Since != 0 {
		since := strconv.Itoa(a.Since)
		t.head = append(t.head, l.T("cli.benchmark.common_rank"), l.T("cli.benchmark.common_since", "year", since), l.T("cli.benchmark.change", "year", since))
	}
	for _, i := range inOrder(a, ranks) {
		row := []string{o.countryName(a.ISO2[i]), o.place(ranks[i]), l.Decimal(scores[i], 2), l.Decimal(a.GapToBest[i], 2), o.share(a.PercentileRank[i]),
			l.Decimal(a.RawArithmetic[i], 2), o.place(a.RawArithmeticRank[i])}
		if a.Since != 0 {
			row = append(row, o.sinceCells(a, slices.Index(a.Common, a.ISO2[i]))...)
		}
		t.add(row...)
	}
	var notes []string
	if a.Since != 0 {
		notes = append(notes, l.T("cli.benchmark.common_note", "n", len(a.Common), "of", len(a.ISO2), "year", strconv.Itoa(a.Since)))
	}
	if a.PeerMedian != nil {
		notes = append(notes, l.T("cli.benchmark.peer_median", "median", l.Decimal(*a.PeerMedian, 2), "n", len(a.Peers)))
	}
	return o.printTable(l.T("cli.benchmark.rank_heading"), t, append(notes, o.leftOut(a)...)...)
}

// sinceCells are a country's ranks and change among the countries common to both
// editions, blank for one that is not.
func (o *output) sinceCells(a *benchmark.Analysis, at int) []string {
	if at < 0 {
		return []string{"", "", ""}
	}
	change := o.l.Decimal(a.Change[at], 2)
	if a.Change[at] > 0 {
		change = "+" + change
	}
	return []string{o.place(a.CommonRank[at]), o.place(a.CommonSince[at]), change}
}

// compositeTable writes the ranks that each way of making a composite gives.
func (o *output) compositeTable(a *benchmark.Analysis) error {
	l := o.l
	t := textTable{head: []string{l.T("cli.benchmark.by.country"), l.T("cli.benchmark.score"), l.T("cli.benchmark.rank"), l.T("cli.benchmark.raw"),
		l.T("cli.benchmark.geometric"), l.T("cli.benchmark.zscore"), l.T("cli.benchmark.dist2max")}}
	for _, i := range inOrder(a, a.MinMaxArithmeticRank) {
		t.add(o.countryName(a.ISO2[i]), l.Decimal(a.MinMaxArithmetic[i], 2), o.place(a.MinMaxArithmeticRank[i]), o.place(a.RawArithmeticRank[i]),
			o.place(a.MinMaxGeometricRank[i]), o.place(a.ZScoreArithmeticRank[i]), o.place(a.Dist2MaxArithmeticRank[i]))
	}
	return o.printTable(l.T("cli.benchmark.composite_heading"), t, o.leftOut(a)...)
}

// rangeTable writes the ranks that each country can reach.
func (o *output) rangeTable(a *benchmark.Analysis, how benchmark.Method) error {
	l := o.l
	values, ranks := a.Of(how)
	over := make(map[string]int)
	for _, pair := range a.Dominance {
		over[pair.Over]++
	}
	t := textTable{head: []string{l.T("cli.benchmark.by.country"), l.T("cli.benchmark.score"), l.T("cli.benchmark.rank"), l.T("cli.benchmark.best"),
		l.T("cli.benchmark.worst"), l.T("cli.benchmark.dominates")}}
	for _, i := range inOrder(a, *ranks) {
		t.add(o.countryName(a.ISO2[i]), l.Decimal((*values)[i], 2), o.place((*ranks)[i]), o.place(a.BestPossibleRank[i]),
			o.place(a.WorstPossibleRank[i]), l.Int(over[a.ISO2[i]]))
	}
	notes := append([]string{l.T("cli.benchmark.range_note", "delta", o.share(*a.WeightDelta))}, o.leftOut(a)...)
	return o.printTable(l.T("cli.benchmark.range_heading", "normalisation", string(how.Normalisation), "aggregation", string(how.Aggregation)), t, notes...)
}

// simulationTable writes the sensitivity range of each country and what matters most.
func (o *output) simulationTable(a *benchmark.Analysis) error {
	l := o.l
	t := textTable{head: []string{l.T("cli.benchmark.by.country"), l.T("cli.benchmark.rank"), l.T("cli.benchmark.median"), l.T("cli.benchmark.sensitivity"),
		l.T("cli.benchmark.most")}, words: 1}
	for _, i := range inOrder(a, a.MinMaxArithmeticRank) {
		span := l.T("cli.benchmark.from_to", "from", l.Decimal(a.Q5Rank[i], 0), "to", l.Decimal(a.Q95Rank[i], 0))
		t.add(o.countryName(a.ISO2[i]), o.place(a.MinMaxArithmeticRank[i]), l.Decimal(a.MedianRank[i], 1), span, o.mostOf(a.SensitivityBy[a.ISO2[i]]))
	}
	notes := append([]string{l.T("cli.benchmark.simulation_note", "draws", a.Draws, "seed", strconv.FormatUint(*a.Seed, 10), "delta", o.share(*a.WeightDelta))},
		o.leftOut(a)...)
	if err := o.printTable(l.T("cli.benchmark.simulation_heading"), t, notes...); err != nil {
		return err
	}
	what := textTable{head: []string{l.T("cli.benchmark.choice_drawn"), l.T("cli.benchmark.first"), l.T("cli.benchmark.total")}}
	for _, in := range a.Sensitivity {
		what.add(o.choice(in.Choice), o.share(in.First), o.share(in.Total))
	}
	return o.printTable("\n"+l.T("cli.benchmark.choices_heading"), what)
}

// mostOf names the choice that a rank hangs on most, of all and with the others;
// a dash for a rank that never changes.
func (o *output) mostOf(influences []benchmark.Influence) string {
	most := slices.MaxFunc(influences, func(a, b benchmark.Influence) int { return cmp.Compare(a.Total, b.Total) })
	if share := o.share(most.Total); most.Total >= 0 {
		return o.choice(most.Choice) + " " + share
	}
	return o.share(most.Total)
}

func (o *output) choice(c benchmark.Choice) string { return o.l.T("cli.benchmark.choice." + string(c)) }

// place writes a rank; a dash where there is none.
func (o *output) place(rank int) string {
	if rank == 0 {
		return "–"
	}
	return o.l.Int(rank)
}

// countryName writes a country in the reader's language where the file gives its code.
func (o *output) countryName(text string) string {
	if country.Valid(text) {
		return o.l.Country(text)
	}
	return text
}

// leftOut says what did not take part, a note for each kind.
func (o *output) leftOut(a *benchmark.Analysis) (notes []string) {
	for _, left := range []struct {
		key  string
		list []string
	}{{"cli.benchmark.constant", a.Constant}, {"cli.benchmark.renormalised", a.Renormalised}, {"cli.benchmark.not_ranked", a.NotRanked}} {
		if len(left.list) > 0 {
			notes = append(notes, o.l.T(left.key, "list", o.l.List(left.list)))
		}
	}
	return notes
}

// inOrder returns the places of the countries by rank, those without one last.
func inOrder(a *benchmark.Analysis, ranks []int) []int {
	order := make([]int, len(a.ISO2))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int {
		if (ranks[i] == 0) != (ranks[k] == 0) {
			return cmp.Compare(ranks[k], ranks[i])
		}
		return cmp.Or(cmp.Compare(ranks[i], ranks[k]), cmp.Compare(a.ISO2[i], a.ISO2[k]))
	})
	return order
}
