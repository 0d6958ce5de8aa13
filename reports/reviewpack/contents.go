package reviewpack

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"ogptracker/reports/chart"
	"ogptracker/reports/compose"
	"ogptracker/reports/html"
	"ogptracker/reports/opendata"
	"ogptracker/reports/pdf"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// Source is what a package is made from.
type Source struct {
	Edition []byte   // its bytes
	Earlier [][]byte // the editions of the plan before it, from the first on
	// Links calls fn for each link of the audit chain up to a number.
	Links func(ctx context.Context, upTo int64, fn func(*tracker.AuditLink) error) error
}

// Store is where a package's source is kept.
type Store interface {
	// Edition returns the bytes of an edition of a plan.
	Edition(ctx context.Context, plan string, number int) ([]byte, error)
	// AuditLinks calls fn for each entry of the audit chain up to a number.
	AuditLinks(ctx context.Context, upTo int64, fn func(*tracker.AuditLink) error) error
}

// SourceOf returns what the package of an edition is made from.
func SourceOf(ctx context.Context, store Store, plan string, number int) (Source, error) {
	s := Source{Links: store.AuditLinks}
	for n := 1; n <= number; n++ {
		b, err := store.Edition(ctx, plan, n)
		if err != nil {
			return s, err
		}
		if n < number {
			s.Earlier = append(s.Earlier, b)
		} else {
			s.Edition = b
		}
	}
	return s, nil
}

// derived hands out, in order, every file that follows from an edition alone. key is the
// one that the reports print, blank for none.
func derived(ctx context.Context, f *edition.Frozen, sha256, key string, r *svg.Renderer, yield func(name string, content []byte) error) error {
	a := f.Assessment()
	data, err := opendata.Of(a, opendata.Options{Program: f.Program}).Files()
	if err != nil {
		return err
	}
	if f.Review != nil {
		var b bytes.Buffer
		table := opendata.ReviewTable(f)
		if err := table.WriteCSV(&b, opendata.CSVOptions{}); err != nil {
			return err
		}
		data = append(data, opendata.File{Name: table.Name + ".csv", Content: b.Bytes()})
	}
	for _, file := range data {
		if err := yield("data/"+file.Name, file.Content); err != nil {
			return err
		}
	}
	for _, lang := range tracker.Langs {
		l := locale.For(lang)
		for _, c := range charts(l, f, a) {
			picture, err := r.SVG(ctx, c, lang)
			if err != nil {
				return fmt.Errorf("chart %s: %w", c.ID, err)
			}
			if picture, err = svg.File(picture, c); err != nil {
				return fmt.Errorf("chart %s: %w", c.ID, err)
			}
			if err := yield("charts/"+string(lang)+"/"+c.ID+".svg", picture); err != nil {
				return err
			}
		}
		if err := reports(l, f, sha256, key, r, yield); err != nil {
			return err
		}
	}
	return nil
}

// charts are those of an edition's plan and of its review.
func charts(l *locale.Locale, f *edition.Frozen, a *tracker.Assessment) []chart.Chart {
	var out []chart.Chart
	for _, id := range chart.PlanCharts {
		if draw, ok := chart.ForPlan(id); ok {
			out = append(out, draw(l, a, chart.Wide))
		}
	}
	if f.Review != nil {
		out = append(out, chart.SelfAgainstIndependent(l, a, f.Review, chart.Wide))
	}
	return out
}

// reports sets every report of an edition in one language, as PDF and as a page.
func reports(l *locale.Locale, f *edition.Frozen, sha256, key string, r *svg.Renderer, yield func(name string, content []byte) error) error {
	for _, report := range compose.OfEdition(f) {
		o := compose.EditionOptions(f, sha256)
		o.Key = key
		name := "reports/" + string(l.Lang()) + "/" + report.Name
		var b bytes.Buffer
		if err := pdf.Write(&b, report.Compose(l, o), r, pdf.Options{}); err != nil {
			return err
		}
		if err := yield(name+".pdf", b.Bytes()); err != nil {
			return err
		}
		b = bytes.Buffer{}
		o.Screen = true
		if err := html.Write(&b, report.Compose(l, o), r, html.Options{}); err != nil {
			return err
		}
		if err := yield(name+".html", b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// writeAudit writes the chain up to the edition's head, a link a line.
func writeAudit(ctx context.Context, w io.Writer, f *edition.Frozen, s Source) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return s.Links(ctx, f.Audit.Seq, func(l *tracker.AuditLink) error { return out.Encode(l) })
}
