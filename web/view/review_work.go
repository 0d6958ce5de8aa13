package view

import (
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// ReviewInput is what every page about the review of an edition needs.
type ReviewInput struct {
	Account *tracker.Account
	Of      edition.Edition // that is reviewed
	Frozen  *edition.Frozen
	Figures *tracker.Assessment // of Frozen
	Kept    review.Kept         // as the account may read it; zero where none was begun
	// Reviews and Replies are what the account may do, and Writes whether it may now.
	Reviews, Replies, Writes bool
	Into                     int // number of the edition that holds the review, 0 for none
}

func (in *ReviewInput) plan() *tracker.Plan { return &in.Frozen.Record.Plan }

// ReviewWork is the overview of a review.
type ReviewWork struct {
	Title        string
	Plan         Text
	Kind         string
	AsOf         Date
	State        string // its name
	Means        string // who sees it, and what comes next
	Steps        []Link // the first one leads forward
	Ready        bool   // nothing keeps it from being taken
	Into         Link
	Edition      Link
	SHA256       string
	Reviewer     Text
	Saved        string
	Whole        Link // where the plan as a whole is written on
	WholeFollows string
	Found        []Part
	Owed         []Link // to where it is given
	OwedCount    string
	Rows         []ReviewWorkRow
	Replies      bool // whether the column of replies is shown
}

// ReviewWorkRow is a commitment in the overview of a review.
type ReviewWorkRow struct {
	Item    Item // leads to the form
	Self    Status
	Found   string // completion
	State   string // what is answered, or that nothing is
	Follows string // which language
	Derived []Fact // what follows, nil where nothing was answered
	Reply   string
}

// reviewFrame begins a page about the review of an edition.
func reviewFrame(l *locale.Locale, in ReviewInput, template string, to func(Links) string) *Page {
	page := workPage(l, in.Account, template, to)
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Reviews(), Label: l.T("work.review.list")})
	page.Notice = noticeOf(l, in.plan().Illustrative)
	if overview := k.Review(in.Of.Plan, in.Of.Number); page.Path != overview && in.Kept.Version > 0 {
		page.Crumbs = append(page.Crumbs, Link{Href: overview, Label: l.T("work.review.of", "number", in.Of.Number)})
	}
	return page
}

// ReviewPage is the overview of a review.
func ReviewPage(l *locale.Locale, in ReviewInput) *Page {
	plan, number := in.Of.Plan, in.Of.Number
	page := reviewFrame(l, in, "review-work", func(k Links) string { return k.Review(plan, number) })
	page.Title = l.T("work.review.of", "number", number)
	k, kept := page.Links(), &in.Kept
	data := &ReviewWork{
		Title: page.Title, Plan: planShort(l, in.plan()), Kind: l.T("report.kind." + string(in.Of.Kind)), AsOf: dateOf(l, in.Of.AsOf),
		State: l.T("work.review.state." + string(kept.State)), Means: l.T("work.review.means." + string(kept.State)),
		Edition: Link{Href: k.Edition(plan, number), Label: l.T("web.edition.title", "number", number)}, SHA256: in.Of.SHA256,
		Reviewer: textOf(l, kept.Reviewer), Saved: momentOf(l, in.plan(), kept.SavedAt),
		Found:   foundOf(l, kept.Findings, tracker.Text{}, kept.Recommendations, kept.Reply),
		Replies: in.Replies || kept.State == review.Replied || kept.State == review.Frozen,
	}
	for _, way := range review.Ways(kept.State) {
		if way.Right == tracker.MayReview && in.Reviews || way.Right == tracker.MayReply && in.Replies {
			data.Steps = append(data.Steps, Link{Href: k.ReviewStep(plan, number, way.Action), Label: stepWord(l, way, "link")})
		}
	}
	if in.Writes {
		data.Whole = Link{Href: k.ReviewWhole(plan, number), Label: l.T("work.review.whole.write")}
		if in.Replies {
			data.Whole.Label = l.T("work.review.whole.reply")
		}
	}
	data.WholeFollows = followsText(l, kept.Review.Follows())
	if in.Into != 0 {
		data.Into = Link{Href: k.Edition(plan, in.Into), Label: l.T("web.edition.title", "number", in.Into)}
	}
	owed := kept.Owed(in.plan())
	data.Ready = true
	if kept.State == review.Draft && len(owed) > 0 {
		data.Ready = false
		data.Owed, data.OwedCount = owedLinks(l, k, in, owed), l.N("work.review.waits.draft", len(owed))
	}
	for i := range in.Figures.Commitments {
		data.Rows = append(data.Rows, reviewWorkRow(l, k, in, &in.Figures.Commitments[i], owed))
	}
	page.Data = data
	return page
}

func reviewWorkRow(l *locale.Locale, k Links, in ReviewInput, c *tracker.CommitmentState, owed []tracker.Problem) ReviewWorkRow {
	a := in.Kept.Of(c.Code)
	if a == nil {
		a = &review.Assessment{}
	}
	row := ReviewWorkRow{
		Item: Item{Href: k.ReviewCommitment(in.Of.Plan, in.Of.Number, c.Code), Code: c.Code, Title: titleOf(l, c.Title, c.Code)},
		Self: levelOf(l, c.Level), Found: l.Finding(review.Completion, string(a.Completion)), Follows: followsText(l, a.Follows()),
		Reply: l.T("work.review.reply.none"),
	}
	if !a.Reply.IsZero() {
		row.Reply = l.T("work.review.reply.some")
	}
	lacks := 0
	for _, o := range owed {
		if o.Item == c.Code {
			lacks++
		}
	}
	switch {
	case in.Kept.State != review.Draft:
	case lacks == 0:
		row.State = l.T("work.review.complete")
	default:
		row.State = l.N("work.review.lacks", lacks)
	}
	if a.Codes != (review.Codes{}) {
		row.Derived = derivedOf(l, &a.Codes)
	}
	return row
}

