package charttest

import (
	"fmt"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// Commitments returns made-up commitments of n members in several plans and policy
// areas: of some nothing is assessed, of some everything was carried out, and of the
// first two so many that they can be told apart.
func Commitments(n int) []benchmark.Commitment {
	var all []benchmark.Commitment
	codes := []string{"CA", "GB", "FR", "DE", "MX", "KR", "JP", "NZ", "AU", "US"}
	for i := range n {
		country := string([]byte{'A' + byte(i/26%26), 'A' + byte(i%26)})
		if i < len(codes) {
			country = codes[i]
		}
		for k := range 3 + i*7%11 + 20*max(0, 2-i) {
			c := benchmark.Commitment{
				ID: fmt.Sprintf("%s%04d", country, k), Member: "Member " + country, Country: country, National: true,
				Plan: fmt.Sprintf("AP_%s%02d", country, k%2+1), PlanNumber: k%2 + 1, PolicyAreas: []string{[]string{"Open Data", "Budget Transparency", "An area OGP has added since"}[k%3]},
			}
			switch {
			case i%8 == 7: // nothing was assessed
			case i == 0 || i%5 == 4:
				c.EndOfTerm = benchmark.CompletionComplete
			case i == 1:
				c.EndOfTerm = benchmark.CompletionLimited
			case k%3 == 0:
				c.EndOfTerm = benchmark.CompletionNotStarted
			case k%3 == 1:
				c.EndOfTerm = benchmark.CompletionSubstantial
			default:
				c.Midterm = benchmark.CompletionSubstantial
			}
			all = append(all, c)
		}
	}
	return all
}

// CommitmentSource returns where the made-up commitments are from.
func CommitmentSource() benchmark.CommitmentSource {
	return benchmark.CommitmentSource{Source: tracker.Text{EN: "Open Government Partnership", FR: "Partenariat pour un gouvernement ouvert"}, Licence: "CC BY 4.0"}
}
