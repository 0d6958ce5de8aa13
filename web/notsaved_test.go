package web

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// stuck is a store that cannot write.
type stuck struct {
	WorkStore
	err error
}

func (s *stuck) SaveDraft(ctx context.Context, actor string, d tracker.Draft) (*tracker.Draft, error) {
	if s.err != nil {
		return nil, fmt.Errorf("save a draft: %w", s.err)
	}
	return s.WorkStore.SaveDraft(ctx, actor, d)
}

func (s *stuck) SetPassword(context.Context, string, int64, string) error { return s.err }

// Where the disk is full, or the data cannot be written, whoever typed something is
// told so, and sends it again once there is room.
func TestNotSavedIsOfferedAgain(t *testing.T) {
	d := newDesk(t)
	store := &stuck{WorkStore: d.server.workStore}
	d.server.workStore = store
	var log bytes.Buffer
	d.server.log = slog.New(slog.NewTextHandler(&log, nil))
	lead := d.signedIn("lead")
	for err, says := range map[error]string{
		tracker.ErrFull: "disk of this site is full", tracker.ErrReadOnly: "cannot be written", tracker.ErrDisk: "cannot be written", tracker.ErrLocked: "takes seconds",
	} {
		log.Reset()
		text := "Typed for an hour.\n\n- with \"quotes\" & <b> " + says
		form := lead.fill(reportAddress, written(text)...)
		store.err = err
		a := lead.press(reportAddress, view.ActSave, form)
		expect(t, a, http.StatusServiceUnavailable, "This was not saved", says)
		if !strings.Contains(log.String(), err.Error()) || strings.Contains(log.String(), "Typed") {
			t.Errorf("the log says %s", log.String())
		}
		store.err = nil
		action, _ := a.doc.Find("main form").Attr("action")
		expect(t, lead.post(action, a.fields("main form")), http.StatusSeeOther)
		if got := d.draft("C01.1.2", "2018-06", "tbs-sct"); got == nil || got.Update.Progress.EN != text {
			t.Errorf("%v: kept %+v", err, got)
		}
	}
	// No page repeats a password, whatever keeps it from being changed.
	store.err = tracker.ErrFull
	form := url.Values{"old_password": {deskPassword}, "new_password": {freshPassword}, "again": {freshPassword}}
	full := lead.post("/en/work/account/password", form)
	expect(t, full, http.StatusServiceUnavailable)
	d.now = d.now.Add(idleSession + time.Minute)
	ended := lead.post("/en/work/account/password", form)
	expect(t, ended, http.StatusUnauthorized)
	if next := ended.fields("main form").Get("next"); next != "/en/work/account" {
		t.Errorf("signing in leads to %s", next)
	}
	for _, a := range []*answered{full, ended} {
		if body := a.Body.String(); strings.Contains(body, freshPassword) || strings.Contains(body, deskPassword) {
			t.Error("a page repeats a password")
		}
	}
}
