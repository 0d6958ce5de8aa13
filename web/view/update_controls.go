package view

import (
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// controls fills in the form's own parts, with what is wrong at each and in the
// summary, in the order of the form.
func (data *Update) controls(l *locale.Locale, in UpdateInput) {
	wrong := faultsOf(l, in.Problems, in.Owed)
	u := &in.Shown
	data.Status = statusChoice(l, in, wrong[tracker.FieldStatus])
	data.Progress = textPair(l, "progress", l.T("work.field.progress"), u.Progress, wrong)
	data.Evidence = evidenceForm(l, u, wrong)
	data.Challenges = ChallengeForm{
		Hint: challengeHint(l, &in.Assessment.Record.Plan.Rules), Error: wrong[tracker.FieldRisk],
		Text: textPair(l, "challenges", l.T("work.field.challenges"), u.Challenges, wrong),
	}
	data.Challenges.Kinds = append(data.Challenges.Kinds, Radio{ID: "risk-none", Status: Status{Label: l.T("work.update.no_kind")}, Checked: u.Risk == ""})
	for _, risk := range tracker.Risks {
		data.Challenges.Kinds = append(data.Challenges.Kinds, Radio{
			ID: "risk-" + string(risk), Value: string(risk), Status: Status{Label: l.Risk(risk)}, Checked: u.Risk == risk,
		})
	}
	inputs := []Input{{ID: data.Status.ID, Error: data.Status.Error}, data.Progress.EN, data.Progress.FR}
	inputs = append(inputs, data.Evidence.inputs()...)
	inputs = append(inputs, Input{ID: "risk-none", Error: data.Challenges.Error}, data.Challenges.Text.EN, data.Challenges.Text.FR)
	data.Errors = errorsOf(l, in.Message, inputs...)
}

// textPair is a text in both languages with what is wrong with each.
func textPair(l *locale.Locale, id, label string, t tracker.Text, wrong map[string]string) Pair {
	p := pairOf(l, id, "textarea", label, t)
	p.EN.Error, p.FR.Error = wrong[p.EN.ID], wrong[p.FR.ID]
	return p
}

// statusChoice offers the levels that can be reported: withdrawn only where it
// stands there already, for to withdraw something is a matter of the plan.
func statusChoice(l *locale.Locale, in UpdateInput, wrong string) RadioGroup {
	key := in.Row.Key
	c := RadioGroup{Legend: l.T("work.update.status", "period", key.Period), Error: wrong}
	last := in.Assessment.Record.LastReported(key.Leaf, key.Period)
	for _, v := range tracker.ReportedLevels {
		if v == tracker.Withdrawn && in.Shown.Status != v {
			continue
		}
		o := Radio{
			ID: "status-" + string(v), Value: string(v), Status: levelOf(l, v), Meaning: l.LevelDefinition(v), Checked: in.Shown.Status == v,
		}
		if last != nil && last.Status == v {
			o.Note = l.T("work.update.as_reported", "period", last.Period)
		}
		c.Options = append(c.Options, o)
	}
	c.ID = c.Options[0].ID
	return c
}

// challengeHint says when challenges are asked for.
func challengeHint(l *locale.Locale, rules *tracker.UpdateRules) string {
	if len(rules.ChallengesFor) == 0 {
		return l.T("work.update.challenges_hint")
	}
	names := make([]string, len(rules.ChallengesFor))
	for i, v := range rules.ChallengesFor {
		names[i] = l.Level(v)
	}
	return l.T("work.update.challenges_asked", "levels", strings.Join(names, ", "))
}

// faultsOf says what is wrong with each field of the form, by its id.
func faultsOf(l *locale.Locale, problems []tracker.Problem, owed []tracker.Owed) map[string]string {
	wrong := map[string]string{}
	for _, o := range owed {
		id := string(o.Field)
		if o.Lang != "" {
			id += "_" + string(o.Lang)
		}
		wrong[id] = OwedText(l, o)
	}
	for _, p := range problems {
		wrong[controlID(p.Field)] = l.Message(p.Code, p.Args)
	}
	return wrong
}

// controlID is the id of the control of a field: "links.1.url" is "link-1-url".
func controlID(field string) string {
	if rest, ok := strings.CutPrefix(field, tracker.FieldLinks+"."); ok {
		return "link-" + strings.ReplaceAll(rest, ".", "-")
	}
	return field
}

// OwedText says what an update still needs before it can be published.
func OwedText(l *locale.Locale, o tracker.Owed) string {
	key := "work.owed." + string(o.Field)
	switch {
	case o.Other:
		key += "_other"
	case o.Level != "":
		key += "_asked"
	}
	if o.Lang != "" {
		key += "." + string(o.Lang)
	}
	if o.Level != "" {
		return l.T(key, "level", o.Level)
	}
	return l.T(key)
}

// EvidenceForm is the part of the form about evidence.
type EvidenceForm struct {
	Links []LinkForm
	Text  Pair
	// Full is set where no more links can be added.
	Full bool
	// Error is what is wrong with the links together.
	Error string
}

// LinkForm is one link, or one file, of the form.
type LinkForm struct {
	Number int
	Legend string
	URL    Input
	Lang   Input
	Title  Pair
	Remove Button
	// File names a file that is kept; it has no address of its own.
	File   string
	SHA256 string
}

// The names under which the parts of each piece of evidence are sent, in the order
// of the form.
const (
	SentLinkURL  = "link_url"
	SentLinkFile = "link_file" // the hash of a file that is kept
	SentLinkLang = "link_lang"
	SentLinkEN   = "link_title_en"
	SentLinkFR   = "link_title_fr"
)

func evidenceForm(l *locale.Locale, u *tracker.Update, wrong map[string]string) EvidenceForm {
	f := EvidenceForm{
		Text: textPair(l, "evidence", l.T("work.field.evidence_words"), u.EvidenceIn, wrong),
		Full: len(u.Evidence) >= tracker.EvidenceMost, Error: wrong[tracker.FieldLinks],
	}
	for i := range u.Evidence {
		f.Links = append(f.Links, linkForm(l, i+1, &u.Evidence[i], wrong))
	}
	return f
}

func linkForm(l *locale.Locale, n int, e *tracker.Evidence, wrong map[string]string) LinkForm {
	id := "link-" + strconv.Itoa(n) + "-"
	in := func(part, name, kind, label, value string) Input {
		return Input{ID: id + part, Name: name, Type: kind, Label: label, Value: value, Error: wrong[id+part]}
	}
	f := LinkForm{
		Number: n, Legend: l.T("work.evidence.number", "n", n),
		URL:    in("url", SentLinkURL, "url", l.T("work.evidence.link"), e.URL),
		Lang:   in("lang", SentLinkLang, "select", l.T("work.evidence.lang"), ""),
		Remove: Button{ActRemove + strconv.Itoa(n), l.T("work.evidence.remove_number", "n", n)},
	}
	f.URL.InputMode = "url"
	f.Lang.Options = []Option{
		{Value: "", Label: l.T("work.evidence.both"), Selected: e.Lang == ""},
		{Value: "en", Label: l.Language(tracker.EN), Selected: e.Lang == tracker.EN},
		{Value: "fr", Label: l.Language(tracker.FR), Selected: e.Lang == tracker.FR},
	}
	f.Title = Pair{
		EN: in("title_en", SentLinkEN, "text", l.T("work.evidence.title"), e.Title.EN),
		FR: in("title_fr", SentLinkFR, "text", l.T("work.evidence.title"), e.Title.FR),
	}
	f.Title.EN.Mark, f.Title.EN.Lang = l.T("work.in.en"), tracker.EN
	f.Title.FR.Mark, f.Title.FR.Lang = l.T("work.in.fr"), tracker.FR
	if e.IsFile() {
		f.File, f.SHA256 = tracker.FileName(shorten(e.SHA256, 12), e.Media), e.SHA256
	}
	return f
}

// inputs lists the controls in the order of the form.
func (f *EvidenceForm) inputs() []Input {
	inputs := []Input{{ID: "add-evidence", Error: f.Error}}
	for _, e := range f.Links {
		inputs = append(inputs, e.URL, e.Lang, e.Title.EN, e.Title.FR)
	}
	return append(inputs, f.Text.EN, f.Text.FR)
}
