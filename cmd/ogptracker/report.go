package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"ogptracker/db"
	"ogptracker/reports/compose"
	"ogptracker/reports/document"
	"ogptracker/reports/html"
	"ogptracker/reports/pdf"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

type reportCommand struct {
	SelfAssessment selfAssessmentCommand  `cmd:"" name:"selfassessment" help:"cli.help.cmd.report_selfassessment"`
	Benchmark      benchmarkReportCommand `cmd:"" help:"cli.help.cmd.report_benchmark"`
	Package        packageCommand         `cmd:"" help:"cli.help.cmd.report_package"`
}

// reportFile is where a report is written to, and on which paper.
type reportFile struct {
	Paper  string `enum:"letter,a4" default:"letter" help:"cli.help.flag.paper"`
	Output string `short:"o" required:"" help:"cli.help.flag.report_output" placeholder:"FILE"`
}

// check reports a file whose ending is of no format.
func (f *reportFile) check() error {
	if !f.asHTML() && !strings.EqualFold(filepath.Ext(f.Output), ".pdf") {
		return usageFault("cli.error.report_format", "file", f.Output)
	}
	return nil
}

func (f *reportFile) asHTML() bool { return strings.EqualFold(filepath.Ext(f.Output), ".html") }

// write sets a document and writes it.
func (f *reportFile) write(out *output, doc *document.Document) error {
	renderer := svg.NewRenderer(1)
	return out.writeFile(f.Output, func(w io.Writer) error {
		if f.asHTML() {
			return html.Write(w, doc, renderer, html.Options{})
		}
		return pdf.Write(w, doc, renderer, pdf.Options{Paper: paper(f.Paper)})
	})
}

type selfAssessmentCommand struct {
	chosenPlan
	Edition int `help:"cli.help.flag.edition" placeholder:"NUMBER"`
	reportFile
}

func (c *selfAssessmentCommand) Run(ctx context.Context, all *commands, out *output) error {
	if err := c.check(); err != nil {
		return err
	}
	if c.Edition != 0 && c.AsOf != "" {
		return usageFault("cli.error.edition_has_day")
	}
	store, rec, day, err := all.plan(ctx, c.chosenPlan)
	if err != nil {
		return err
	}
	defer store.Close()
	if c.Edition != 0 {
		return c.frozen(ctx, all, out, store)
	}
	table, err := latestTable(ctx, store)
	if err != nil {
		return err
	}
	_, head, err := store.AuditHead(ctx)
	if err != nil {
		return err
	}
	doc := compose.SelfAssessment(locale.For(all.Lang), tracker.Assess(rec, day), table, compose.Options{AuditHead: head, Program: version, Screen: c.asHTML()})
	if err := c.write(out, doc); err != nil {
		return err
	}
	return out.result(map[string]string{"file": c.Output, "plan": c.Plan, "as_of": day.String(), "lang": string(all.Lang)},
		out.l.T("cli.report.written", "file", c.Output))
}

// frozen writes the report of an edition, from nothing but what was frozen.
func (c *selfAssessmentCommand) frozen(ctx context.Context, all *commands, out *output, store *db.Store) error {
	e, err := editionOf(ctx, store, c.Plan, c.Edition)
	if err != nil {
		return err
	}
	doc := compose.SelfAssessment(locale.For(all.Lang), e.content.Assessment(), e.content.Table(), compose.Options{
		Edition: &e.Edition, AuditHead: e.Audit.Hash, Program: e.Program, Screen: c.asHTML(),
	})
	if err := c.write(out, doc); err != nil {
		return err
	}
	return out.result(map[string]any{"file": c.Output, "plan": c.Plan, "edition": e.Number, "sha256": e.SHA256, "as_of": e.AsOf.String(), "lang": string(all.Lang)},
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
