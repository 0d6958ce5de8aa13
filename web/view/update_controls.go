package view

import (
	"maps"
	"slices"
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
	data.Evidence = evidenceForm(l, in, wrong)
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
	New   FileForm
	// Full is set where no more can be added.
	Full bool
	// Error is what is wrong with the links together.
	Error string
	// Reminder says that nothing is attached to a level that asks for proof; it keeps
	// nobody from going on.
	Reminder string
}

// LinkForm is one link, or one file, of the form.
type LinkForm struct {
	Number int
	Legend string
	URL    Input
	Lang   Input
	Title  Pair
	Remove Button
	// File is the way to look at a file that is kept, where it is drafted or published,
	// Name its title or kind, and Facts what is known of it.
	File   Link
	Name   Text
	Facts  string
	SHA256 string
}

// FileForm is the part of the form that sends a file.
type FileForm struct {
	File, Lang Input
	Title      Pair
	Open       bool // there is something to see
}

// FileInput is what was typed about a file that is not kept.
type FileInput struct {
	Lang  tracker.Lang
	Title tracker.Text
	// Fault is why, the end of a key of the catalogue; blank for nothing.
	Fault string
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

// The names under which a new file is sent, with what is typed about it; SentKept
// are proofs for the files that the form names, and SentFileLost says why a file
// was not kept that came before its sender had signed in.
const (
	SentFile     = "evidence_file"
	SentFileLang = "file_lang"
	SentFileEN   = "file_title_en"
	SentFileFR   = "file_title_fr"
	SentKept     = "kept_file"
	SentFileLost = "file_lost"
)

func evidenceForm(l *locale.Locale, in UpdateInput, wrong map[string]string) EvidenceForm {
	u := &in.Shown
	f := EvidenceForm{
		New:  fileForm(l, in.File),
		Text: textPair(l, "evidence", l.T("work.field.evidence_words"), u.EvidenceIn, wrong),
		Full: len(u.Evidence) >= tracker.EvidenceMost, Error: wrong[tracker.FieldLinks],
	}
	for i := range u.Evidence {
		link := linkForm(l, i+1, &u.Evidence[i], wrong)
		link.File.Href = fileAddress(Links{Lang: l.Lang()}, &in.Row, &u.Evidence[i])
		f.Links = append(f.Links, link)
	}
	if len(u.Evidence) == 0 && (u.Status == tracker.Substantial || u.Status == tracker.Complete) {
		f.Reminder = l.T("work.evidence.reminder", "level", l.Level(u.Status))
	}
	return f
}

// fileAddress is where a file of a report can be looked at, blank for nowhere yet.
func fileAddress(k Links, row *tracker.ReportRow, e *tracker.Evidence) string {
	names := func(u *tracker.Update) bool {
		return slices.ContainsFunc(u.Evidence, func(have tracker.Evidence) bool { return have.SHA256 == e.SHA256 })
	}
	name := tracker.FileName(e.SHA256, e.Media)
	switch {
	case !e.IsFile():
		return ""
	case row.Published != nil && names(row.Published):
		return publicFile(name)
	case row.Draft != nil && names(&row.Draft.Update):
		return k.DraftFile(name)
	}
	return ""
}

// fileForm offers to send a file.
func fileForm(l *locale.Locale, in FileInput) FileForm {
	f := FileForm{
		File: Input{
			ID: SentFile, Type: "file", Label: l.T("work.file.label"), Hint: l.T("work.file.hint", "most", fileSize(l, tracker.FileMost)),
			Accept: strings.Join(slices.Sorted(maps.Values(tracker.MediaTypes)), ","),
		},
		Lang:  Input{ID: SentFileLang, Type: "select", Label: l.T("work.evidence.lang"), Options: langOptions(l, in.Lang)},
		Title: pairOf(l, "file_title", "text", l.T("work.evidence.title"), in.Title),
		Open:  in.Fault != "" || !in.Title.IsZero(),
	}
	if in.Fault != "" {
		f.File.Error = l.T("work.file."+in.Fault, "most", fileSize(l, tracker.FileMost))
	}
	return f
}

// langOptions offers the languages that evidence can be in.
func langOptions(l *locale.Locale, chosen tracker.Lang) []Option {
	options := []Option{{Value: "", Label: l.T("work.evidence.both"), Selected: chosen == ""}}
	for _, lang := range tracker.Langs {
		options = append(options, Option{Value: string(lang), Label: l.Language(lang), Selected: chosen == lang})
	}
	return options
}

// fileFacts says what is known of a file: its kind, size, hash and the day on which
// it was kept.
func fileFacts(l *locale.Locale, e *tracker.Evidence) string {
	return l.T("work.file.facts", "kind", fileKind(e.Media), "size", fileSize(l, e.Size), "day", e.CapturedOn, "hash", hashStart(e.SHA256))
}

// hashStart is enough of a hash to tell files apart by eye.
func hashStart(sha256 string) string { return sha256[:min(len(sha256), 12)] }

// fileSize writes a size in bytes in the unit that suits it.
func fileSize(l *locale.Locale, n int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case n < kilo:
		return l.N("work.file.bytes", int(n))
	case n < mega:
		return l.T("work.file.kilobytes", "n", l.Decimal(float64(n)/kilo, 0))
	case n%mega == 0:
		return l.T("work.file.megabytes", "n", l.Decimal(float64(n)/mega, 0))
	}
	return l.T("work.file.megabytes", "n", l.Decimal(float64(n)/mega, 1))
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
	f.Lang.Options = langOptions(l, e.Lang)
	f.Title = Pair{
		EN: in("title_en", SentLinkEN, "text", l.T("work.evidence.title"), e.Title.EN),
		FR: in("title_fr", SentLinkFR, "text", l.T("work.evidence.title"), e.Title.FR),
	}
	f.Title.EN.Mark, f.Title.EN.Lang = l.T("work.in.en"), tracker.EN
	f.Title.FR.Mark, f.Title.FR.Lang = l.T("work.in.fr"), tracker.FR
	if e.IsFile() {
		f.Name, f.Facts, f.SHA256 = fileTitle(l, e), fileFacts(l, e), e.SHA256
	}
	return f
}

// inputs lists the controls in the order of the form.
func (f *EvidenceForm) inputs() []Input {
	inputs := []Input{{ID: "add-evidence", Error: f.Error}}
	for _, e := range f.Links {
		inputs = append(inputs, e.URL, e.Lang, e.Title.EN, e.Title.FR)
	}
	return append(inputs, f.New.File, f.Text.EN, f.Text.FR)
}
