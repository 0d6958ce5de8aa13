package mail_test

import (
	"context"
	"errors"
	"flag"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/cmd/ogptracker/mail"
	"ogptracker/cmd/ogptracker/mail/mailtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

var update = flag.Bool("update", false, "write the golden files anew")

var at = time.Date(2018, time.July, 3, 14, 30, 0, 0, time.UTC)

func message() mail.Message {
	return mail.Message{
		ID: "ogptracker.TOKEN", To: "lead@example.org", Name: "Zoé Lévesque", At: at,
		Subject: "Mise à jour renvoyée : C01.1.1", Text: "Voilà.\n.\nUne ligne seule avec un point.\n",
		Settings: "https://tracker.example.org/fr/travail/avis/preferences",
	}
}

func settings(s *mailtest.Server) mail.Settings {
	return mail.Settings{Host: "localhost", Port: s.Port, Security: mail.StartTLS, From: "Suivi <noreply@tracker.example.org>", Roots: s.Roots}
}

func sender(t testing.TB, s mail.Settings) *mail.Sender {
	t.Helper()
	sender, err := mail.NewSender(s)
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

// body returns the text of an e-mail as a reader sees it.
func body(t testing.TB, m *netmail.Message) string {
	t.Helper()
	r := m.Body
	if m.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		r = quotedprintable.NewReader(r)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

func TestDelivery(t *testing.T) {
	for _, security := range []mail.Security{mail.StartTLS, mail.TLS} {
		t.Run(string(security), func(t *testing.T) {
			s := mailtest.Start(t, security == mail.TLS)
			s.User, s.Password = "tracker", "a secret"
			with := settings(s)
			with.Security, with.User, with.Password = security, s.User, s.Password
			if err := sender(t, with).Send(t.Context(), message()); err != nil {
				t.Fatal(err)
			}
			got := s.Got()
			if len(got) != 1 || got[0].From != "noreply@tracker.example.org" || !slices.Equal(got[0].To, []string{"lead@example.org"}) {
				t.Fatalf("%+v", got)
			}
			m := got[0].Read(t)
			var words mime.WordDecoder
			for name, want := range map[string]string{
				"From": `"Suivi" <noreply@tracker.example.org>`, "To": `Zoé Lévesque <lead@example.org>`,
				"Subject": "Mise à jour renvoyée : C01.1.1", "Message-Id": "<ogptracker.TOKEN@tracker.example.org>",
				"Date": "Tue, 03 Jul 2018 14:30:00 +0000", "Auto-Submitted": "auto-generated",
				"List-Unsubscribe": "<https://tracker.example.org/fr/travail/avis/preferences>",
				"Content-Type":     "text/plain; charset=UTF-8", "Mime-Version": "1.0",
			} {
				value, err := words.DecodeHeader(m.Header.Get(name))
				if err != nil || value != want {
					t.Errorf("%s is %q, want %q (%v)", name, value, want, err)
				}
			}
			if text := body(t, m); strings.TrimSpace(text) != strings.TrimSpace(message().Text) {
				t.Errorf("the text is %q", text)
			}
		})
	}
}

// What the server answers decides whether it is worth trying again.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name  string
		set   func(*mailtest.Server, *mail.Settings)
		final bool
	}{
		{"no such reader", func(s *mailtest.Server, _ *mail.Settings) {
			s.Refuse = func(string) error { return mailtest.Answer(550, "no such reader") }
		}, true},
		{"the reader's box is full", func(s *mailtest.Server, _ *mail.Settings) {
			s.Refuse = func(string) error { return mailtest.Answer(452, "full") }
		}, false},
		{"the words are refused", func(s *mailtest.Server, _ *mail.Settings) {
			s.Refusing = func() error { return mailtest.Answer(554, "looks like spam") }
		}, true},
		{"not now", func(s *mailtest.Server, _ *mail.Settings) {
			s.Refusing = func() error { return mailtest.Answer(451, "greylisted") }
		}, false},
		{"a wrong password", func(s *mailtest.Server, with *mail.Settings) {
			s.User, s.Password, with.User, with.Password = "tracker", "right", "tracker", "wrong"
		}, false},
		{"a password is asked for", func(s *mailtest.Server, _ *mail.Settings) { s.User = "tracker" }, false},
		{"the server is down", func(s *mailtest.Server, _ *mail.Settings) { s.Stop() }, false},
		{"a certificate that nobody vouches for", func(_ *mailtest.Server, with *mail.Settings) { with.Roots = nil }, false},
		{"a name that the certificate is not for", func(_ *mailtest.Server, with *mail.Settings) { with.Host = "127.0.0.1" }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := mailtest.Start(t, false)
			with := settings(s)
			c.set(s, &with)
			err := sender(t, with).Send(t.Context(), message())
			var refused *mail.RefusedError
			if err == nil || errors.As(err, &refused) != c.final {
				t.Errorf("%v, final %v", err, !c.final)
			}
			if got := s.Got(); len(got) != 0 {
				t.Errorf("%d e-mails arrived", len(got))
			}
		})
	}
}

