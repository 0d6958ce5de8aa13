package web

import (
	"context"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/web/view"
)

// composition is a composite that a reader asks for.
type composition struct {
	in     view.CompositeInput
	matrix benchmark.Matrix // of the components that weigh something, and the countries chosen
	method benchmark.Method
	delta  float64
	// weigh are the components that weigh something.
	weigh []view.ComponentWeight
}

// simulation varies the composite as published pages vary theirs, but for the share by
// which its weights move.
func (c *composition) simulation() benchmark.Simulation {
	usual := benchmark.Usual()
	usual.Delta = c.delta
	return usual
}

// wrong notes what is wrong with a control.
func (c *composition) wrong(field view.CompositeField, code, message string) {
	c.in.Wrong = append(c.in.Wrong, view.CompositeFault{Field: field, Code: code, Message: message})
}

// composition reads how a composite is to be made. What is wrong is noted at its
// control, and all that is right is kept. It returns nil where no index is recorded.
func (s *Server) composition(ctx context.Context, r *Request) (*composition, error) {
	c := &composition{in: view.CompositeInput{Home: r.Site.Home}}
	in := &c.in
	var err error
	if in.Indices, err = s.lib.Indices(ctx); err != nil || len(in.Indices) == 0 {
		return nil, err
	}
	if err := s.composeOf(ctx, r, c); err != nil {
		return nil, err
	}
	if len(in.Parts) == 0 && in.Index != nil && len(in.Wrong) == 0 {
		c.wrong(view.CompositeIndex, "", r.L.T("web.composite.error.no_components"))
	}
	c.readMethod(r)
	c.readAmong(r)
	c.readWeights(r)
	if len(in.Wrong) > 0 {
		return c, nil
	}
	if err := c.assemble(r); err != nil || len(in.Wrong) > 0 {
		return c, err
	}
	c.settle()
	return c, nil
}

// composeOf finds what there is to put together: the components of an edition, or the
// scores of several indices.
func (s *Server) composeOf(ctx context.Context, r *Request, c *composition) error {
	in := &c.in
	asked := view.ParseIndex(r.Lang, r.Query.Get(view.WordsOf(r.Lang).Index))
	in.Choice.Index = asked
	if asked == view.SeveralIndices {
		return s.composeOfSeveral(ctx, r, c)
	}
	index, err := s.indexOf(ctx, asked)
	var unknown *Problem
	if errors.As(err, &unknown) {
		c.wrong(view.CompositeIndex, "", r.L.T("web.composite.error.index", "value", view.Shortened(asked)))
		in.Choice.Index = ""
		index, err = s.indexOf(ctx, "")
	}
	if err != nil {
		return err
	}
	in.Index = index
	latest := index.Latest()
	if latest == nil {
		c.wrong(view.CompositeIndex, "", r.L.T("web.composite.error.no_components"))
		return nil
	}
	year := latest.Year
	if text := r.Query.Get(view.WordsOf(r.Lang).Edition); text != "" {
		if in.Choice.Year, err = editionOf(r, index); err != nil {
			c.wrong(view.CompositeEdition, "", r.L.T("web.composite.error.edition", "value", view.Shortened(text)))
			in.Choice.Year = 0
		} else {
			year = in.Choice.Year
		}
	}
	in.Sources = []benchmark.Source{{Index: index, Year: year}}
	for _, component := range index.Components {
		in.Parts = append(in.Parts, view.CompositePart{Component: component, Series: index.Series})
	}
	return nil
}

// composeOfSeveral offers the score of each index's newest edition, and of those
// editions that are asked for.
func (s *Server) composeOfSeveral(ctx context.Context, r *Request, c *composition) error {
	in := &c.in
	begin := view.WordsOf(r.Lang).Weight
	for i := range in.Indices {
		index, err := s.lib.Index(ctx, in.Indices[i].ID)
		if err != nil {
			return err
		}
		for j := range index.Editions {
			source := benchmark.Source{Index: index, Year: index.Editions[j].Year}
			part := view.ScorePart(source)
			if _, asked := r.Query[begin+part.Code]; asked || j == len(index.Editions)-1 {
				in.Sources, in.Parts = append(in.Sources, source), append(in.Parts, part)
			}
		}
	}
	return nil
}

