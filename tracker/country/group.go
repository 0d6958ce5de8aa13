package country

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"ogptracker/tracker"
)

// Group is a set of countries that are compared with each other.
type Group struct {
	Code string // "g7", as addresses and commands name it
	Name tracker.Text
	// Through is the year up to which the list was looked after; 0 for groups
	// that do not change. Countries that joined or left later are not told apart.
	Through int
	members []membership
	region  string // UN M49 code of a region, instead of members
}

// membership is a country's time in a group, in whole years: it counts in the
// year in which it joined, and no more in the one in which it left.
type membership struct {
	country    string
	from, left int // left is 0 for one that has not left
}

// Members returns the codes of the countries that belong to the group in a year,
// in order.
func (g *Group) Members(year int) []string {
	var codes []string
	for _, m := range g.members {
		if year >= m.from && (m.left == 0 || year < m.left) {
			codes = append(codes, m.country)
		}
	}
	if g.region != "" {
		region := language.MustParseRegion(g.region)
		for _, code := range All() {
			if region.Contains(language.MustParseRegion(code)) {
				codes = append(codes, code)
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// GroupOf returns a group by its code, in any case, or nil.
func GroupOf(code string) *Group {
	i := slices.IndexFunc(Groups, func(g Group) bool { return strings.EqualFold(g.Code, code) })
	if i < 0 {
		return nil
	}
	return &Groups[i]
}

// usual are compared where nobody is chosen: the countries that were set beside each
// other when Canada's benchmark was first shown.
var usual = []string{"CA", "GB", "AU", "FR", "KR", "MX", "JP"}

// Beside returns with which six countries one is compared where nobody is chosen.
func Beside(code string) []string {
	others := slices.DeleteFunc(slices.Clone(usual), func(other string) bool { return other == code })
	return others[:len(usual)-1]
}

// Groups are the groups in which countries are compared. The European Union and
// the African Union, members of the G20, are no countries. The years of OECD are
// those in which the instruments of ratification were deposited; the seven met as
// six, without Canada, in 1975.
//
// For OGP a year is the first for which membership is certain: the four cohorts of
// 2011 to 2014, the first action plan, or the list of the 79 members of April 2019;
// some joined a year or two before. OGP's own data hold 32 of the members to it, by
// the years in which their plans were submitted, and a test compares a sample of
// them. The years of the others were not seen in data of OGP. Who joined or left
// after 2019 is not in the list. Regions are those of the United Nations' M49
// standard, as CLDR has them.
var Groups = []Group{
	{Code: "g7", Name: tracker.Text{EN: "G7", FR: "G7"}, Through: 2024, members: join(
		"1975 DE FR GB IT JP US", "1976 CA")},
	{Code: "g20", Name: tracker.Text{EN: "G20", FR: "G20"}, Through: 2024, members: join(
		"1999 AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA")},
	{Code: "oecd", Name: tracker.Text{EN: "OECD", FR: "OCDE"}, Through: 2024, members: join(
		"1961 AT BE CA CH DE DK ES FR GB GR IE IS LU NL NO PT SE TR US", "1962 IT", "1964 JP", "1969 FI", "1971 AU",
		"1973 NZ", "1994 MX", "1995 CZ", "1996 HU KR PL", "2000 SK", "2010 CL EE IL SI", "2016 LV", "2018 LT", "2020 CO",
		"2021 CR")},
	{Code: "ogp", Name: tracker.Text{EN: "Open Government Partnership", FR: "Partenariat pour un gouvernement ouvert"}, Through: 2019, members: join(
		"2011 BR GB ID MX NO PH US ZA",
		"2012 AL AM AZ BG CA CL CO CZ DK DO EE ES GE GR GT HN HR IL IT JO KE KR LT LV MD ME MK MT PE PY RO SE SK SV TR-2017 TZ-2017 UA UY",
		"2013 AR CR FI GH HU-2016 LR NL PA", "2014 AU IE MN MW NZ RS SL TN TT", "2015 FR", "2016 CI", "2017 DE", "2018 MA",
		"2019 AF BA BF CV EC JM KG LK LU NG PG PK PT SC SN")},
	{Code: "africa", Name: tracker.Text{EN: "Africa", FR: "Afrique"}, region: "002"},
	{Code: "americas", Name: tracker.Text{EN: "Americas", FR: "Amériques"}, region: "019"},
	{Code: "latin-america-caribbean", Name: tracker.Text{EN: "Latin America and the Caribbean", FR: "Amérique latine et Caraïbes"}, region: "419"},
	{Code: "asia", Name: tracker.Text{EN: "Asia", FR: "Asie"}, region: "142"},
	{Code: "europe", Name: tracker.Text{EN: "Europe", FR: "Europe"}, region: "150"},
	{Code: "oceania", Name: tracker.Text{EN: "Oceania", FR: "Océanie"}, region: "009"},
}

// join reads lists of a year and the codes of those who joined in it, "TR-2017"
// for one that left in 2017.
func join(years ...string) []membership {
	var all []membership
	for _, list := range years {
		fields := strings.Fields(list)
		for _, field := range fields[1:] {
			code, left, _ := strings.Cut(field, "-")
			all = append(all, membership{code, year(fields[0]), year(left)})
		}
	}
	return all
}

// year reads a year of the list above; 0 where it is blank.
func year(text string) int {
	n := 0
	for _, digit := range text {
		n = 10*n + int(digit-'0')
	}
	return n
}
