package view

import (
	"cmp"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// KeptReview is a review with what it lacks.
type KeptReview struct {
	*review.Kept
	Owed       int // answers and texts that it lacks to be final
	Unanswered int // commitments to which the government has not replied
}

// PlanReviews are the reviews of a plan that an account may see.
type PlanReviews struct {
	Plan     *tracker.Plan
	Editions []edition.Edition
	Kept     []KeptReview
}

// ReviewsInput is what the list of reviews needs.
type ReviewsInput struct {
	Account *tracker.Account
	Plans   []PlanReviews
	Reviews bool // the account may begin one
}

// Reviews is the list of reviews.
type Reviews struct {
	Lead             string
	UnderWay, Frozen []ReviewRow
	May              []MayReview
	Begins           bool
}

// ReviewRow is a review in the list.
type ReviewRow struct {
	Name     Link // "Edition 2", hidden: of which plan
	Plan     Text
	State    string
	Reviewer Text
	Saved    string
	Owed     string // what it waits for
	Into     Link   // the edition that holds it, blank while it is under way
}

// MayReview is an edition that may be reviewed.
type MayReview struct {
	Edition Link
	Plan    Text
	Kind    string
	AsOf    Date
	Begin   Link
}

// ReviewsPage lists the reviews under way, and the editions that may be reviewed.
func ReviewsPage(l *locale.Locale, in ReviewsInput) *Page {
	page := workPage(l, in.Account, "reviews", func(k Links) string { return k.Reviews() })
	page.Title = l.T("work.review.list")
	k := page.Links()
	data := &Reviews{Lead: l.T("work.review.lead.reply"), Begins: in.Reviews}
	if in.Reviews {
		data.Lead = l.T("work.review.lead.review")
	}
	for _, p := range in.Plans {
		page.Notice = cmp.Or(page.Notice, noticeOf(l, p.Plan.Illustrative))
		rows := reviewRows(l, k, p)
		for _, row := range rows {
			if row.Into.Href != "" {
				data.Frozen = append(data.Frozen, row)
			} else {
				data.UnderWay = append(data.UnderWay, row)
			}
		}
		if in.Reviews {
			data.May = append(data.May, mayReview(l, k, p)...)
		}
	}
	page.Data = data
	return page
}

// reviewRows are the reviews of a plan.
func reviewRows(l *locale.Locale, k Links, p PlanReviews) []ReviewRow {
	rows := make([]ReviewRow, len(p.Kept))
	for i, kept := range p.Kept {
		rows[i] = ReviewRow{
			Name: Link{Href: k.Review(p.Plan.ID, kept.Edition), Label: l.T("work.review.of", "number", kept.Edition)},
			Plan: planShort(l, p.Plan), State: l.T("work.review.state." + string(kept.State)), Reviewer: textOf(l, kept.Reviewer),
			Saved: momentOf(l, p.Plan, kept.SavedAt), Owed: waitsFor(l, kept),
		}
		for _, e := range p.Editions {
			if e.Of != nil && e.Of.Number == kept.Edition {
				rows[i].Into = Link{Href: k.Edition(p.Plan.ID, e.Number), Label: l.T("web.edition.title", "number", e.Number)}
			}
		}
	}
	return rows
}

// waitsFor says what a review waits for.
func waitsFor(l *locale.Locale, k KeptReview) string {
	switch k.State {
	case review.Draft:
		if k.Owed == 0 {
			return l.T("work.review.waits.finalize")
		}
		return l.N("work.review.waits.draft", k.Owed)
	case review.Final:
		if k.Unanswered == 0 {
			return l.T("work.review.waits.reply")
		}
		return l.N("work.review.waits.final", k.Unanswered)
	case review.Replied:
		return l.T("work.review.waits.freeze")
	}
	return ""
}

// mayReview lists the editions of a plan of which no review was begun, the newest first.
// One that was corrected is no longer worth one.
func mayReview(l *locale.Locale, k Links, p PlanReviews) []MayReview {
	begun := map[int]bool{}
	for _, kept := range p.Kept {
		begun[kept.Edition] = true
	}
	var out []MayReview
	for i := len(p.Editions) - 1; i >= 0; i-- {
		e := &p.Editions[i]
		if e.Kind == edition.Reviewed || e.CorrectedBy != 0 || begun[e.Number] {
			continue
		}
		name := l.T("web.edition.title", "number", e.Number)
		out = append(out, MayReview{
			Edition: Link{Href: k.Edition(p.Plan.ID, e.Number), Label: name}, Plan: planShort(l, p.Plan),
			Kind: l.T("report.kind." + string(e.Kind)), AsOf: dateOf(l, e.AsOf),
			Begin: Link{Href: k.BeginReview(p.Plan.ID, e.Number), Label: l.T("work.review.begin.link"), Hidden: " " + l.T("web.edition.of", "number", e.Number)},
		})
	}
	return out
}
