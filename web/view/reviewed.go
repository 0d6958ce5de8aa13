package view

import (
	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// Reviewed is what the pages of a plan say of its newest review: as little of an edition
// as is kept for them.
type Reviewed struct {
	Plan      string
	Edition   int // that holds the review
	Review    *review.Review
	Agreement review.Agreement
	Self      map[string]tracker.Level // the government's own level in that edition, by commitment
}

// ReviewedOf returns the review that an edition holds, with the levels that it is set
// against.
func ReviewedOf(e edition.Edition, f *edition.Frozen) *Reviewed {
	a := f.Assessment()
	out := &Reviewed{Plan: e.Plan, Edition: e.Number, Review: f.Review, Agreement: f.Review.Agreement(a), Self: map[string]tracker.Level{}}
	for i := range a.Commitments {
		out.Self[a.Commitments[i].Code] = a.Commitments[i].Level
	}
	return out
}

// ReviewBrief leads from a plan or a commitment to its newest review.
type ReviewBrief struct {
	By           Text
	Of           Link // the edition that was reviewed
	Illustrative bool
	Sentence     string // of a plan: how far both agree
	Facts        []Fact // of a commitment
	Self         Status // likewise
	Difference   string // likewise, blank where both agree or one is missing
	Found        []Part // likewise, with the government's reply
	More         Link
}

func (v *Reviewed) brief(l *locale.Locale) *ReviewBrief {
	k := Links{Lang: l.Lang()}
	return &ReviewBrief{
		By: textOf(l, v.Review.Reviewer), Illustrative: v.Review.Illustrative,
		Of:   Link{Href: k.Edition(v.Plan, v.Review.Edition), Label: l.T("web.review.of_edition", "number", v.Review.Edition)},
		More: Link{Href: fragment(k.Edition(v.Plan, v.Edition), "review"), Label: l.T("web.review.whole")},
	}
}

// foundAnchor is where the page of an edition says what was found of a commitment.
func foundAnchor(code string) string { return "review-" + Anchor(code) }

// reviewOfPlan says how far the newest review agrees with the government; nil where
// there is none.
func reviewOfPlan(l *locale.Locale, v *Reviewed) *ReviewBrief {
	if v == nil {
		return nil
	}
	b := v.brief(l)
	b.Sentence = chart.AgreementSentence(l, v.Agreement)
	return b
}

// reviewOfCommitment says what the newest review found of a commitment; nil where it
// says nothing of it.
func reviewOfCommitment(l *locale.Locale, v *Reviewed, code string) *ReviewBrief {
	if v == nil {
		return nil
	}
	for i := range v.Review.Assessments {
		found := &v.Review.Assessments[i]
		if found.Commitment != code {
			continue
		}
		b := v.brief(l)
		b.Self = levelOf(l, v.Self[code])
		b.Facts = append([]Fact{{Label: l.T("web.review.independent"), Text: l.Answered(&found.Codes, review.Completion)}}, derivedOf(l, &found.Codes)...)
		for _, pair := range v.Agreement.Pairs {
			if pair.Commitment == code && pair.Steps != 0 {
				b.Difference = differenceText(l, pair.Steps)
			}
		}
		b.Found = foundOf(l, found.Findings, tracker.Text{}, tracker.Text{}, found.Reply)
		b.More.Href = fragment(Links{Lang: l.Lang()}.Edition(v.Plan, v.Edition), foundAnchor(code))
		return b
	}
	return nil
}
