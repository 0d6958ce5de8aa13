package db_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// office is a store with the small plan, a coordinator, a lead of tbs-sct who
// writes French, and a lead of lac-bac, over a clock that a test may set.
type office struct {
	*testing.T
	*db.Store
	dir                     string
	now                     time.Time
	coordinator, lead, arch *tracker.Account
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{T: t, dir: t.TempDir(), now: dbtest.Clock}
	o.Store = o.open()
	dbtest.Save(t, o.Store, trackertest.Record())
	add := func(email string, lang tracker.Lang, role tracker.Role, organizations ...string) *tracker.Account {
		a, err := o.SaveAccount(t.Context(), dbtest.Actor, tracker.Account{Email: email, Name: email, Lang: lang, Roles: []tracker.Role{role}, Organizations: organizations})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	o.coordinator = add("coordinator@example.org", tracker.EN, tracker.Coordinator)
	o.lead = add("lead@example.org", tracker.FR, tracker.Contributor, "tbs-sct")
	o.arch = add("arch@example.org", tracker.EN, tracker.Contributor, "lac-bac")
	o.clear()
	return o
}

// open opens the office's folder, as another program would.
func (o *office) open() *db.Store {
	o.Helper()
	s, err := db.Open(o.Context(), o.dir, db.Options{Now: func() time.Time { return o.now }})
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { s.Close() })
	return s
}

// clear makes nothing new: what was told while the office was set up is read, and
// its e-mails are gone.
func (o *office) clear() {
	o.Helper()
	for _, a := range []*tracker.Account{o.coordinator, o.lead, o.arch} {
		if err := o.ReadNotices(o.Context(), a.ID, 0, 1<<40); err != nil {
			o.Fatal(err)
		}
	}
	if err := o.ForgetMail(o.Context()); err != nil {
		o.Fatal(err)
	}
}

// unread lists the kinds of what an account has not read, newest first.
func (o *office) unread(a *tracker.Account) []tracker.NoticeKind {
	o.Helper()
	all, err := o.Notices(o.Context(), a.ID, 0, 1000)
	if err != nil {
		o.Fatal(err)
	}
	var kinds []tracker.NoticeKind
	for _, n := range all {
		if !n.Read {
			kinds = append(kinds, n.Kind)
		}
	}
	if n, err := o.UnreadNotices(o.Context(), a.ID); err != nil || n != len(kinds) {
		o.Errorf("%d unread, %v; the list has %d", n, err, len(kinds))
	}
	return kinds
}

func (o *office) expect(what string, a *tracker.Account, want ...tracker.NoticeKind) {
	o.Helper()
	if got := o.unread(a); !slices.Equal(got, want) {
		o.Errorf("%s: account %d is told %v, want %v", what, a.ID, got, want)
	}
}

func (o *office) draft(leaf string, author *tracker.Account, state tracker.DraftState) tracker.Draft {
	return tracker.Draft{Plan: "ca-3", State: state, Author: author.ID, Update: tracker.Update{
		Leaf: leaf, Period: "2018-06", Status: tracker.Substantial, Organization: "tbs-sct",
		Progress: tracker.Text{EN: "Secret so far.", FR: "Secret pour l’instant."},
	}}
}

func (o *office) save(d tracker.Draft) tracker.Draft {
	o.Helper()
	saved, err := o.SaveDraft(o.Context(), dbtest.Actor, d)
	if err != nil {
		o.Fatal(err)
	}
	return *saved
}

// actor is an account as the writer of something.
func actor(a *tracker.Account, role tracker.Role) string { return a.Actor(role, "").String() }

func TestADraftIsToldOf(t *testing.T) {
	o := newOffice(t)
	d := o.save(o.draft("C01.1.2", o.lead, tracker.DraftOpen))
	o.expect("begun", o.coordinator)
	d.State = tracker.DraftSubmitted
	d = o.save(d)
	o.expect("handed in", o.coordinator, tracker.NoticeHandedIn)
	o.expect("handed in", o.lead)
	d.State, d.ReturnedBy, d.Comment = tracker.DraftReturned, o.coordinator.ID, "Too short."
	d = o.save(d)
	o.expect("returned", o.lead, tracker.NoticeReturned)
	d.State, d.Author = tracker.DraftOpen, o.coordinator.ID
	d = o.save(d)
	o.expect("rewritten by the coordinator", o.lead, tracker.NoticeDraftChanged, tracker.NoticeReturned)
	d.Author, d.State = o.lead.ID, tracker.DraftSubmitted
	d = o.save(d)
	o.clear()
	if err := o.PublishDrafts(t.Context(), actor(o.coordinator, tracker.Coordinator), "ca-3", []tracker.DraftVersion{{ID: d.ID, Version: d.Version}}); err != nil {
		t.Fatal(err)
	}
	o.expect("published", o.lead, tracker.NoticePublished)
	o.expect("published", o.coordinator)
	o.expect("published", o.arch)
}

