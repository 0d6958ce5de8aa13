package pdf

import (
	"math"
	"math/big"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// describe says in words what the drawing in a cell shows.
func (f *flow) describe(c *document.Cell) string {
	switch {
	case c.Bar != nil:
		if !c.Bar.HasProgress {
			return f.words.T("pdf.describe.bounds", "lower", f.percent(c.Bar.Lower), "upper", f.percent(c.Bar.Upper))
		}
		return f.words.T("pdf.describe.bar", "progress", f.percent(c.Bar.Progress), "lower", f.percent(c.Bar.Lower), "upper", f.percent(c.Bar.Upper))
	case c.Fill != nil:
		return f.words.T("pdf.describe.fill", "value", f.number(c.Fill.Value), "of", f.number(c.Fill.Of))
	case c.Span != nil:
		return f.words.T("pdf.describe.ranks", "best", c.Span.Best, "worst", c.Span.Worst, "of", c.Span.Of)
	}
	var values []string
	for _, v := range c.Line.Values {
		values = append(values, f.number(v))
	}
	return f.words.T("pdf.describe.trend", "values", f.words.List(values))
}

// percent writes a share for the description of a drawing.
func (f *flow) percent(v float64) string {
	return f.words.Percent(tracker.RatioOf(new(big.Rat).SetFloat64(share(v))))
}

func (f *flow) number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	return f.words.Decimal(v, 0)
}
