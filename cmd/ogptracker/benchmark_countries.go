package main

import (
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker/country"
)

// countryChoice is which countries a comparison is among.
type countryChoice struct {
	Group     string `help:"cli.help.flag.group" placeholder:"GROUP"`
	Countries string `help:"cli.help.flag.countries" placeholder:"LIST"`
}

// countries returns the codes of the countries chosen, nil for all.
func (c *countryChoice) countries() ([]string, error) {
	chosen, err := countryCodes(c.Countries)
	if err != nil || c.Group == "" {
		return chosen, err
	}
	name, in, dated := strings.Cut(c.Group, ":")
	group := country.GroupOf(name)
	if group == nil {
		var codes []string
		for _, g := range country.Groups {
			codes = append(codes, g.Code)
		}
		return nil, usageFault("cli.error.group", "value", name, "expected", strings.Join(codes, ", "))
	}
	year := group.Through
	if dated {
		if year, err = strconv.Atoi(in); err != nil {
			return nil, usageFault("cli.error.group_year", "value", in)
		}
	}
	members := group.Members(year)
	if len(members) == 0 {
		return nil, usageFault("cli.error.group_empty", "group", group.Code, "year", in)
	}
	return append(chosen, members...), nil
}

// countryCodes reads a list of codes or names; nil for nothing given.
func countryCodes(list string) ([]string, error) {
	if list == "" {
		return nil, nil
	}
	var codes []string
	for text := range strings.SplitSeq(list, ";") {
		for _, name := range namesIn(text) {
			code, ok := country.Find(name)
			if !ok {
				return nil, usageFault("cli.error.country", "value", name)
			}
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	return codes, nil
}

// namesIn sets apart what commas separate, unless the whole is a country's name:
// "Korea, Rep." has a comma of its own.
func namesIn(text string) []string {
	if _, whole := country.Find(text); whole {
		return []string{text}
	}
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		names = append(names, strings.TrimSpace(name))
	}
	return names
}