// A password is not sent where others could read it.
func TestNoPasswordWithoutProtection(t *testing.T) {
	s := mailtest.Start(t, false)
	with := settings(s)
	with.Security, with.User, with.Password = mail.NoTLS, "tracker", "a secret"
	if err := sender(t, with).Send(t.Context(), message()); err == nil {
		t.Error("it was sent")
	}
}

// A server that hangs keeps nobody waiting for long.
func TestAServerThatHangs(t *testing.T) {
	with := mail.Settings{Host: "127.0.0.1", Port: mailtest.Silent(t), Security: mail.StartTLS, From: "noreply@example.org", Timeout: 200 * time.Millisecond}
	done := make(chan error, 1)
	go func() { done <- sender(t, with).Send(t.Context(), message()) }()
	select {
	case err := <-done:
		if err == nil {
			t.Error("it was sent")
		}
	case <-time.After(20 * time.Second):
		t.Error("it hangs, too")
	}
}

// Whatever stands in a name, a title or an address, no header comes of it, and no
// second reader.
func TestHeadersCannotBeInjected(t *testing.T) {
	s := mailtest.Start(t, false)
	to := sender(t, settings(s))
	known := []string{"Date", "From", "To", "Subject", "Message-Id", "Mime-Version", "Auto-Submitted",
		"X-Auto-Response-Suppress", "List-Unsubscribe", "Content-Type", "Content-Transfer-Encoding"}
	check := func(t interface {
		Fatalf(string, ...any)
	}, m mail.Message) {
		before := len(s.Got())
		err := to.Send(context.Background(), m)
		got := s.Got()[before:]
		if err != nil { // an address that is none is refused, and nothing arrives
			if len(got) != 0 {
				t.Fatalf("%q: %v, but it arrived", m, err)
			}
			return
		}
		if len(got) != 1 || len(got[0].To) != 1 || got[0].To[0] != "lead@example.org" {
			t.Fatalf("%q went to %+v", m, got)
		}
		msg, err := netmail.ReadMessage(strings.NewReader(got[0].Raw))
		if err != nil {
			t.Fatalf("%q: %v in %q", m, err, got[0].Raw)
		}
		for name, values := range msg.Header {
			if !slices.Contains(known, name) || len(values) != 1 {
				t.Fatalf("%q made the header %s: %q", m, name, values)
			}
		}
		if addresses, err := msg.Header.AddressList("To"); err != nil || len(addresses) != 1 || addresses[0].Address != "lead@example.org" {
			t.Fatalf("%q is for %v, %v", m, addresses, err)
		}
	}
	evil := []string{
		"A\r\nBcc: all@example.org", "A\nBcc: all@example.org", "A\rBcc: all@example.org", "A\r\n\r\nHello", "A\u2028Bcc: all@example.org", "A\u0085Bcc: x",
		"A\x00B", "\"\r\nBcc: all@example.org", `"A" <all@example.org>, "B"`, "=?utf-8?q?A=0D=0ABcc:_all@example.org?=", strings.Repeat("é", 5000), "\r\n.\r\nMAIL FROM:<x>",
		"all@example.org>, <b@example.org", "\u202egro.elpmaxe",
	}
	for _, e := range evil {
		m := message()
		m.Name, m.Subject, m.ID, m.Settings = e, e, e, e
		check(t, m)
		m = message()
		m.To = e
		check(t, m)
		m.To = "lead@example.org" + e
		check(t, m)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("A:\r\n \t<>@\",=?é\u2028"))))
		m := message()
		m.Name, m.Subject, m.Settings = text.Draw(t, "name"), text.Draw(t, "subject"), "https://example.org/"+text.Draw(t, "settings")
		check(t, m)
	})
}

