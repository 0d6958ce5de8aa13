package country

import (
	"slices"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"pgregory.net/rapid"
)

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		// As the Open Data Barometer, OGP, the World Bank and the OECD write them.
		"Korea": "KR", "Korea, Rep.": "KR", "Korea (Republic of)": "KR", "Republic of Korea": "KR", "South Korea": "KR", "Corée du Sud": "KR",
		"Korea, Dem. People's Rep.": "KP", "North Korea": "KP",
		"Russian Fed.": "RU", "Russian Federation": "RU", "Russie": "RU",
		"Namibia NA": "NA", "Namibia": "NA", "Namibie": "NA", "NA": "NA", "NAM": "NA",
		"Cote d'Ivoire": "CI", "Côte d’Ivoire": "CI", "COTE D'IVOIRE": "CI",
		"Slovak Republic": "SK", "Czech Republic": "CZ", "Czechia": "CZ", "Tchéquie": "CZ",
		"Macedonia, FYR": "MK", "North Macedonia": "MK", "Turkey": "TR", "Türkiye": "TR", "Kosovo": "XK", "XKX": "XK",
		"United States of America": "US", "USA": "US", "the Netherlands": "NL", "St. Lucia": "LC", "Saint Lucia": "LC",
		"Trinidad & Tobago": "TT", "Trinidad and Tobago": "TT", "Trinité-et-Tobago": "TT", "Viet Nam": "VN", "Georgia": "GE",
		"Congo, Rep.": "CG", "Congo, Dem. Rep.": "CD", "Guinea-Bissau": "GW", "Guinea": "GN", "Niger": "NE", "Nigeria": "NG",
		" CA ": "CA", "CAN": "CA", "UK": "GB", "GB": "GB",
		// No countries.
		"": "", "World": "", "Sub-Saharan Africa": "", "Europe": "", "EU": "", "ca": "", "ZZ": "", "Scotland, United Kingdom": "", "419": "", "SU": "",
	} {
		if got, ok := Find(text); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if Valid("UK") || Valid("ca") || !Valid("XK") {
		t.Error("codes are not those of ISO 3166-1")
	}
}

// Every country is found by its names and its codes, and by no other's.
func TestFindEvery(t *testing.T) {
	// The 249 of ISO 3166-1, and Kosovo.
	if n := len(All()); n != 250 {
		t.Fatalf("%d countries: %v", n, All())
	}
	for _, code := range All() {
		region := language.MustParseRegion(code)
		for _, text := range []string{code, region.ISO3(), display.Regions(language.English).Name(region), display.Regions(language.French).Name(region)} {
			if got, _ := Find(text); got != code {
				t.Errorf("%s is found by %q as %q", code, text, got)
			}
		}
	}
	for code := range aliases {
		if !Valid(code) {
			t.Errorf("%s is no country", code)
		}
	}
}

func TestFindTakesAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if code, ok := Find(rapid.String().Draw(t, "text")); ok && !Valid(code) {
			t.Fatalf("found %q", code)
		}
	})
}

func TestGroups(t *testing.T) {
	for _, c := range []struct {
		group     string
		year      int
		size      int
		with, not string
	}{
		{"g7", 1974, 0, "", "US"}, {"g7", 1975, 6, "IT", "CA"}, {"G7", 2020, 7, "CA", "RU"},
		{"g20", 2020, 19, "ZA", "ES"},
		{"oecd", 1961, 19, "TR", "JP"}, {"oecd", 2009, 30, "KR", "CL"}, {"oecd", 2024, 38, "CR", "BR"},
		{"ogp", 2011, 8, "PH", "CA"}, {"ogp", 2012, 46, "CA", "AR"}, {"ogp", 2015, 64, "HU", "DE"}, {"ogp", 2017, 63, "CA", "TR"}, {"ogp", 2019, 79, "MA", "HU"},
		{"europe", 2020, -1, "DE", "CA"}, {"americas", 2020, -1, "CA", "DE"}, {"latin-america-caribbean", 2020, -1, "MX", "CA"},
		{"africa", 2020, -1, "NA", "FR"}, {"asia", 2020, -1, "JP", "AU"}, {"oceania", 2020, -1, "AU", "JP"},
	} {
		members := GroupOf(c.group).Members(c.year)
		if c.size >= 0 && len(members) != c.size || c.with != "" && !slices.Contains(members, c.with) || slices.Contains(members, c.not) {
			t.Errorf("%s in %d: %d members %v", c.group, c.year, len(members), members)
		}
	}
	if GroupOf("g9") != nil {
		t.Error("there is a g9")
	}
	for _, g := range Groups {
		members := g.Members(2100)
		if g.Name.EN == "" || g.Name.FR == "" || len(members) == 0 || len(slices.Compact(slices.Clone(members))) != len(members) {
			t.Errorf("%s: %v", g.Code, members)
		}
		if slices.ContainsFunc(members, func(code string) bool { return !Valid(code) }) {
			t.Errorf("%s has a member that is no country: %v", g.Code, members)
		}
	}
}

func TestBeside(t *testing.T) {
	if got := Beside("CA"); !slices.Equal(got, []string{"GB", "AU", "FR", "KR", "MX", "JP"}) {
		t.Errorf("beside Canada: %v", got)
	}
	if got := Beside("UY"); !slices.Equal(got, []string{"CA", "GB", "AU", "FR", "KR", "MX"}) {
		t.Errorf("beside Uruguay: %v", got)
	}
}
