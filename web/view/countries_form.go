package view

import (
	"slices"

	"ogptracker/tracker/locale"
)

// CountryBoxes offers countries to choose, folded under a line that says how many
// are. The template "country-boxes" draws it; its page asks for the stylesheet of
// forms ([Page.Forms]).
type CountryBoxes struct {
	Boxes
	Summary string
	Open    bool
}

// countryBoxes offers countries by name, in a form that sends them under a name. Those
// chosen are offered even where they are not among those on offer.
func countryBoxes(l *locale.Locale, name string, offered, chosen []string) *CountryBoxes {
	b := &CountryBoxes{Boxes: Boxes{ID: name, Legend: l.T("web.countries.legend"), Long: true}}
	codes := slices.Concat(offered, chosen)
	slices.SortFunc(codes, func(x, y string) int { return l.Compare(l.Country(x), l.Country(y)) })
	for _, code := range slices.Compact(codes) {
		b.Each = append(b.Each, Box{Value: code, Label: Text{Text: l.Country(code)}, Checked: slices.Contains(chosen, code)})
	}
	b.Summary = l.T("web.countries.choose")
	if len(chosen) > 0 {
		b.Summary = l.N("web.countries.chosen", len(chosen))
	}
	return b
}
