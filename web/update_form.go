package web

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// readFields reads the values that a form was made from.
func readFields(s string) (tracker.Fields, bool) {
	var f tracker.Fields
	err := json.Unmarshal([]byte(s), &f)
	return f, err == nil
}

// readEvidence reads the evidence that a form sends as links and files, leaving out
// what is blank. What a form cannot say of a piece of evidence, as when it was
// captured, is taken from what is drafted or published of it. A file that is no
// longer there, or is not for the account to name, is told apart.
func (r *report) readEvidence(form url.Values) (out []tracker.Evidence, gone view.FileInput) {
	at := func(name string, i int) string {
		if values := form[name]; i < len(values) {
			return typed(values[i])
		}
		return ""
	}
	for i := range form[view.SentLinkURL] {
		e := r.known(at(view.SentLinkURL, i), at(view.SentLinkFile, i))
		e.Lang = tracker.Lang(at(view.SentLinkLang, i))
		e.Title = tracker.Text{EN: at(view.SentLinkEN, i), FR: at(view.SentLinkFR, i)}
		switch {
		case at(view.SentLinkFile, i) != "" && !e.IsFile() && e.URL == "":
			gone = view.FileInput{Lang: e.Lang, Title: e.Title, Fault: string(fileGone)}
		case e.URL != "" || e.SHA256 != "" || !e.Title.IsZero():
			out = append(out, e)
		}
	}
	return out, gone
}

// known returns what is drafted, published or kept of a piece of evidence, by its
// address or the hash of its file; one that is new has nothing but the address.
func (r *report) known(address, file string) tracker.Evidence {
	all := slices.Concat(r.row.Now.Evidence, r.kept)
	if r.row.Published != nil {
		all = append(all, r.row.Published.Evidence...)
	}
	for _, e := range all {
		if file != "" && e.IsFile() && e.SHA256 == file || address != "" && e.URL == address {
			return e
		}
	}
	return tracker.Evidence{URL: address}
}

// change does what a button of the form asks for that keeps nothing: it adds or
// removes a piece of evidence, or copies what was reported last into what is blank.
// It reports whether the button was such a one.
func (f *sent) change(r *report) bool {
	switch {
	case f.action == view.ActPreview, f.action == view.ActAttach:
	case f.action == view.ActAdd:
		if len(f.update.Evidence) < tracker.EvidenceMost {
			f.update.Evidence = append(f.update.Evidence, tracker.Evidence{})
		}
	case f.action == view.ActCopy:
		if last := r.state.Record.LastReported(r.leaf.Code, r.row.Key.Period); last != nil {
			fillBlanks(&f.update, last)
		}
	case strings.HasPrefix(f.action, view.ActRemove):
		n, err := strconv.Atoi(f.action[len(view.ActRemove):])
		if err == nil && n >= 1 && n <= len(f.update.Evidence) {
			f.update.Evidence = append(f.update.Evidence[:n-1:n-1], f.update.Evidence[n:]...)
		}
	default:
		return false
	}
	return true
}

// fillBlanks copies the words of one report into what another leaves blank.
func fillBlanks(u, last *tracker.Update) {
	fields := u.Fields()
	for i := range fields {
		if fields[i].Value == "" {
			fields[i].Value = last.Fields().Get(fields[i].Name)
		}
	}
	u.SetFields(fields)
}
