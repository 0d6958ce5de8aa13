package view

import (
	"net/http"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Lost is the page that gives back what was typed into a form about something that
// is no longer there.
type Lost struct {
	Title  string
	Status string // "Error 404"
	Why    string
	Typed  []LostText
	Way    Link
}

// LostText is one text that was typed.
type LostText struct {
	ID, Name, Text string
	Lang           tracker.Lang // of the text, blank for none in particular
	Rows           int          // that it takes, about
}

// lostRows is how many rows of a long text are seen at once.
const lostRows = 12

// LostPage gives back what was typed. to is the page's own address, and way leads to
// where the work goes on.
func LostPage(l *locale.Locale, account *tracker.Account, status int, to func(Links) string, why string, way Link, typed []LostText) *Page {
	page := workPage(l, account, "lost", to)
	page.Title = l.T("work.lost.title")
	if status == http.StatusForbidden {
		page.Title = l.T("web.problem.403")
	}
	for i := range typed {
		text := &typed[i]
		text.ID = "typed-" + strconv.Itoa(i+1)
		text.Rows = min(lostRows, 1+strings.Count(text.Text, "\n")+len(text.Text)/80)
	}
	page.Data = &Lost{Title: page.Title, Status: l.T("web.problem.status", "status", strconv.Itoa(status)), Why: why, Typed: typed, Way: way}
	return page
}

// LostUpdate lists what was typed into the form of a report.
func LostUpdate(l *locale.Locale, u *tracker.Update) []LostText {
	var typed []LostText
	for _, f := range u.AllFields() {
		text := LostText{Name: fieldName(l, f.Name), Text: f.Value, Lang: tracker.FieldLang(f.Name)}
		switch {
		case f.Value == "":
			continue
		case f.Name == tracker.FieldStatus, f.Name == tracker.FieldRisk:
			text.Text = choiceName(l, f.Name, f.Value)
		case f.Name == tracker.FieldLinks:
			text.Text = linkLines(l, f.Value)
		}
		typed = append(typed, text)
	}
	return typed
}

// LostEdit lists what was typed into a form of the plan editor, without what was
// only chosen.
func LostEdit(l *locale.Locale, f tracker.Fields, organizations []tracker.Organization) []LostText {
	var typed []LostText
	for _, v := range f {
		if v.Value == "" {
			continue
		}
		name, lang := v.Name, tracker.Lang("")
		for _, known := range tracker.Langs {
			if base, ok := strings.CutSuffix(name, "_"+string(known)); ok {
				name, lang = base, known
			}
		}
		switch kind := fieldControls[name]; {
		case kind == "checks", kind == "checkbox", kind == "select" && name != "contact_organization":
			continue
		}
		text := LostText{Name: lostLabel(l, name), Text: FieldValue(l, v.Name, v.Value, organizations), Lang: lang}
		if lang != "" {
			text.Name += " " + l.T("work.in."+string(lang))
		}
		typed = append(typed, text)
	}
	return typed
}

// lostLabel is the label of a control of the editor, be it of a thing's field or of
// a form about something else.
func lostLabel(l *locale.Locale, name string) string {
	switch name {
	case "reason":
		return l.T("work.reason")
	case "due":
		return l.T("work.revise.due")
	}
	return FieldLabel(l, name)
}
