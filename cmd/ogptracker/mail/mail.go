// Package mail hands e-mail to a mail server, and writes what stands in it. It
// keeps nothing: what is to be sent, and how often it was tried, is the store's.
package mail

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Security is how the connection to a mail server is protected.
type Security string

// The ways to protect a connection.
const (
	StartTLS Security = "starttls" // a server that does not offer it is refused
	TLS      Security = "tls"      // from the first byte
	NoTLS    Security = "none"     // for a server on the same machine
)

// Settings say which mail server takes the e-mail, and whom it is from.
type Settings struct {
	Host     string
	Port     int
	Security Security
	User     string // blank where the server asks for none
	Password string
	From     string // "Tracker <noreply@example.org>"
	// Roots are the authorities that the server's certificate is checked against, the
	// system's where it is nil.
	Roots *x509.CertPool
	// Timeout bounds each step of a conversation with the server, 15 seconds where it
	// is 0: less than the program has time to stop in.
	Timeout time.Duration
}

// Message is one e-mail to one reader.
type Message struct {
	ID      string // what the Message-ID begins with; the same for each attempt
	To      string // address
	Name    string // of the reader
	Subject string
	Text    string
	At      time.Time
	// Settings is the address of the page where the reader chooses what comes.
	Settings string
}

// RefusedError is a mail server's refusal of one e-mail for good: to try again is in
// vain. Any other error may pass.
type RefusedError struct{ Err error }

func (e *RefusedError) Error() string { return e.Err.Error() }

func (e *RefusedError) Unwrap() error { return e.Err }

// Sender hands e-mail to a mail server, with a connection for each.
type Sender struct {
	settings Settings
	from     *netmail.Address
}

// NewSender returns what sends by these settings; an error says what is wrong with
// them. It does not connect.
func NewSender(s Settings) (*Sender, error) {
	from, err := netmail.ParseAddress(s.From)
	if err != nil {
		return nil, fmt.Errorf("the sender's address %q: %w", s.From, err)
	}
	sender := &Sender{s, from}
	if _, err := sender.client(); err != nil {
		return nil, err
	}
	return sender, nil
}

func (s *Sender) client() (*gomail.Client, error) {
	options := []gomail.Option{
		gomail.WithPort(s.settings.Port),
		gomail.WithTimeout(cmp.Or(s.settings.Timeout, 15*time.Second)),
		gomail.WithTLSConfig(&tls.Config{ServerName: s.settings.Host, RootCAs: s.settings.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch s.settings.Security {
	case TLS:
		options = append(options, gomail.WithSSL())
	case NoTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.settings.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(s.settings.User), gomail.WithPassword(s.settings.Password))
	}
	return gomail.NewClient(s.settings.Host, options...)
}

// Send hands a message to the mail server. When it returns nil the server has taken
// it; a [RefusedError] says that it never will.
func (s *Sender) Send(ctx context.Context, m Message) error {
	msg, err := s.message(m)
	if err != nil {
		return &RefusedError{err}
	}
	client, err := s.client()
	if err != nil {
		return err
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	err = client.SendWithSMTPClient(conn, msg)
	// How the conversation ends is no matter: what the server took, it took.
	_ = client.CloseWithSMTPClient(conn)
	if msg.IsDelivered() {
		return nil
	}
	var failed *gomail.SendError
	if errors.As(err, &failed) && !failed.IsTemp() && slices.Contains(aboutTheMessage, failed.Reason) {
		return &RefusedError{err}
	}
	return err
}

// aboutTheMessage are the steps at which a refusal is of this reader or these words,
// and not of all that we send.
var aboutTheMessage = []gomail.SendErrReason{gomail.ErrSMTPRcptTo, gomail.ErrSMTPDataClose}

// message writes an e-mail of plain text. Nothing of it can become a header of its
// own: every value goes through oneLine, and the library encodes what is not ASCII.
func (s *Sender) message(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(oneLine(s.from.Name), s.from.Address); err != nil {
		return nil, err
	}
	if m.To != oneLine(m.To) {
		return nil, fmt.Errorf("the reader's address %q is none", m.To)
	}
	if err := msg.AddToFormat(oneLine(m.Name), m.To); err != nil {
		return nil, err
	}
	msg.Subject(oneLine(m.Subject))
	msg.SetDateWithValue(m.At)
	_, host, _ := strings.Cut(s.from.Address, "@")
	msg.SetMessageIDWithValue(oneLine(m.ID) + "@" + host)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetGenHeader("List-Unsubscribe", "<"+oneLine(m.Settings)+">")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	return msg, nil
}
