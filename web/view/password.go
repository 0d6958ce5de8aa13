package view

import (
	"ogptracker/tracker/credential"
	"ogptracker/tracker/locale"
)

// PasswordFault is what is wrong with a new password: a [credential.Weakness], or
// that it was typed in two ways. Blank is nothing.
type PasswordFault string

// PasswordsDiffer is a new password that was typed in two ways.
const PasswordsDiffer PasswordFault = "differ"

// newPassword returns the controls in which a new password is typed, twice.
func newPassword(l *locale.Locale, fault PasswordFault) (password, again Input) {
	password = Input{
		ID: "new_password", Type: "password", Label: l.T("work.new_password"), Autocomplete: "new-password",
		Hint: l.T("work.new_password_hint", "least", credential.LeastPassword, "recommended", credential.RecommendedPassword),
	}
	again = Input{ID: "again", Type: "password", Label: l.T("work.new_password_again"), Autocomplete: "new-password"}
	switch fault {
	case "":
	case PasswordsDiffer:
		again.Error = l.T("work.weak.differ")
	default:
		password.Error = l.Message("work.weak."+string(fault), map[string]any{"least": credential.LeastPassword, "most": credential.MostPassword})
	}
	return password, again
}
