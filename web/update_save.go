package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// sendUpdate does what the form of a report is sent for.
func (s *Server) sendUpdate(ctx context.Context, w *Work) (*Response, error) {
	r, err := s.report(ctx, w)
	if err != nil {
		return s.lostUpdate(ctx, w, err)
	}
	if err := s.readKept(ctx, w, r); err != nil {
		return nil, err
	}
	f := r.readUpdate(w.Form)
	again := view.UpdateInput{Shown: f.update, Version: f.version, Replaces: f.replaces, Base: f.base}
	if !f.whole {
		again = s.formOf(r)
		again.Message = w.L.T("work.update.not_whole")
		return s.showUpdate(ctx, w, http.StatusUnprocessableEntity, r, again)
	}
	unresolved := false
	if f.action == view.ActResolve {
		fields := resolved(w.Form, f.base)
		if unresolved = leftOpen(w.Form, f.base); unresolved {
			fields = mineOf(w.Form, f.base)
			f.base = wasOf(w.Form)
		}
		f.update.SetAllFields(fields)
		for i, e := range f.update.Evidence { // what a page sends is not believed
			f.update.Evidence[i] = r.known(e.URL, e.SHA256)
			f.update.Evidence[i].Lang, f.update.Evidence[i].Title = e.Lang, e.Title
		}
		f.action = view.ActSave
		again.Shown = f.update
	}
	if unresolved {
		return s.showConflict(ctx, w, r, f, w.Form)
	}
	if f.action != view.ActDiscard {
		if err := s.takeFile(ctx, w, r, &f); err != nil {
			return nil, err
		}
		again.Shown, again.File = f.update, f.file
	}
	// show shows the form again: what came with it as a file is kept.
	show := func(status int) (*Response, error) {
		if again.File.Fault != "" {
			status = http.StatusUnprocessableEntity
		}
		if err := s.draftFiles(ctx, w, r, &f, &again); err != nil {
			return nil, err
		}
		return s.showUpdate(ctx, w, status, r, again)
	}
	if f.change(r) {
		again.Shown, again.Preview = f.update, f.action == view.ActPreview
		again.Problems = f.update.Check()
		if f.action == view.ActAdd { // a new piece is blank and not yet wrong
			again.Problems = nil
		}
		return show(http.StatusOK)
	}
	switch f.action {
	case view.ActDiscard:
		return s.discard(ctx, w, r, f)
	case view.ActTakeBack:
		return s.takeBack(ctx, w, r, f)
	case view.ActSave, view.ActSubmit, view.ActPublish:
	default:
		again.Message = w.L.T("work.update.not_whole")
		return show(http.StatusUnprocessableEntity)
	}
	if err := w.mayFinish(r, f.action); err != nil {
		return nil, err
	}
	if again.Problems = f.update.Check(); len(again.Problems) > 0 || f.file.Fault != "" {
		return show(http.StatusUnprocessableEntity)
	}
	if r.stale(f) {
		return s.showConflict(ctx, w, r, f, nil)
	}
	if f.action != view.ActSave {
		again.Owed = r.plan().Rules.Owed(&f.update)
		if r.row.Published != nil && sameWords(&f.update, r.row.Published) {
			again.Message = w.L.T("work.update.says_the_same")
		}
		if len(again.Owed) > 0 || again.Message != "" {
			return show(http.StatusUnprocessableEntity)
		}
	}
	return s.finish(ctx, w, r, f)
}

// mayFinish refuses who may not publish in a plan in which a coordinator does.
func (w *Work) mayFinish(r *report, action string) error {
	if action == view.ActPublish && r.plan().Publication != tracker.Direct {
		return w.may(tracker.MayPublish, tracker.Subject{Plan: r.plan()})
	}
	return nil
}

// stale reports whether somebody changed what the form was made from, in another
// way than the form does.
func (r *report) stale(f sent) bool {
	if f.version == r.version() && f.replaces == r.row.Stamp.Update {
		return false
	}
	return !sameWords(&f.update, &r.row.Now)
}