func TestSettingsThatAreNotUsable(t *testing.T) {
	for name, s := range map[string]mail.Settings{
		"no sender":              {Host: "localhost", Port: 25},
		"a sender of two lines":  {Host: "localhost", Port: 25, From: "a@example.org\r\nBcc: b@example.org"},
		"a sender of two people": {Host: "localhost", Port: 25, From: "a@example.org, b@example.org"},
		"a port that is none":    {Host: "localhost", Port: 70000, From: "a@example.org"},
		"no host":                {Port: 25, From: "a@example.org"},
	} {
		if _, err := mail.NewSender(s); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// source is the small plan's record.
func source() mail.Source {
	record := trackertest.Record()
	return mail.Source{
		Base: "https://tracker.example.org", Clock: time.UTC,
		Records: func(plan string) *tracker.Record {
			if plan == record.Plan.ID {
				return record
			}
			return nil
		},
		Name: func(account int64) string { return map[int64]string{1: "A coordinator"}[account] },
	}
}

func TestCompose(t *testing.T) {
	returned := tracker.Notice{Kind: tracker.NoticeReturned, Plan: "ca-3", Item: "C01.1.2", Period: "2018-06", Count: 1, At: at, By: 1}
	digest := []tracker.Notice{
		{Kind: tracker.NoticeHandedIn, Plan: "ca-3", Period: "2018-06", Count: 3, At: at, By: 2},
		{Kind: tracker.NoticeAmended, Plan: "ca-3", Item: "C03", Count: 1, At: at, By: 1},
		{Kind: tracker.NoticeDeadline, Plan: "gone-1", Item: "X", Count: 1, At: at},
		{Kind: tracker.NoticeRoles, Count: 1, At: at, By: 1},
	}
	for name, m := range map[string]tracker.Mail{
		"returned.fr": {Token: "TOKEN", MadeAt: at, Account: tracker.Account{Email: "lead@example.org", Name: "Zoé Lévesque", Lang: tracker.FR}, Notices: []tracker.Notice{returned}},
		"digest.en":   {Token: "TOKEN", MadeAt: at, Account: tracker.Account{Email: "c@example.org", Name: "A coordinator", Lang: tracker.EN}, Digest: true, Notices: digest},
	} {
		t.Run(name, func(t *testing.T) {
			got := mail.Compose(&m, source())
			text := "To: " + got.Name + " <" + got.To + ">\nSubject: " + got.Subject + "\nSettings: " + got.Settings + "\n\n" + got.Text
			path := "testdata/" + name + ".golden.txt"
			if *update {
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || text != string(want) {
				t.Errorf("%v; now\n%s", err, text)
			}
		})
	}
}

// An e-mail of any number of notices has an end, and every kind has words.
func TestComposeAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := tracker.Mail{Token: "T", MadeAt: at, Account: tracker.Account{Email: "a@example.org", Lang: rapid.SampledFrom(tracker.Langs).Draw(t, "lang")}}
		n := rapid.IntRange(1, 200).Draw(t, "n")
		for range n {
			m.Notices = append(m.Notices, tracker.Notice{
				Kind: rapid.SampledFrom(append(tracker.NoticeKinds, "later")).Draw(t, "kind"), Plan: rapid.SampledFrom([]string{"", "ca-3", "gone"}).Draw(t, "plan"),
				Item: rapid.SampledFrom([]string{"", "C01.1.2", "gone"}).Draw(t, "item"), Period: "2018-06", Count: rapid.IntRange(1, 3).Draw(t, "count"), At: at,
			})
		}
		got := mail.Compose(&m, source())
		if got.Subject == "" || strings.ContainsAny(got.Subject, "\r\n") || len(got.Text) > 60_000 || strings.Contains(got.Text, "\n\n\n") {
			t.Fatalf("%+v", got)
		}
	})
}