// readMethod reads normalisation, aggregation, and the share by which weights vary.
func (c *composition) readMethod(r *Request) {
	w, in := view.WordsOf(r.Lang), &c.in
	var ok bool
	if in.Choice.Normalisation, ok = view.ParseNormalisation(r.Lang, r.Query.Get(w.Normalisation)); !ok {
		c.wrong(view.CompositeNormalisation, "", r.L.T("web.composite.error.choice", "value", view.Shortened(r.Query.Get(w.Normalisation))))
	}
	if in.Choice.Aggregation, ok = view.ParseAggregation(r.Lang, r.Query.Get(w.Aggregation)); !ok {
		c.wrong(view.CompositeAggregation, "", r.L.T("web.composite.error.choice", "value", view.Shortened(r.Query.Get(w.Aggregation))))
	} else if in.Choice.Aggregation == benchmark.Geometric && in.Choice.Normalisation != "" {
		c.wrong(view.CompositeAggregation, "", r.L.T("web.composite.error.geometric"))
	}
	c.method = benchmark.Method{Normalisation: benchmark.MinMax, Aggregation: benchmark.Arithmetic}
	if in.Choice.Normalisation != "" {
		c.method.Normalisation = in.Choice.Normalisation
	}
	if in.Choice.Aggregation != "" {
		c.method.Aggregation = in.Choice.Aggregation
	}
	c.delta = benchmark.WeightDelta
	if in.Choice.Vary = r.Query.Get(w.Vary); in.Choice.Vary == "" {
		return
	}
	share, ok := numberUpTo(in.Choice.Vary, view.MostVaried)
	if !ok {
		c.wrong(view.CompositeVary, "", r.L.T("web.composite.error.vary", "value", view.Shortened(in.Choice.Vary), "most", view.MostVaried))
		return
	}
	c.delta = share / 100
}

// numberUpTo reads a number from 0 to a limit, with a point or a comma.
func numberUpTo(text string, most float64) (float64, bool) {
	const longest = 20
	text = strings.Replace(text, ",", ".", 1)
	if len(text) > longest || strings.Trim(text, "0123456789.") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil && x <= most
}

// readAmong reads among which countries the composite is made.
func (c *composition) readAmong(r *Request) {
	w, in := view.WordsOf(r.Lang), &c.in
	if in.Choice.Group = r.Query.Get(w.Group); in.Choice.Group == view.AllCountries {
		in.Choice.Group = ""
	} else if in.Choice.Group != "" {
		group := country.GroupOf(in.Choice.Group)
		if group == nil {
			c.wrong(view.CompositeGroup, "", r.L.T("web.composite.error.group", "value", view.Shortened(in.Choice.Group)))
			in.Choice.Group = ""
		} else {
			in.Choice.Group = group.Code
		}
	}
	var odd []string
	if in.Choice.Countries, _, odd = countriesOf(r.Query[w.Country]); len(odd) > 0 {
		c.wrong(view.CompositeCountries, "", r.L.T("web.error.country", "value", view.Shortened(odd[0])))
	}
}

