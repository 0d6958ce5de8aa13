package chart

import (
	"slices"

	"ogptracker/tracker/benchmark"
)

// MostPeers is how many chosen countries stand out beside the home country: more
// looks than these are not told apart.
const MostPeers = 7

// Peers returns the countries chosen to stand out beside the home country, each
// once, in the order in which they were chosen.
func Peers(home string, chosen []string) []string {
	var peers []string
	for _, country := range chosen {
		if country != home && !slices.Contains(peers, country) && len(peers) < MostPeers {
			peers = append(peers, country)
		}
	}
	return peers
}

// countryLook is how a country is drawn where several are compared. Colour, the
// line's pattern and the mark's shape say the same, so that no one of them is
// needed; a country looks alike in all charts that it was chosen for.
type countryLook struct {
	stroke
	symbol string // ECharts' name of the mark
	hollow bool
	home   bool
	peer   bool
}

var (
	homeLook    = countryLook{stroke: stroke{color: colorComplete, width: 3}, symbol: "circle", home: true}
	contextLook = countryLook{stroke: stroke{color: colorContext, width: 1.25}, symbol: "circle"}
	peerLooks   = [MostPeers]countryLook{
		{stroke: stroke{colorSecond, 2, []float64{6, 4}}, symbol: "rect", peer: true},
		{stroke: stroke{colorSubstantial, 2, []float64{2, 3}}, symbol: "diamond", peer: true},
		{stroke: stroke{colorQuiet, 2, []float64{9, 3, 2, 3}}, symbol: "triangle", peer: true},
		{stroke: stroke{colorSecond, 2, nil}, symbol: "rect", hollow: true, peer: true},
		{stroke: stroke{colorSubstantial, 2, []float64{9, 3, 2, 3}}, symbol: "diamond", hollow: true, peer: true},
		{stroke: stroke{colorQuiet, 2, []float64{6, 4}}, symbol: "triangle", hollow: true, peer: true},
		{stroke: stroke{colorSecond, 2, []float64{2, 3}}, symbol: "circle", hollow: true, peer: true},
	}
)

// lookOf returns how a country looks beside the home country and its peers.
func lookOf(country, home string, peers []string) countryLook {
	if country == home {
		return homeLook
	}
	if i := slices.Index(peers, country); i >= 0 {
		return peerLooks[i]
	}
	return contextLook
}

// ink is the colour of a country's name and values.
func (c countryLook) ink() string {
	if c.home || c.peer {
		return c.color
	}
	return colorQuiet
}

// order is which country is drawn over which: the home country last.
func (c countryLook) order() int {
	switch {
	case c.home:
		return 2
	case c.peer:
		return 1
	}
	return 0
}

// line is the line of a size.
func (c countryLook) line(size Size) stroke {
	u := size.unit()
	return stroke{c.color, c.width * u, scaled(c.dash, u)}
}

// mark is the country's mark at a size, so many units across.
func (c countryLook) mark(size Size, across float64) look {
	u := size.unit()
	k := look{symbol: c.symbol, width: across * u, height: across * u, fill: c.color}
	switch c.symbol {
	case "rect":
		k.width, k.height = k.width*0.9, k.height*0.9
	case "diamond", "triangle":
		k.width, k.height = k.width*1.2, k.height*1.2
	}
	if c.hollow {
		k.fill, k.edge = colorPage, c.color
	}
	return k
}

// scaled returns lengths in another unit, nil for none.
func scaled(lengths []float64, by float64) []float64 {
	var out []float64
	for _, v := range lengths {
		out = append(out, v*by)
	}
	return out
}

// rowsOf returns the rows of the chosen countries and of the home country, by
// rank.
func rowsOf(t *benchmark.Table, home string, peers []string) []*benchmark.Row {
	var out []*benchmark.Row
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Country == home || slices.Contains(peers, r.Country) {
			out = append(out, r)
		}
	}
	return out
}
