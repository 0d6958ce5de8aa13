package tracker

import (
	"slices"
	"time"
)

// Draft is an update on its way to being published. There is at most one for a
// leaf, a period and an organization; who may report for the organization may
// write on it. Nobody else but coordinators sees it.
type Draft struct {
	ID   int64  `json:"id"`
	Plan string `json:"plan"`
	// Update is what will be published. Its number and time are blank until then,
	// and Replaces names the update that stood when the draft was begun.
	Update Update     `json:"update"`
	State  DraftState `json:"state"`
	// Version counts the times it was saved, from 1. A save names the version it
	// started from.
	Version int64 `json:"version"`
	// Author is the account that saved it last.
	Author  int64     `json:"author"`
	SavedAt time.Time `json:"saved_at"`
	// SavedEN and SavedFR are when the texts of each language last changed.
	SavedEN time.Time `json:"saved_en"`
	SavedFR time.Time `json:"saved_fr"`
	// Comment is why it was returned, in the words and language of who returned
	// it; ReturnedBy is that account.
	Comment    string `json:"comment,omitempty"`
	ReturnedBy int64  `json:"returned_by,omitempty"`
}

// DraftState is where a draft stands.
type DraftState string

// The states of a draft.
const (
	DraftOpen      DraftState = "draft"     // being written
	DraftSubmitted DraftState = "submitted" // handed in, waits for a coordinator
	DraftReturned  DraftState = "returned"  // handed back with a comment
)

// DraftStep returns the action by which the audit trail knows what became of a draft:
// it was handed in, returned, taken back, or thrown away after that. It is blank for
// what leaves no entry: writing on it. before is nil for a new draft, after for one
// that goes.
func DraftStep(before, after *Draft) string {
	var was, is DraftState
	if before != nil {
		was = before.State
	}
	if after != nil {
		is = after.State
	}
	switch {
	case is == DraftSubmitted:
		return "submit"
	case is == DraftReturned && was == DraftSubmitted:
		return "return"
	case is == DraftOpen && was == DraftSubmitted:
		return "take_back"
	case after == nil && (was == DraftSubmitted || was == DraftReturned):
		return "discard"
	}
	return ""
}

// DraftKey names a draft by what it is about.
type DraftKey struct {
	Plan         string
	Leaf         string
	Period       Period
	Organization string
}

// DraftVersion names a draft as somebody has seen it.
type DraftVersion struct{ ID, Version int64 }

// Key returns what the draft is about.
func (d *Draft) Key() DraftKey {
	return DraftKey{d.Plan, d.Update.Leaf, d.Update.Period, d.Update.Organization}
}

// StaleLanguage returns the language whose texts are older than the other's by
// more than an edit's length, so that a translation may have been forgotten;
// blank for neither.
func (d *Draft) StaleLanguage() Lang {
	switch gap := d.SavedEN.Sub(d.SavedFR); {
	case d.SavedEN.IsZero() || d.SavedFR.IsZero():
		return ""
	case gap > staleAfter:
		return FR
	case gap < -staleAfter:
		return EN
	}
	return ""
}

// staleAfter is how much older one language may be than the other: time to write
// both, and no more.
const staleAfter = 30 * time.Minute

// Owed is a text that an update still needs before it can be published.
type Owed struct {
	Field OwedField
	Lang  Lang // in which language
	// Level is the one at which the plan's rules ask for it, blank where it is
	// always asked for, or because the other language has it.
	Level Level
	// Other is set where it is owed because the other language has it.
	Other bool
}

// OwedField is a field of an update.
type OwedField string

// The fields of an update that can be owed.
const (
	OwedStatus     OwedField = "status"
	OwedProgress   OwedField = "progress"
	OwedEvidence   OwedField = "evidence"
	OwedChallenges OwedField = "challenges"
)

// Owed returns what keeps an update from being published under these rules, in
// the order of the form: a level, progress in both languages, every other text in
// both or neither, and challenges and evidence at the levels for which the rules
// ask for them. Evidence given as links or files needs no words.
func (r *UpdateRules) Owed(u *Update) []Owed {
	var owed []Owed
	if !slices.Contains(Levels, u.Status) {
		owed = append(owed, Owed{Field: OwedStatus})
	}
	owed = append(owed, owedTexts(OwedProgress, u.Progress, true, "")...)
	asked := slices.Contains(r.EvidenceFor, u.Status) && len(u.Evidence) == 0
	owed = append(owed, owedTexts(OwedEvidence, u.EvidenceIn, asked, u.Status)...)
	asked = slices.Contains(r.ChallengesFor, u.Status)
	return append(owed, owedTexts(OwedChallenges, u.Challenges, asked, u.Status)...)
}

func owedTexts(field OwedField, t Text, asked bool, level Level) []Owed {
	var owed []Owed
	for _, lang := range Langs {
		switch {
		case !blank(t.In(lang)):
		case asked:
			owed = append(owed, Owed{Field: field, Lang: lang, Level: level})
		case !blank(t.In(lang.Other())):
			owed = append(owed, Owed{Field: field, Lang: lang, Other: true})
		}
	}
	return owed
}
