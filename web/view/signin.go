package view

import (
	"html/template"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Onward is where signing in leads to. It goes along with every step.
type Onward struct {
	Next string // address to go to afterwards
	Kept string // a form that was sent there before signing in, as it was sent
}

// hidden returns what a form sends along to keep it.
func (o Onward) hidden() []Hidden {
	fields := []Hidden{{"next", o.Next}}
	if o.Kept != "" {
		fields = append(fields, Hidden{"kept", o.Kept})
	}
	return fields
}

// SignIn is the page that asks who somebody is.
type SignIn struct {
	Action   string
	Hidden   []Hidden
	Errors   FormErrors
	Email    Input
	Password Input
	// Kept says that what was typed before is kept.
	Kept bool
	// SignOn is where single sign-on is asked for, blank where it is not offered.
	SignOn string
}

// SignInInput is what the sign-in page needs.
type SignInInput struct {
	Onward
	Email string // as typed before
	// Failed is set after an address and a password that do not go together.
	Failed bool
	// Why says what keeps the reader from trying, blank for nothing.
	Why string
	// SignOn is set where single sign-on is offered.
	SignOn bool
}

// signInPage begins a page on the way in.
func signInPage(l *locale.Locale, template string, to func(Links) string) *Page {
	page := plainPage(l, template, InWork, to)
	page.NoIndex, page.Forms = true, true
	return page
}

// SignInPage asks for address and password.
func SignInPage(l *locale.Locale, in SignInInput) *Page {
	page := signInPage(l, "sign-in", func(k Links) string { return k.SignIn(in.Next) })
	page.Title = l.T("work.sign_in.title")
	data := &SignIn{
		Action:   page.Links().SignIn(""),
		Hidden:   in.hidden(),
		Kept:     in.Kept != "",
		Email:    Input{ID: "email", Type: "email", Label: l.T("work.email"), Value: in.Email, Autocomplete: "username"},
		Password: Input{ID: "password", Type: "password", Label: l.T("work.password"), Autocomplete: "current-password"},
	}
	if in.SignOn {
		data.SignOn = page.Links().SignOn()
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

// ToSignOn is the page that leads to the provider of single sign-on.
type ToSignOn struct{ Address string }

// ToSignOnPage leads to an address at the provider of single sign-on.
func ToSignOnPage(l *locale.Locale, address string) *Page {
	page := signInPage(l, "to-sign-on", func(k Links) string { return k.SignIn("") })
	page.Title = l.T("work.sso.title")
	page.Data = &ToSignOn{Address: address}
	return page
}

// Code is the page that asks for the second factor.
type Code struct {
	Action string
	Hidden []Hidden
	Errors FormErrors
	Code   Input
	Kept   bool
}

// CodeInput is what the page of the second factor needs.
type CodeInput struct {
	Onward
	Failed bool
	Why    string // as in [SignInInput]
}

// CodePage asks for a one-time code or a recovery code.
func CodePage(l *locale.Locale, in CodeInput) *Page {
	page := signInPage(l, "sign-in-code", func(k Links) string { return k.SignInCode(in.Next) })
	page.Title = l.T("work.code.title")
	data := &Code{
		Action: page.Links().SignInCode(""), Hidden: in.hidden(), Kept: in.Kept != "",
		Code: Input{ID: "code", Type: "text", Label: l.T("work.code.label"), Hint: l.T("work.code.hint"), Autocomplete: "one-time-code"},
	}
	if in.Failed {
		data.Code.Error = l.T("work.code.failed")
	}
	if in.Failed || in.Why != "" {
		data.Errors = errorsOf(l, in.Why, data.Code)
	}
	page.Data = data
	return page
}

// Enrol is the page that sets up a second factor.
type Enrol struct {
	Action  string
	Hidden  []Hidden
	Errors  FormErrors
	Lead    string       // why it is asked for
	Picture template.URL // QR code
	Secret  string       // in groups, as people type it
	Code    Input
	Kept    bool
	Back    Link // blank on the way in
}

// EnrolInput is what the page for a new second factor needs.
type EnrolInput struct {
	Onward
	// Account is who is signed in already, nil on the way in.
	Account *tracker.Account
	Secret  string
	Picture string // address of the QR code, as package credential makes it
	Failed  bool
	Why     string
}

// EnrolPage shows the secret of a new second factor and asks for a code of it.
func EnrolPage(l *locale.Locale, in EnrolInput) *Page {
	var page *Page
	data := &Enrol{
		Hidden: in.hidden(), Kept: in.Kept != "", Secret: grouped(in.Secret),
		Picture: template.URL(in.Picture), // made by us of a secret, not of what somebody typed
		Code:    Input{ID: "code", Type: "text", Label: l.T("work.enrol.code"), Hint: l.T("work.enrol.code_hint"), Autocomplete: "one-time-code", InputMode: "numeric"},
	}
	if in.Account == nil {
		page = signInPage(l, "enrol", func(k Links) string { return k.SignInEnrol(in.Next) })
		data.Action, data.Lead = page.Links().SignInEnrol(""), l.T("work.enrol.needed")
	} else {
		page = workPage(l, in.Account, "enrol", func(k Links) string { return k.AccountSecondFactor() })
		data.Action, data.Lead = page.Links().AccountSecondFactor(), l.T("work.enrol.offered")
		data.Back = Link{Href: page.Links().Account(), Label: l.T("work.account.back")}
	}
	page.Title = l.T("work.enrol.title")
	if in.Account != nil {
		page.Crumbs = append(page.Crumbs, Link{Href: page.Links().Account(), Label: l.T("work.account.title")})
	}
	if in.Failed {
		data.Code.Error = l.T("work.enrol.failed")
	}
	if in.Failed || in.Why != "" {
		data.Errors = errorsOf(l, in.Why, data.Code)
	}
	page.Data = data
	return page
}

// grouped sets the letters of a secret in groups of four, which are easier to type.
func grouped(secret string) string {
	var b []byte
	for i := range len(secret) {
		if i > 0 && i%4 == 0 {
			b = append(b, ' ')
		}
		b = append(b, secret[i])
	}
	return string(b)
}

// Codes is the page that shows recovery codes, once.
type Codes struct {
	Codes []string
	File  template.URL // the codes as a text file
	// Next is where to go on to; Action and Hidden are set where a kept form is to
	// be sent there.
	Next   string
	Hidden []Hidden
}

// CodesPage shows new recovery codes. fields is the kept form, as it is sent again.
func CodesPage(l *locale.Locale, account *tracker.Account, codes []string, next string, fields []Hidden) *Page {
	page := workPage(l, account, "recovery-codes", func(k Links) string { return k.Account() })
	page.Title = l.T("work.codes.title")
	text := ""
	for _, code := range codes {
		text += code + "%0D%0A"
	}
	page.Data = &Codes{
		Codes: codes, Next: next, Hidden: fields,
		File: template.URL("data:text/plain;charset=utf-8," + text), // letters, digits and hyphens
	}
	return page
}

// Resume is the page that sends a form again that could not be taken when it was sent.
type Resume struct {
	Title  string
	Text   string
	Action string
	Hidden []Hidden
}

// ResumePage offers to send a kept form to where it was meant to go.
func ResumePage(l *locale.Locale, account *tracker.Account, action string, fields []Hidden) *Page {
	return resume(l, account, "work.resume.title", l.T("work.resume.text"), action, fields)
}

// NotSavedPage says why a form was not saved, and offers to send it again. why is the
// last part of a catalogue key.
func NotSavedPage(l *locale.Locale, account *tracker.Account, why, action string, fields []Hidden) *Page {
	return resume(l, account, "work.not_saved.title", l.T("work.not_saved."+why)+" "+l.T("work.not_saved.text"), action, fields)
}

func resume(l *locale.Locale, account *tracker.Account, title, text, action string, fields []Hidden) *Page {
	page := workPage(l, account, "resume", func(k Links) string { return k.Work() })
	page.Title = l.T(title)
	page.Data = &Resume{Title: page.Title, Text: text, Action: action, Hidden: fields}
	return page
}