// readWeights reads the weights. Where none is given, all components weigh alike; of
// several indices, those whose series is that of the first.
func (c *composition) readWeights(r *Request) {
	in, begin := &c.in, view.WordsOf(r.Lang).Weight
	in.Typed = map[string]string{}
	for name := range r.Query {
		if code, is := strings.CutPrefix(name, begin); is {
			in.Typed[code] = r.Query.Get(name)
			known := func(p view.CompositePart) bool { return p.Code == code }
			if !slices.ContainsFunc(in.Parts, known) {
				in.Unknown = append(in.Unknown, code)
			}
		}
	}
	slices.Sort(in.Unknown)
	for _, code := range in.Unknown {
		c.wrong(view.CompositeWeights, code, r.L.T("web.composite.error.component", "value", view.Shortened(code)))
	}
	given := len(in.Typed) > 0
	if !given {
		for _, p := range in.Parts {
			if p.Series == in.Parts[0].Series {
				in.Typed[p.Code] = "1"
			}
		}
	}
	weighty, bad := false, len(in.Unknown) > 0
	for _, p := range in.Parts {
		text := in.Typed[p.Code]
		if text == "" {
			continue
		}
		weight, ok := numberUpTo(text, view.MostWeight)
		if !ok {
			bad = true
			c.wrong(view.CompositeWeights, p.Code, r.L.T("web.composite.error.weight", "value", view.Shortened(text), "most", view.MostWeight))
		} else if weight > 0 {
			weighty = true
			c.method.Weights = append(c.method.Weights, weight)
			c.weigh = append(c.weigh, view.ComponentWeight{Code: p.Code, Value: strconv.FormatFloat(weight, 'f', -1, 64)})
		}
	}
	if given {
		in.Choice.Weights = c.weigh
	}
	if given && !weighty && !bad && len(in.Parts) > 0 {
		c.wrong(view.CompositeWeights, "", r.L.T("web.composite.error.no_weight"))
	}
}

// assemble makes the matrix of what was chosen.
func (c *composition) assemble(r *Request) error {
	in := &c.in
	weighs := func(code string) bool {
		return slices.ContainsFunc(c.weigh, func(w view.ComponentWeight) bool { return w.Code == code })
	}
	var whole benchmark.Matrix
	if in.Index != nil {
		source := in.Sources[0]
		whole = benchmark.MatrixOf(source.Index, source.Index.Edition(source.Year)).Parts(weighs)
	} else {
		var sources []benchmark.Source
		for i, p := range in.Parts {
			if weighs(p.Code) {
				sources = append(sources, in.Sources[i])
			}
		}
		var err error
		if whole, err = benchmark.Join(sources...); errors.Is(err, benchmark.ErrMixedSeries) {
			c.wrong(view.CompositeWeights, "", view.MixedSeries(r.L, sources))
			return nil
		} else if err != nil {
			return err
		}
		for j := range whole.Components {
			whole.Components[j] = view.ScorePart(sources[j]).Component
		}
		in.Sources = sources
	}
	in.Whole = whole.Countries
	for i, enters := range benchmark.Screen(whole.Values, c.method.Weights) {
		if enters {
			in.Rankable = append(in.Rankable, whole.Countries[i])
		}
	}
	c.matrix = whole.Where(in.Among())
	switch n := len(c.matrix.Countries); {
	case n == 0:
		c.wrong(c.amongField(), "", r.L.T("web.composite.error.no_country"))
	case n == 1:
		c.wrong(c.amongField(), "", r.L.T("web.composite.error.one_country", "country", r.L.CountryIn(c.matrix.Countries[0])))
	case c.matrix.Check() != nil:
		c.wrong(view.CompositeEdition, "", r.L.T("web.composite.error.data"))
	}
	return nil
}

// amongField is the control that says among whom the composite is made.
func (c *composition) amongField() view.CompositeField {
	if len(c.in.Choice.Countries) > 0 {
		return view.CompositeCountries
	}
	return view.CompositeGroup
}

// settle brings the weights to a sum of 1, and finds the address that stands for the
// composite whatever is recorded later: with its edition, and without what is usual.
func (c *composition) settle() {
	in := &c.in
	sum := 0.0
	for _, w := range c.method.Weights {
		sum += w
	}
	for j := range c.method.Weights {
		c.method.Weights[j] /= sum
	}
	in.Made = in.Choice
	if in.Index != nil {
		in.Made.Index, in.Made.Year = in.Index.ID, in.Sources[0].Year
	}
	if c.delta == benchmark.WeightDelta {
		in.Made.Vary = ""
	} else {
		in.Made.Vary = strconv.FormatFloat(math.Round(c.delta*1e8)/1e6, 'f', -1, 64)
	}
	in.Made.Weights = c.weigh
	differs := func(w view.ComponentWeight) bool { return w.Value != c.weigh[0].Value }
	if in.Index != nil && len(c.weigh) == len(in.Parts) && !slices.ContainsFunc(c.weigh, differs) {
		in.Made.Weights = nil
	}
}
