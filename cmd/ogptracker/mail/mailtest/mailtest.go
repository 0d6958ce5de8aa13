// Package mailtest runs a real mail server within a test, which keeps what it is
// given.
package mailtest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Server is a running mail server.
type Server struct {
	Port  int
	Roots *x509.CertPool // to check its certificate against

	// User and Password are what it asks for; nothing where User is blank.
	User, Password string
	// Refuse says what it answers to a recipient, nil for yes.
	Refuse func(to string) error
	// Refusing says what it answers to the whole of an e-mail, nil for yes.
	Refusing func() error

	mu  sync.Mutex
	got []Mail
	srv *smtp.Server
	l   net.Listener
}

// Mail is an e-mail that was taken.
type Mail struct {
	From string
	To   []string
	Raw  string // header and body, as they came over the wire
}

// Read returns the parsed e-mail.
func (m Mail) Read(t testing.TB) *netmail.Message {
	t.Helper()
	msg, err := netmail.ReadMessage(strings.NewReader(m.Raw))
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

// Start starts a server on a port that the system chooses, and ends it with the test.
// Implicit means TLS from the first byte; else it offers STARTTLS.
func Start(t testing.TB, implicit bool) *Server {
	t.Helper()
	return StartOn(t, "127.0.0.1:0", implicit)
}

// StartOn is [Start] for an address: a server that was down comes up again where it
// was.
func StartOn(t testing.TB, address string, implicit bool) *Server {
	t.Helper()
	certificate, roots := certify(t)
	s := &Server{Roots: roots}
	s.srv = smtp.NewServer(s)
	s.srv.Domain = "localhost"
	s.srv.AllowInsecureAuth = false
	s.srv.ReadTimeout, s.srv.WriteTimeout = 10*time.Second, 10*time.Second
	s.srv.ErrorLog = log.New(io.Discard, "", 0)
	s.srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	s.Port = l.Addr().(*net.TCPAddr).Port
	if implicit {
		l = tls.NewListener(l, s.srv.TLSConfig)
	}
	s.l = l
	done := make(chan struct{})
	go func() { defer close(done); _ = s.srv.Serve(l) }()
	t.Cleanup(func() { s.Stop(); <-done })
	return s
}

// Stop ends the server. It closes the listener itself, for one that the server has
// not begun to serve would stay open.
func (s *Server) Stop() { _ = errors.Join(s.srv.Close(), s.l.Close()) }

// Got returns what was taken, in order.
func (s *Server) Got() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.got...)
}

// NewSession implements [smtp.Backend].
func (s *Server) NewSession(*smtp.Conn) (smtp.Session, error) {
	return &session{server: s, known: s.User == ""}, nil
}

type session struct {
	server *Server
	known  bool
	mail   Mail
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.known = user == s.server.User && password == s.server.Password
		if !s.known {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.known {
		return smtp.ErrAuthRequired
	}
	s.mail = Mail{From: from}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.server.Refuse != nil {
		if err := s.server.Refuse(to); err != nil {
			return err
		}
	}
	s.mail.To = append(s.mail.To, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		return err
	}
	if s.server.Refusing != nil {
		if err := s.server.Refusing(); err != nil {
			return err
		}
	}
	s.mail.Raw = b.String()
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.got = append(s.server.got, s.mail)
	return nil
}

func (s *session) Reset() { s.mail = Mail{} }

func (s *session) Logout() error { return nil }

// Answer is an answer of a mail server: 550 for never, 451 for not now.
func Answer(code int, words string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: words}
}

// Silent listens at an address and says nothing, as a server that hangs.
func Silent(t testing.TB) (port int) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

// certify makes a certificate for localhost that vouches for itself.
func certify(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, e := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err = errors.Join(err, e); err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, roots
}
