package review

import "ogptracker/tracker"

// Taken is what a review took from another.
type Taken struct {
	Added     int // assessments that said nothing before
	Changed   int // assessments that said something else
	Unchanged int // assessments that say no more than was there
	// Whole is set where a text on the plan as a whole, or who reviews, was taken.
	Whole bool
}

// Take returns a review with what another says of the same plan, as far as it is the
// reviewer's: the government's replies stay as they are. What is blank in the other says
// nothing, and takes nothing away. Commitments that only the other has are passed over.
func (r *Review) Take(from *Review) (Review, Taken) {
	out, taken := *r, Taken{}
	out.Reviewer = filled(r.Reviewer, from.Reviewer)
	out.Findings = filled(r.Findings, from.Findings)
	out.Recommendations = filled(r.Recommendations, from.Recommendations)
	out.Illustrative = r.Illustrative || from.Illustrative
	taken.Whole = out.Reviewer != r.Reviewer || out.Findings != r.Findings || out.Recommendations != r.Recommendations || out.Illustrative != r.Illustrative
	out.Assessments = make([]Assessment, len(r.Assessments))
	for i, old := range r.Assessments {
		a := old
		if other := from.Of(old.Commitment); other != nil {
			a.take(other)
			switch {
			case a == old:
				taken.Unchanged++
			case old == Assessment{Commitment: old.Commitment, Reply: old.Reply}:
				taken.Added++
			default:
				taken.Changed++
			}
		}
		out.Assessments[i] = a
	}
	return out, taken
}

func (a *Assessment) take(from *Assessment) {
	for _, v := range allVariables {
		for _, q := range Questions(v) {
			if answer := from.Answer(q); answer != "" {
				a.SetAnswer(q, answer)
			}
		}
	}
	a.Findings = filled(a.Findings, from.Findings)
	a.Recommendations = filled(a.Recommendations, from.Recommendations)
	a.EvidenceNotes = filled(a.EvidenceNotes, from.EvidenceNotes)
}

// filled returns a text with what another says in its place, language by language.
func filled(t, with tracker.Text) tracker.Text {
	if with.EN != "" {
		t.EN = with.EN
	}
	if with.FR != "" {
		t.FR = with.FR
	}
	return t
}
