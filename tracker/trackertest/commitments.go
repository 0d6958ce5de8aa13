package trackertest

import (
	"fmt"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// CommitmentSource says where [Commitments] are from.
func CommitmentSource() benchmark.CommitmentSource {
	return benchmark.CommitmentSource{
		Source:    tracker.Text{EN: "Open Government Partnership", FR: "Partenariat pour un gouvernement ouvert"},
		SourceURL: "https://www.opengovpartnership.org/",
		Note:      tracker.Text{EN: "These commitments are made up for tests.", FR: "Ces engagements sont inventés pour les essais."},
	}
}

// Commitments returns commitments of OGP's data, new at each call, of six members:
// Canada completed nine of ten, France none of nine, Ireland one of two, Korea one in
// a progress report, Brazil none that was assessed; Scotland's are local.
func Commitments() []benchmark.Commitment {
	var all []benchmark.Commitment
	add := func(n int, c benchmark.Commitment) {
		for range n {
			c.ID = fmt.Sprintf("X%04d", len(all)+1)
			all = append(all, c)
		}
	}
	canada := benchmark.Commitment{Member: "Canada", Country: "CA", National: true, Plan: "AP_CAN03", PlanNumber: 3, Submitted: 2016,
		PolicyAreas: []string{"Open Data"}, Verifiable: benchmark.Yes, Relevant: benchmark.Yes, Impact: benchmark.ImpactTransformative,
		EndOfTerm: benchmark.CompletionComplete, Opened: benchmark.OpenedMajor}
	add(9, canada)
	canada.Plan, canada.PlanNumber, canada.Submitted, canada.Impact, canada.Potential = "AP_CAN05", 5, 2022, "", benchmark.PotentialSubstantial
	canada.EndOfTerm, canada.Opened, canada.Early = benchmark.CompletionLimited, "", benchmark.EarlyNone
	add(1, canada)
	add(9, benchmark.Commitment{Member: "France", Country: "FR", National: true, Plan: "AP_FRA01", PlanNumber: 1, Submitted: 2015,
		PolicyAreas: []string{"Open Data", "Open Parliaments"}, Relevant: benchmark.Yes, Impact: benchmark.ImpactMinor, EndOfTerm: benchmark.CompletionLimited})
	ireland := benchmark.Commitment{Member: "Ireland", Country: "IE", National: true, Plan: "AP_IRL01", PlanNumber: 1, EndOfTerm: benchmark.CompletionSubstantial}
	add(1, ireland)
	ireland.EndOfTerm = benchmark.CompletionNotStarted
	add(1, ireland)
	add(1, benchmark.Commitment{Member: "Republic of Korea", Country: "KR", National: true, Plan: "AP_KOR01", PlanNumber: 1,
		PolicyAreas: []string{"Open Parliaments"}, Midterm: benchmark.CompletionSubstantial})
	add(1, benchmark.Commitment{Member: "Brazil", Country: "BR", National: true, Plan: "AP_BRA01", EndOfTerm: benchmark.CompletionWithdrawn})
	add(2, benchmark.Commitment{Member: "Scotland, United Kingdom", Plan: "AP_GBSC01", EndOfTerm: benchmark.CompletionComplete})
	return all
}
