package main

import (
	"context"
	"errors"
	"time"

	"ogptracker/cmd/ogptracker/linkcheck"
	"ogptracker/db"
	"ogptracker/tracker"
)

type linksCommand struct {
	Check linksCheckCommand `cmd:"" help:"cli.help.cmd.links_check"`
}

type linksCheckCommand struct {
	KeepCopies bool   `help:"cli.help.flag.keep_copies"`
	BaseURL    string `help:"cli.help.flag.base_url" name:"base-url" env:"OGPTRACKER_BASE_URL" placeholder:"URL"`
}

// linksActor signs the audit entries of what was found at links.
const linksActor = "ogptracker links check"

// checkedLinks is what a look at all links found.
type checkedLinks struct {
	Links   int      `json:"links"`
	Answer  int      `json:"answer"`
	Copies  int      `json:"copies"`
	Failing []string `json:"failing"`
}

func (c *linksCheckCommand) Run(ctx context.Context, all *commands, out *output) error {
	store, err := all.existing(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	links, err := store.Links(ctx)
	if err != nil {
		return err
	}
	bar := out.progress(out.l.T("cli.links.checking"), len(links))
	found, err := checkLinks(ctx, store, linkChecker(c.BaseURL), links, c.KeepCopies, time.Now, func() { bar.add(1) })
	bar.done()
	if err != nil {
		return err
	}
	if !out.json {
		for _, address := range found.Failing {
			if err := out.print(out.l.T("cli.links.failing", "url", address)); err != nil {
				return err
			}
		}
	}
	return out.result(found, out.l.T("cli.links.done", "links", found.Links, "answer", found.Answer, "copies", found.Copies))
}

// linkChecker returns what looks at links, under the program's name and an address
// to complain to where there is one.
func linkChecker(base string) *linkcheck.Checker {
	agent := "ogptracker/" + version
	if base != "" {
		agent += " (+" + base + ")"
	}
	return linkcheck.New(linkcheck.Options{Agent: agent})
}

// looker looks at one link.
type looker interface {
	Look(ctx context.Context, address string, keep bool) (linkcheck.Found, error)
}

// checkLinks looks at links and records what it finds, one at a time, so that
// whatever ends it loses no more than one look. A copy is kept of what has none yet.
func checkLinks(ctx context.Context, store *db.Store, checker looker, links []tracker.LinkCheck, keep bool, now func() time.Time, looked func()) (checkedLinks, error) {
	result := checkedLinks{Links: len(links), Failing: []string{}}
	for _, before := range links {
		found, err := checker.Look(ctx, before.URL, keep && before.SHA256 == "")
		if err != nil {
			return result, err
		}
		check := before.Next(now(), found.Status)
		if found.Copy != nil {
			if check.SHA256, err = store.SaveFile(ctx, found.Copy.Media, found.Copy.Data); err != nil {
				return result, err
			}
			check.Media, check.CapturedAt = found.Copy.Media, check.CheckedAt
			result.Copies++
		}
		if err := store.SaveLinkCheck(ctx, linksActor, check); err != nil {
			return result, err
		}
		if check.Failures == 0 {
			result.Answer++
		} else {
			result.Failing = append(result.Failing, check.URL)
		}
		looked()
	}
	return result, nil
}

// How often a running server looks at links, and how long a file that nothing
// refers to is kept: its writer may still be at the form.
const (
	linksEvery = 24 * time.Hour
	strayAfter = 7 * 24 * time.Hour
)

// tend looks after evidence while the server runs, once a day until ctx ends: it
// removes stray files and, where that is wanted, looks at the links.
func (a *app) tend(ctx context.Context, checker looker, keep bool) {
	tick := time.NewTicker(linksEvery)
	defer tick.Stop()
	for {
		if err := a.tendOnce(ctx, checker, keep); err != nil && !errors.Is(err, context.Canceled) {
			a.log.Warn("evidence could not be looked after", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (a *app) tendOnce(ctx context.Context, checker looker, keep bool) error {
	if _, err := a.store.RemoveStrayFiles(ctx, time.Now().Add(-strayAfter)); err != nil || checker == nil {
		return err
	}
	links, err := a.store.Links(ctx)
	if err != nil {
		return err
	}
	found, err := checkLinks(ctx, a.store, checker, links, keep, time.Now, func() {})
	a.log.Info("links looked at", "links", found.Links, "failing", len(found.Failing))
	return err
}
