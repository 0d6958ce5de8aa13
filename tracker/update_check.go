package tracker

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of an update, in characters.
const (
	UpdateTextMost    = 4000
	EvidenceTitleMost = 300
	EvidenceURLMost   = 2000
	EvidenceMost      = 20 // pieces of an update
)

// FieldLinks is the field of an update's evidence that is given as links or files,
// by the name under which problems and differences name it.
const FieldLinks = "links"

// Check returns everything that keeps an update from being kept, even as a draft:
// texts that are too long, kinds and levels that there are not, evidence that is no
// link. What it still owes before it is published, [UpdateRules.Owed] says. The
// problems' fields are those of [UpdateFields], and "links.1.url" for a part of the
// first piece of evidence.
func (u *Update) Check() []Problem {
	var ps problems
	most := func(field, text string, most int) {
		if n := utf8.RuneCountInString(text); n > most {
			ps.add(u.Leaf, field, "text_too_long", "n", n, "most", most)
		}
	}
	for _, f := range u.Fields() {
		if FieldLang(f.Name) != "" {
			most(f.Name, f.Value, UpdateTextMost)
		}
	}
	if u.Status != "" && !slices.Contains(ReportedLevels, u.Status) {
		ps.add(u.Leaf, FieldStatus, "level_not_reported", "level", shorten(string(u.Status)))
	}
	if u.Risk != "" && !slices.Contains(Risks, u.Risk) {
		ps.add(u.Leaf, FieldRisk, "risk_unknown", "risk", shorten(string(u.Risk)))
	}
	if len(u.Evidence) > EvidenceMost {
		ps.add(u.Leaf, FieldLinks, "evidence_too_many", "most", EvidenceMost)
	}
	for i := range u.Evidence {
		e := &u.Evidence[i]
		field := FieldLinks + "." + strconv.Itoa(i+1) + "."
		most(field+"title_en", e.Title.EN, EvidenceTitleMost)
		most(field+"title_fr", e.Title.FR, EvidenceTitleMost)
		for _, lang := range e.Title.Missing() {
			ps.add(u.Leaf, field+"title_"+string(lang), map[Lang]string{EN: "evidence_title_en", FR: "evidence_title_fr"}[lang])
		}
		switch {
		case utf8.RuneCountInString(e.URL) > EvidenceURLMost:
			most(field+"url", e.URL, EvidenceURLMost)
		case !e.IsFile() && !isWebAddress(e.URL):
			ps.add(u.Leaf, field+"url", "evidence_url")
		}
		if e.Lang != "" && e.Lang != EN && e.Lang != FR {
			ps.add(u.Leaf, field+"lang", "evidence_lang", "lang", shorten(string(e.Lang)))
		}
	}
	return ps
}

// isWebAddress reports whether a text is an absolute http or https address, without
// a name or password in it.
func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}

// AllFields returns what people write of an update and, as one more field, its
// evidence: one JSON object a line.
func (u *Update) AllFields() Fields {
	lines := make([]string, len(u.Evidence))
	for i := range u.Evidence {
		b, _ := json.Marshal(&u.Evidence[i]) // texts and days always can be
		lines[i] = string(b)
	}
	return append(u.Fields(), Field{FieldLinks, strings.Join(lines, "\n")})
}

// SetAllFields writes what [Update.AllFields] gives into an update; fields that f
// does not name stay. A line of evidence that cannot be read is left out.
func (u *Update) SetAllFields(f Fields) {
	u.SetFields(f)
	if !slices.ContainsFunc(f, func(v Field) bool { return v.Name == FieldLinks }) {
		return
	}
	u.Evidence = nil
	for line := range strings.Lines(f.Get(FieldLinks)) {
		var e Evidence
		if json.Unmarshal([]byte(line), &e) == nil {
			u.Evidence = append(u.Evidence, e)
		}
	}
}
