package web

import (
	"context"
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// A file that comes with the form of a report is kept at once and put into the
// draft, so that neither a mistake elsewhere in the form nor a colleague who was
// quicker costs it. Where it cannot be drafted yet, the form carries a proof that
// the account may name it: a hash alone would let anybody who has read one claim
// somebody else's file.

// fileKey is the name of the key that signs these proofs.
const fileKey = "file"

// vouch returns a proof for each file among pieces of evidence that an account has
// in its form.
func (s *Server) vouch(ctx context.Context, account int64, evidence []tracker.Evidence) ([]string, error) {
	var proofs []string
	for _, e := range evidence {
		if !e.IsFile() {
			continue
		}
		b, err := json.Marshal(tracker.Evidence{SHA256: e.SHA256, Media: e.Media, Size: e.Size, CapturedOn: e.CapturedOn})
		if err != nil {
			return nil, err
		}
		text := base64.RawURLEncoding.EncodeToString(b)
		mac, err := s.sign(ctx, fileKey, strconv.FormatInt(account, 10)+"."+text)
		if err != nil {
			return nil, err
		}
		proofs = append(proofs, text+"."+mac)
	}
	return proofs, nil
}

// readKept reads which files a form may name beside those that are drafted or
// published: those for which it has a proof, and that are still there.
func (s *Server) readKept(ctx context.Context, w *Work, r *report) error {
	proofs := w.Form[view.SentKept]
	for _, proof := range proofs[:min(len(proofs), tracker.EvidenceMost+1)] {
		text, mac, _ := cutLast(proof, ".")
		want, err := s.sign(ctx, fileKey, strconv.FormatInt(w.Account.ID, 10)+"."+text)
		if err != nil {
			return err
		}
		b, err := base64.RawURLEncoding.DecodeString(text)
		var e tracker.Evidence
		if err != nil || !hmac.Equal([]byte(mac), []byte(want)) || json.Unmarshal(b, &e) != nil {
			continue
		}
		if have := r.known("", e.SHA256); have.IsFile() {
			continue
		}
		switch _, err := s.workStore.File(ctx, e.SHA256); {
		case errors.Is(err, tracker.ErrNotFound): // nothing referred to it for too long
		case err != nil:
			return err
		default:
			r.kept = append(r.kept, e)
		}
	}
	return nil
}

// takeFile keeps the file that came with a form and makes it evidence of the
// report. Of one that is not kept the form shows why, and what was typed about it.
func (s *Server) takeFile(ctx context.Context, w *Work, r *report, f *sent) error {
	e, fault, err := s.keepFile(ctx, w.Request.Request, view.SentFile, r.plan().ID)
	if err != nil {
		return err
	}
	about := view.FileInput{
		Lang:  tracker.Lang(typed(w.Form.Get(view.SentFileLang))),
		Title: tracker.Text{EN: typed(w.Form.Get(view.SentFileEN)), FR: typed(w.Form.Get(view.SentFileFR))},
	}
	switch {
	case e.IsFile():
		e.Lang, e.Title = about.Lang, about.Title
		r.kept = append(r.kept, e)
		f.addFile(e)
		return nil
	case fault == "" && f.file.Fault != "": // one that was kept is gone
		return nil
	case fault == "" && w.Form.Has(view.SentFileLost):
		fault = fileGone
		if said := fileFault(w.Form.Get(view.SentFileLost)); slices.Contains(fileFaults, said) {
			fault = said
		}
	case fault == "" && (f.action == view.ActAttach || !about.Title.IsZero() && f.ends()):
		fault = fileMissing
	}
	about.Fault = string(fault)
	f.file = about
	return nil
}

// addFile adds a file to the evidence; one that is there already only gets what was
// typed about it now.
func (f *sent) addFile(e tracker.Evidence) {
	i := slices.IndexFunc(f.update.Evidence, func(have tracker.Evidence) bool { return have.IsFile() && have.SHA256 == e.SHA256 })
	if i < 0 {
		f.update.Evidence = append(slices.Clip(f.update.Evidence), e)
		return
	}
	if !e.Title.IsZero() {
		f.update.Evidence = slices.Clone(f.update.Evidence)
		f.update.Evidence[i].Title, f.update.Evidence[i].Lang = e.Title, e.Lang
	}
}

// ends reports whether the form was sent to be kept, handed in or published.
func (f *sent) ends() bool {
	return slices.Contains([]string{view.ActSave, view.ActSubmit, view.ActPublish}, f.action)
}

// draftFiles puts the files of a form that is shown again into the draft, with all
// else that was typed where that can be kept. It leaves alone what somebody else
// wrote meanwhile and what waits for a coordinator.
func (s *Server) draftFiles(ctx context.Context, w *Work, r *report, f *sent, again *view.UpdateInput) error {
	var fresh []tracker.Evidence
	for _, e := range f.update.Evidence {
		if slices.ContainsFunc(r.kept, func(k tracker.Evidence) bool { return k.SHA256 == e.SHA256 }) {
			fresh = append(fresh, e)
		}
	}
	if len(fresh) == 0 || f.version != r.version() || f.replaces != r.row.Stamp.Update || r.row.Draft != nil && r.row.Draft.State == tracker.DraftSubmitted {
		return nil
	}
	u := f.update
	if len(u.Check()) > 0 {
		u = r.row.Now
		for _, e := range fresh {
			e.Lang, e.Title = "", tracker.Text{} // may be what is wrong
			u.Evidence = append(slices.Clip(u.Evidence), e)
		}
	}
	if len(u.Check()) > 0 {
		return nil
	}
	switch _, err := s.workStore.SaveDraft(ctx, r.actor(w), r.draft(w, u, tracker.DraftOpen)); {
	case errors.Is(err, tracker.ErrStale):
		return nil
	case err != nil:
		return err
	}
	if err := s.look(ctx, r, r.row.Key); err != nil {
		return err
	}
	fields := s.formOf(r)
	again.Version, again.Replaces, again.Base = fields.Version, fields.Replaces, fields.Base
	s.say(ctx, w.L.T("work.file.did_keep"))
	return nil
}

// keepForLater keeps a file of evidence that came with a form after its session
// ended, so that the form can name it when its sender has signed in again. Only a
// browser from which somebody has signed in before may leave a file here, and not
// many at once.
func (s *Server) keepForLater(ctx context.Context, r *Request, form map[string][]string) error {
	if r.MultipartForm == nil || len(r.MultipartForm.File[view.SentFile]) == 0 || len(form[view.SentBase]) == 0 {
		return nil
	}
	lose := func(why fileFault) { form[view.SentFileLost] = []string{string(why)} }
	id, device, err := s.device(ctx, r)
	if err != nil {
		return err
	}
	if id == 0 || s.throttle.spend(r.Now, []use{{deviceFiles, device}}) > 0 {
		lose(fileGone)
		return nil
	}
	e, fault, err := s.keepFile(ctx, r.Request, view.SentFile, "")
	if notSaved(err) != "" {
		fault, err = fileGone, nil
	}
	if err != nil {
		return err
	}
	if fault != "" {
		lose(fault)
		return nil
	}
	proofs, err := s.vouch(ctx, id, []tracker.Evidence{e})
	if err != nil {
		return err
	}
	form[view.SentKept] = append(form[view.SentKept], proofs...)
	form[view.SentLinkURL] = append(form[view.SentLinkURL], "")
	form[view.SentLinkFile] = append(form[view.SentLinkFile], e.SHA256)
	for from, to := range map[string]string{
		view.SentFileLang: view.SentLinkLang, view.SentFileEN: view.SentLinkEN, view.SentFileFR: view.SentLinkFR,
	} {
		form[to] = append(form[to], append(form[from], "")[0])
		delete(form, from)
	}
	return nil
}