// followsText says in which languages texts are still to come, blank for none.
func followsText(l *locale.Locale, langs []tracker.Lang) string {
	if len(langs) == 0 {
		return ""
	}
	if len(langs) > 1 {
		return l.T("work.review.follows.both")
	}
	return l.T("work.review.follows." + string(langs[0]))
}

// owedLinks says what a review lacks to be final, by commitment, with a link to the first
// place where it is given.
func owedLinks(l *locale.Locale, k Links, in ReviewInput, owed []tracker.Problem) []Link {
	var links []Link
	for len(owed) > 0 {
		item := owed[0].Item
		at, label := k.ReviewWhole(in.Of.Plan, in.Of.Number), l.T("work.review.whole")
		if c := in.plan().Commitment(item); c != nil {
			at, label = k.ReviewCommitment(in.Of.Plan, in.Of.Number, item), itemHeading(l, &c.Item).plain()
		}
		at = fragment(at, reviewAnchor(l, owed[0].Field))
		var fields []string
		for len(owed) > 0 && owed[0].Item == item {
			fields = append(fields, FieldLabel(l, owed[0].Field))
			owed = owed[1:]
		}
		links = append(links, Link{Href: at, Label: l.T("work.form.error_at", "label", label, "error", strings.Join(fields, " · "))})
	}
	return links
}

// stepWord is what a step is called or said to mean.
func stepWord(l *locale.Locale, way review.Way, what string) string {
	return l.T("work.review.step." + string(way.From) + "." + string(way.To) + "." + what)
}

// ReviewStep is the page on which a review is begun, or taken a step further or back.
type ReviewStep struct {
	Errors  FormErrors
	Plan    Text
	Heading string
	Means   []string
	Facts   []Fact
	Edition Link
	SHA256  string
	Owed    []Link // what keeps it from being done, before it is tried
	Action  string
	Hidden  []Hidden
	Submit  string
	Cancel  Link
}

// ReviewStepInput is what the page of a step needs.
type ReviewStepInput struct {
	ReviewInput
	Way review.Way
	// Owed is what keeps the review from being final, and Refused that this was tried.
	Owed    []tracker.Problem
	Refused bool
	Message string // what is wrong with the form as a whole
}

// BeginReviewPage says what it means to review an edition.
func BeginReviewPage(l *locale.Locale, in ReviewInput) *Page {
	page := reviewFrame(l, in, "review-step", func(k Links) string { return k.BeginReview(in.Of.Plan, in.Of.Number) })
	data := reviewStepOf(l, page, in)
	data.Heading = l.T("work.review.begin.title", "number", in.Of.Number)
	data.Means = []string{l.T("work.review.begin.means")}
	var names []string
	for _, v := range review.Variables(in.plan()) {
		names = append(names, l.Variable(v))
	}
	data.Facts = append(data.Facts, Fact{l.T("work.review.begin.variables"), strings.Join(names, " · ")})
	data.Submit = l.T("work.review.begin.submit")
	data.Cancel.Href = page.Links().Reviews()
	page.Title, page.Data = data.Heading, data
	return page
}

// ReviewStepPage says what it means to take a review a step.
func ReviewStepPage(l *locale.Locale, in ReviewStepInput) *Page {
	page := reviewFrame(l, in.ReviewInput, "review-step", func(k Links) string { return k.ReviewStep(in.Of.Plan, in.Of.Number, in.Way.Action) })
	data := reviewStepOf(l, page, in.ReviewInput)
	data.Heading, data.Submit = stepWord(l, in.Way, "title"), stepWord(l, in.Way, "link")
	data.Means = []string{stepWord(l, in.Way, "means")}
	data.Hidden = []Hidden{{SentVersion, strconv.FormatInt(in.Kept.Version, 10)}}
	if in.Way.From == review.Final && in.Way.To == review.Replied {
		if without := in.Kept.Unanswered(in.plan()); len(without) > 0 {
			data.Facts = append(data.Facts, Fact{l.T("work.review.without_reply"), l.List(without)})
		}
	}
	data.Owed = owedLinks(l, page.Links(), in.ReviewInput, in.Owed)
	data.Errors.Message = in.Message
	if in.Refused {
		data.Errors.Items, data.Owed = data.Owed, nil
	}
	data.Errors.Title = l.N("work.form.errors", max(1, len(in.Owed)))
	page.Title, page.Data = data.Heading, data
	return page
}

func reviewStepOf(l *locale.Locale, page *Page, in ReviewInput) *ReviewStep {
	k := page.Links()
	return &ReviewStep{
		Plan: planShort(l, in.plan()), Action: page.Path, SHA256: in.Of.SHA256,
		Edition: Link{Href: k.Edition(in.Of.Plan, in.Of.Number), Label: l.T("web.edition.title", "number", in.Of.Number)},
		Facts: []Fact{
			{l.T("work.review.kind"), l.T("report.kind." + string(in.Of.Kind))},
			{l.T("work.review.as_of"), l.Date(in.Of.AsOf)},
		},
		Cancel: Link{Href: k.Review(in.Of.Plan, in.Of.Number), Label: l.T("work.cancel")},
	}
}
