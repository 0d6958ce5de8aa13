package view

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Conflict is the page that shows what two people wrote at the same time.
type Conflict struct {
	Title     string
	Action    string
	Hidden    []Hidden
	Item      string
	Why       string // what the other did
	Lead      string // what to do about it
	Save      string
	Errors    FormErrors
	Both      []ConflictField
	Others    []ConflictField // taken from the other, for nobody else changed them
	Untouched Link
}

// ConflictField is a field that both changed, or that the other changed.
type ConflictField struct {
	ID, Name string
	Lang     tracker.Lang // of the text, set only where it is not the page's
	Mine     string       // in words, for a choice such as the status
	Theirs   string
	Base     string   // what both started from, where that is known
	Diff     WordDiff // from theirs to mine
	Choices  []Radio
	ChoiceID string // name of the choice
	Hand     *Input // to merge by hand, nil for a choice such as the status
	Hidden   []Hidden
	Error    string
}

// ConflictInput is what the page needs.
type ConflictInput struct {
	Record            *tracker.Record
	Leaf              *tracker.LeafState
	Row               tracker.ReportRow // as it stands now
	Cells             []tracker.Cell
	Version, Replaces int64
	Base              tracker.Fields // what the other wrote
	Kept              []string       // as in [UpdateInput]
	Was               tracker.Fields // what mine was made from
	// Writer is whose account wrote what stands now, nil where none did.
	Writer *tracker.Account
	// Sent is the form of this page where it left a choice open, else nil.
	Sent url.Values
}

// The names under which a choice and the texts to choose from are sent.
const (
	SentChoice = "choice_"
	SentMine   = "mine_"
	SentHand   = "hand_"
	SentWas    = "was"
)

// What can be chosen for a field.
const (
	ChoiceMine   = "mine"
	ChoiceTheirs = "theirs"
	ChoiceHand   = "hand"
	ChoiceBoth   = "both"
)

// ConflictPage shows what two people wrote, field by field, to choose from.
func ConflictPage(l *locale.Locale, account *tracker.Account, in ConflictInput) *Page {
	page := updateFrame(l, account, in.Record, in.Row.Key, "conflict")
	page.Title = l.T("work.conflict.title")
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Update(in.Row.Key), Label: in.Leaf.Code})
	data := &Conflict{
		Title: page.Title, Action: k.Update(in.Row.Key), Hidden: updateHidden(in.Version, in.Replaces, in.Base, in.Kept),
		Item: kindOf(l, in.Leaf) + ", " + l.Month(in.Row.Key.Period), Why: conflictWhy(l, account, in),
		Untouched: Link{Href: k.Update(in.Row.Key), Label: l.T("work.conflict.leave")},
	}
	data.Hidden = append(data.Hidden, FieldsHidden(SentWas, in.Was))
	for _, c := range in.Cells {
		if c.State != tracker.CellConflict { // a contested one has its own
			data.Hidden = append(data.Hidden, Hidden{SentMine + c.Name, c.Mine})
		}
		switch c.State {
		case tracker.CellConflict:
			data.Both = append(data.Both, conflictField(l, c).again(l, in.Sent))
		case tracker.CellTheirs:
			data.Others = append(data.Others, conflictField(l, c))
		case tracker.CellNew, tracker.CellChanged: // mine alone: it goes along
			data.Hidden = append(data.Hidden, Hidden{SentChoice + c.Name, ChoiceMine})
		}
	}
	data.Lead, data.Save = l.T("work.conflict.choose"), l.T("work.conflict.save")
	if len(data.Both) == 0 {
		data.Lead = l.T("work.conflict.joined")
	}
	data.Errors = data.errors(l)
	page.Data = data
	return page
}

// again shows what was chosen and merged in a form that left a choice open; nil
// leaves the field as it is.
func (f ConflictField) again(l *locale.Locale, sent url.Values) ConflictField {
	if sent == nil {
		return f
	}
	chosen := false
	for i := range f.Choices {
		f.Choices[i].Checked = f.Choices[i].Value == sent.Get(f.ChoiceID)
		chosen = chosen || f.Choices[i].Checked
	}
	if f.Hand != nil && sent.Has(f.Hand.ID) {
		f.Hand.Value = sent.Get(f.Hand.ID)
	}
	switch {
	case !chosen:
		f.Error = l.T("work.conflict.open")
	case !Settled(sent, strings.TrimPrefix(f.ChoiceID, SentChoice)):
		f.Error = l.T("work.conflict.marks")
	}
	return f
}

// errors lists the fields of which nothing was chosen.
func (c *Conflict) errors(l *locale.Locale) FormErrors {
	var e FormErrors
	for _, f := range c.Both {
		if f.Error != "" {
			e.Items = append(e.Items, Link{Href: "#" + f.Choices[0].ID, Label: f.Name + " – " + f.Error})
		}
	}
	if n := len(e.Items); n > 0 {
		e.Title = l.N("work.form.errors", n)
	}
	return e
}

