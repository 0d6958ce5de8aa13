package opendata

import (
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
)

// ReviewTable is what an independent review found of each commitment of an edition, set
// against the government's own level; empty for an edition without a review.
func ReviewTable(f *edition.Frozen) Table {
	type row struct {
		*tracker.CommitmentState
		*review.Assessment
		steps any
	}
	var rows []row
	if f.Review != nil {
		a := f.Assessment()
		steps := map[string]int{}
		for _, p := range f.Review.Agreement(a).Pairs {
			steps[p.Commitment] = p.Steps
		}
		for i := range a.Commitments {
			c := &a.Commitments[i]
			if found := f.Review.Of(c.Code); found != nil {
				r := row{CommitmentState: c, Assessment: found}
				if n, both := steps[c.Code]; both {
					r.steps = n
				}
				rows = append(rows, r)
			}
		}
	}
	columns := []column[row]{
		{"plan", String, func(row) any { return f.Plan }},
		{"edition", Integer, func(row) any { return f.Review.Edition }},
		{"illustrative", Boolean, func(row) any { return f.Review.Illustrative }},
		{"commitment", String, func(r row) any { return r.Code }},
	}
	columns = append(columns, texts("title", func(r row) tracker.Text { return r.Title })...)
	columns = append(columns, column[row]{"level", String, func(r row) any { return string(r.Level) }})
	for _, q := range []struct {
		name string
		review.Question
	}{
		{"completion", review.Question{Variable: review.Completion}},
		{"specificity", review.Question{Variable: review.Specificity}},
		{"verifiable", review.Question{Variable: review.Verifiable}},
		{"access_to_information", review.Question{Variable: review.Relevance, Served: review.Access}},
		{"civic_participation", review.Question{Variable: review.Relevance, Served: review.Participation}},
		{"public_accountability", review.Question{Variable: review.Relevance, Served: review.Accountability}},
		{"technology", review.Question{Variable: review.Relevance, Served: review.Technology}},
		{"potential_impact", review.Question{Variable: review.PotentialImpact}},
		{"potential_for_results", review.Question{Variable: review.Potential}},
		{"opened_government", review.Question{Variable: review.Opened}},
		{"early_results", review.Question{Variable: review.EarlyResults}},
	} {
		columns = append(columns, column[row]{q.name, String, func(r row) any { return r.Answer(q.Question) }})
	}
	columns = append(columns,
		column[row]{"steps", Integer, func(r row) any { return r.steps }},
		column[row]{"is_high_completion", String, func(r row) any { return string(r.IsHigh()) }},
		column[row]{"has_strong_early_results", String, func(r row) any { return string(r.HasStrongResults()) }},
		column[row]{"is_starred", Boolean, func(r row) any { return r.StarBy(review.RuleCurrent).Starred }},
		column[row]{"is_starred_2015", Boolean, func(r row) any { return r.StarBy(review.Rule2015).Starred }})
	columns = append(columns, texts("findings", func(r row) tracker.Text { return r.Findings })...)
	columns = append(columns, texts("recommendations", func(r row) tracker.Text { return r.Recommendations })...)
	columns = append(columns, texts("evidence_notes", func(r row) tracker.Text { return r.EvidenceNotes })...)
	columns = append(columns, texts("reply", func(r row) tracker.Text { return r.Reply })...)
	return build("review", []string{"commitment"}, rows, columns)
}
