package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/web"
)

// siteFlags are the settings of a site that serve and demo share.
type siteFlags struct {
	Addr    string `help:"cli.help.flag.addr" env:"OGPTRACKER_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	BaseURL string `help:"cli.help.flag.base_url" name:"base-url" env:"OGPTRACKER_BASE_URL" placeholder:"URL"`
	Home    string `help:"cli.help.flag.home" env:"OGPTRACKER_HOME" default:"CA" placeholder:"CODE"`
	Contact string `help:"cli.help.flag.contact" env:"OGPTRACKER_CONTACT" placeholder:"ADDRESS"`
	// TrustedProxies are believed about whose request they hand on.
	TrustedProxies    []string `help:"cli.help.flag.trusted_proxies" env:"OGPTRACKER_TRUSTED_PROXIES" placeholder:"NETWORK"`
	AllowDemoAccounts bool     `help:"cli.help.flag.allow_demo_accounts" env:"OGPTRACKER_ALLOW_DEMO_ACCOUNTS"`
	signOnFlags
	// Both are off unless asked for: they make the server ask other sites.
	CheckLinks bool `help:"cli.help.flag.check_links" env:"OGPTRACKER_CHECK_LINKS"`
	KeepCopies bool `help:"cli.help.flag.keep_copies" env:"OGPTRACKER_KEEP_COPIES"`
	mailFlags
	SigningKey  string   `help:"cli.help.flag.signing_key" env:"OGPTRACKER_SIGNING_KEY" placeholder:"FILE"`
	RetiredKeys []string `help:"cli.help.flag.retired_keys" env:"OGPTRACKER_RETIRED_KEYS" placeholder:"FILE"`
}

// listen opens the port, and returns the settings for the pages.
func (f siteFlags) listen(ctx context.Context) (net.Listener, string, error) {
	if f.BaseURL != "" {
		u, err := url.Parse(f.BaseURL)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" {
			return nil, "", usageFault("cli.error.base_url", "value", f.BaseURL)
		}
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.Addr)
	if err != nil {
		return nil, "", environmentFault(err, "cli.error.listen", "addr", f.Addr)
	}
	base := strings.TrimSuffix(f.BaseURL, "/")
	if base == "" {
		base = "http://" + l.Addr().String()
	}
	return l, base, nil
}

type serveCommand struct {
	siteFlags
}

func (c *serveCommand) Run(ctx context.Context, all *commands, out *output) error {
	return serveFolder(ctx, all.Data, c.siteFlags, out, nil)
}

// started is what is printed once the program serves.
type started struct {
	Address string `json:"address"`
	// Setup is a link by which the first administrator is created, blank where there
	// is one.
	Setup    string        `json:"setup,omitempty"`
	Accounts []demoAccount `json:"accounts,omitempty"`
}

func (o *output) sayStarted(s started, dir string) error {
	if o.json {
		return o.document(s)
	}
	if err := o.print(o.l.T("cli.serve.address", "address", s.Address)); err != nil {
		return err
	}
	if s.Setup != "" {
		o.say(o.l.T("cli.serve.setup", "hours", int(linkLasts/time.Hour)))
		o.say("  " + s.Setup)
	}
	if s.Accounts != nil {
		o.sayDemoSignIn(s.Accounts, dir)
	}
	return nil
}

// firstLink returns a link by which the first administrator is created, "" where
// there is one. Each start makes a new link, and the older ones are no longer good.
func firstLink(ctx context.Context, s *db.Store, base string, lang tracker.Lang) (string, error) {
	has, err := s.HasAdministrator(ctx)
	if err != nil || has {
		return "", err
	}
	return oneTimeLink(ctx, s, base, lang, 0)
}

// The collector's settings, where GOMEMLIMIT and GOGC do not say otherwise.
// Templates, chart engines and full caches hold some 60 MB: a target near what is
// held would leave the collector no rest, and letting twice as much gather would
// fill the target with what is of no use.
const (
	memoryTarget   = 112 << 20
	collectPercent = 50
)

// tuneMemory tells the collector so.
func tuneMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryTarget)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectPercent)
	}
}

// serveFolder serves a data folder until ctx ends. prepare, when there is one,
// runs on the opened store before the first request, and returns accounts that
// everybody may sign in to.
func serveFolder(ctx context.Context, dir string, flags siteFlags, out *output, prepare func(context.Context, *db.Store) ([]demoAccount, error)) error {
	sender, err := flags.sender(flags.BaseURL)
	if err != nil {
		return err
	}
	l, base, err := flags.listen(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	tuneMemory()
	log := slog.New(slog.NewTextHandler(out.stderr, nil))
	site := siteOf(base, flags.Home, flags.Contact)
	site.SendsMail = sender != nil
	provider, err := flags.provider(base)
	if err != nil {
		return err
	}
	key, err := signingKey(flags.SigningKey)
	if err != nil {
		return err
	}
	retired, err := retiredKeys(flags.RetiredKeys)
	if err != nil {
		return err
	}
	a, err := openApp(ctx, dir, web.Config{
		Site: site, Log: log, SignOn: provider, TrustedProxies: flags.TrustedProxies, SigningKey: key, RetiredKeys: retired,
	})
	if errors.Is(err, web.ErrTrustedProxies) {
		return usageFault("cli.error.trusted_proxies", "value", strings.Join(flags.TrustedProxies, ","))
	}
	if err != nil {
		return err
	}
	defer a.close()
	started := started{Address: base}
	if prepare != nil {
		if started.Accounts, err = prepare(ctx, a.store); err != nil {
			return err
		}
	}
	if !flags.AllowDemoAccounts {
		if err := refuseDemoAccounts(ctx, a.store, base); err != nil {
			return err
		}
	}
	if started.Setup, err = firstLink(ctx, a.store, base, out.l.Lang()); err != nil {
		return err
	}
	if err := out.sayStarted(started, dir); err != nil {
		return err
	}
	var checker looker
	if flags.CheckLinks {
		checker = linkChecker(flags.BaseURL)
	}
	h := &herald{store: a.store, sender: sender, base: base, home: flags.Home, now: time.Now, log: log}
	tending, stopTending := context.WithCancel(ctx)
	var tended sync.WaitGroup
	tended.Go(func() { a.tend(tending, checker, flags.KeepCopies) })
	tended.Go(func() { h.run(tending, heraldEvery) })
	defer func() { stopTending(); tended.Wait() }()
	return a.serve(ctx, l)
}
