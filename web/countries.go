package web

import (
	"slices"
	"strings"

	"ogptracker/tracker/country"
)

// countriesOf reads codes of countries, in any case, from an address: those that are
// chosen, in order and each once, those chosen twice, and what is no code.
func countriesOf(values []string) (chosen, twice, odd []string) {
	for _, value := range values {
		code := strings.ToUpper(value)
		switch {
		case !country.Valid(code):
			odd = append(odd, value)
		case slices.Contains(chosen, code):
			twice = append(twice, code)
		default:
			chosen = append(chosen, code)
		}
	}
	slices.Sort(chosen)
	return chosen, twice, odd
}
