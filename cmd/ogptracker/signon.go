package main

import (
	"os"
	"strings"

	"ogptracker/tracker"
	"ogptracker/web"
	"ogptracker/web/signon"
)

// signOnFlags say which provider of single sign-on to ask. The secret is no flag:
// others on the machine can read a command line.
type signOnFlags struct {
	OIDCIssuer             string                  `help:"cli.help.flag.oidc_issuer" name:"oidc-issuer" env:"OGPTRACKER_OIDC_ISSUER" placeholder:"URL"`
	OIDCClientID           string                  `help:"cli.help.flag.oidc_client_id" name:"oidc-client-id" env:"OGPTRACKER_OIDC_CLIENT_ID" placeholder:"ID"`
	OIDCClientSecretFile   string                  `help:"cli.help.flag.oidc_client_secret_file" name:"oidc-client-secret-file" env:"OGPTRACKER_OIDC_CLIENT_SECRET_FILE" placeholder:"FILE"`
	OIDCRolesClaim         string                  `help:"cli.help.flag.oidc_roles_claim" name:"oidc-roles-claim" env:"OGPTRACKER_OIDC_ROLES_CLAIM" default:"roles" placeholder:"CLAIM"`
	OIDCRoles              map[string]tracker.Role `help:"cli.help.flag.oidc_roles" name:"oidc-roles" env:"OGPTRACKER_OIDC_ROLES" placeholder:"GROUP=ROLE"`
	OIDCOrganizationsClaim string                  `help:"cli.help.flag.oidc_organizations_claim" name:"oidc-organizations-claim" env:"OGPTRACKER_OIDC_ORGANIZATIONS_CLAIM" default:"organizations" placeholder:"CLAIM"`
}

const oidcSecretVariable = "OGPTRACKER_OIDC_CLIENT_SECRET"

// provider returns the provider of single sign-on, nil where none is configured.
func (f signOnFlags) provider(base string) (*signon.Provider, error) {
	if f.OIDCIssuer == "" {
		return nil, nil
	}
	secret := os.Getenv(oidcSecretVariable)
	if f.OIDCClientSecretFile != "" {
		b, err := os.ReadFile(f.OIDCClientSecretFile)
		if err != nil {
			return nil, err
		}
		secret = strings.TrimSpace(string(b))
	}
	p, err := signon.New(signon.Config{
		Issuer: f.OIDCIssuer, ClientID: f.OIDCClientID, Secret: secret, Redirect: base + web.SignOnReturn,
		RolesClaim: f.OIDCRolesClaim, Roles: f.OIDCRoles, OrganizationsClaim: f.OIDCOrganizationsClaim,
	})
	if err != nil {
		return nil, &failure{code: exitUsage, key: "cli.error.oidc", err: err}
	}
	return p, nil
}
