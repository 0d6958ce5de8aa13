package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/credential"
	"ogptracker/web/view"
)

// userActor signs the audit entries of what these commands do.
const userActor = "ogptracker user"

// linkLasts is how long a one-time link is good.
const linkLasts = view.LinkLasts

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"cli.help.cmd.user_add"`
	Reset   userResetCommand   `cmd:"" help:"cli.help.cmd.user_reset"`
	Disable userDisableCommand `cmd:"" help:"cli.help.cmd.user_disable"`
	Enable  userEnableCommand  `cmd:"" help:"cli.help.cmd.user_enable"`
	List    userListCommand    `cmd:"" help:"cli.help.cmd.user_list"`
	Code    userCodeCommand    `cmd:"" help:"cli.help.cmd.user_code"`
}

// passwordFlags say where an account's password comes from: never from the command
// line, which others on the machine can read.
type passwordFlags struct {
	PasswordStdin bool   `help:"cli.help.flag.password_stdin" xor:"password"`
	Link          bool   `help:"cli.help.flag.link" xor:"password"`
	BaseURL       string `help:"cli.help.flag.base_url" name:"base-url" env:"OGPTRACKER_BASE_URL" default:"http://127.0.0.1:8080" placeholder:"URL"`
}

// read returns the password, blank where a link is to be made instead.
func (f passwordFlags) read(out *output) (string, error) {
	switch {
	case f.Link:
		return "", nil
	case f.PasswordStdin:
		const most = 4 << 10
		line, err := bufio.NewReader(io.LimitReader(out.stdin, most)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	password, err := out.ask("cli.user.password")
	if err != nil {
		return "", err
	}
	again, err := out.ask("cli.user.again")
	if err == nil && again != password {
		err = dataFault("cli.error.passwords_differ")
	}
	return password, err
}

// check refuses a password as the pages do.
func (f passwordFlags) check(password string, a *tracker.Account) error {
	if f.Link {
		return nil
	}
	if weak := credential.Check(password, a.Name, a.Email); weak != "" {
		return dataFault("cli.weak."+string(weak), "least", credential.LeastPassword, "most", credential.MostPassword)
	}
	return nil
}

// set gives the account the password, or returns a link by which its owner sets
// one.
func (f passwordFlags) set(ctx context.Context, s *db.Store, a *tracker.Account, password string) (link string, err error) {
	if f.Link {
		return oneTimeLink(ctx, s, f.BaseURL, a.Lang, a.ID)
	}
	return "", s.SetPassword(ctx, userActor, a.ID, credential.HashPassword(password))
}

// oneTimeLink makes a link by which the password of an account is set, or, where
// account is 0, the first administrator is created.
func oneTimeLink(ctx context.Context, s *db.Store, base string, lang tracker.Lang, account int64) (string, error) {
	token, kept := credential.NewToken()
	if err := s.AddLink(ctx, account, kept, time.Now().Add(linkLasts)); err != nil {
		return "", err
	}
	return strings.TrimSuffix(base, "/") + view.Links{Lang: lang}.OneTime(token), nil
}

type userAddCommand struct {
	Email        string         `arg:"" help:"cli.help.arg.email"`
	Name         string         `help:"cli.help.flag.name" required:"" placeholder:"NAME"`
	Role         []tracker.Role `help:"cli.help.flag.role" required:"" placeholder:"ROLE"`
	Organization []string       `help:"cli.help.flag.organization" placeholder:"CODE"`
	Jurisdiction []string       `help:"cli.help.flag.jurisdictions" placeholder:"CODE"`
	passwordFlags
}

// saved is what the user commands print of an account.
type savedAccount struct {
	*tracker.Account
	Link string `json:"link,omitempty"`
}

func (o *output) saved(a *tracker.Account, link, key string) error {
	lines := []string{o.l.T(key, "email", a.Email)}
	if link != "" {
		lines = append(lines, o.l.T("cli.user.link", "hours", int(linkLasts/time.Hour)), "  "+link)
	}
	return o.result(savedAccount{a, link}, lines...)
}

func (c *userAddCommand) Run(ctx context.Context, all *commands, out *output) error {
	a := tracker.Account{
		Email: tracker.FoldEmail(c.Email), Name: strings.TrimSpace(c.Name), Roles: c.Role, Lang: all.Lang,
		Organizations: append([]string{}, c.Organization...), Jurisdictions: append([]string{}, c.Jurisdiction...),
	}
	if problems := a.Validate(); len(problems) > 0 {
		refused := &failure{code: exitData, id: "account"}
		for _, p := range problems {
			refused.lines = append(refused.lines, out.l.Message(p.Code, p.Args))
		}
		return refused
	}
	return withAccounts(ctx, all, func(s *db.Store) error {
		if err := unknownCodes(ctx, s, &a); err != nil {
			return err
		}
		password, err := c.read(out)
		if err == nil {
			err = c.check(password, &a)
		}
		if err != nil {
			return err
		}
		saved, err := s.SaveAccount(ctx, userActor, a)
		if err != nil {
			return err
		}
		link, err := c.set(ctx, s, saved, password)
		if err != nil {
			return err
		}
		return out.saved(saved, link, "cli.user.added")
	})
}

// unknownCodes refuses an address that is taken, and codes that nothing has.
func unknownCodes(ctx context.Context, s *db.Store, a *tracker.Account) error {
	if _, err := s.AccountByEmail(ctx, a.Email); !errors.Is(err, tracker.ErrNotFound) {
		return errors.Join(err, dataFault("cli.error.account_taken", "email", a.Email))
	}
	organizations, err := s.Organizations(ctx)
	if err != nil {
		return err
	}
	jurisdictions, err := s.Jurisdictions(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, o := range organizations {
		known[o.Code] = true
	}
	for _, j := range jurisdictions {
		known[j.Code] = true
	}
	for _, code := range append(a.Organizations, a.Jurisdictions...) {
		if !known[code] {
			return dataFault("cli.error.code_unknown", "code", code)
		}
	}
	return nil
}

type userResetCommand struct {
	Email        string `arg:"" help:"cli.help.arg.email"`
	SecondFactor bool   `help:"cli.help.flag.second_factor"`
	passwordFlags
}

// Run gives an account a new password, or with --second-factor takes its second
// factor away and leaves the password alone.
func (c *userResetCommand) Run(ctx context.Context, all *commands, out *output) error {
	return withAccount(ctx, all, c.Email, func(s *db.Store, a *tracker.Account) error {
		if c.SecondFactor {
			if err := s.RemoveSecondFactor(ctx, userActor, a.ID); err != nil {
				return err
			}
			return out.saved(a, "", "cli.user.factor_removed")
		}
		password, err := c.read(out)
		if err == nil {
			err = c.check(password, a)
		}
		if err != nil {
			return err
		}
		link, err := c.set(ctx, s, a, password)
		if err != nil {
			return err
		}
		return out.saved(a, link, "cli.user.reset")
	})
}

type userDisableCommand struct {
	Email string `arg:"" help:"cli.help.arg.email"`
}

func (c *userDisableCommand) Run(ctx context.Context, all *commands, out *output) error {
	return setDisabled(ctx, all, out, c.Email, true, "cli.user.disabled")
}

type userEnableCommand struct {
	Email string `arg:"" help:"cli.help.arg.email"`
}

func (c *userEnableCommand) Run(ctx context.Context, all *commands, out *output) error {
	return setDisabled(ctx, all, out, c.Email, false, "cli.user.enabled")
}

func setDisabled(ctx context.Context, all *commands, out *output, email string, disabled bool, key string) error {
	return withAccount(ctx, all, email, func(s *db.Store, a *tracker.Account) error {
		a.Disabled = disabled
		saved, err := s.SaveAccount(ctx, userActor, *a)
		if errors.Is(err, tracker.ErrLastAdministrator) {
			return dataFault("cli.error.last_administrator")
		}
		if err != nil {
			return err
		}
		return out.saved(saved, "", key)
	})
}

type userListCommand struct{}

func (userListCommand) Run(ctx context.Context, all *commands, out *output) error {
	return withAccounts(ctx, all, func(s *db.Store) error {
		accounts, err := s.Accounts(ctx)
		if err != nil {
			return err
		}
		if out.json {
			return out.document(append([]tracker.Account{}, accounts...))
		}
		w := tabwriter.NewWriter(out.stdout, 0, 0, 2, ' ', 0)
		for _, a := range accounts {
			roles := make([]string, len(a.Roles))
			for i, r := range a.Roles {
				roles[i] = string(r)
			}
			state := out.l.T("cli.user.active")
			if a.Disabled {
				state = out.l.T("cli.user.not_active")
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.Email, a.Name, strings.Join(roles, ","), strings.Join(a.Organizations, ","), state)
		}
		return w.Flush()
	})
}

type userCodeCommand struct {
	Email string `arg:"" help:"cli.help.arg.email"`
}

// Run prints the present code of a demonstration account, whose secret is no
// secret. Nobody's second factor is worth anything where a command tells it.
func (c *userCodeCommand) Run(ctx context.Context, all *commands, out *output) error {
	return withAccount(ctx, all, c.Email, func(s *db.Store, a *tracker.Account) error {
		first, err := firstActor(ctx, s)
		if err != nil {
			return err
		}
		credentials, err := s.Credentials(ctx, a.ID)
		if err != nil {
			return err
		}
		if first != demoActor || !isDemo(a.Email) || !credentials.HasSecondFactor() {
			return dataFault("cli.error.no_code")
		}
		code, err := credential.TOTPCode(credentials.TOTPSecret, time.Now())
		if err != nil {
			return err
		}
		return out.result(map[string]string{"code": code}, code)
	})
}

// withAccounts opens the store of a data folder that is there already. A command
// about accounts makes none: the folder's name was mistyped.
func withAccounts(ctx context.Context, all *commands, do func(*db.Store) error) error {
	if _, err := os.Stat(all.Data); errors.Is(err, fs.ErrNotExist) {
		return &failure{code: exitEnvironment, key: "cli.error.no_folder", args: []any{"file", all.Data}}
	}
	s, err := all.store(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

func withAccount(ctx context.Context, all *commands, email string, do func(*db.Store, *tracker.Account) error) error {
	return withAccounts(ctx, all, func(s *db.Store) error {
		a, err := s.AccountByEmail(ctx, email)
		if errors.Is(err, tracker.ErrNotFound) {
			return dataFault("cli.error.account_unknown", "email", email)
		}
		if err != nil {
			return err
		}
		return do(s, a)
	})
}
