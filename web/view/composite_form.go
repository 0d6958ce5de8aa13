package view

import (
	"slices"
	"strconv"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

// fieldID is a control's id, which messages lead to.
func fieldID(name string) string { return "f-" + name }

// fault returns what is wrong with a control, blank for nothing.
func (in *CompositeInput) fault(field CompositeField, code string) string {
	i := slices.IndexFunc(in.Wrong, func(f CompositeFault) bool { return f.Field == field && f.Code == code })
	if i < 0 {
		return ""
	}
	return in.Wrong[i].Message
}

// pickOf asks what is put together. It is a form of its own, since components and
// editions are those of an index.
func pickOf(l *locale.Locale, k Links, in *CompositeInput) CompositePick {
	name := k.words().Index
	pick := CompositePick{
		Action: k.Composite(CompositeChoice{}), Submit: l.T("web.composite.pick"),
		Index: Input{ID: fieldID(name), Name: name, Type: "select", Label: l.T("web.composite.from"), Error: in.fault(CompositeIndex, "")},
	}
	chosen := SeveralIndices
	if in.Index != nil {
		chosen = in.Index.ID
	}
	pick.Index.Options = indexChoice(l, k, in.Indices, chosen).Options
	if len(in.Indices) > 1 {
		pick.Index.Options = append(pick.Index.Options, Option{Value: k.indexWord(SeveralIndices), Label: l.T("web.composite.several"), Selected: in.Index == nil})
	}
	return pick
}

// compositeForm asks how, with all that the reader chose.
func compositeForm(l *locale.Locale, k Links, in *CompositeInput) CompositeForm {
	w := k.words()
	f := CompositeForm{Action: k.Composite(CompositeChoice{}), Error: in.fault(CompositeWeights, "")}
	index := in.Choice.Index
	if in.Index != nil {
		index = in.Index.ID
	}
	f.Hidden = []Hidden{{Name: w.Index, Value: k.indexWord(index)}}
	for _, p := range in.Parts {
		f.Weights = append(f.Weights, weightInput(k, in, p.Code, partLabel(l, in, p)))
	}
	for _, code := range in.Unknown {
		f.Weights = append(f.Weights, weightInput(k, in, code, Shortened(code)))
	}
	choose := func(name, label, hint string, field CompositeField, options []Option) {
		f.Choices = append(f.Choices, Input{ID: fieldID(name), Name: name, Type: "select", Label: label, Hint: hint, Error: in.fault(field, ""), Options: options})
	}
	if in.Index != nil {
		choose(w.Edition, l.T("web.benchmark.edition"), "", CompositeEdition, editionChoice(l, k, in.Index, in.year()).Options)
	}
	choose(w.Group, l.T("web.benchmark.countries"), "", CompositeGroup, amongOptions(l, k, in))
	choose(w.Normalisation, l.T("web.composite.normalisation"), "", CompositeNormalisation, normalisationOptions(l, k, in))
	choose(w.Aggregation, l.T("web.composite.aggregation"), "", CompositeAggregation, aggregationOptions(l, k, in))
	vary := in.Choice.Vary
	if vary == "" {
		vary = strconv.FormatFloat(100*benchmark.WeightDelta, 'f', -1, 64)
	}
	f.Choices = append(f.Choices, Input{
		ID: fieldID(w.Vary), Name: w.Vary, Type: "text", InputMode: "decimal", Label: l.T("web.composite.vary"), Hint: l.T("web.composite.vary_hint", "most", MostVaried),
		Error: in.fault(CompositeVary, ""), Value: vary,
	})
	f.Countries = countryBoxes(l, w.Country, in.Whole, in.Choice.Countries)
	f.Countries.Hint = l.T("web.composite.countries_hint")
	if f.Countries.Error = in.fault(CompositeCountries, ""); f.Countries.Error != "" {
		f.Countries.Open = true
	}
	if in.Choice.Made() || len(in.Wrong) > 0 {
		f.Reset = k.Composite(CompositeChoice{Index: in.Choice.Index})
	}
	return f
}

// weightInput asks for a weight.
func weightInput(k Links, in *CompositeInput, code, label string) Input {
	name := k.words().Weight + code
	return Input{ID: fieldID(Anchor(name)), Name: name, Type: "text", InputMode: "decimal", Label: label, Value: in.Typed[code], Error: in.fault(CompositeWeights, code)}
}

// partLabel names a component; among several indices it says which series a scaled one
// is of.
func partLabel(l *locale.Locale, in *CompositeInput, p CompositePart) string {
	name := textOf(l, p.Name).plain()
	if in.Index == nil && p.Series == benchmark.Scaled {
		return l.T("web.composite.scaled", "name", name)
	}
	return name
}

// amongOptions offers all countries, and the groups of which some can be ranked, with
// how many.
func amongOptions(l *locale.Locale, k Links, in *CompositeInput) []Option {
	all := l.T("web.composite.all")
	if len(in.Choice.Countries) > 0 {
		all = l.T("web.benchmark.ticked_countries")
	}
	options := []Option{{Label: all, Selected: in.Choice.Group == ""}}
	for i := range country.Groups {
		g := &country.Groups[i]
		members := g.Members(in.year())
		n := 0
		for _, code := range in.Rankable {
			if slices.Contains(members, code) {
				n++
			}
		}
		label := l.T("web.benchmark.group_of", "group", l.Text(g.Name), "n", n)
		if in.Whole == nil { // something is wrong, and nobody was counted
			label = l.Text(g.Name)
		}
		if n > 1 || in.Whole == nil || g.Code == in.Choice.Group {
			options = append(options, Option{Value: g.Code, Label: label, Selected: g.Code == in.Choice.Group})
		}
	}
	return options
}

func normalisationOptions(l *locale.Locale, k Links, in *CompositeInput) []Option {
	options := make([]Option, len(Normalisations))
	for i, n := range Normalisations {
		options[i] = Option{
			Value: normalisationWords[k.Lang][n], Label: capital(l.T("web.composite.normalisation." + string(n))),
			Selected: n == in.Choice.Normalisation || n == benchmark.MinMax && in.Choice.Normalisation == "",
		}
	}
	return options
}

func aggregationOptions(l *locale.Locale, k Links, in *CompositeInput) []Option {
	options := make([]Option, len(Aggregations))
	for i, a := range Aggregations {
		options[i] = Option{
			Value: aggregationWords[k.Lang][a], Label: capital(l.T("web.composite.aggregation." + string(a))),
			Selected: a == in.Choice.Aggregation || a == benchmark.Arithmetic && in.Choice.Aggregation == "",
		}
	}
	return options
}

// compositeErrors sum up what is wrong, each leading to its control.
func compositeErrors(l *locale.Locale, k Links, in *CompositeInput) FormErrors {
	w := k.words()
	at := map[CompositeField]string{
		CompositeIndex: fieldID(w.Index), CompositeEdition: fieldID(w.Edition), CompositeWeights: "weights", CompositeNormalisation: fieldID(w.Normalisation),
		CompositeAggregation: fieldID(w.Aggregation), CompositeVary: fieldID(w.Vary), CompositeGroup: fieldID(w.Group), CompositeCountries: w.Country,
	}
	inputs := make([]Input, len(in.Wrong))
	for i, fault := range in.Wrong {
		inputs[i] = Input{ID: at[fault.Field], Error: fault.Message}
		if fault.Code != "" {
			inputs[i].ID = fieldID(Anchor(w.Weight + fault.Code))
		}
	}
	return errorsOf(l, "", inputs...)
}
