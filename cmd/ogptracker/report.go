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
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/review"
)

type reportCommand struct {
	SelfAssessment selfAssessmentCommand  `cmd:"" name:"selfassessment" help:"cli.help.cmd.report_selfassessment"`
	Summary        summaryCommand         `cmd:"" help:"cli.help.cmd.report_summary"`
	Slippage       slippageCommand        `cmd:"" help:"cli.help.cmd.report_slippage"`
	FactSheet      factSheetCommand       `cmd:"" name:"factsheet" help:"cli.help.cmd.report_factsheet"`
	Review         reviewReportCommand    `cmd:"" help:"cli.help.cmd.report_review"`
	Comparison     comparisonCommand      `cmd:"" help:"cli.help.cmd.report_comparison"`
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

// planReport is a report of a plan, as a preview of the live record or of an edition.
type planReport struct {
	chosenPlan
	Edition int `help:"cli.help.flag.edition" placeholder:"NUMBER"`
	reportFile
}

// stated is what a report of a plan states.
type stated struct {
	*tracker.Assessment
	table   *benchmark.Table
	review  *review.Review // nil for none
	options compose.Options
}

// run reads what is to be reported, composes it and writes it.
func (c *planReport) run(ctx context.Context, all *commands, out *output, composed func(*locale.Locale, *stated) (*document.Document, error)) error {
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
	r := &stated{}
	if c.Edition != 0 {
		e, err := editionOf(ctx, store, c.Plan, c.Edition)
		if err != nil {
			return err
		}
		f := e.content
		r.Assessment, r.table, r.review, r.options = f.Assessment(), f.Table(), f.Review, compose.EditionOptions(f, e.SHA256)
	} else {
		r.Assessment = tracker.Assess(rec, day)
		if r.table, err = latestTable(ctx, store); err != nil {
			return err
		}
		r.options.Program = version
		if _, r.options.AuditHead, err = store.AuditHead(ctx); err != nil {
			return err
		}
	}
	r.options.Screen = c.asHTML()
	doc, err := composed(locale.For(all.Lang), r)
	if err != nil {
		return err
	}
	if err := c.write(out, doc); err != nil {
		return err
	}
	said := map[string]any{"file": c.Output, "plan": c.Plan, "as_of": r.AsOf.String(), "lang": string(all.Lang)}
	if e := r.options.Edition; e != nil {
		said["edition"], said["sha256"] = e.Number, e.SHA256
	}
	return out.result(said, out.l.T("cli.report.written", "file", c.Output))
}

type selfAssessmentCommand struct{ planReport }

// Run writes the self-assessment.
func (c *selfAssessmentCommand) Run(ctx context.Context, all *commands, out *output) error {
	return c.run(ctx, all, out, func(l *locale.Locale, r *stated) (*document.Document, error) {
		return compose.SelfAssessment(l, r.Assessment, r.table, r.options), nil
	})
}

type summaryCommand struct{ planReport }

// Run writes the summary for executives.
func (c *summaryCommand) Run(ctx context.Context, all *commands, out *output) error {
	return c.run(ctx, all, out, func(l *locale.Locale, r *stated) (*document.Document, error) {
		return compose.Summary(l, r.Assessment, r.options), nil
	})
}

type slippageCommand struct{ planReport }

// Run writes the report on what is late and what was moved.
func (c *slippageCommand) Run(ctx context.Context, all *commands, out *output) error {
	return c.run(ctx, all, out, func(l *locale.Locale, r *stated) (*document.Document, error) {
		return compose.Slippage(l, r.Assessment, r.options), nil
	})
}

type factSheetCommand struct {
	planReport
	Commitment string `required:"" help:"cli.help.flag.commitment" placeholder:"CODE"`
}

// Run writes the fact sheet of a commitment.
func (c *factSheetCommand) Run(ctx context.Context, all *commands, out *output) error {
	return c.run(ctx, all, out, func(l *locale.Locale, r *stated) (*document.Document, error) {
		doc := compose.FactSheet(l, r.Assessment, r.review, c.Commitment, r.options)
		if doc == nil {
			return nil, dataFault("cli.error.commitment_unknown", "code", c.Commitment, "plan", c.Plan)
		}
		return doc, nil
	})
}

type reviewReportCommand struct {
	Plan    string `required:"" help:"cli.help.flag.plan" placeholder:"ID"`
	Edition int    `required:"" help:"cli.help.flag.edition" placeholder:"NUMBER"`
	reportFile
}

// Run writes the independent review that an edition holds.
func (c *reviewReportCommand) Run(ctx context.Context, all *commands, out *output) error {
	report := planReport{chosenPlan: chosenPlan{Plan: c.Plan}, Edition: c.Edition, reportFile: c.reportFile}
	return report.run(ctx, all, out, func(l *locale.Locale, r *stated) (*document.Document, error) {
		if r.review == nil {
			return nil, dataFault("cli.error.edition_without_review", "number", c.Edition, "plan", c.Plan)
		}
		return compose.Review(l, r.Assessment, r.review, r.options), nil
	})
}

type comparisonCommand struct {
	Plan string `required:"" help:"cli.help.flag.plan" placeholder:"ID"`
	From int    `required:"" help:"cli.help.flag.from_edition" placeholder:"NUMBER"`
	To   int    `required:"" help:"cli.help.flag.to_edition" placeholder:"NUMBER"`
	reportFile
}

// Run writes the comparison of two editions.
func (c *comparisonCommand) Run(ctx context.Context, all *commands, out *output) error {
	report := planReport{chosenPlan: chosenPlan{Plan: c.Plan}, Edition: c.To, reportFile: c.reportFile}
	if err := report.check(); err != nil {
		return err
	}
	changes, before, err := c.changes(ctx, all)
	if err != nil {
		return err
	}
	return report.run(ctx, all, out, func(l *locale.Locale, r *stated) (*document.Document, error) {
		return compose.Changes(l, r.Assessment, changes, [2]string{before, r.options.Edition.SHA256}, r.options), nil
	})
}

// changes compares both editions, and returns the hash of the earlier one.
func (c *comparisonCommand) changes(ctx context.Context, all *commands) (*edition.Comparison, string, error) {
	store, err := all.existing(ctx)
	if err != nil {
		return nil, "", err
	}
	defer store.Close()
	from, err := editionOf(ctx, store, c.Plan, c.From)
	if err != nil {
		return nil, "", err
	}
	to, err := editionOf(ctx, store, c.Plan, c.To)
	if err != nil {
		return nil, "", err
	}
	changes := edition.Compare(from.content, to.content)
	return &changes, from.SHA256, nil
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
