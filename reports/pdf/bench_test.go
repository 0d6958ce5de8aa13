package pdf

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// benchmarkCommitments give a report of about 30 pages.
const benchmarkCommitments = 10

// BenchmarkWrite sets a report of some 30 pages, its charts ready, beside the bare
// gofpdf calls that put the same texts and shapes on the same pages: no measuring,
// no line breaking, no kerning, no tags, no links. Quote the ratio of the two.
func BenchmarkWrite(b *testing.B) {
	d := sample(tracker.EN, benchmarkCommitments)
	charts, err := drawCharts(context.Background(), d, renderer)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			if err := setAndTag(io.Discard, d, charts); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(layOut(d, charts, Letter).pages)), "pages")
	})
	b.Run("bare", func(b *testing.B) {
		f := layOut(d, charts, Letter)
		for b.Loop() {
			if err := bare(io.Discard, f); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func setAndTag(w io.Writer, d *document.Document, c charts) error {
	f := layOut(d, c, Letter)
	file, err := f.paint()
	if err != nil {
		return err
	}
	if file, err = f.tag(file); err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// bare draws laid-out pages with as few calls as gofpdf needs.
func bare(w io.Writer, f *flow) error {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: f.width, Ht: f.height}})
	pdf.SetAutoPageBreak(false, 0)
	p := &painter{pdf: pdf}
	for _, page := range f.pages {
		pdf.AddPage()
		p.forget()
		for _, o := range page.ops {
			switch o := o.(type) {
			case *textOp:
				p.font(o.style.face, o.style.size)
				p.setText(o.style.color)
				pdf.Text(o.x, o.y, o.text)
			case *shapeOp, clipOp, unclipOp:
				o.paint(p)
			}
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}
