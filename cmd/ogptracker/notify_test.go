package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ogptracker/cmd/ogptracker/mail"
	"ogptracker/cmd/ogptracker/mail/mailtest"
	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// bureau is a herald over a real store and a real mail server, with a clock that the
// test sets.
type bureau struct {
	*testing.T
	*herald
	dir               string
	at                time.Time
	server            *mailtest.Server
	coordinator, lead *tracker.Account
}

func newBureau(t *testing.T) *bureau {
	t.Helper()
	b := &bureau{T: t, dir: t.TempDir(), at: time.Date(2018, time.June, 10, 15, 0, 0, 0, time.UTC), server: mailtest.Start(t, false)}
	b.herald = b.open()
	if _, err := b.store.SaveRecord(t.Context(), "test", trackertest.Record()); err != nil {
		t.Fatal(err)
	}
	add := func(email string, role tracker.Role, organizations ...string) *tracker.Account {
		a, err := b.store.SaveAccount(t.Context(), "test", tracker.Account{Email: email, Name: email, Lang: tracker.EN, Roles: []tracker.Role{role}, Organizations: organizations})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	b.coordinator = add("coordinator@example.org", tracker.Coordinator)
	b.lead = add("lead@example.org", tracker.Contributor, "tbs-sct")
	// A round without a mail server, so that what comes of setting up is done with.
	b.sender = nil
	if _, err := b.round(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.sender = b.post()
	return b
}

// open returns another program on the same folder.
func (b *bureau) open() *herald {
	b.Helper()
	store, err := db.Open(b.Context(), b.dir, db.Options{Now: func() time.Time { return b.at }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	return &herald{
		store: store, sender: b.post(), base: "https://tracker.example.org", home: "CA",
		now: func() time.Time { return b.at }, log: slog.New(slog.DiscardHandler),
	}
}

func (b *bureau) post() postman {
	b.Helper()
	s, err := mail.NewSender(mail.Settings{Host: "localhost", Port: b.server.Port, Security: mail.StartTLS, From: "Tracker <noreply@example.org>", Roots: b.server.Roots})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// does holds what one round does.
func (b *bureau) does(h *herald, want notified) {
	b.Helper()
	if got, err := h.round(b.Context()); got != want {
		b.Errorf("on %s a round did %+v, want %+v (%v)", b.at, got, want, err)
	}
}

// returned makes a notice that is sent at once.
func (b *bureau) returned(leaf string) {
	b.Helper()
	d := &tracker.Draft{Plan: "ca-3", State: tracker.DraftSubmitted, Author: b.lead.ID, Update: tracker.Update{
		Leaf: leaf, Period: "2018-06", Status: tracker.Substantial, Organization: "tbs-sct", Progress: tracker.Text{EN: "Secret so far.", FR: "Secret."}}}
	d, err := b.store.SaveDraft(b.Context(), "test", *d)
	if err == nil {
		d.State, d.ReturnedBy, d.Comment = tracker.DraftReturned, b.coordinator.ID, "Secret reproach."
		_, err = b.store.SaveDraft(b.Context(), "test", *d)
	}
	if err != nil {
		b.Fatal(err)
	}
}

func TestWhatIsToldArrivesOnce(t *testing.T) {
	b := newBureau(t)
	b.returned("C01.1.2")
	b.does(b.herald, notified{Sent: 1})
	b.does(b.herald, notified{})
	b.does(b.open(), notified{})
	got := b.server.Got()
	if len(got) != 1 || got[0].To[0] != "lead@example.org" {
		t.Fatalf("%+v", got)
	}
	for _, never := range []string{"Secret", "ecret so far"} {
		if strings.Contains(got[0].Raw, never) {
			t.Errorf("the e-mail says %q, which is not published:\n%s", never, got[0].Raw)
		}
	}
	if !strings.Contains(got[0].Raw, "C01.1.2") || !strings.Contains(got[0].Raw, "https://tracker.example.org/en/work/updates/ca-3/C01.1.2/2018-06") {
		t.Errorf("the e-mail does not say what it is about:\n%s", got[0].Raw)
	}
	// The coordinator is told of what was handed in, in the digest of the next morning.
	b.at = time.Date(2018, time.June, 11, 11, 30, 0, 0, time.UTC) // 7:30 in Toronto
	b.does(b.herald, notified{Digests: 1, Sent: 1})
	b.does(b.open(), notified{})
}

func TestRemindersAreGivenOnce(t *testing.T) {
	b := newBureau(t)
	b.does(b.herald, notified{})
	b.at = time.Date(2018, time.June, 16, 3, 59, 0, 0, time.UTC) // 15 June in Toronto
	b.does(b.herald, notified{})
	b.at = b.at.Add(time.Minute)
	b.does(b.herald, notified{Reminders: 1, Sent: 1})
	b.does(b.open(), notified{})
	// It did not run for a month: what is due by then is told once, and the reminder of
	// three days before the end not at all.
	b.at = time.Date(2018, time.July, 20, 15, 0, 0, 0, time.UTC)
	b.does(b.herald, notified{Reminders: 1, Sent: 1})
	b.does(b.herald, notified{})
	got := b.server.Got()
	if len(got) != 2 || !strings.Contains(got[1].Raw, "still owed") {
		t.Errorf("%+v", got)
	}
	b.at = time.Date(2019, time.July, 20, 15, 0, 0, 0, time.UTC)
	b.does(b.herald, notified{})
}

func TestAServerThatIsDownForAWhile(t *testing.T) {
	b := newBureau(t)
	address := fmt.Sprintf("127.0.0.1:%d", b.server.Port)
	b.server.Stop()
	b.returned("C01.1.2")
	b.does(b.herald, notified{Failed: 1})
	b.does(b.herald, notified{}) // not at once again
	b.at = b.at.Add(time.Hour)
	b.does(b.herald, notified{Failed: 1})
	b.server = mailtest.StartOn(t, address, false)
	b.sender = b.post()
	b.at = b.at.Add(time.Hour)
	b.does(b.herald, notified{Sent: 1})
	if got := b.server.Got(); len(got) != 1 {
		t.Errorf("%d arrived", len(got))
	}
}

func TestARefusedReaderStopsNobodyElse(t *testing.T) {
	b := newBureau(t)
	b.server.Refuse = func(to string) error {
		if to == "lead@example.org" {
			return mailtest.Answer(550, "no such reader")
		}
		return nil
	}
	chosen := tracker.NoticeSettings{Delivery: map[tracker.NoticeKind]tracker.Delivery{tracker.NoticeHandedIn: tracker.AtOnce}}
	if err := b.store.SaveNoticeSettings(t.Context(), b.coordinator.ID, chosen); err != nil {
		t.Fatal(err)
	}
	b.returned("C01.1.2")
	b.returned("C01.2.1")
	b.does(b.herald, notified{Sent: 2, Failed: 2})
	b.at = b.at.Add(24 * time.Hour)
	b.does(b.herald, notified{})
	mails, err := b.store.Mails(t.Context())
	if err != nil || len(mails) != 2 || !strings.Contains(mails[0].Reason, "no such reader") {
		t.Errorf("%+v, %v", mails, err)
	}
}

// killed is a postman whose program dies between sending and noting it.
type killed struct{ postman }

var errKilled = errors.New("killed")

func (k killed) Send(ctx context.Context, m mail.Message) error {
	if err := k.postman.Send(ctx, m); err != nil {
		return err
	}
	panic(errKilled)
}

func TestKilledBetweenSendingAndNoting(t *testing.T) {
	b := newBureau(t)
	b.returned("C01.1.2")
	dying := b.open()
	dying.sender = killed{dying.sender}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("it did not die")
			}
		}()
		_, _ = dying.round(t.Context())
	}()
	b.does(b.herald, notified{}) // the other may be at it still
	b.at = b.at.Add(mailLease)
	b.does(b.herald, notified{Sent: 1})
	b.does(b.herald, notified{})
	got := b.server.Got()
	if len(got) != 2 {
		t.Fatalf("%d arrived", len(got))
	}
	first, second := got[0].Read(t).Header.Get("Message-Id"), got[1].Read(t).Header.Get("Message-Id")
	if first != second || first == "" {
		t.Errorf("one e-mail has two names: %s, %s", first, second)
	}
}

// Two programs on one folder, at the same time.
func TestTwoProgramsSendOnce(t *testing.T) {
	b := newBureau(t)
	leaves := []string{"C01.1.1", "C01.1.2", "C01.2.1", "C01.2.2", "C02.1", "C02.2", "C03"}
	for _, leaf := range leaves {
		b.returned(leaf)
	}
	done := make(chan notified, 3)
	for range 3 {
		h := b.open()
		go func() {
			n, err := h.round(context.Background())
			if err != nil {
				t.Error(err)
			}
			done <- n
		}()
	}
	sent := 0
	for range 3 {
		sent += (<-done).Sent
	}
	if got := b.server.Got(); sent != len(leaves) || len(got) != len(leaves) {
		t.Errorf("%d sent, %d arrived, want %d", sent, len(got), len(leaves))
	}
}

func TestWithoutAMailServer(t *testing.T) {
	b := newBureau(t)
	b.sender = nil
	b.returned("C01.1.2")
	b.does(b.herald, notified{})
	b.sender = b.post() // set up a day later: yesterday's is no news
	b.does(b.herald, notified{})
	if n, err := b.store.UnreadNotices(t.Context(), b.lead.ID); err != nil || n == 0 {
		t.Errorf("%d unread in the application, %v", n, err)
	}
}

func TestTheHeraldStops(t *testing.T) {
	b := newBureau(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); b.run(ctx, time.Millisecond) }()
	b.returned("C01.1.2")
	for deadline := time.Now().Add(10 * time.Second); len(b.server.Got()) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing was sent")
		}
	}
	stop()
	<-done
}