func sameWords(a, b *tracker.Update) bool { return slices.Equal(a.AllFields(), b.AllFields()) }

// actor is who reports, in the role that lets them.
func (r *report) actor(w *Work) string {
	return w.Account.Actor(r.role, r.row.Key.Organization).String()
}

// draft is the report as it is to be kept.
func (r *report) draft(w *Work, u tracker.Update, state tracker.DraftState) tracker.Draft {
	var d tracker.Draft
	if r.row.Draft != nil {
		d = *r.row.Draft
	}
	key := r.row.Key
	d.Plan, d.State, d.Author = key.Plan, state, w.Account.ID
	if state == tracker.DraftOpen && r.row.Draft != nil && r.row.Draft.State == tracker.DraftReturned {
		d.State = tracker.DraftReturned // until it is handed in again, its comment stands
	}
	if state == tracker.DraftSubmitted {
		d.Comment, d.ReturnedBy = "", 0
	}
	u.ID, u.Leaf, u.Period, u.Organization = 0, key.Leaf, key.Period, key.Organization
	u.Author = r.actor(w)
	u.PublishedAt, u.Portal, u.Replaces = time.Time{}, nil, r.row.Stamp.Update
	d.Update = u
	return d
}

// finish keeps a report, and hands it in or publishes it. Where somebody was
// quicker, it shows the difference.
func (s *Server) finish(ctx context.Context, w *Work, r *report, f sent) (*Response, error) {
	state := tracker.DraftOpen
	if f.action == view.ActSubmit {
		state = tracker.DraftSubmitted
	}
	k := view.Links{Lang: w.Lang}
	d, err := s.workStore.SaveDraft(ctx, r.actor(w), r.draft(w, f.update, state))
	if err == nil && f.action == view.ActPublish {
		err = s.workStore.PublishDrafts(ctx, r.actor(w), d.Plan, []tracker.DraftVersion{{ID: d.ID, Version: d.Version}})
	}
	switch {
	case errors.Is(err, tracker.ErrStale), errors.Is(err, tracker.ErrNotFound): // published or discarded by somebody else
		if err := s.look(ctx, r, r.row.Key); err != nil {
			return nil, err
		}
		return s.showConflict(ctx, w, r, f, nil)
	case err != nil:
		return nil, err
	}
	switch f.action {
	case view.ActPublish:
		s.say(ctx, w.L.T("work.update.did_publish", "code", r.leaf.Code, "period", r.row.Key.Period))
		return seeOther(k.Work()), nil
	case view.ActSubmit:
		s.say(ctx, w.L.T("work.update.did_submit", "code", r.leaf.Code, "period", r.row.Key.Period))
		return seeOther(k.Work()), nil
	}
	s.say(ctx, w.L.T("work.update.did_save"))
	return seeOther(k.Update(r.row.Key)), nil
}

// discard throws a draft away, where it is still the one that was seen.
func (s *Server) discard(ctx context.Context, w *Work, r *report, f sent) (*Response, error) {
	if r.row.Draft == nil {
		return seeOther(view.Links{Lang: w.Lang}.Update(r.row.Key)), nil
	}
	err := s.workStore.DiscardDraft(ctx, r.actor(w), r.row.Draft.ID, f.version)
	switch {
	case errors.Is(err, tracker.ErrStale):
		if err := s.look(ctx, r, r.row.Key); err != nil {
			return nil, err
		}
		return s.showConflict(ctx, w, r, f, nil)
	case err != nil && !errors.Is(err, tracker.ErrNotFound):
		return nil, err
	}
	s.say(ctx, w.L.T("work.update.did_discard"))
	return seeOther(view.Links{Lang: w.Lang}.Work()), nil
}

