package view

import (
	"net/url"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// EditConflictInput is what the page needs that shows two edits of one thing of a
// plan.
type EditConflictInput struct {
	Account *tracker.Account
	To      func(Links) string // the page's own address
	// Action is where the form is sent again, and Back where it can be given up.
	Action, Back string
	// Kept is sent along: the fields that are joined already, and the reason.
	Kept []Hidden
	// Differences are the fields that both changed, and Theirs those that only
	// somebody else did, which are taken over.
	Differences, Theirs []tracker.Difference
	// Show writes a value as a reader knows it.
	Show func(name, value string) string
	// Sent is the form of this page where it left a choice open, else nil.
	Sent url.Values
}

// SentTheirs is before the name under which what somebody else wrote is sent along.
const SentTheirs = "theirs_"

// SentBegan names the version of the data that mine was made from.
const SentBegan = "began"

// EditConflictPage shows what two people made of one thing of a plan, field by field,
// to choose from.
func EditConflictPage(l *locale.Locale, in EditConflictInput) *Page {
	page := workPage(l, in.Account, "conflict", in.To)
	page.Title = l.T("work.conflict.title")
	data := &Conflict{
		Title: page.Title, Action: in.Action, Hidden: in.Kept, Why: l.T("work.conflict.edit_why"),
		Lead: l.T("work.conflict.edit_choose"), Save: l.T("work.conflict.edit_save"),
		Untouched: Link{Href: in.Back, Label: l.T("work.conflict.edit_leave")},
	}
	if len(in.Differences) == 0 {
		data.Lead = l.T("work.conflict.edit_joined")
	}
	for _, d := range in.Differences {
		data.Both = append(data.Both, editConflictField(l, in, d).again(l, in.Sent))
	}
	for _, d := range in.Theirs {
		f := editConflictField(l, in, d)
		f.Mine, f.Diff = "", diffOf(l, f.Lang, in.Show(d.Name, d.Base), in.Show(d.Name, d.Theirs))
		data.Others = append(data.Others, f)
		data.Hidden = append(data.Hidden, Hidden{SentMine + d.Name, d.Base}) // mine is as it was
	}
	data.Errors = data.errors(l)
	page.Data = data
	return page
}

// editConflictField is one field to choose. A text can be merged by hand, which no
// date or list of organizations can.
func editConflictField(l *locale.Locale, in EditConflictInput, d tracker.Difference) ConflictField {
	name, lang := d.Name, tracker.Lang("")
	for _, known := range tracker.Langs {
		if base, ok := strings.CutSuffix(name, "_"+string(known)); ok {
			name, lang = base, known
		}
	}
	f := ConflictField{
		ID: "field-" + d.Name, Name: FieldLabel(l, name), Lang: lang, ChoiceID: SentChoice + d.Name, Base: clean(in.Show(d.Name, d.Base)),
		Hidden: []Hidden{{SentMine + d.Name, d.Mine}, {SentTheirs + d.Name, d.Theirs}},
	}
	option := func(value, label string, checked bool) {
		f.Choices = append(f.Choices, Radio{ID: f.ChoiceID + "-" + value, Value: value, Status: Status{Label: label}, Checked: checked})
	}
	option(ChoiceMine, l.T("work.conflict.mine"), false)
	option(ChoiceTheirs, l.T("work.conflict.theirs"), false)
	if lang == "" {
		show := func(value string) string {
			if s := clean(in.Show(d.Name, value)); s != "" {
				return s
			}
			return l.T("work.conflict.blank")
		}
		f.Mine, f.Theirs = show(d.Mine), show(d.Theirs)
		return f
	}
	f.Name += " " + l.T("work.in."+string(lang))
	f.Diff = diffOf(l, lang, d.Theirs, d.Mine)
	option(ChoiceHand, l.T("work.conflict.hand"), false)
	f.Hand = handInput(l, lang, d)
	return f
}
