package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"ogptracker/cmd/ogptracker/mail"
	"ogptracker/tracker"
)

// mailFlags say which mail server takes the e-mail. Without a host none is sent.
type mailFlags struct {
	SMTPHost     string        `help:"cli.help.flag.smtp_host" name:"smtp-host" env:"OGPTRACKER_SMTP_HOST" placeholder:"HOST"`
	SMTPPort     int           `help:"cli.help.flag.smtp_port" name:"smtp-port" env:"OGPTRACKER_SMTP_PORT" default:"587" placeholder:"PORT"`
	SMTPSecurity mail.Security `help:"cli.help.flag.smtp_security" name:"smtp-security" env:"OGPTRACKER_SMTP_SECURITY" enum:"starttls,tls,none" default:"starttls"`
	SMTPUser     string        `help:"cli.help.flag.smtp_user" name:"smtp-user" env:"OGPTRACKER_SMTP_USER" placeholder:"NAME"`
	// The password itself is no flag: what a command line holds, every user of the
	// machine can read.
	SMTPPasswordFile string `help:"cli.help.flag.smtp_password_file" name:"smtp-password-file" env:"OGPTRACKER_SMTP_PASSWORD_FILE" placeholder:"FILE"`
	MailFrom         string `help:"cli.help.flag.mail_from" name:"mail-from" env:"OGPTRACKER_MAIL_FROM" placeholder:"ADDRESS"`
}

// smtpPasswordEnv holds the password where no file does.
const smtpPasswordEnv = "OGPTRACKER_SMTP_PASSWORD"

// passwordMost is how many bytes a password file may hold.
const passwordMost = 4096

// sender returns what sends e-mail by these settings, nil where there are none. The
// links in an e-mail need a public address.
func (f mailFlags) sender(base string) (postman, error) {
	if f.SMTPHost == "" {
		return nil, nil
	}
	if base == "" {
		return nil, usageFault("cli.error.mail_base_url")
	}
	password, err := f.password()
	if err != nil {
		return nil, err
	}
	sender, err := mail.NewSender(mail.Settings{
		Host: f.SMTPHost, Port: f.SMTPPort, Security: f.SMTPSecurity, User: f.SMTPUser, Password: password, From: f.MailFrom,
	})
	if err != nil {
		return nil, &failure{code: exitUsage, key: "cli.error.mail_settings", err: err}
	}
	return sender, nil
}

func (f mailFlags) password() (string, error) {
	if f.SMTPPasswordFile == "" {
		return os.Getenv(smtpPasswordEnv), nil
	}
	file, err := os.Open(f.SMTPPasswordFile)
	if err != nil {
		return "", err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, passwordMost))
	return strings.TrimRight(string(b), "\r\n"), err
}

// notifyCommand does one round of what a running server does all the time.
type notifyCommand struct {
	mailFlags
	BaseURL string `help:"cli.help.flag.base_url" name:"base-url" env:"OGPTRACKER_BASE_URL" placeholder:"URL"`
	Home    string `help:"cli.help.flag.home" env:"OGPTRACKER_HOME" default:"CA" placeholder:"CODE"`
	DryRun  bool   `help:"cli.help.flag.dry_run" name:"dry-run"`
}

func (c *notifyCommand) Run(ctx context.Context, all *commands, out *output) error {
	sender, err := c.sender(c.BaseURL)
	if err != nil {
		return err
	}
	if sender == nil && !c.DryRun {
		return usageFault("cli.error.mail_none")
	}
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	h := &herald{
		store: store, sender: sender, base: strings.TrimSuffix(c.BaseURL, "/"), home: c.Home,
		now: time.Now, log: slog.New(slog.NewTextHandler(out.stderr, nil)),
	}
	if c.DryRun {
		return h.preview(ctx, out)
	}
	done, err := h.round(ctx)
	if err != nil {
		return err
	}
	return out.result(done, out.l.T("cli.notify.done", "reminders", done.Reminders, "digests", done.Digests, "sent", done.Sent, "failed", done.Failed))
}

// preview is what a round would do.
type preview struct {
	Reminders []previewReminder `json:"reminders"`
	Mails     []previewMail     `json:"mails"`
}

type previewReminder struct {
	Plan   string         `json:"plan"`
	Period tracker.Period `json:"period"`
	Days   int            `json:"days"`
	Told   []int64        `json:"told"` // accounts
}

type previewMail struct {
	To       string    `json:"to"`
	Subject  string    `json:"subject"`
	Next     time.Time `json:"next"`
	Attempts int       `json:"attempts"`
	GivenUp  bool      `json:"given_up"`
	Reason   string    `json:"reason,omitempty"`
	Text     string    `json:"text"`
}

// preview prints what a round would do, and the e-mails that were given up. It
// writes nothing.
func (h *herald) preview(ctx context.Context, out *output) error {
	now := h.now()
	p := preview{Reminders: []previewReminder{}, Mails: []previewMail{}}
	plans, err := h.store.Plans(ctx)
	if err != nil {
		return err
	}
	accounts, err := h.store.Accounts(ctx)
	if err != nil {
		return err
	}
	for i := range plans {
		due, err := h.due(ctx, &plans[i], now)
		if err != nil {
			return err
		}
		for _, m := range due {
			occasions, err := h.occasions(ctx, &plans[i], m, now)
			if err != nil {
				return err
			}
			r := previewReminder{Plan: plans[i].ID, Period: m.Period, Days: m.Days, Told: []int64{}}
			for _, n := range tracker.Tell(accounts, occasions) {
				r.Told = append(r.Told, n.Account)
			}
			p.Reminders = append(p.Reminders, r)
			if err := out.print(out.l.N("cli.notify.reminder", len(r.Told), "plan", r.Plan, "period", r.Period)); err != nil {
				return err
			}
		}
	}
	digests, err := h.store.PreviewDigests(ctx, now.In(tracker.HomeLocation(plans, h.home)))
	if err != nil {
		return err
	}
	waiting, err := h.store.Mails(ctx)
	if err != nil {
		return err
	}
	words := h.words(ctx, plans)
	for _, m := range append(waiting, digests...) {
		letter := mail.Compose(&m, words)
		shown := previewMail{To: letter.To, Subject: letter.Subject, Next: m.NextAt, Attempts: m.Attempts, GivenUp: !m.FailedAt.IsZero(), Reason: m.Reason, Text: letter.Text}
		p.Mails = append(p.Mails, shown)
		if err := out.print(shown.lines(out)...); err != nil {
			return err
		}
	}
	return out.result(p, out.l.N("cli.notify.waiting", len(p.Mails)))
}

// lines says an e-mail as people read it.
func (m previewMail) lines(out *output) []string {
	head := out.l.T("cli.notify.mail", "to", m.To, "subject", m.Subject)
	switch {
	case m.GivenUp:
		return []string{head, out.l.T("cli.notify.given_up", "attempts", m.Attempts, "reason", m.Reason), ""}
	case m.Reason != "":
		return []string{head, out.l.T("cli.notify.failed", "attempts", m.Attempts, "reason", m.Reason), "", m.Text}
	}
	return []string{head, "", m.Text}
}
