package view

import (
	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// Review is the independent review that an edition holds.
type Review struct {
	Reviewer     Text
	Of           Link // the edition that was reviewed
	SHA256       string
	Illustrative bool
	Contents     []Link // the sections of the page
	Found        []Part // of the plan as a whole, with the government's reply
	Agreement    Agreement
	Rule         string // address of the rule
	CSV          Link
	Items        []ReviewItem
}

// Agreement says how far the government's own assessment and the review agree.
type Agreement struct {
	Sentence string
	Facts    []Fact // share in agreement, mean difference, kappa
	Few      string // that there are too few pairs, blank for enough
	Chart    *Chart
}

// ReviewItem is what the reviewer found of a commitment.
type ReviewItem struct {
	ID         string // anchor
	Item       Item
	Self       Status     // the government's own level
	Answers    []Fact     // by variable
	Derived    []Fact     // high completion, strong early results, stars
	Difference string     // blank where both agree or one is missing
	Found      []Part     // with the government's reply
	Own        []OwnWords // what the departments reported last, where both differ
}

// OwnWords is what was reported last of an item.
type OwnWords struct {
	Item   Item
	Status Status
	Text   Prose
}

// reviewOf shows the review of an edition; nil where it holds none.
func reviewOf(l *locale.Locale, f *edition.Frozen, a *tracker.Assessment, drawn *Chart) *Review {
	if f.Review == nil {
		return nil
	}
	k, p, r := Links{Lang: l.Lang()}, &f.Record.Plan, f.Review
	agreement := r.Agreement(a)
	out := &Review{
		Reviewer: textOf(l, r.Reviewer), SHA256: r.SHA256, Illustrative: r.Illustrative,
		Of:        Link{Href: k.Edition(p.ID, r.Edition), Label: l.T("web.edition.title", "number", r.Edition)},
		Found:     foundOf(l, r.Findings, tracker.Text{}, r.Recommendations, r.Reply),
		Agreement: agreementOf(l, agreement), Rule: k.Methodology("review"),
		CSV: Link{Href: k.EditionReviewCSV(p.ID, f.Number), Label: "CSV", Hidden: l.T("web.review.chart_of")},
	}
	out.Agreement.Chart = drawn
	out.Contents = []Link{
		{Href: "#review", Label: l.T("web.review.title")}, {Href: "#agreement", Label: l.T("web.review.agreement")},
		{Href: "#reviewed", Label: l.T("web.review.items")}, {Href: "#figures", Label: l.T("web.edition.figures")},
		{Href: "#checklist", Label: l.T("web.edition.checklist")},
	}
	pairs := map[string]review.Pair{}
	for _, pair := range agreement.Pairs {
		pairs[pair.Commitment] = pair
	}
	for i := range a.Commitments {
		c := &a.Commitments[i]
		found := r.Of(c.Code)
		if found == nil {
			continue
		}
		item := ReviewItem{
			ID:   foundAnchor(c.Code),
			Item: Item{Href: Links{Lang: l.Lang(), AsOf: f.AsOf}.Commitment(p.ID, c.Code), Code: c.Code, Title: titleOf(l, c.Title, c.Code)},
			Self: levelOf(l, c.Level), Derived: derivedOf(l, &found.Codes),
			Found: foundOf(l, found.Findings, found.EvidenceNotes, found.Recommendations, found.Reply),
		}
		for _, v := range review.Variables(p) {
			item.Answers = append(item.Answers, Fact{Label: l.Variable(v), Text: l.Answered(&found.Codes, v)})
		}
		if pair, both := pairs[c.Code]; both && pair.Steps != 0 {
			item.Difference = differenceText(l, pair.Steps)
			item.Own = ownWords(l, Links{Lang: l.Lang(), AsOf: f.AsOf}, p, a.Leaves[c.First:c.Last])
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// foundOf shows the texts that there are.
func foundOf(l *locale.Locale, findings, evidenceNotes, recommendations, reply tracker.Text) []Part {
	var out []Part
	for _, p := range []Part{
		{l.T("web.review.findings"), proseOf(l, findings)},
		{l.T("web.review.evidence_notes"), proseOf(l, evidenceNotes)},
		{l.T("web.review.recommendations"), proseOf(l, recommendations)},
		{l.T("web.review.reply"), proseOf(l, reply)},
	} {
		if !p.Text.IsZero() {
			out = append(out, p)
		}
	}
	return out
}

// derivedOf says what follows from a reviewer's answers.
func derivedOf(l *locale.Locale, c *review.Codes) []Fact {
	out := []Fact{
		{Label: l.T("review.derived.high"), Text: l.Derived(c.IsHigh())},
		{Label: l.T("review.derived.strong"), Text: l.Derived(c.HasStrongResults())},
	}
	for _, rule := range review.StarRules {
		out = append(out, Fact{Label: l.StarRule(rule), Text: l.Star(c.StarBy(rule))})
	}
	return out
}

func agreementOf(l *locale.Locale, g review.Agreement) Agreement {
	out := Agreement{Sentence: chart.AgreementSentence(l, g)}
	if len(g.Pairs) == 0 {
		return out
	}
	out.Facts = []Fact{
		{Label: l.T("review.agreement.exact"), Text: l.N("review.agreement.share", len(g.Pairs), "share", g.Exact, "n", len(g.Pairs))},
		{Label: l.T("review.agreement.mean"), Text: l.SignedDecimal(g.Mean.Float(), 2)},
		{Label: l.T("review.agreement.kappa"), Text: l.T("review.agreement.no_kappa")},
	}
	if g.Kappa.Valid() {
		out.Facts[2].Text = l.Decimal(g.Kappa.Float(), 2)
	}
	if g.Few {
		out.Few = l.T("review.agreement.few", "least", review.FewPairs)
	}
	return out
}

// differenceText says how far the reviewer's level is from the government's own.
func differenceText(l *locale.Locale, steps int) string {
	if steps < 0 {
		return l.N("review.difference.less", -steps)
	}
	return l.N("review.difference.more", steps)
}

// ownWords are the last words of the departments on each item that they reported on.
func ownWords(l *locale.Locale, k Links, p *tracker.Plan, leaves []tracker.LeafState) []OwnWords {
	var out []OwnWords
	for i := range leaves {
		leaf := &leaves[i]
		if leaf.Latest == nil {
			continue
		}
		item := leaf.Item
		out = append(out, OwnWords{
			Item:   Item{Href: fragment(k.Commitment(p.ID, leaf.Commitment.Code), Anchor(item.Code)), Code: item.Code, Title: titleOf(l, item.Title, item.Code)},
			Status: reportedOf(l, leaf.Status), Text: progressOf(l, leaf.Latest.Progress),
		})
	}
	return out
}
