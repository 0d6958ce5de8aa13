package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"ogptracker/db"
	"ogptracker/reports/compose"
	"ogptracker/reports/html"
	"ogptracker/reports/pdf"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

type reportCommand struct {
	SelfAssessment selfAssessmentCommand `cmd:"" name:"selfassessment" help:"cli.help.cmd.report_selfassessment"`
}

type selfAssessmentCommand struct {
	chosenPlan
	Paper  string `enum:"letter,a4" default:"letter" help:"cli.help.flag.paper"`
	Output string `short:"o" required:"" help:"cli.help.flag.report_output" placeholder:"FILE"`
}

func (c *selfAssessmentCommand) Run(ctx context.Context, all *commands, out *output) error {
	asHTML := strings.EqualFold(filepath.Ext(c.Output), ".html")
	if !asHTML && !strings.EqualFold(filepath.Ext(c.Output), ".pdf") {
		return usageFault("cli.error.report_format", "file", c.Output)
	}
	store, rec, day, err := all.plan(ctx, c.chosenPlan)
	if err != nil {
		return err
	}
	defer store.Close()
	table, err := latestTable(ctx, store)
	if err != nil {
		return err
	}
	_, head, err := store.AuditHead(ctx)
	if err != nil {
		return err
	}
	doc := compose.SelfAssessment(locale.For(all.Lang), tracker.Assess(rec, day), table, compose.Options{AuditHead: head, Program: version, Screen: asHTML})
	renderer := svg.NewRenderer(1)
	err = out.writeFile(c.Output, func(w io.Writer) error {
		if asHTML {
			return html.Write(w, doc, renderer, html.Options{})
		}
		return pdf.Write(w, doc, renderer, pdf.Options{Paper: paper(c.Paper)})
	})
	if err != nil {
		return err
	}
	return out.result(map[string]string{"file": c.Output, "plan": c.Plan, "as_of": day.String(), "lang": string(all.Lang)},
		out.l.T("cli.report.written", "file", c.Output))
}

func paper(name string) pdf.Paper {
	if name == "a4" {
		return pdf.A4
	}
	return pdf.Letter
}

// latestTable returns the newest edition of the first index, nil when none is
// recorded.
func latestTable(ctx context.Context, store *db.Store) (*benchmark.Table, error) {
	indices, err := store.Indices(ctx)
	if err != nil || len(indices) == 0 {
		return nil, err
	}
	index, err := store.Index(ctx, indices[0].ID)
	if err != nil || len(index.Editions) == 0 {
		return nil, err
	}
	t := benchmark.TableOf(index, index.Editions[len(index.Editions)-1].Year)
	return &t, nil
}
