package main

import (
	"fmt"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far long work is: a bar where a person watches, a line at
// the start and the end elsewhere, nothing where programs read.
type progress struct {
	out   *output
	label string
	total int
	bar   *progressbar.ProgressBar
}

func (o *output) progress(label string, total int) *progress {
	p := &progress{out: o, label: label, total: total}
	switch {
	case o.json:
	case o.terminal():
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(o.stderr),
			progressbar.OptionSetDescription(label),
			progressbar.OptionClearOnFinish())
	default:
		o.say(label)
	}
	return p
}

func (p *progress) add(n int) {
	if p.bar != nil {
		_ = p.bar.Add(n) // a terminal that went away is no reason to stop
	}
}

func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
		fmt.Fprint(p.out.stderr, "\r")
	}
}
