package view

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/locale"
)

// addTable adds the table: what was assessed, in the order of the choice, and the
// rest in a sentence.
func (data *Completion) addTable(l *locale.Locale, k Links, in CompletionInput) {
	c, by := in.Choice, string(in.Choice.Grouping())
	seen := "end"
	if c.View == benchmark.WithProgress {
		seen = "progress"
	}
	data.Title = l.T("web.completion.by." + by)
	data.Caption = l.T("web.completion.caption." + seen)
	if c.Area != "" {
		data.Caption += " " + l.T("web.completion.tagged", "area", l.PolicyArea(c.Area))
	}
	data.SortBy = l.T("web.benchmark.sort_by")
	data.Heads = CompletionHeads{
		Name:      c.head(k, l.T("web.completion.head."+by), "", SortName),
		Share:     c.head(k, l.T("web.completion.share"), "r num", ""),
		Assessed:  c.head(k, l.T("web.completion.of_assessed"), "r of", SortAssessed),
		Interval:  c.head(k, l.T("web.completion.interval"), "r interval", SortLow),
		Starred:   c.head(k, l.T("web.completion.starred"), "r comp", SortStarred),
		Ambition:  c.head(k, l.T("web.completion.ambition"), "r comp", SortAmbition),
		Potential: c.head(k, l.T("web.completion.potential"), "r comp", SortPotential),
		Results:   c.head(k, l.T("web.completion.results"), "r comp", SortResults),
		Beside:    l.T("web.completion.beside_others"),
	}
	band := in.Beside.Completed
	if c.By == benchmark.ByPolicyArea {
		band = benchmark.Proportion{}
	} else {
		data.Home = l.Country(in.Home)
		data.Heads.Beside = l.T("web.completion.beside", "country", l.CountryIn(in.Home))
	}
	if band.Assessed > 0 {
		data.Key = l.T("web.completion.key", "country", l.CountryIn(in.Home))
	}
	var rest []string
	assessed := 0
	for i := range in.Standings {
		if in.Standings[i].Completed.Assessed > 0 {
			assessed++
		}
	}
	for _, s := range c.sorted(l, in.Standings) {
		if s.Completed.Assessed == 0 {
			rest = append(rest, groupName(l, c, &s))
			continue
		}
		data.Rows = append(data.Rows, completionRow(l, in, &s, band, assessed))
	}
	if len(data.Rows) == 0 {
		data.Nothing = l.T("web.completion.nothing")
	}
	if len(rest) > 0 {
		data.Rest = l.N("web.completion.rest", len(rest), "list", l.List(rest))
	}
}

func completionRow(l *locale.Locale, in CompletionInput, s *benchmark.Standing, band benchmark.Proportion, of int) CompletionRow {
	done := s.Completed
	row := CompletionRow{
		Name: groupName(l, in.Choice, s), Home: s.Country != "" && s.Country == in.Home,
		Share: l.Percent(tracker.NewRatio(int64(done.High), int64(done.Assessed))), Of: countsOf(l, done),
		Interval: intervalOf(l, done),
		Starred:  countsOf(l, s.Starred), Ambition: countsOf(l, s.Ambitious),
		Potential: countsOf(l, s.Promising), Results: countsOf(l, s.Strong),
	}
	if s.Country != "" {
		row.Href = Links{Lang: l.Lang()}.Country(s.Country)
	}
	row.Bar = intervalLane(done, band, row.Home)
	if in.Choice.By == benchmark.ByPlan && s.Submitted > 0 {
		row.Sub = strconv.Itoa(s.Submitted)
	}
	row.Relation, row.Differs = relationOf(l, in, s, of)
	return row
}

// intervalOf writes the interval of a share of something that was assessed: "44–100%".
func intervalOf(l *locale.Locale, p benchmark.Proportion) string {
	low, high := p.Wilson95()
	return l.T("web.figure.between", "lower", l.Int(tracker.RatioOf(ratOf(low)).Percent()), "upper", tracker.RatioOf(ratOf(high)))
}

// countsOf writes how many of how many: "6 of 7", and a dash where nothing was
// assessed.
func countsOf(l *locale.Locale, p benchmark.Proportion) string {
	if p.Assessed == 0 {
		return l.Percent(tracker.Ratio{})
	}
	return l.T("web.completion.of", "high", p.High, "assessed", p.Assessed)
}

// relationOf says where a row stands beside the home country; policy areas, which have
// no home, stand beside each other.
func relationOf(l *locale.Locale, in CompletionInput, s *benchmark.Standing, of int) (text string, differs bool) {
	if in.Choice.By != benchmark.ByPolicyArea {
		if in.Choice.By == "" && s.Country == in.Home {
			return "", false
		}
		relation := s.Completed.Beside(in.Beside.Completed)
		if relation == benchmark.Untold {
			return l.T("web.completion.relation.untold"), false
		}
		return l.T("web.completion.relation." + string(relation)), relation != benchmark.Indistinguishable
	}
	var said []string
	if n := len(s.Above); n > 0 {
		said = append(said, l.N("web.completion.above", n))
	}
	if n := len(s.Below); n > 0 {
		said = append(said, l.N("web.completion.below", n))
	}
	if len(said) == 0 && of > 1 {
		return l.T("web.completion.relation." + string(benchmark.Indistinguishable)), false
	}
	return strings.Join(said, " · "), len(said) > 0
}