func TestNotifyCommand(t *testing.T) {
	b := newBureau(t)
	b.returned("C01.1.2")
	for range 2 { // it writes nothing
		code, stdout, stderr := command(t, "", "notify", "--dry-run", "--data", b.dir, "--base-url", "https://tracker.example.org", "--json")
		var p preview
		if err := json.Unmarshal([]byte(stdout), &p); code != exitDone || err != nil {
			t.Fatalf("exit %d, %v: %s%s", code, err, stdout, stderr)
		}
		var to []string
		for _, m := range p.Mails {
			to = append(to, m.To)
		}
		if got := strings.Join(to, " "); got != "lead@example.org coordinator@example.org" {
			t.Errorf("to %s", got)
		}
	}
	code, stdout, _ := command(t, "", "notify", "--dry-run", "--data", b.dir, "--lang", "fr")
	if code != exitDone || !strings.Contains(stdout, "À lead@example.org") || !strings.Contains(stdout, "essai à blanc") {
		t.Errorf("exit %d: %s", code, stdout)
	}
	for name, args := range map[string][]string{
		"no mail server": {},
		"no address":     {"--smtp-host", "localhost", "--mail-from", "a@example.org"},
		"no sender":      {"--smtp-host", "localhost", "--base-url", "https://tracker.example.org"},
	} {
		if code, _, _ := command(t, "", append([]string{"notify", "--data", b.dir}, args...)...); code != exitUsage {
			t.Errorf("%s: exit %d", name, code)
		}
	}
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("a secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(smtpPasswordEnv, "another")
	if got, err := (mailFlags{SMTPPasswordFile: password}).password(); got != "a secret" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := (mailFlags{}).password(); got != "another" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := (mailFlags{SMTPPasswordFile: password + "x"}).password(); err == nil {
		t.Error("a password file that is not there")
	}
}
