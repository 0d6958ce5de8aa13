// Package signon asks a provider of single sign-on, by OpenID Connect, who
// somebody is.
//
// It decides nothing about accounts: it says what the provider vouches for, in the
// tracker's terms. An attempt is bound to one browser by its state, to one answer
// by its nonce, and to this program by its verifier (PKCE).
package signon

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"ogptracker/tracker"
)

// Config says which provider to ask, and how to read its answers.
type Config struct {
	Issuer   string // address of the provider, as it names itself
	ClientID string
	Secret   string
	// Redirect is where the provider sends the browser back to; it is registered
	// there.
	Redirect string
	// RolesClaim and OrganizationsClaim name the claims of the ID token that hold
	// somebody's groups and organization codes; "a.b" is b within a.
	RolesClaim, OrganizationsClaim string
	// Roles says which role a value of the roles claim gives.
	Roles map[string]tracker.Role
}

// Identity is somebody whom the provider vouches for.
type Identity struct {
	Issuer, Subject string
	Name            string
	Email           string // blank unless the provider has verified it
	Roles           []tracker.Role
	Organizations   []string
	// SecondFactor is set where the provider says that it asked for more than one
	// factor (RFC 8176, "mfa").
	SecondFactor bool
}

// Attempt is what has to be remembered, in the browser's session, from the
// beginning of a sign-on to its end.
type Attempt struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
}

// Errors of [Provider.Finish] and [New].
var (
	// ErrRefused: the provider, or the person there, said no.
	ErrRefused = errors.New("refused by the provider")
	// ErrForged: the answer does not belong to the attempt.
	ErrForged = errors.New("not an answer to this attempt")
	// ErrConfig: the configuration cannot be right.
	ErrConfig = errors.New("configuration of single sign-on")
)

// providerTimeout bounds each request to the provider.
const providerTimeout = 10 * time.Second

// Provider is a provider of single sign-on. Any number of goroutines may ask it.
type Provider struct {
	config Config
	client *http.Client

	mu    sync.Mutex
	found *oidc.Provider // nil until the provider was reached
}

// New returns the provider of a configuration. It does not ask it anything yet:
// the site serves also while the provider does not.
func New(c Config) (*Provider, error) {
	u, err := url.Parse(c.Issuer)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && local(u.Hostname())):
		return nil, fmt.Errorf("%w: %q is no https address", ErrConfig, c.Issuer)
	case c.ClientID == "" || c.Secret == "":
		return nil, fmt.Errorf("%w: client id and secret are needed", ErrConfig)
	}
	for value, role := range c.Roles {
		if !slices.Contains(tracker.Roles, role) {
			return nil, fmt.Errorf("%w: %s=%s: no such role", ErrConfig, value, role)
		}
	}
	return &Provider{config: c, client: &http.Client{Timeout: providerTimeout}}, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// discover returns what the provider says about itself. A failure is not
// remembered.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// The provider's keys are fetched later, after this request has ended.
		found, err := oidc.NewProvider(context.WithoutCancel(p.context(ctx)), p.config.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("ask the provider of single sign-on about itself: %w", err)
		}
		p.found = found
	}
	return p.found, &oauth2.Config{
		ClientID: p.config.ClientID, ClientSecret: p.config.Secret, Endpoint: p.found.Endpoint(),
		RedirectURL: p.config.Redirect, Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}, nil
}

func (p *Provider) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.client)
}

// Begin returns a new attempt, and the address at the provider to send the browser
// to.
func (p *Provider) Begin(ctx context.Context) (a Attempt, address string, err error) {
	_, config, err := p.discover(ctx)
	if err != nil {
		return a, "", err
	}
	a = Attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	return a, config.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), nil
}

// Finish reads the provider's answer to an attempt from the query that the browser
// came back with.
func (p *Provider) Finish(ctx context.Context, a Attempt, answer url.Values) (Identity, error) {
	if a.State == "" || subtle.ConstantTimeCompare([]byte(a.State), []byte(answer.Get("state"))) != 1 {
		return Identity{}, ErrForged
	}
	if code := answer.Get("error"); code != "" {
		return Identity{}, fmt.Errorf("%w: %.100q", ErrRefused, code)
	}
	found, config, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	token, err := config.Exchange(p.context(ctx), answer.Get("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := found.VerifierContext(p.context(ctx), &oidc.Config{ClientID: p.config.ClientID}).Verify(ctx, raw)
	if err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrForged, err)
	}
	if subtle.ConstantTimeCompare([]byte(a.Nonce), []byte(id.Nonce)) != 1 {
		return Identity{}, fmt.Errorf("%w: another nonce", ErrForged)
	}
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrForged, err)
	}
	return p.identity(id.Issuer, id.Subject, claims), nil
}

// identity reads what a verified token says.
func (p *Provider) identity(issuer, subject string, claims map[string]any) Identity {
	who := Identity{Issuer: issuer, Subject: subject, Organizations: texts(claims, p.config.OrganizationsClaim)}
	if verified, _ := claims["email_verified"].(bool); verified {
		email, _ := claims["email"].(string)
		who.Email = tracker.FoldEmail(email)
	}
	who.Name, _ = claims["name"].(string)
	if who.Name == "" {
		who.Name = who.Email
	}
	for _, value := range texts(claims, p.config.RolesClaim) {
		if role, ok := p.config.Roles[value]; ok && !slices.Contains(who.Roles, role) {
			who.Roles = append(who.Roles, role)
		}
	}
	who.SecondFactor = slices.Contains(texts(claims, "amr"), "mfa")
	return who
}

// texts returns the texts of a claim, which holds one or a list of them.
func texts(claims map[string]any, name string) []string {
	value, ok := claims[name]
	if head, rest, nested := strings.Cut(name, "."); !ok && nested {
		within, _ := claims[head].(map[string]any)
		return texts(within, rest)
	}
	switch value := value.(type) {
	case string:
		return []string{value}
	case []any:
		var all []string
		for _, v := range value {
			if s, ok := v.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}