// sorted are the standings in the order of the choice. What has no figure stands last
// whichever way the column is sorted; those alike stand by share, by how many were
// assessed, and by name.
func (c CompletionChoice) sorted(l *locale.Locale, all []benchmark.Standing) []benchmark.Standing {
	rows := slices.Clone(all)
	byName := func(a, b benchmark.Standing) int { return l.Compare(groupName(l, c, &a), groupName(l, c, &b)) }
	slices.SortFunc(rows, func(a, b benchmark.Standing) int {
		return cmp.Or(cmp.Compare(b.Completed.Share(), a.Completed.Share()), cmp.Compare(b.Completed.Assessed, a.Completed.Assessed),
			byName(a, b), cmp.Compare(a.Key, b.Key))
	})
	falling := (c.usualOrder(c.Sort) == Descending) == (c.Order == "")
	slices.SortStableFunc(rows, func(a, b benchmark.Standing) int {
		by := 0
		if c.Sort == SortName {
			by = byName(a, b)
		} else {
			x, y := c.figure(&a), c.figure(&b)
			if math.IsNaN(x) || math.IsNaN(y) {
				return order(math.IsNaN(x), math.IsNaN(y))
			}
			by = cmp.Compare(x, y)
		}
		if falling {
			by = -by
		}
		return by
	})
	return rows
}

// figure is what a row is sorted by, NaN where it has none.
func (c CompletionChoice) figure(s *benchmark.Standing) float64 {
	switch c.Sort {
	case SortAssessed:
		return float64(s.Completed.Assessed)
	case SortLow:
		low, _ := s.Completed.Wilson95()
		return low
	case SortStarred:
		return s.Starred.Share()
	case SortAmbition:
		return s.Ambitious.Share()
	case SortPotential:
		return s.Promising.Share()
	case SortResults:
		return s.Strong.Share()
	}
	return s.Completed.Share()
}

// head heads a column. Following it sorts by the column in its usual order, or turns
// the order round where that is the one shown.
func (c CompletionChoice) head(k Links, label, class, column string) SortHead {
	h, next := SortHead{Label: label, Class: class}, c
	next.Sort, next.Order = column, ""
	if column == c.Sort {
		h.Order, next.Order = turn(c.usualOrder(column), c.Order)
	}
	h.Href = k.Completion(next) + "#standings"
	return h
}

// completionForm asks by what commitments are put together, which review counts, and
// which of them.
func completionForm(l *locale.Locale, k Links, in CompletionInput) Form {
	w, c := k.words(), in.Choice
	f := Form{Wide: true, Action: k.Completion(CompletionChoice{}), Submit: l.T("web.form.show")}
	by := Choice{Name: w.By, Label: l.T("web.completion.by")}
	for _, g := range benchmark.Groupings {
		by.Options = append(by.Options, Option{Value: byWords[k.Lang][g], Label: l.T("web.completion.by." + string(g)), Selected: g == c.Grouping()})
	}
	seen := Choice{Name: w.View, Label: l.T("web.completion.view"), Options: []Option{
		{Label: l.T("web.completion.view_end"), Selected: c.View == ""},
		{Value: viewWords[k.Lang][benchmark.WithProgress], Label: l.T("web.completion.view_progress"), Selected: c.View == benchmark.WithProgress},
	}}
	countries, areas := covered(in.Commitments)
	area := Choice{Name: w.Area, Label: l.T("web.completion.area"), Options: []Option{{Label: l.T("web.completion.all_areas"), Selected: c.Area == ""}}}
	slices.SortFunc(areas, func(a, b string) int { return l.Compare(l.PolicyArea(a), l.PolicyArea(b)) })
	for _, name := range areas {
		area.Options = append(area.Options, Option{Value: name, Label: l.PolicyArea(name), Selected: name == c.Area})
	}
	f.Choices = []Choice{by, seen, memberChoice(l, k, c, countries), area}
	f.Countries = countryBoxes(l, w.Country, countries, c.Countries)
	f.Countries.Hint = l.T("web.completion.choose_hint")
	for _, h := range []Option{{Label: w.Sort, Value: completionSortWords[k.Lang][c.Sort]}, {Label: w.SortOrder, Value: orderWords[k.Lang][c.Order]}} {
		if h.Value != "" {
			f.Hidden = append(f.Hidden, h)
		}
	}
	if c.narrowed() {
		f.Reset, f.ResetText = k.Completion(CompletionChoice{By: c.By, View: c.View}), l.T("web.completion.reset")
	}
	return f
}

// memberChoice asks whether all countries are shown, or those of a group. OGP itself
// is no choice: all are its members.
func memberChoice(l *locale.Locale, k Links, c CompletionChoice, covered []string) Choice {
	all := l.N("web.completion.all_countries", len(covered))
	if len(c.Countries) > 0 {
		all = l.T("web.benchmark.ticked_countries")
	}
	choice := Choice{Name: k.words().Group, Label: l.T("web.benchmark.countries"), Options: []Option{{Label: all, Selected: c.Group == ""}}}
	for i := range country.Groups {
		g := &country.Groups[i]
		n := 0
		for _, code := range g.Members(g.Through) {
			if slices.Contains(covered, code) {
				n++
			}
		}
		if (n == 0 || g.Code == "ogp") && g.Code != c.Group {
			continue
		}
		choice.Options = append(choice.Options, Option{
			Value: g.Code, Selected: g.Code == c.Group, Label: l.T("web.benchmark.group_of", "group", l.Text(g.Name), "n", n),
		})
	}
	return choice
}

// covered are the countries and policy areas that national commitments have.
func covered(commitments []benchmark.Commitment) (countries, areas []string) {
	inCountry, inArea := map[string]bool{}, map[string]bool{}
	for i := range commitments {
		c := &commitments[i]
		if !c.National {
			continue
		}
		if c.Country != "" && !inCountry[c.Country] {
			inCountry[c.Country], countries = true, append(countries, c.Country)
		}
		for _, area := range c.PolicyAreas {
			if !inArea[area] {
				inArea[area], areas = true, append(areas, area)
			}
		}
	}
	slices.Sort(countries)
	return countries, areas
}
