package view

import (
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Queue is what waits for a coordinator.
type Queue struct {
	Plans []QueueGroup
}

// QueueGroup is what waits of one plan.
type QueueGroup struct {
	ID     string
	Name   Text
	Action string
	Errors FormErrors
	Rows   []QueueRow
}

// QueueRow is one draft that waits.
type QueueRow struct {
	Check    Input // whether it is to be published
	Item     Item  // leads to the draft
	Period   string
	By       Text
	Saved    string
	From     Status // as published last; blank where nothing is
	To       Status
	Changes  []ChangedField
	Warning  string
	Missing  bool // something is owed: it cannot be published
	Corrects bool
}

// ChangedField is what a draft changes of a text that is published.
type ChangedField struct {
	Name string
	Diff WordDiff
}

// QueuePlan is what waits of one plan.
type QueuePlan struct {
	State   *tracker.Assessment
	Drafts  []tracker.Draft
	Message string   // what is wrong with the form
	Chosen  []string // what was ticked
}

// The names of what the queue's forms send.
const (
	SentDraft   = "draft" // "12.3": the third version of draft 12
	SentComment = "comment"
	ActReturn   = "return"
)

// QueuePage lists what waits for a coordinator.
func QueuePage(l *locale.Locale, account *tracker.Account, plans []QueuePlan) *Page {
	page := workPage(l, account, "queue", func(k Links) string { return k.Queue() })
	page.Title = l.T("work.queue.title")
	k := page.Links()
	data := &Queue{}
	for _, p := range plans {
		r := p.State.Record
		g := QueueGroup{ID: "plan-" + r.Plan.ID, Name: planShort(l, &r.Plan), Action: k.QueuePlan(r.Plan.ID)}
		if p.Message != "" {
			g.Errors = errorsOf(l, p.Message)
		}
		for i := range p.Drafts {
			g.Rows = append(g.Rows, queueRow(l, k, p, &p.Drafts[i]))
		}
		data.Plans = append(data.Plans, g)
		if r.Plan.Illustrative {
			page.Notice = noticeOf(l, true)
		}
	}
	page.Data = data
	return page
}

func queueRow(l *locale.Locale, k Links, p QueuePlan, d *tracker.Draft) QueueRow {
	r := p.State.Record
	value := strconv.FormatInt(d.ID, 10) + "." + strconv.FormatInt(d.Version, 10)
	row := QueueRow{
		Check: Input{
			ID: "draft-" + strconv.FormatInt(d.ID, 10), Name: SentDraft, Type: "checkbox", Value: value,
			Label: l.T("work.queue.choose", "code", d.Update.Leaf), Checked: slices.Contains(p.Chosen, value),
		},
		Item:   Item{Href: k.QueueDraft(d.Plan, d.ID), Code: d.Update.Leaf, Title: Text{Text: d.Update.Leaf}},
		Period: l.Month(d.Update.Period), Saved: handedIn(l, &r.Plan, d), To: reportedOf(l, d.Update.Status),
		Changes: draftChanges(l, r, d), Warning: staleWarning(l, d), Missing: len(r.Plan.Rules.Owed(&d.Update)) > 0,
		Corrects: d.Update.Replaces != 0,
	}
	if leaf := p.State.Leaf(d.Update.Leaf); leaf != nil {
		row.Item.Title = titleOf(l, leaf.Title, leaf.Code)
	}
	if d.Update.Organization != "" {
		row.By = textOf(l, r.Organization(d.Update.Organization).Name)
	}
	if u := beforeDraft(r, d); u != nil {
		row.From = reportedOf(l, u.Status)
	}
	return row
}

// handedIn says when a draft was handed in; one that does not wait, when it was
// saved.
func handedIn(l *locale.Locale, p *tracker.Plan, d *tracker.Draft) string {
	if d.State != tracker.DraftSubmitted {
		return SavedAt(l, p, d.SavedAt)
	}
	return l.T("work.queue.handed_in", "when", momentOf(l, p, d.SavedAt))
}

// beforeDraft is what a draft is compared with: what is published for the same
// period, else for the one before.
func beforeDraft(r *tracker.Record, d *tracker.Draft) *tracker.Update {
	key := d.Key()
	if u := r.Reported(key.Leaf, key.Period, key.Organization); u != nil {
		return u
	}
	return r.LastReported(key.Leaf, key.Period)
}

// draftChanges is what a draft changes of what was published last, text by text.
func draftChanges(l *locale.Locale, r *tracker.Record, d *tracker.Draft) []ChangedField {
	var before tracker.Update
	if u := beforeDraft(r, d); u != nil {
		before = *u
	}
	old := before.Fields()
	var out []ChangedField
	for _, f := range d.Update.Fields() {
		lang := tracker.FieldLang(f.Name)
		was := old.Get(f.Name)
		if lang == "" || f.Value == was {
			continue
		}
		out = append(out, ChangedField{fieldName(l, f.Name), diffOf(l, lang, was, f.Value)})
	}
	return out
}

// Queued is one draft that waits, with what a coordinator may do.
type Queued struct {
	Action   string
	Hidden   []Hidden
	Errors   FormErrors
	Kind     string
	Period   string
	As       Text
	By       string // name of who wrote it
	Saved    string
	Warning  string
	State    string // says that it does not wait any more, blank where it does
	From     Status
	To       Status
	Risk     string
	Against  string // what it is compared with
	Changes  []ChangedField
	Preview  *UpdatePreview
	Links    []EvidenceRow
	Comment  Input
	Edit     Link
	Item     Item // on the public page
	Waits    bool
	Corrects string
}

// QueuedInput is what the page of a draft needs.
type QueuedInput struct {
	State   *tracker.Assessment
	Draft   *tracker.Draft
	By      string
	Comment string // as typed
	Wrong   string // with the comment
	Owed    []tracker.Owed
	Message string
}

// QueuedPage shows a draft that waits.
func QueuedPage(l *locale.Locale, account *tracker.Account, in QueuedInput) *Page {
	r, d := in.State.Record, in.Draft
	page := workPage(l, account, "queued", func(k Links) string { return k.QueueDraft(d.Plan, d.ID) })
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Queue(), Label: l.T("work.queue.title")})
	page.Notice = noticeOf(l, r.Plan.Illustrative)
	leaf := in.State.Leaf(d.Update.Leaf)
	page.Title = titleOf(l, leaf.Title, leaf.Code).plain()
	data := &Queued{
		Action: k.QueueDraft(d.Plan, d.ID), Hidden: []Hidden{{SentVersion, strconv.FormatInt(d.Version, 10)}},
		Kind: kindOf(l, leaf), Period: l.Month(d.Update.Period), By: clean(in.By), Saved: handedIn(l, &r.Plan, d),
		Warning: staleWarning(l, d), To: reportedOf(l, d.Update.Status), Risk: clean(l.Risk(d.Update.Risk)),
		Changes: draftChanges(l, r, d), Preview: previewOf(UpdateInput{Shown: d.Update}),
		Comment: Input{ID: SentComment, Type: "textarea", Label: l.T("work.queue.comment"), Hint: l.T("work.queue.comment_hint"), Value: in.Comment, Error: in.Wrong},
		Edit:    Link{Href: k.Update(d.Key()), Label: l.T("work.queue.edit")},
		Item:    itemOf(l, k, r.Plan.ID, leaf), Waits: d.State == tracker.DraftSubmitted,
	}
	if !data.Waits {
		data.State = l.T("work.queue.not_waiting")
	}
	if d.Update.Organization != "" {
		data.As = textOf(l, r.Organization(d.Update.Organization).Name)
	}
	data.Against = l.T("work.queue.first")
	if u := beforeDraft(r, d); u != nil {
		data.From = reportedOf(l, u.Status)
		data.Against = l.T("work.queue.against", "period", u.Period)
	}
	if d.Update.Replaces != 0 {
		data.Corrects = l.T("work.queue.corrects")
	}
	for _, e := range d.Update.Evidence {
		row := evidenceRow(l, r, leaf.Code, "", e)
		if e.IsFile() {
			row.File.Href = k.DraftFile(tracker.FileName(e.SHA256, e.Media))
		}
		data.Links = append(data.Links, row)
	}
	data.Errors = errorsOf(l, in.Message, data.Comment)
	for _, o := range in.Owed {
		data.Errors.Items = append(data.Errors.Items, Link{Href: data.Edit.Href, Label: OwedText(l, o)})
	}
	page.Data = data
	return page
}