// takeBack turns a draft that waits for a coordinator into one that can be written
// on.
func (s *Server) takeBack(ctx context.Context, w *Work, r *report, f sent) (*Response, error) {
	here := seeOther(view.Links{Lang: w.Lang}.Update(r.row.Key))
	if r.row.Draft == nil || r.row.Draft.State != tracker.DraftSubmitted {
		s.say(ctx, w.L.T("work.update.not_waiting"))
		return here, nil
	}
	d := *r.row.Draft
	d.Version, d.State = f.version, tracker.DraftOpen
	switch _, err := s.workStore.SaveDraft(ctx, r.actor(w), d); {
	case errors.Is(err, tracker.ErrStale):
		s.say(ctx, w.L.T("work.update.not_waiting"))
		return here, nil
	case err != nil:
		return nil, err
	}
	s.say(ctx, w.L.T("work.update.did_take_back"))
	return here, nil
}

// showConflict answers a save that came too late with what both wrote.
// unresolved is the form of that page where it left a choice open, nil else.
func (s *Server) showConflict(ctx context.Context, w *Work, r *report, f sent, unresolved url.Values) (*Response, error) {
	status := http.StatusConflict
	if unresolved != nil {
		status = http.StatusUnprocessableEntity
	}
	theirs := r.row.Now.AllFields()
	kept, err := s.vouch(ctx, w.Account.ID, f.update.Evidence)
	if err != nil {
		return nil, err
	}
	in := view.ConflictInput{
		Record: r.state.Record, Row: r.row, Leaf: r.leaf,
		Cells:   tracker.LineUp(f.base, f.update.AllFields(), theirs),
		Version: r.version(), Replaces: r.row.Stamp.Update, Base: theirs, Kept: kept, Was: f.base, Sent: unresolved,
	}
	var by int64
	switch d, published := r.row.Draft, r.row.Published; {
	case in.Returned():
		by = d.ReturnedBy
	case d != nil:
		by = d.Author
	case published != nil:
		by = tracker.ParseActor(published.Author).Account
	}
	if in.Writer, err = s.workStore.Account(ctx, by); err != nil && !errors.Is(err, tracker.ErrNotFound) {
		return nil, err
	}
	return s.showWork(ctx, status, view.ConflictPage(w.L, w.Account, in))
}

// leftOpen reports whether a form of the page that shows what both wrote leaves a
// choice open: base is what the other wrote.
func leftOpen(form url.Values, base tracker.Fields) bool {
	return slices.ContainsFunc(tracker.LineUp(wasOf(form), mineOf(form, base), base), func(c tracker.Cell) bool {
		return c.State == tracker.CellConflict && !view.Settled(form, c.Name)
	})
}

// wasOf returns what mine was made from, as that page sends it along.
func wasOf(form url.Values) tracker.Fields {
	was, _ := readFields(form.Get(view.SentWas)) // without it, every difference is contested
	if was == nil {
		was = tracker.Fields{}
	}
	return was
}

// mineOf returns the fields as they were typed before that page was shown.
func mineOf(form url.Values, base tracker.Fields) tracker.Fields {
	mine := slices.Clone(base)
	for i, f := range mine {
		if form.Has(view.SentMine + f.Name) {
			mine[i].Value = typed(form.Get(view.SentMine + f.Name))
		}
	}
	return mine
}

// resolved returns the fields as they were chosen on the page that shows what both
// wrote: base is what the other wrote.
func resolved(form url.Values, base tracker.Fields) tracker.Fields {
	var out tracker.Fields
	for _, theirs := range base {
		name := theirs.Name
		f := tracker.Field{Name: name, Value: theirs.Value}
		switch form.Get(view.SentChoice + name) {
		case view.ChoiceMine:
			f.Value = typed(form.Get(view.SentMine + name))
		case view.ChoiceHand:
			f.Value = typed(form.Get(view.SentHand + name))
		case view.ChoiceBoth: // of evidence, which is a list
			f.Value = bothLists(theirs.Value, typed(form.Get(view.SentMine+name)))
		}
		out = append(out, f)
	}
	return out
}

// bothLists returns the lines of one list and those of another that are not in it.
func bothLists(a, b string) string {
	lines := slices.Collect(strings.Lines(a))
	for line := range strings.Lines(b) {
		if !slices.ContainsFunc(lines, func(l string) bool { return strings.TrimSpace(l) == strings.TrimSpace(line) }) {
			lines = append(lines, line)
		}
	}
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}