// conflictWhy says who did what meanwhile.
func conflictWhy(l *locale.Locale, account *tracker.Account, in ConflictInput) string {
	var what string
	var at time.Time
	switch d := in.Row.Draft; {
	case in.Returned():
		what, at = "returned", d.SavedAt
	case d != nil && d.State == tracker.DraftSubmitted:
		what, at = "submitted", d.SavedAt
	case d != nil:
		what, at = "saved", d.SavedAt
	case in.Row.Published != nil:
		what, at = "published", in.Row.Published.PublishedAt
	default:
		return l.T("work.conflict.discarded")
	}
	when := momentOf(l, &in.Record.Plan, at)
	switch {
	case in.Writer == nil:
		return l.T("work.conflict.somebody."+what, "when", when)
	case in.Writer.ID == account.ID:
		return l.T("work.conflict.you."+what, "when", when)
	}
	return l.T("work.conflict.other."+what, "who", clean(in.Writer.Name), "when", when)
}

// Returned reports whether a draft was handed back meanwhile and nothing else became
// of it.
func (in *ConflictInput) Returned() bool {
	d := in.Row.Draft
	return d != nil && d.State == tracker.DraftReturned && slices.Equal(in.Was, in.Base)
}

func conflictField(l *locale.Locale, c tracker.Cell) ConflictField {
	lang := tracker.FieldLang(c.Name)
	f := ConflictField{ID: "field-" + c.Name, Name: fieldName(l, c.Name), ChoiceID: SentChoice + c.Name,
		Hidden: []Hidden{{SentMine + c.Name, c.Mine}}}
	option := func(value, label string, checked bool) {
		f.Choices = append(f.Choices, Radio{ID: SentChoice + c.Name + "-" + value, Value: value, Status: Status{Label: label}, Checked: checked})
	}
	option(ChoiceMine, l.T("work.conflict.mine"), false)
	option(ChoiceTheirs, l.T("work.conflict.theirs"), false)
	switch {
	case lang != "":
		f.Diff = diffOf(l, lang, c.Theirs, c.Mine)
		option(ChoiceHand, l.T("work.conflict.hand"), false)
		f.Hand = handInput(l, lang, tracker.Difference{Name: c.Name, Base: c.Base, Mine: c.Mine, Theirs: c.Theirs})
	case c.Name == tracker.FieldLinks:
		f.Mine, f.Theirs = linkLines(l, c.Mine), linkLines(l, c.Theirs)
		option(ChoiceBoth, l.T("work.conflict.both"), true)
	default:
		f.Mine, f.Theirs = choiceName(l, c.Name, c.Mine), choiceName(l, c.Name, c.Theirs)
	}
	return f
}

// choiceName writes the value of a field that is a choice.
func choiceName(l *locale.Locale, field, value string) string {
	switch {
	case value == "":
		return l.T("work.conflict.blank")
	case field == tracker.FieldRisk:
		return l.Risk(tracker.Risk(value))
	}
	return l.Level(tracker.Level(value))
}

// linkLines writes a list of evidence, one a line.
func linkLines(l *locale.Locale, value string) string {
	var u tracker.Update
	u.SetAllFields(tracker.Fields{{Name: tracker.FieldLinks, Value: value}})
	if len(u.Evidence) == 0 {
		return l.T("work.conflict.blank")
	}
	lines := make([]string, len(u.Evidence))
	for i, e := range u.Evidence {
		where := clean(e.URL)
		if e.IsFile() {
			where = fileFacts(l, &e)
		}
		lines[i] = strings.TrimSpace(textOf(l, e.Title).plain() + " " + where)
	}
	return strings.Join(lines, "\n")
}

// fieldName names a field of an update, with its language.
func fieldName(l *locale.Locale, name string) string {
	switch name {
	case tracker.FieldStatus:
		return l.T("work.field.status")
	case tracker.FieldRisk:
		return l.T("work.field.risk")
	case tracker.FieldLinks:
		return l.T("work.field.links")
	}
	label := map[string]string{
		tracker.FieldProgressEN: l.T("work.field.progress"), tracker.FieldProgressFR: l.T("work.field.progress"),
		tracker.FieldEvidenceEN: l.T("work.field.evidence_words"), tracker.FieldEvidenceFR: l.T("work.field.evidence_words"),
		tracker.FieldChallengesEN: l.T("work.field.challenges"), tracker.FieldChallengesFR: l.T("work.field.challenges"),
	}[name]
	if tracker.FieldLang(name) == tracker.FR {
		return label + " " + l.T("work.in.fr")
	}
	return label + " " + l.T("work.in.en")
}
