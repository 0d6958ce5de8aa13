package view

import (
	"encoding/json"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Update is the form in which somebody reports on a leaf for a period.
type Update struct {
	Action   string // where the form posts
	Autosave string // where the script keeps what is typed, blank where nothing may be kept
	Hidden   []Hidden
	Errors   FormErrors

	Title      string
	Kind       string // "Indicator C01.1.1"
	Commitment Link
	Period     string // "Period December 2026: 1 July to 31 December 2026"
	Timing     Timing
	Deadline   Deadline
	As         string // in whose name
	Others     []Link // the other organizations in whose name the account may report
	Periods    []Link // the other periods that may be reported for

	State    string // says where the draft stands, blank where there is none
	Saved    string // when the draft was saved last
	Returned Prose  // why it was returned
	Warning  string // that one language is older than the other
	Corrects string // that what is published stays in the record
	// Waits is set while the draft waits for a coordinator: it can be read, and
	// taken back.
	Waits bool

	Preview    *UpdatePreview
	Status     RadioGroup
	Progress   Pair
	Evidence   EvidenceForm
	Challenges ChallengeForm
	Publishing string // what happens when it is sent
	Goal       Button // the one that hands in or publishes
	HasDraft   bool
	// FileMost is how large a file may be, in bytes, and TooLarge what is said of a
	// larger one before it is sent.
	FileMost int
	TooLarge string

	Last *LastReport
	// Coverage is how much of what the account reports on has evidence.
	Coverage Coverage
	Due      []DueItem
	More     Link
}

// RadioGroup is a question with one answer of several.
type RadioGroup struct {
	ID      string
	Legend  string
	Error   string
	Options []Radio
}

// Radio is an answer that may be chosen.
type Radio struct {
	ID, Value string
	Status    Status
	Note      string // "as reported for June 2026"
	Meaning   string
	Checked   bool
}

// ChallengeForm is the part of the form about what stands in the way.
type ChallengeForm struct {
	Hint  string
	Kinds []Radio
	Text  Pair
	Error string // of the kinds
}

// Button is a button that says what the form is sent for.
type Button struct{ Value, Label string }

// UpdatePreview is the report as the public page will show it, in both languages.
type UpdatePreview struct{ Said []PreviewIn }

// PreviewIn is the preview in one language.
type PreviewIn struct {
	Lang                tracker.Lang
	Name                string
	Status              Status
	Progress, Challenge Prose
	Evidence            Prose
	Kind                string
}

// LastReport is what was published last, beside the form.
type LastReport struct {
	Title     string
	Status    Status
	Parts     []Part
	Kind      string // of the challenge
	Challenge Prose
	By        Text
	On        Date
	Evidence  []EvidenceRow // links and files
	// Copy is set where its texts can be copied into the form.
	Copy bool
}

// UpdateInput is what the form of a report needs.
type UpdateInput struct {
	Assessment *tracker.Assessment // of today
	Leaf       *tracker.LeafState
	Row        tracker.ReportRow
	// As are the organizations in whose name the account may report.
	As []string
	// Shown is what stands in the form, and the rest what it was made from.
	Shown    tracker.Update
	Version  int64
	Replaces int64
	Base     tracker.Fields
	// Kept are the proofs with which the account may name the files in the form, and
	// File is what the form says about one that is not kept.
	Kept []string
	File FileInput

	Problems []tracker.Problem
	Owed     []tracker.Owed
	Message  string // what is wrong with the form as a whole
	Preview  bool
	// MayPublish is set where the account publishes without asking.
	MayPublish bool
	Due        []tracker.DueReport // what else the account's organizations owe
}

// The names of what a form sends beside the fields of an update.
const (
	SentVersion  = "version"
	SentReplaces = "replaces"
	SentBase     = "base"
	SentAction   = "action"
)

// What a form is sent for, as its buttons say.
const (
	ActSave     = "save"
	ActSubmit   = "submit"
	ActPublish  = "publish"
	ActPreview  = "preview"
	ActCopy     = "copy"
	ActAdd      = "add"
	ActAttach   = "attach"
	ActRemove   = "remove-" // and the number of the piece of evidence
	ActTakeBack = "take-back"
	ActDiscard  = "discard"
	ActResolve  = "resolve"
	ActNext     = "next" // of a review: save, and go on to the next commitment
)

// UpdatePage is the form of a report.
func UpdatePage(l *locale.Locale, account *tracker.Account, in UpdateInput) *Page {
	page := updateFrame(l, account, in.Assessment.Record, in.Row.Key, "update")
	page.Scripts = []string{"work.js"}
	k := page.Links()
	r, leaf, key := in.Assessment.Record, in.Leaf, in.Row.Key
	title := titleOf(l, leaf.Title, leaf.Code)
	page.Title = l.T("work.update.title", "item", title.plain())
	data := &Update{
		Title: page.Title, Action: k.Update(key), Hidden: updateHidden(in.Version, in.Replaces, in.Base, in.Kept),
		Kind: kindOf(l, leaf), Commitment: Link{Href: k.Item(key.Plan, leaf.Commitment.Code, leaf.Code), Label: commitmentTitle(l, leaf.Commitment).plain()},
		Period:   l.T("work.update.period", "period", key.Period, "range", l.DateRange(r.Plan.PeriodBegin(key.Period), key.Period.End())),
		Deadline: deadlineOf(l, leaf), Timing: timingOf(l, leaf.Schedule),
		Warning: staleWarning(l, in.Row.Draft), HasDraft: in.Row.Draft != nil,
		Last: lastReport(l, in), Coverage: coverageOf(l, k, account, in.Assessment, in.MayPublish),
	}
	if key.Organization != "" {
		data.As = textOf(l, r.Organization(key.Organization).Name).plain()
	}
	for _, code := range in.As {
		if code != key.Organization {
			other := key
			other.Organization = code
			data.Others = append(data.Others, Link{Href: k.Update(other), Label: textOf(l, r.Organization(code).Name).plain()})
		}
	}
	for _, p := range r.Plan.PeriodsReportable(in.Assessment.AsOf) {
		other := key
		other.Period = p
		data.Periods = append(data.Periods, Link{Href: k.Update(other), Label: l.ShortMonth(p), Current: p == key.Period})
	}
	data.draftState(l, in)
	if in.Row.Published != nil {
		data.Corrects = l.T("work.update.corrects", "day", dayIn(&r.Plan, in.Row.Published.PublishedAt))
	}
	if !data.Waits {
		data.Autosave = k.UpdateDraft(key)
	}
	data.FileMost, data.TooLarge = tracker.FileMost, l.T("work.file.too_large", "most", fileSize(l, tracker.FileMost))
	data.publishing(l, in)
	data.controls(l, in)
	if in.Preview || data.Waits {
		data.Preview = previewOf(in)
	}
	for i, d := range in.Due {
		if i == dueShown {
			break
		}
		data.Due = append(data.Due, dueItem(l, k, r, d, d.Leaf.Code == key.Leaf && d.Period == key.Period))
	}
	data.More = Link{Href: k.Work(), Label: l.N("work.update.due_all", len(in.Due))}
	page.Data = data
	return page
}

// dueShown is how many reports that are due stand beside the form.
const dueShown = 6

// updateFrame begins a page about a report, below the plan's list of items.
func updateFrame(l *locale.Locale, account *tracker.Account, r *tracker.Record, key tracker.DraftKey, template string) *Page {
	page := workPage(l, account, template, func(k Links) string { return k.Update(key) })
	page.Notice = noticeOf(l, r.Plan.Illustrative)
	page.Crumbs = append(page.Crumbs, Link{Href: page.Links().Updates(key.Plan), Label: planShort(l, &r.Plan).plain()})
	return page
}

// updateHidden are the values by which a form says what it was made from.
func updateHidden(version, replaces int64, base tracker.Fields, kept []string) []Hidden {
	hidden := []Hidden{
		{SentVersion, strconv.FormatInt(version, 10)}, {SentReplaces, strconv.FormatInt(replaces, 10)}, FieldsHidden(SentBase, base),
	}
	for _, proof := range kept {
		hidden = append(hidden, Hidden{SentKept, proof})
	}
	return hidden
}

// FieldsHidden sends fields along under one name.
func FieldsHidden(name string, f tracker.Fields) Hidden {
	b, _ := json.Marshal(f) // names and texts always can be
	return Hidden{name, string(b)}
}

// kindOf names what a leaf is: "Indicator C01.1.1".
func kindOf(l *locale.Locale, leaf *tracker.LeafState) string {
	switch {
	case leaf.Indicator != nil:
		return l.T("work.update.indicator", "code", leaf.Code)
	case leaf.Milestone != nil:
		return l.T("work.update.milestone", "code", leaf.Code)
	}
	return l.T("work.update.commitment", "code", leaf.Code)
}

// draftState says where the draft stands.
func (data *Update) draftState(l *locale.Locale, in UpdateInput) {
	d := in.Row.Draft
	if d == nil {
		return
	}
	data.Saved = handedIn(l, &in.Assessment.Record.Plan, d)
	switch d.State {
	case tracker.DraftSubmitted:
		data.Waits = true
		data.State = l.T("work.update.waits")
	case tracker.DraftReturned:
		data.State = l.T("work.update.returned")
		data.Returned = Prose{HTML: markdown(clean(d.Comment))}
	}
}

// momentOf writes an instant where the plan is: "25 November 2026 at 14:05".
func momentOf(l *locale.Locale, p *tracker.Plan, at time.Time) string {
	at = at.In(p.Location())
	return l.T("work.moment", "day", tracker.DateOf(at), "hour", strconv.Itoa(at.Hour()), "minute", at.Format("04"))
}

// SavedAt says when a draft was saved, for the script of the form.
func SavedAt(l *locale.Locale, p *tracker.Plan, at time.Time) string {
	return l.T("work.update.saved", "when", momentOf(l, p, at))
}

func staleWarning(l *locale.Locale, d *tracker.Draft) string {
	if d == nil {
		return ""
	}
	switch d.StaleLanguage() {
	case tracker.EN:
		return l.T("work.update.stale.en")
	case tracker.FR:
		return l.T("work.update.stale.fr")
	}
	return ""
}

// publishing says what happens when the report is sent, and names the button.
func (data *Update) publishing(l *locale.Locale, in UpdateInput) {
	switch {
	case in.Assessment.Record.Plan.Publication == tracker.Direct:
		data.Publishing = l.T("work.update.direct")
		data.Goal = Button{ActPublish, l.T("work.update.publish")}
	case in.MayPublish:
		data.Publishing = l.T("work.update.coordinator")
		data.Goal = Button{ActPublish, l.T("work.update.publish")}
	default:
		data.Publishing = l.T("work.update.approval")
		data.Goal = Button{ActSubmit, l.T("work.update.submit")}
	}
}

// lastReport is what stands beside the form: what is published for the period, else
// what was published for the one before.
func lastReport(l *locale.Locale, in UpdateInput) *LastReport {
	r, key := in.Assessment.Record, in.Row.Key
	u := in.Row.Published
	title := l.T("work.update.published_now")
	if u == nil {
		if u = r.LastReported(key.Leaf, key.Period); u == nil {
			return nil
		}
		title = l.T("work.update.last", "period", u.Period)
	}
	last := &LastReport{
		Title: title, Status: reportedOf(l, u.Status), Kind: clean(l.Risk(u.Risk)), Challenge: proseOf(l, u.Challenges),
		On: dateOf(l, dayIn(&r.Plan, u.PublishedAt)), Copy: in.Row.Published == nil,
	}
	for _, p := range []Part{
		{l.T("work.field.progress"), proseOf(l, u.Progress)},
		{l.T("work.field.evidence"), proseOf(l, u.EvidenceIn)},
	} {
		if !p.Text.IsZero() {
			last.Parts = append(last.Parts, p)
		}
	}
	for _, e := range u.Evidence {
		last.Evidence = append(last.Evidence, evidenceRow(l, r, key.Leaf, "", e))
	}
	if u.Organization != "" {
		last.By = textOf(l, r.Organization(u.Organization).Name)
	}
	return last
}

// previewOf is the report as readers of each language will see it.
func previewOf(in UpdateInput) *UpdatePreview {
	p := &UpdatePreview{}
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		u := &in.Shown
		p.Said = append(p.Said, PreviewIn{
			Lang: lang, Name: l.Language(lang), Status: reportedOf(l, u.Status), Kind: clean(l.Risk(u.Risk)),
			Progress: proseOf(l, u.Progress), Challenge: proseOf(l, u.Challenges), Evidence: proseOf(l, u.EvidenceIn),
		})
	}
	return p
}
