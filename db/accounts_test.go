package db_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

func administrator() tracker.Account {
	return tracker.Account{
		Email: "admin@example.org", Name: "Administrator", Roles: []tracker.Role{tracker.Administrator},
		Organizations: []string{}, Jurisdictions: []string{}, Lang: tracker.FR,
	}
}

// withAdministrator returns a store with one account, made by a link.
func withAdministrator(t *testing.T) (*db.Store, *tracker.Account) {
	t.Helper()
	s := dbtest.Open(t)
	ctx := context.Background()
	if err := s.AddLink(ctx, 0, "link", dbtest.Clock.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	a, err := s.CreateFirstAdministrator(ctx, "link", administrator(), "hash")
	if err != nil {
		t.Fatal(err)
	}
	return s, a
}

func TestFirstAdministrator(t *testing.T) {
	s, a := withAdministrator(t)
	ctx := context.Background()
	got, err := s.AccountByEmail(ctx, " Admin@Example.org ")
	if diff := cmp.Diff(a, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if c, err := s.Credentials(ctx, a.ID); err != nil || c.Password != "hash" {
		t.Errorf("credentials %+v, %v", c, err)
	}
	if _, err := s.Link(ctx, "link"); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("the link is good a second time: %v", err)
	}
	if err := s.AddLink(ctx, 0, "again", dbtest.Clock.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CreateFirstAdministrator(ctx, "again", administrator(), "hash"); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("a second first administrator: %v", err)
	}
	err = s.AuditEntries(ctx, 1, func(e *tracker.AuditEntry) error {
		if text := string(e.Before) + string(e.After) + e.Actor; strings.Contains(text, "example.org") || strings.Contains(text, "hash") {
			t.Errorf("entry %d tells an address or a secret: %s", e.Seq, text)
		}
		if want := (tracker.Actor{Account: 1, Role: tracker.Administrator}); tracker.ParseActor(e.Actor) != want {
			t.Errorf("entry %d is by %q", e.Seq, e.Actor)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestLinksExpire(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	if err := s.AddLink(ctx, 0, "late", dbtest.Clock); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Link(ctx, "late"); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("a link past its time: %v", err)
	}
	if err := s.AddLink(ctx, 0, "one", dbtest.Clock.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.AddLink(ctx, 0, "two", dbtest.Clock.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Link(ctx, "one"); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("a newer link leaves the older one good: %v", err)
	}
	if account, err := s.Link(ctx, "two"); err != nil || account != 0 {
		t.Errorf("account %d, %v", account, err)
	}
}

func TestSaveAccount(t *testing.T) {
	s, admin := withAdministrator(t)
	ctx := context.Background()
	dbtest.Save(t, s, trackertest.Record())
	lead := tracker.Account{
		Email: "Lead@example.org", Name: "Lead", Roles: []tracker.Role{tracker.Contributor},
		Organizations: []string{"tbs-sct"}, Jurisdictions: []string{}, Lang: tracker.EN,
	}
	saved, err := s.SaveAccount(ctx, "test", lead)
	if err != nil || saved.ID != admin.ID+1 || saved.Email != "lead@example.org" || saved.Version != 1 {
		t.Fatalf("%+v, %v", saved, err)
	}
	if _, err := s.SaveAccount(ctx, "test", lead); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("one address twice: %v", err)
	}
	stranger := *saved
	stranger.Organizations = []string{"nobody"}
	if _, err := s.SaveAccount(ctx, "test", stranger); !errors.Is(err, tracker.ErrConflict) {
		t.Errorf("an organization that is not there: %v", err)
	}

	first, second := *saved, *saved
	first.Name, second.Name = "First", "Second"
	if _, err := s.SaveAccount(ctx, "test", first); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveAccount(ctx, "test", second); !errors.Is(err, tracker.ErrStale) {
		t.Errorf("an edit that began before another one: %v", err)
	}
	now, err := s.Account(ctx, saved.ID)
	if err != nil || now.Name != "First" || now.Version != 2 {
		t.Errorf("%+v, %v", now, err)
	}
	version := s.Version()
	if _, err := s.SaveAccount(ctx, "test", *now); err != nil || s.Version() != version {
		t.Errorf("the same again: version %d, was %d, %v", s.Version(), version, err)
	}

	alone := *admin
	alone.Disabled = true
	if _, err := s.SaveAccount(ctx, "test", alone); !errors.Is(err, tracker.ErrLastAdministrator) {
		t.Errorf("nobody left to manage accounts: %v", err)
	}
	if has, err := s.HasAdministrator(ctx); err != nil || !has {
		t.Errorf("administrator %v, %v", has, err)
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

func TestSecondFactor(t *testing.T) {
	s, admin := withAdministrator(t)
	ctx := context.Background()
	if err := s.SetSecondFactor(ctx, "test", admin.ID, "OLD", 9, []string{"a", "c"}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSecondFactor(ctx, "test", admin.ID, "SECRET", 5, []string{"a", "b"}); err != nil {
		t.Fatal(err)
	}
	want := tracker.Credentials{Password: "hash", TOTPSecret: "SECRET", TOTPStep: 5, RecoveryCodes: 2}
	if c, err := s.Credentials(ctx, admin.ID); err != nil || c != want {
		t.Errorf("%+v, %v", c, err)
	}
	for step, want := range map[int64]error{5: tracker.ErrStale, 4: tracker.ErrStale} {
		if err := s.UseTOTPStep(ctx, admin.ID, step); !errors.Is(err, want) {
			t.Errorf("step %d: %v", step, err)
		}
	}
	if err := s.UseTOTPStep(ctx, admin.ID, 6); err != nil {
		t.Error(err)
	}
	if err := s.UseRecoveryCode(ctx, "test", admin.ID, "a"); err != nil {
		t.Error(err)
	}
	if err := s.UseRecoveryCode(ctx, "test", admin.ID, "a"); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("a recovery code twice: %v", err)
	}
	if err := s.RemoveSecondFactor(ctx, "test", admin.ID); err != nil {
		t.Error(err)
	}
	if c, err := s.Credentials(ctx, admin.ID); err != nil || c != (tracker.Credentials{Password: "hash"}) {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestLastSignIns(t *testing.T) {
	s, admin := withAdministrator(t)
	ctx := context.Background()
	if last, err := s.LastSignIns(ctx); err != nil || len(last) != 0 {
		t.Errorf("%v, %v", last, err)
	}
	version := s.Version()
	if err := s.NoteSignIn(ctx, admin.ID); err != nil {
		t.Fatal(err)
	}
	if last, err := s.LastSignIns(ctx); err != nil || !last[admin.ID].Equal(dbtest.Clock) {
		t.Errorf("%v, %v", last, err)
	}
	if c, err := s.Credentials(ctx, admin.ID); err != nil || c.Password != "hash" || s.Version() != version {
		t.Errorf("signing in changed the credentials: %+v, %v", c, err)
	}
}

func TestSecret(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	first, err := s.Secret(ctx, "device")
	if err != nil || len(first) != 32 {
		t.Fatalf("%d bytes, %v", len(first), err)
	}
	if again, err := s.Secret(ctx, "device"); err != nil || !bytes.Equal(first, again) {
		t.Errorf("drawn again: %v", err)
	}
	if other, err := s.Secret(ctx, "other"); err != nil || bytes.Equal(first, other) {
		t.Errorf("one key under two names: %v", err)
	}
}

func TestSessions(t *testing.T) {
	s := dbtest.Open(t)
	ctx := context.Background()
	sessions := s.Sessions()
	for token, expires := range map[string]time.Time{"a": dbtest.Clock.Add(time.Hour), "b": dbtest.Clock.Add(time.Minute), "c": dbtest.Clock.Add(-time.Minute)} {
		if err := sessions.CommitCtx(ctx, token, []byte(`{"of":"`+token+`"}`), expires); err != nil {
			t.Fatal(err)
		}
	}
	if data, found, err := sessions.FindCtx(ctx, "a"); err != nil || !found || string(data) != `{"of":"a"}` {
		t.Errorf("%s, %v, %v", data, found, err)
	}
	if _, found, err := sessions.FindCtx(ctx, "c"); err != nil || found {
		t.Errorf("a session past its time: %v, %v", found, err)
	}
	if err := sessions.DeleteCtx(ctx, "b"); err != nil {
		t.Error(err)
	}
	if all, err := sessions.AllCtx(ctx); err != nil || len(all) != 1 {
		t.Errorf("%d sessions, %v", len(all), err)
	}
	if s.Version() != 0 {
		t.Error("login state changed the version of the data")
	}
}
