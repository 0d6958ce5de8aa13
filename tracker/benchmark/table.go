package benchmark

import (
	"cmp"
	"math"
	"slices"

	"ogptracker/tracker"
)

// Table is one edition of an index as pages, charts and reports show it. All of
// them show a Table, so that they cannot disagree.
type Table struct {
	Index      Index        `json:"-"` // the index itself, for its name, credit and licence
	ID         string       `json:"index"`
	Year       int          `json:"year"`
	Name       tracker.Text `json:"edition"` // "Leaders Edition"; blank when it has no name of its own
	First      int          `json:"first"`   // year of the index's first edition
	Years      []int        `json:"years"`   // of the editions up to Year, in order of time
	Sizes      []int        `json:"sizes"`   // how many countries each of Years covers
	Components []Component  `json:"components"`
	// WeightDelta is the share by which weights vary in the rank ranges.
	WeightDelta float64 `json:"weight_delta"`
	Rows        []Row   `json:"rows"` // by rank; countries that tie, by code

	// ScoreDigits is how many decimals scores are written with, the same in every
	// edition, and PartDigits how many components are, in this one: none where all are
	// whole numbers as published, otherwise one.
	ScoreDigits, PartDigits int `json:"-"`

	ranked  int // countries of the edition
	entered int // see [Table.Entered]
	base    int // see [Table.Base]
}

// Row is one country of a table.
type Row struct {
	Country    string  `json:"country"` // ISO 3166-1 alpha-2
	Rank       int     `json:"rank"`    // by published score, see [Rank]
	Tied       bool    `json:"tied"`    // another country has the same rank
	Score      float64 `json:"score"`
	Gap        float64 `json:"gap"`        // points below the best, 0 for the best
	Percentile float64 `json:"percentile"` // share of the other countries that score lower, 0 to 1; 0 where there is no other
	// Since is the year of the first edition in which the country appears and
	// whose method is that of this one, 0 where that is this one or where the
	// series is not comparable through time.
	Since int `json:"since,omitempty"`
	// Change is Score minus the score of Since, in points; 0 where there is none.
	Change     float64 `json:"change"`
	Trend      Values  `json:"trend"`      // score by edition, in the order of Table.Years; NaN where absent
	Components Values  `json:"components"` // in the order of Table.Components; NaN where not published
	// Mean is the mean of the published components as they are, equally
	// weighted, under the coverage rule; MeanRank its rank. Both are 0 where the
	// country lacks too many, or the index publishes none.
	Mean     float64 `json:"mean"`
	MeanRank int     `json:"mean_rank"`
	// Composite is the mean of the components, each scaled from the lowest
	// country, 0, to the highest, 100, and equally weighted under the coverage
	// rule; CompositeRank its rank. Both are 0 as for MeanRank.
	Composite     float64 `json:"composite"`
	CompositeRank int     `json:"composite_rank"`
	// Best and Worst are the ranks between which CompositeRank stays when the
	// equal weights of the components vary, see [RankRange]; 0 as for MeanRank.
	// The rank of the published score may lie outside them.
	Best  int `json:"best_possible_rank"`
	Worst int `json:"worst_possible_rank"`
}

// Row returns a country's row, or nil when the edition does not cover it.
func (t *Table) Row(country string) *Row {
	i := slices.IndexFunc(t.Rows, func(r Row) bool { return r.Country == country })
	if i < 0 {
		return nil
	}
	return &t.Rows[i]
}

// Size returns how many countries the edition ranks, however many of them the table
// has kept, see [Table.Only].
func (t *Table) Size() int { return t.ranked }

// Entered returns how many countries of the edition have a rank by their components,
// however many of them the table has kept.
func (t *Table) Entered() int { return t.entered }

// Base returns the year of the first edition whose method is that of this one: no
// change is counted from further back.
func (t *Table) Base() int { return t.base }

// Only returns the table with some of its countries. Ranks, gaps and rank ranges
// stay those of the whole edition, and so does [Table.Size].
func (t *Table) Only(keep func(country string) bool) Table {
	some := *t
	some.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r Row) bool { return !keep(r.Country) })
	return some
}

// Place is a rank, and whether another country has the same.
type Place struct {
	Rank int
	Tied bool
}

// Among ranks some countries of the table among each other, by published score as
// [Rank] does. It leaves out those that the table does not have.
func (t *Table) Among(countries []string) map[string]Place {
	var scores []float64
	var codes []string
	for i := range t.Rows {
		if slices.Contains(countries, t.Rows[i].Country) {
			codes, scores = append(codes, t.Rows[i].Country), append(scores, t.Rows[i].Score)
		}
	}
	ranks := Rank(scores)
	taken := make(map[int]int)
	for _, rank := range ranks {
		taken[rank]++
	}
	places := make(map[string]Place, len(codes))
	for i, code := range codes {
		places[code] = Place{Rank: ranks[i], Tied: taken[ranks[i]] > 1}
	}
	return places
}

