package tracker

import (
	"slices"
	"strings"
)

// The fields of an update that people write, by the names under which forms and
// spreadsheets send them.
const (
	FieldStatus       = "status"
	FieldProgressEN   = "progress_en"
	FieldProgressFR   = "progress_fr"
	FieldEvidenceEN   = "evidence_en"
	FieldEvidenceFR   = "evidence_fr"
	FieldChallengesEN = "challenges_en"
	FieldChallengesFR = "challenges_fr"
	FieldRisk         = "risk"
)

// UpdateFields lists the fields of an update in the order of the form.
var UpdateFields = []string{
	FieldStatus, FieldProgressEN, FieldProgressFR, FieldEvidenceEN, FieldEvidenceFR,
	FieldChallengesEN, FieldChallengesFR, FieldRisk,
}

// ReportedLevels are the levels that can be reported, in the order in which a form
// offers them.
var ReportedLevels = []Level{NotStarted, Limited, Substantial, Complete, Withdrawn}

// Risks lists the kinds of challenge in the order in which a form offers them.
var Risks = []Risk{RiskPeople, RiskRisks, RiskChange}

// lineEnds makes one of the ways to end a line: browsers send another one than
// spreadsheets keep.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Fields returns what people write of an update, with lines that end in "\n", so
// that two versions of it can be set against each other.
func (u *Update) Fields() Fields {
	values := map[string]string{
		FieldStatus: string(u.Status), FieldRisk: string(u.Risk),
		FieldProgressEN: u.Progress.EN, FieldProgressFR: u.Progress.FR,
		FieldEvidenceEN: u.EvidenceIn.EN, FieldEvidenceFR: u.EvidenceIn.FR,
		FieldChallengesEN: u.Challenges.EN, FieldChallengesFR: u.Challenges.FR,
	}
	f := make(Fields, len(UpdateFields))
	for i, name := range UpdateFields {
		f[i] = Field{Name: name, Value: lineEnds.Replace(values[name])}
	}
	return f
}

// SetFields writes fields into an update; those that f does not name stay.
func (u *Update) SetFields(f Fields) {
	for _, v := range f {
		switch v.Name {
		case FieldStatus:
			u.Status = Level(v.Value)
		case FieldRisk:
			u.Risk = Risk(v.Value)
		case FieldProgressEN:
			u.Progress.EN = v.Value
		case FieldProgressFR:
			u.Progress.FR = v.Value
		case FieldEvidenceEN:
			u.EvidenceIn.EN = v.Value
		case FieldEvidenceFR:
			u.EvidenceIn.FR = v.Value
		case FieldChallengesEN:
			u.Challenges.EN = v.Value
		case FieldChallengesFR:
			u.Challenges.FR = v.Value
		}
	}
}

// FieldLang returns the language of a field's text, blank for a field that is a
// choice.
func FieldLang(name string) Lang {
	for _, lang := range Langs {
		if slices.Contains(UpdateFields, name) && strings.HasSuffix(name, "_"+string(lang)) {
			return lang
		}
	}
	return ""
}

// Reported returns the published update that stands for a leaf, a period and an
// organization: the last one, as corrected since; nil where nothing is published.
func (r *Record) Reported(leaf string, period Period, organization string) *Update {
	var last *Update
	var same []*Update
	for i := range r.Updates {
		u := &r.Updates[i]
		if u.Leaf != leaf || u.Period != period || u.Organization != organization {
			continue
		}
		same = append(same, u)
		if last == nil || standingOrder(u, last) > 0 {
			last = u
		}
	}
	for range same { // a correction of a correction, and no circle
		i := slices.IndexFunc(same, func(u *Update) bool { return last.ID != 0 && u.Replaces == last.ID })
		if i < 0 {
			break
		}
		last = same[i]
	}
	return last
}

// LastReported returns the update that stands for a leaf in the last period before
// one, whichever organization reported it; nil for none.
func (r *Record) LastReported(leaf string, before Period) *Update {
	replaced := make(map[int64]bool)
	for i := range r.Updates {
		if r.Updates[i].Leaf == leaf {
			replaced[r.Updates[i].Replaces] = true
		}
	}
	var last *Update
	for i := range r.Updates {
		u := &r.Updates[i]
		if u.Leaf != leaf || u.Period >= before || u.ID != 0 && replaced[u.ID] {
			continue
		}
		if last == nil || standingOrder(u, last) > 0 {
			last = u
		}
	}
	return last
}