func TestPublishingAloneIsToldOf(t *testing.T) {
	o := newOffice(t)
	other := o.save(o.draft("C01.2.1", o.coordinator, tracker.DraftOpen))
	mine := o.save(o.draft("C01.1.2", o.lead, tracker.DraftOpen))
	if err := o.PublishDrafts(t.Context(), actor(o.lead, tracker.Contributor), "ca-3", []tracker.DraftVersion{{ID: mine.ID, Version: mine.Version}}); err != nil {
		t.Fatal(err)
	}
	o.expect("published alone", o.coordinator, tracker.NoticePublishedAlone)
	o.expect("published alone", o.lead)
	o.clear()
	// A sheet brings the same period of what the coordinator is still writing.
	if _, _, _, err := o.AddUpdates(t.Context(), actor(o.lead, tracker.Contributor), "ca-3", []tracker.Update{other.Update}); err != nil {
		t.Fatal(err)
	}
	o.expect("overtaken", o.coordinator, tracker.NoticeOvertaken, tracker.NoticePublishedAlone)
	o.clear()
	if _, _, _, err := o.AddUpdates(t.Context(), "ogptracker import", "ca-3", []tracker.Update{other.Update}); err != nil {
		t.Fatal(err)
	}
	o.expect("the same again", o.coordinator)
}

