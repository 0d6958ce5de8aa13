package web

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
)

// A device cookie says that an account has signed in from a browser before, as
// OWASP describes it ("Slow Down Online Guessing Attacks with Device Cookies"). It
// opens nothing: it only earns the browser an allowance of its own.
const (
	deviceCookie = "__Host-device"
	deviceLasts  = 365 * 24 * time.Hour
	deviceKey    = "device" // name of the key that signs it
)

// knownAs returns the name of the device that a request comes from, "" for one
// from which the account has not signed in yet.
func (s *Server) knownAs(ctx context.Context, r *Request, account *tracker.Account) (string, error) {
	if account == nil {
		return "", nil
	}
	id, device, err := s.device(ctx, r)
	if err != nil || id != account.ID {
		return "", err
	}
	return device, nil
}

// device returns the name of the device that a request comes from, and the account
// that signed in from it last; 0 for none.
func (s *Server) device(ctx context.Context, r *Request) (account int64, name string, err error) {
	c, err := r.Cookie(deviceCookie)
	if err != nil {
		return 0, "", nil
	}
	signed, mac, _ := cutLast(c.Value, ".")
	want, err := s.sign(ctx, deviceKey, signed)
	if err != nil || !hmac.Equal([]byte(mac), []byte(want)) {
		return 0, "", err
	}
	id, name, _ := strings.Cut(signed, ".")
	account, err = strconv.ParseInt(id, 10, 64)
	return account, name, err
}

// deviceOf returns the cookie of a browser from which an account has signed in.
// One that has such a cookie keeps its name.
func (s *Server) deviceOf(ctx context.Context, r *Request, account *tracker.Account) (*http.Cookie, error) {
	device, err := s.knownAs(ctx, r, account)
	if err != nil {
		return nil, err
	}
	if device == "" {
		device = rand.Text()
	}
	signed := strconv.FormatInt(account.ID, 10) + "." + device
	mac, err := s.sign(ctx, deviceKey, signed)
	if err != nil {
		return nil, err
	}
	return &http.Cookie{
		Name: deviceCookie, Value: signed + "." + mac, Path: "/", MaxAge: int(deviceLasts / time.Second),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}, nil
}

// sign signs a text with the key of a name.
func (s *Server) sign(ctx context.Context, name, text string) (string, error) {
	key, err := s.workStore.Secret(ctx, name)
	if err != nil {
		return "", err
	}
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil)), nil
}

// cutLast is [strings.Cut] at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// passwordUses says whose allowances an attempt at a password uses: the device's
// where it is known, else those of the account from this network, and of the
// network. An address without an account is treated as one with.
func (s *Server) passwordUses(ctx context.Context, r *Request, email string, account *tracker.Account) ([]use, error) {
	device, err := s.knownAs(ctx, r, account)
	if err != nil {
		return nil, err
	}
	if device != "" {
		return []use{{knownDevice, device}}, nil
	}
	network := networkOf(r.Client)
	return []use{{accountFromNetwork, network + " " + tracker.FoldEmail(email)}, {wholeNetwork, network}}, nil
}

// codeUses is [Server.passwordUses] for codes.
func (s *Server) codeUses(ctx context.Context, r *Request, account *tracker.Account) ([]use, error) {
	device, err := s.knownAs(ctx, r, account)
	if err != nil {
		return nil, err
	}
	if device != "" {
		return []use{{deviceCodes, device}}, nil
	}
	return []use{{accountCodes, strconv.FormatInt(account.ID, 10)}}, nil
}
