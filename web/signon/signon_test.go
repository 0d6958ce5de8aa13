package signon

import (
	"errors"
	"slices"
	"testing"

	"ogptracker/tracker"
)

func TestConfig(t *testing.T) {
	good := Config{Issuer: "https://id.example.org/realm", ClientID: "a", Secret: "b", Roles: map[string]tracker.Role{"x": tracker.Reviewer}}
	if _, err := New(good); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*Config){
		"no address":      func(c *Config) { c.Issuer = "id.example.org" },
		"open to readers": func(c *Config) { c.Issuer = "http://id.example.org" },
		"no id":           func(c *Config) { c.ClientID = "" },
		"no secret":       func(c *Config) { c.Secret = "" },
		"unknown role":    func(c *Config) { c.Roles = map[string]tracker.Role{"x": "king"} },
	} {
		bad := good
		change(&bad)
		if _, err := New(bad); !errors.Is(err, ErrConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestIdentity(t *testing.T) {
	p := &Provider{config: Config{RolesClaim: "realm_access.roles", OrganizationsClaim: "org", Roles: map[string]tracker.Role{"a": tracker.Reviewer, "b": tracker.Reviewer}}}
	who := p.identity("i", "s", map[string]any{
		"email": "A@Example.org", "email_verified": true, "org": "tbs-sct", "amr": []any{"pwd", "mfa"},
		"realm_access": map[string]any{"roles": []any{"z", "a", 7, "b"}},
	})
	if who.Email != "a@example.org" || who.Name != who.Email || !slices.Equal(who.Roles, []tracker.Role{tracker.Reviewer}) ||
		!slices.Equal(who.Organizations, []string{"tbs-sct"}) || !who.SecondFactor {
		t.Errorf("%+v", who)
	}
	who = p.identity("i", "s", map[string]any{"email": "a@example.org", "email_verified": "true", "realm_access": "a", "amr": "pwd"})
	if who.Email != "" || who.Roles != nil || who.SecondFactor {
		t.Errorf("%+v", who)
	}
}