// ScoresAreMeans reports whether the published scores are the means of the
// published components, rounded to whole numbers, wherever all are published: some
// editions make their score in another way.
func (t *Table) ScoresAreMeans() bool {
	compared := false
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.MeanRank == 0 || slices.ContainsFunc(r.Components, math.IsNaN) {
			continue
		}
		compared = true
		if math.Abs(r.Score-r.Mean) > 0.5+TieWithin {
			return false
		}
	}
	return compared
}

// digits are [Table.ScoreDigits] and [Table.PartDigits].
func (ix *Index) digits(year int) (score, part int) {
	has := func(v float64) bool { return !math.IsNaN(v) && v != math.Trunc(v) }
	for _, e := range ix.Editions {
		for _, s := range e.Scores {
			if has(s.Value) {
				score = 1
			}
			if e.Year == year && slices.ContainsFunc(s.Components, has) {
				part = 1
			}
		}
	}
	return score, part
}

// TableOf returns the table of an edition. It has no rows when the index has no
// edition of that year, or only one without countries. Where an index breaks its
// own rules (a country twice, see [Matrix.Check]), what the components give is
// left out and the published scores stand.
func TableOf(ix *Index, year int) Table {
	t := Table{Index: *ix, ID: ix.ID, Year: year, Components: ix.Components, WeightDelta: WeightDelta}
	t.ScoreDigits, t.PartDigits = ix.digits(year)
	edition := ix.Edition(year)
	if edition == nil || len(edition.Scores) == 0 {
		return t
	}
	t.Name, t.First, t.ranked = edition.Name, ix.Editions[0].Year, len(edition.Scores)
	t.base = t.First
	var trends []map[string]float64 // by edition: country -> score
	for i := range ix.Editions {
		e := &ix.Editions[i]
		if e.Year > year {
			break
		}
		if !e.Break.IsZero() {
			t.base = e.Year
		}
		scores := make(map[string]float64, len(e.Scores))
		for _, s := range e.Scores {
			scores[s.Country] = s.Value
		}
		t.Years, t.Sizes, trends = append(t.Years, e.Year), append(t.Sizes, len(e.Scores)), append(trends, scores)
	}

	m := MatrixOf(ix, edition)
	ranks, gaps, percentiles := Rank(m.Scores), GapToBest(m.Scores), PercentileRank(m.Scores)
	for i, country := range m.Countries {
		row := Row{
			Country: country, Score: m.Scores[i], Rank: ranks[i], Gap: gaps[i],
			Percentile: orElse(percentiles[i], 0), Components: m.Values[i],
		}
		for _, scores := range trends {
			score, ok := scores[country]
			if !ok {
				score = math.NaN()
			}
			row.Trend = append(row.Trend, score)
		}
		if ix.Series == Absolute {
			from := slices.Index(t.Years, t.base)
			row.Since, row.Change = change(t.Years[from:], row.Trend[from:])
		}
		t.Rows = append(t.Rows, row)
	}
	t.rateComponents(m)

	slices.SortStableFunc(t.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Country, b.Country))
	})
	for i := range t.Rows {
		t.Rows[i].Tied = i > 0 && t.Rows[i-1].Rank == t.Rows[i].Rank ||
			i+1 < len(t.Rows) && t.Rows[i+1].Rank == t.Rows[i].Rank
	}
	return t
}

// change returns the year of the first score in a trend and the last score minus
// that one; 0 and 0 when the last is the first.
func change(years []int, trend Values) (since int, points float64) {
	last := len(trend) - 1
	for i, score := range trend[:last] {
		if !math.IsNaN(score) {
			return years[i], trend[last] - score
		}
	}
	return 0, 0
}

// rateComponents adds what the components give: mean, its rank, rank range. The
// rows are still in the order of the matrix.
func (t *Table) rateComponents(m Matrix) {
	if len(m.Components) == 0 {
		return
	}
	mean, err := Compose(m, Method{Normalisation: Raw, Aggregation: Arithmetic})
	if err != nil {
		return
	}
	composite, err := Compose(m, Method{Normalisation: MinMax, Aggregation: Arithmetic})
	if err != nil {
		return
	}
	ranges, err := RankRange(m, nil, t.WeightDelta)
	if err != nil {
		return
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		row.Mean, row.MeanRank = orElse(mean.Values[i], 0), mean.Ranks[i]
		row.Composite, row.CompositeRank = orElse(composite.Values[i], 0), composite.Ranks[i]
		row.Best, row.Worst = ranges.Best[i], ranges.Worst[i]
		if row.CompositeRank != 0 {
			t.entered++
		}
	}
}
