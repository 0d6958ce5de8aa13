package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Input is one control of a form, with its label and what is wrong with it. The
// template "input" draws every type.
type Input struct {
	// ID is the control's id, which an error summary links to, and Name what its
	// value is sent as; Name is the ID where it is blank.
	ID, Name string
	// Type is that of the HTML control, or "textarea", "select", "checkbox".
	Type  string
	Label string
	// Mark continues the label in a lighter hand: "in English".
	Mark  string
	Hint  string
	Error string
	Value string
	// Lang is the language of what is typed, blank for none in particular.
	Lang tracker.Lang
	// Options are what a select offers.
	Options []Option
	Checked bool
	// Optional keeps the browser from asking for a value; most controls do not
	// need to ask, for the form says itself what is missing.
	Required     bool
	Autocomplete string
	InputMode    string
	Accept       string // file types
	Min, Max     string // of a date or number
}

// Sent is the name under which the value is sent.
func (in Input) Sent() string {
	if in.Name != "" {
		return in.Name
	}
	return in.ID
}

// Described lists the ids of what explains the control.
func (in Input) Described() string {
	s := ""
	if in.Hint != "" {
		s = in.ID + "-hint"
	}
	if in.Error != "" {
		if s != "" {
			s += " "
		}
		s += in.ID + "-error"
	}
	return s
}

// Pair is one text in both languages, side by side where there is room.
type Pair struct{ EN, FR Input }

// pairOf makes the two controls of a text that is written in both languages, the
// page's own language first in its label. id begins both ids: "progress" gives
// "progress_en" and "progress_fr".
func pairOf(l *locale.Locale, id, kind, label string, t tracker.Text) Pair {
	in := func(lang tracker.Lang, mark string) Input {
		return Input{ID: id + "_" + string(lang), Type: kind, Label: label, Mark: mark, Value: t.In(lang), Lang: lang}
	}
	return Pair{EN: in(tracker.EN, l.T("work.in.en")), FR: in(tracker.FR, l.T("work.in.fr"))}
}

// FormErrors is the list of what is wrong with a form, at its top.
type FormErrors struct {
	Title string
	Items []Link // to each control
	// Message is what is wrong with the form as a whole, blank for nothing.
	Message string
}

// IsZero reports whether nothing is wrong.
func (e FormErrors) IsZero() bool { return len(e.Items) == 0 && e.Message == "" }

// errorsOf sums up what is wrong with the controls of a form.
func errorsOf(l *locale.Locale, message string, inputs ...Input) FormErrors {
	e := FormErrors{Message: message}
	for _, in := range inputs {
		if in.Error != "" {
			e.Items = append(e.Items, Link{Href: "#" + in.ID, Label: in.Error})
		}
	}
	e.Title = l.N("work.form.errors", max(1, len(e.Items)))
	return e
}

// Hidden is a value that a form sends along.
type Hidden struct{ Name, Value string }
