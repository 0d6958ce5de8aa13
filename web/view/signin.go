package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// SignIn is the page that asks who somebody is.
type SignIn struct {
	Action   string
	Hidden   []Hidden
	Errors   FormErrors
	Email    Input
	Password Input
	// Kept says that what was typed before is kept.
	Kept bool
}

// SignInInput is what the sign-in page needs.
type SignInInput struct {
	Email string // as typed before
	Next  string // where to go afterwards
	Kept  string // a form that was sent before signing in, as it was sent
	// Failed is set after an address and a password that do not go together.
	Failed bool
	// Why says what keeps the reader from trying, blank for nothing.
	Why string
}

// SignInPage asks for address and password.
func SignInPage(l *locale.Locale, in SignInInput) *Page {
	page := plainPage(l, "sign-in", InWork, func(k Links) string { return k.SignIn(in.Next) })
	page.NoIndex = true
	page.Forms = true
	page.Title = l.T("work.sign_in.title")
	data := &SignIn{
		Action:   page.Links().SignIn(""),
		Hidden:   []Hidden{{"next", in.Next}},
		Email:    Input{ID: "email", Type: "email", Label: l.T("work.email"), Value: in.Email, Autocomplete: "username"},
		Password: Input{ID: "password", Type: "password", Label: l.T("work.password"), Autocomplete: "current-password"},
	}
	if in.Kept != "" {
		data.Kept = true
		data.Hidden = append(data.Hidden, Hidden{"kept", in.Kept})
	}
	switch {
	case in.Why != "":
		data.Errors = errorsOf(l, in.Why)
	case in.Failed:
		data.Password.Error = l.T("work.sign_in.failed")
		data.Errors = errorsOf(l, "", data.Password)
	}
	page.Data = data
	return page
}

// Resume is the page that sends a form again that was sent before signing in.
type Resume struct {
	Action string
	Hidden []Hidden
}

// ResumePage offers to send a kept form to where it was meant to go.
func ResumePage(l *locale.Locale, account *tracker.Account, action string, fields []Hidden) *Page {
	page := workPage(l, account, "resume", func(k Links) string { return k.Work() })
	page.Title = l.T("work.resume.title")
	page.Data = &Resume{Action: action, Hidden: fields}
	return page
}