func TestAnAmendmentIsToldOf(t *testing.T) {
	o := newOffice(t)
	amend := func(edit func(*tracker.Record)) {
		t.Helper()
		a := tracker.Amendment{Plan: "ca-3", Reason: tracker.Text{EN: "A reason.", FR: "Une raison."}}
		_, err := o.EditPlan(t.Context(), actor(o.coordinator, tracker.Coordinator), a, func(r *tracker.Record) error { edit(r); return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	amend(func(r *tracker.Record) {
		m := &r.Plan.Commitments[1].Milestones[0]
		m.Deadline.Revisions = append(m.Deadline.Revisions, tracker.Revision{On: tracker.MustDate("2018-07-01"), Due: tracker.MustDate("2018-12-31"), Reason: tracker.Text{EN: "Later.", FR: "Plus tard."}})
		r.Plan.Commitments[1].Milestones[1].Title = tracker.Text{EN: "Publish all of the list", FR: "Publier tout l’inventaire"}
	})
	o.expect("amended", o.arch, tracker.NoticeAmended, tracker.NoticeDeadline)
	o.expect("amended", o.lead)
	o.expect("amended", o.coordinator)
	amend(func(r *tracker.Record) { r.Plan.Title.EN += " of Canada" })
	o.expect("the plan's own title", o.lead)
}

func TestAnAccountIsToldOfItself(t *testing.T) {
	o := newOffice(t)
	changed := *o.arch
	changed.Organizations = []string{"lac-bac", "tbs-sct"}
	saved, err := o.SaveAccount(t.Context(), "ogptracker user", changed)
	if err != nil {
		t.Fatal(err)
	}
	o.expect("more organizations", o.arch, tracker.NoticeRoles)
	o.clear()
	saved.Name = "Another name"
	if _, err := o.SaveAccount(t.Context(), "ogptracker user", *saved); err != nil {
		t.Fatal(err)
	}
	o.expect("another name", o.arch)
}

// What was told goes with what it tells of: a write that fails tells nothing.
func TestNothingIsToldOfWhatFailed(t *testing.T) {
	o := newOffice(t)
	d := o.save(o.draft("C01.1.2", o.lead, tracker.DraftOpen))
	stale := d
	stale.Version--
	stale.State = tracker.DraftSubmitted
	if _, err := o.SaveDraft(t.Context(), dbtest.Actor, stale); !errors.Is(err, tracker.ErrStale) {
		t.Fatal(err)
	}
	err := o.PublishDrafts(t.Context(), actor(o.lead, tracker.Contributor), "ca-3", []tracker.DraftVersion{{ID: d.ID, Version: d.Version}, {ID: 99, Version: 1}})
	if !errors.Is(err, tracker.ErrNotFound) {
		t.Fatal(err)
	}
	o.expect("nothing happened", o.coordinator)
	if mails, err := o.Mails(t.Context()); err != nil || len(mails) != 0 {
		t.Errorf("%d e-mails, %v", len(mails), err)
	}
}

// The same thing twice stands once in the list, and many things are bounded.
func TestNoticesAreBounded(t *testing.T) {
	o := newOffice(t)
	d := o.draft("C01.1.2", o.lead, tracker.DraftOpen)
	for i := range 1100 { // handed in and taken back
		d.State = []tracker.DraftState{tracker.DraftSubmitted, tracker.DraftOpen}[i%2]
		d = o.save(d)
		if i == 101 {
			o.expect("handed in fifty times", o.coordinator, tracker.NoticeHandedIn)
		}
		if i > 101 && i%2 == 0 { // from here on each is read at once
			if err := o.ReadNotices(t.Context(), o.coordinator.ID, 0, 1<<40); err != nil {
				t.Fatal(err)
			}
		}
	}
	all, err := o.Notices(t.Context(), o.coordinator.ID, 0, 2000)
	if err != nil || len(all) > 500 || len(all) < 400 {
		t.Errorf("%d notices, %v", len(all), err)
	}
	second, err := o.Notices(t.Context(), o.coordinator.ID, all[9].ID, 5)
	if err != nil || len(second) != 5 || second[0] != all[10] {
		t.Errorf("the next page begins with %+v, %v", second, err)
	}
	o.now = o.now.Add(91 * 24 * time.Hour)
	if err := o.TidyNotices(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := o.Notices(t.Context(), o.coordinator.ID, 0, 2000); err != nil || len(left) > 1 {
		t.Errorf("%d notices are kept for months, %v", len(left), err)
	}
}

func TestNobodyReadsAnothersNotices(t *testing.T) {
	o := newOffice(t)
	o.save(o.draft("C01.1.2", o.lead, tracker.DraftSubmitted))
	if err := o.ReadNotices(t.Context(), o.arch.ID, 0, 1<<40); err != nil {
		t.Fatal(err)
	}
	o.expect("somebody else read theirs", o.coordinator, tracker.NoticeHandedIn)
}

func TestRemind(t *testing.T) {
	o := newOffice(t)
	record, err := o.Record(t.Context(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	m := tracker.Reminder{Period: "2018-06", Days: 14}
	occasions := m.Occasions(tracker.Assess(record, tracker.MustDate("2018-07-14")), nil, o.now)
	if err := o.Remind(t.Context(), "ca-3", m, occasions); err != nil {
		t.Fatal(err)
	}
	if err := o.open().Remind(t.Context(), "ca-3", m, occasions); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("a second program reminds, too: %v", err)
	}
	o.expect("reminded", o.lead, tracker.NoticeOwed)
	o.expect("reminded", o.coordinator)
	if given, err := o.RemindersGiven(t.Context(), "ca-3"); err != nil || !slices.Equal(given, []tracker.Reminder{m}) {
		t.Errorf("given %v, %v", given, err)
	}
}

// ready returns the only e-mail that waits.
func (o *office) ready() *tracker.Mail {
	o.Helper()
	m, err := o.ClaimMail(o.Context(), 10*time.Minute)
	if err != nil {
		o.Fatal(err)
	}
	return m
}

func (o *office) nothingReady(why string) {
	o.Helper()
	if m, err := o.ClaimMail(o.Context(), 10*time.Minute); !errors.Is(err, tracker.ErrNotFound) {
		o.Errorf("%s: claimed %+v, %v", why, m, err)
	}
}

// returned makes something that is sent at once.
func (o *office) returned(leaf string) {
	o.Helper()
	d := o.save(o.draft(leaf, o.lead, tracker.DraftSubmitted))
	d.State, d.ReturnedBy = tracker.DraftReturned, o.coordinator.ID
	o.save(d)
}

func TestAMailIsSentOnceAndNotLost(t *testing.T) {
	o := newOffice(t)
	o.returned("C01.1.2")
	m := o.ready()
	if m.Account.ID != o.lead.ID || len(m.Notices) != 1 || m.Notices[0].Kind != tracker.NoticeReturned || m.Attempts != 1 || m.Token == "" {
		t.Fatalf("%+v", m)
	}
	o.nothingReady("it is being sent")
	if _, err := o.open().ClaimMail(t.Context(), time.Minute); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("another program sends it, too: %v", err)
	}
	// The program is killed between sending and noting it.
	o.now = o.now.Add(10 * time.Minute)
	again := o.ready()
	if again.ID != m.ID || again.Token != m.Token || again.Attempts != 2 {
		t.Errorf("again %+v", again)
	}
	// The first program was only slow, and says now that it failed: the second, which
	// sends it at the moment, is not disturbed.
	if err := o.MailFailed(t.Context(), m, "too slow", false); err != nil {
		t.Fatal(err)
	}
	o.nothingReady("it is being sent again")
	if err := o.MailSent(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(100 * time.Hour)
	o.nothingReady("it was sent")
}

func TestAMailIsTriedAgainAndGivenUp(t *testing.T) {
	o := newOffice(t)
	o.returned("C01.1.2")
	begin := o.now
	for {
		m, err := o.ClaimMail(t.Context(), 10*time.Minute)
		if errors.Is(err, tracker.ErrNotFound) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := o.MailFailed(t.Context(), m, "451 later\r\nBcc: all", false); err != nil {
			t.Fatal(err)
		}
		o.nothingReady("it failed a moment ago")
		o.now = o.now.Add(4 * time.Hour)
	}
	if days := o.now.Sub(begin); days < 71*time.Hour || days > 80*time.Hour {
		t.Errorf("given up after %v", days)
	}
	mails, err := o.Mails(t.Context())
	if err != nil || len(mails) != 1 || mails[0].FailedAt.IsZero() || !strings.HasPrefix(mails[0].Reason, "451 later") {
		t.Errorf("%+v, %v", mails, err)
	}
	o.returned("C01.2.1")
	if err := o.MailFailed(t.Context(), o.ready(), "550 no such reader", true); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(time.Hour)
	o.nothingReady("it was refused for good")
}

func TestNoMailForWhoMayNotSignIn(t *testing.T) {
	o := newOffice(t)
	o.returned("C01.1.2")
	gone := *o.lead
	gone.Disabled = true
	if _, err := o.SaveAccount(t.Context(), dbtest.Actor, gone); err != nil {
		t.Fatal(err)
	}
	o.nothingReady("the account is disabled")
	if mails, err := o.Mails(t.Context()); err != nil || len(mails) != 0 {
		t.Errorf("%+v, %v", mails, err)
	}
}

func TestDigest(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	o.now = time.Date(2018, time.July, 4, 3, 0, 0, 0, time.UTC)
	make := func(want int) {
		t.Helper()
		if n, err := o.MakeDigests(ctx, o.now); err != nil || n != want {
			t.Errorf("%d digests at %s, %v; want %d", n, o.now, err, want)
		}
	}
	make(0) // nothing happened
	o.save(o.draft("C01.1.2", o.lead, tracker.DraftSubmitted))
	o.nothingReady("it waits for the digest")
	o.now = o.now.Add(24 * time.Hour)
	if shown, err := o.PreviewDigests(ctx, o.now); err != nil || len(shown) != 1 || shown[0].Account.ID != o.coordinator.ID || len(shown[0].Notices) != 1 {
		t.Errorf("a look at it: %+v, %v", shown, err)
	}
	make(1)
	make(0)
	if n, err := o.open().MakeDigests(ctx, o.now); err != nil || n != 0 {
		t.Errorf("another program made %d, %v", n, err)
	}
	m := o.ready()
	if !m.Digest || m.Account.ID != o.coordinator.ID || len(m.Notices) != 1 {
		t.Errorf("%+v", m)
	}

	// What was read in the meantime is no news.
	o.save(o.draft("C01.2.1", o.lead, tracker.DraftSubmitted))
	if err := o.ReadNotices(ctx, o.coordinator.ID, 0, 1<<40); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(24 * time.Hour)
	make(0)

	// Weekly, from Monday 9 July on.
	if err := o.SaveNoticeSettings(ctx, o.coordinator.ID, tracker.NoticeSettings{Digest: tracker.Weekly}); err != nil {
		t.Fatal(err)
	}
	o.save(o.draft("C03", o.lead, tracker.DraftSubmitted))
	o.now = time.Date(2018, time.July, 8, 12, 0, 0, 0, time.UTC)
	make(0)
	o.now = o.now.Add(24 * time.Hour)
	make(1)
}

func TestNoticeSettings(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	chosen := tracker.NoticeSettings{Digest: tracker.Weekly, Delivery: map[tracker.NoticeKind]tracker.Delivery{tracker.NoticeReturned: tracker.NoMail, tracker.NoticeHandedIn: tracker.AtOnce}}
	for _, a := range []*tracker.Account{o.lead, o.coordinator} {
		if err := o.SaveNoticeSettings(ctx, a.ID, chosen); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := o.NoticeSettings(ctx, o.lead.ID); err != nil || got.Digest != tracker.Weekly || got.DeliveryOf(tracker.NoticeReturned) != tracker.NoMail {
		t.Errorf("%+v, %v", got, err)
	}
	o.returned("C01.1.2")
	m := o.ready()
	if m.Account.ID != o.coordinator.ID || m.Notices[0].Kind != tracker.NoticeHandedIn {
		t.Errorf("%+v", m)
	}
	o.nothingReady("the other chose none")
	o.expect("told in the application all the same", o.lead, tracker.NoticeReturned)
}

func TestForgetMail(t *testing.T) {
	o := newOffice(t)
	o.returned("C01.1.2")
	if err := o.ForgetMail(context.Background()); err != nil {
		t.Fatal(err)
	}
	o.nothingReady("no mail server is set")
	o.expect("told in the application", o.lead, tracker.NoticeReturned)
}

func TestADraftThatAnotherDiscardsIsToldOf(t *testing.T) {
	o := newOffice(t)
	d := o.save(o.draft("C01.1.2", o.lead, tracker.DraftOpen))
	if err := o.DiscardDraft(t.Context(), tracker.Actor{Account: o.lead.ID}.String(), d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	o.expect("discarded by its author", o.lead)
	d = o.save(o.draft("C01.1.2", o.lead, tracker.DraftOpen))
	if err := o.DiscardDraft(t.Context(), tracker.Actor{Account: o.coordinator.ID}.String(), d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	o.expect("discarded by the coordinator", o.lead, tracker.NoticeDraftChanged)
}

// What happens many times in one write is told once.
func TestManyAtOnceAreToldOnce(t *testing.T) {
	o := newOffice(t)
	var drafts []tracker.Draft
	for _, leaf := range []string{"C01.1.2", "C01.2.1", "C03"} {
		drafts = append(drafts, o.draft(leaf, o.lead, tracker.DraftSubmitted))
	}
	saved, err := o.SaveDrafts(t.Context(), dbtest.Actor, drafts)
	if err != nil {
		t.Fatal(err)
	}
	o.expect("a sheet of three", o.coordinator, tracker.NoticeHandedIn)
	all, err := o.Notices(t.Context(), o.coordinator.ID, 0, 1)
	if err != nil || all[0].Count != 3 || all[0].Item != "" || all[0].Period != "2018-06" {
		t.Errorf("%+v, %v", all, err)
	}
	var seen []tracker.DraftVersion
	for _, d := range saved {
		seen = append(seen, tracker.DraftVersion{ID: d.ID, Version: d.Version})
	}
	if err := o.PublishDrafts(t.Context(), actor(o.coordinator, tracker.Coordinator), "ca-3", seen); err != nil {
		t.Fatal(err)
	}
	o.expect("three published", o.lead, tracker.NoticePublished)
}

// Of a plan that is being prepared nobody is told anything, whatever is done to it;
// when it becomes public, those who report on it are told of it once.
func TestPublishedPlanIsTold(t *testing.T) {
	o := newOffice(t)
	r := trackertest.Record()
	r.Plan.ID, r.Plan.Number, r.Plan.Draft, r.Updates = "ca-4", 4, true, nil
	if _, err := o.CreatePlan(t.Context(), o.coordinator.Actor(tracker.Coordinator, "").String(), r); err != nil {
		t.Fatal(err)
	}
	edit := func(reason tracker.Text, edit func(*tracker.Record)) {
		t.Helper()
		_, err := o.EditPlan(t.Context(), o.coordinator.Actor(tracker.Coordinator, "").String(), tracker.Amendment{Plan: "ca-4", Reason: reason},
			func(r *tracker.Record) error { edit(r); return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	edit(tracker.Text{}, func(r *tracker.Record) { r.Plan.Commitments[0].Title.EN = "Something else" })
	for _, a := range []*tracker.Account{o.coordinator, o.lead, o.arch} {
		o.expect("while it is prepared", a)
	}
	edit(why, func(r *tracker.Record) { r.Plan.Draft = false })
	o.expect("published", o.coordinator)
	o.expect("published", o.lead, tracker.NoticePlan)
	o.expect("published", o.arch, tracker.NoticePlan)
	if n, err := o.Notices(t.Context(), o.lead.ID, 0, 1); err != nil || n[0].Plan != "ca-4" || n[0].Item != "" || n[0].Count != 1 {
		t.Errorf("%+v, %v", n, err)
	}
}
