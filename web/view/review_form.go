package view

import (
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

// ReviewForm is the form in which a reviewer assesses a commitment or writes on the plan
// as a whole, or the government replies; where nothing may be written, what stands there.
type ReviewForm struct {
	Errors        FormErrors
	Above         Text // the plan
	Heading       Text
	State         string
	Lead          string
	Before, After *Link // the neighbours in the plan
	// Writes is set where there is a form; the rest is shown above it.
	Writes    bool
	Action    string
	Autosave  string
	Hidden    []Hidden
	Questions []ReviewQuestion
	Texts     []ReviewText
	Saved     string
	Next      string // what saving and going on is called, blank after the last one
	Cancel    Link
	// Answers, Derived and Found are what the reviewer found, where that is read.
	Answers, Derived []Fact
	Found            []Part
	Says             *EditionSays // nil for the plan as a whole
}

// ReviewQuestion is a variable: one question with an answer of several, or of relevance
// one for each value.
type ReviewQuestion struct {
	ID     string
	Legend string
	Hint   string
	Error  string
	One    []Radio
	Each   []ReviewServed
}

// ReviewServed asks of one value whether a commitment serves it.
type ReviewServed struct {
	ID, Name, Meaning string
	Options           []Radio
}

// ReviewText is a text in both languages.
type ReviewText struct {
	Legend string
	Hint   string
	Pair   Pair
}

// EditionSays is what the reviewed edition says of a commitment.
type EditionSays struct {
	Page     Link
	Level    Status
	Share    Share
	Bar      Lane
	Coverage string
	Evidence string
	Leaves   []SaidLeaf
}

// SaidLeaf is what was reported last of an item, by the day of the edition.
type SaidLeaf struct {
	Item     Item
	Status   Status
	Period   string
	Text     Prose
	Evidence []EvidenceRow
	InWords  Prose
	None     bool // nothing was reported
}

// ReviewFormInput is what the form needs.
type ReviewFormInput struct {
	ReviewInput
	To         func(Links) string
	Commitment string // blank for the plan as a whole
	// Fields are as typed, and Base what they were made from.
	Fields, Base tracker.Fields
	Problems     []tracker.Problem
	Message      string
}

// ReviewFormPage is the form of a part of a review.
func ReviewFormPage(l *locale.Locale, in ReviewFormInput) *Page {
	page := reviewFrame(l, in.ReviewInput, "review-form", in.To)
	k, kept := page.Links(), &in.Kept
	plan, number := in.Of.Plan, in.Of.Number
	data := &ReviewForm{
		Above: planShort(l, in.plan()), Heading: Text{Text: l.T("work.review.whole")}, State: l.T("work.review.state." + string(kept.State)), Writes: in.Writes,
		Action: page.Path, Autosave: k.ReviewDraft(page.Path), Saved: SavedAt(l, in.plan(), kept.SavedAt),
		Hidden: []Hidden{{SentVersion, strconv.FormatInt(kept.Version, 10)}, FieldsHidden(SentBase, in.Base)},
		Cancel: Link{Href: k.Review(plan, number), Label: l.T("work.cancel")},
	}
	shown := func(reply tracker.Text) tracker.Text {
		if in.Writes {
			return tracker.Text{} // it stands in the form
		}
		return reply
	}
	found := foundOf(l, kept.Findings, tracker.Text{}, kept.Recommendations, shown(kept.Reply))
	if c := in.Figures.Commitment(in.Commitment); c != nil {
		a := kept.Assess(in.plan(), in.Commitment)
		data.Heading = commitmentTitle(l, c.Commitment)
		data.Says = editionSays(l, in, c)
		found = foundOf(l, a.Findings, a.EvidenceNotes, a.Recommendations, shown(a.Reply))
		if a.Codes != (review.Codes{}) {
			data.Derived = derivedOf(l, &a.Codes)
		}
		if !in.Writes || in.Replies {
			for _, v := range review.Variables(in.plan()) {
				data.Answers = append(data.Answers, Fact{Label: l.Variable(v), Text: l.Answered(&a.Codes, v)})
			}
		}
	}
	data.neighbours(l, k, in)
	page.Title = data.Heading.plain()
	if data.Lead = l.T("work.review.closed"); in.Writes {
		page.Scripts = []string{"work.js"}
		data.Lead = l.T("work.review.lead.form")
		switch {
		case in.Replies:
			data.Lead = l.T("work.review.lead.reply_form")
		case in.Commitment == "":
			data.Lead = l.T("work.review.lead.whole")
		}
		data.controls(l, in)
	}
	if !in.Writes || in.Replies { // a form shows the texts itself
		data.Found = found
	}
	page.Data = data
	return page
}

// neighbours finds what comes before and after in the plan; the plan as a whole comes
// first.
func (data *ReviewForm) neighbours(l *locale.Locale, k Links, in ReviewFormInput) {
	all := in.plan().Commitments
	to := func(i int) *Link {
		switch {
		case i == -1:
			return &Link{Href: k.ReviewWhole(in.Of.Plan, in.Of.Number), Label: l.T("work.review.whole")}
		case i >= 0 && i < len(all):
			return &Link{Href: k.ReviewCommitment(in.Of.Plan, in.Of.Number, all[i].Code), Label: commitmentTitle(l, &all[i]).plain()}
		}
		return nil
	}
	at := slices.IndexFunc(all, func(c tracker.Commitment) bool { return c.Code == in.Commitment })
	data.Before, data.After = to(at-1), to(at+1)
	if data.After != nil {
		data.Next = l.T("work.review.next", "code", all[at+1].Code)
	}
}

// controls are the questions and texts of the form.
func (data *ReviewForm) controls(l *locale.Locale, in ReviewFormInput) {
	wrong := map[string]string{}
	for _, p := range in.Problems {
		if p.Item == in.Commitment {
			wrong[p.Field] = l.Message(p.Code, p.Args)
		}
	}
	var errors []Link
	say := func(id, label string) string {
		if wrong[id] != "" {
			errors = append(errors, Link{Href: "#" + reviewAnchor(l, id), Label: l.T("work.form.error_at", "label", label, "error", wrong[id])})
		}
		return wrong[id]
	}
	if in.Commitment != "" && in.Reviews {
		for _, v := range review.Variables(in.plan()) {
			q := reviewQuestion(l, v, in.Fields)
			q.Error = say(string(v), q.Legend)
			data.Questions = append(data.Questions, q)
		}
	}
	for _, f := range in.Fields {
		name, ok := cutLang(f.Name, tracker.EN)
		if !ok {
			continue
		}
		kind := "textarea"
		if name == "reviewer" {
			kind = "text"
		}
		t := ReviewText{Legend: FieldLabel(l, name), Hint: l.T("work.review.hint." + name)}
		if key := "work.review.hint.whole." + name; in.Commitment == "" && l.Has(key) {
			t.Hint = l.T(key)
		}
		t.Pair = pairOf(l, name, kind, t.Legend, tracker.Text{EN: f.Value, FR: in.Fields.Get(name + "_" + string(tracker.FR))})
		for _, x := range []*Input{&t.Pair.EN, &t.Pair.FR} {
			x.Error = say(x.ID, x.Label+" "+x.Mark)
		}
		data.Texts = append(data.Texts, t)
	}
	data.Errors = FormErrors{Items: errors, Message: in.Message, Title: l.N("work.form.errors", max(1, len(errors)))}
}

// reviewQuestion asks for a variable.
func reviewQuestion(l *locale.Locale, v review.Variable, fields tracker.Fields) ReviewQuestion {
	out := ReviewQuestion{ID: string(v), Legend: l.Variable(v), Hint: l.T("review.ask." + string(v))}
	radios := func(q review.Question) []Radio {
		name, answer := q.Field(), fields.Get(q.Field())
		all := []Radio{{ID: name + "-none", Status: Status{Label: l.Finding(v, "")}, Checked: answer == ""}}
		for _, value := range review.Values(v) {
			r := Radio{ID: name + "-" + value, Value: value, Status: Status{Label: l.Finding(v, value)}, Checked: value == answer}
			if q.Served == "" {
				r.Meaning = l.T("review.meaning." + string(v) + "." + value)
			} else {
				r.Status.Label = l.Derived(benchmark.Answer(value))
			}
			all = append(all, r)
		}
		return all
	}
	for _, q := range review.Questions(v) {
		if q.Served == "" {
			out.One = radios(q)
			continue
		}
		out.Each = append(out.Each, ReviewServed{
			ID: q.Field(), Name: l.Served(q.Served), Meaning: l.T("review.meaning.relevance." + string(q.Served)), Options: radios(q),
		})
	}
	return out
}

// reviewAnchor is the id of the control at which a field of a review is given: of the
// first answer to a question, of a text in the page's language.
func reviewAnchor(l *locale.Locale, field string) string {
	switch q, ok := review.QuestionOf(field); {
	case field == string(review.Relevance):
		return review.Questions(review.Relevance)[0].Field() + "-none"
	case ok:
		return q.Field() + "-none"
	}
	for _, lang := range tracker.Langs {
		if _, ok := cutLang(field, lang); ok {
			return field
		}
	}
	return field + "_" + string(l.Lang())
}

// cutLang returns the name of a text without the language, where it ends with that.
func cutLang(field string, lang tracker.Lang) (string, bool) {
	return strings.CutSuffix(field, "_"+string(lang))
}

// questionLabel names what a question asks for.
func questionLabel(l *locale.Locale, q review.Question) string {
	if q.Served == "" {
		return l.Variable(q.Variable)
	}
	return l.Variable(q.Variable) + " – " + l.Served(q.Served)
}

// editionSays is what the edition says of a commitment.
func editionSays(l *locale.Locale, in ReviewFormInput, c *tracker.CommitmentState) *EditionSays {
	k := Links{Lang: l.Lang(), AsOf: in.Of.AsOf}
	a, p := in.Figures, in.plan()
	said := &EditionSays{
		Page:  Link{Href: k.Commitment(p.ID, c.Code), Label: l.T("work.review.says.page", "day", in.Of.AsOf)},
		Level: levelOf(l, c.Level), Share: shareOf(l, c.Figures), Bar: shareLane(c.Figures),
		Coverage: l.T("work.review.says.reported", "known", c.Known, "of", c.Leaves),
	}
	pieces := 0
	for i := c.First; i < c.Last; i++ {
		leaf := &a.Leaves[i]
		row := SaidLeaf{
			Item:   Item{Href: fragment(k.Commitment(p.ID, c.Code), Anchor(leaf.Code)), Code: leaf.Code, Title: titleOf(l, leaf.Title, leaf.Code)},
			Status: reportedOf(l, leaf.Status), None: leaf.Latest == nil,
		}
		if u := leaf.Latest; u != nil {
			row.Period, row.Text, row.InWords = l.Month(u.Period), progressOf(l, u.Progress), proseOf(l, u.EvidenceIn)
			for _, e := range u.Evidence {
				row.Evidence = append(row.Evidence, evidenceRow(l, a.Record, leaf.Code, "", e))
			}
			pieces += len(u.Evidence)
		}
		said.Leaves = append(said.Leaves, row)
	}
	said.Evidence = l.N("work.review.says.evidence", pieces)
	return said
}
