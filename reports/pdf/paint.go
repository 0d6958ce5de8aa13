package pdf

import (
	"bytes"
	"fmt"
	"math"
	"slices"

	"github.com/jung-kurt/gofpdf"

	"ogptracker/reports/assets"
	"ogptracker/reports/svg"
)

// painter plays drawing operations through gofpdf. It keeps the state that
// gofpdf was last told, so that nothing is said twice.
type painter struct {
	pdf        *gofpdf.Fpdf
	registered [faceCount]bool
	face       face
	size       float64
	text, fill color
	stroke     svg.Stroke
}

// paint plays all pages and returns gofpdf's file, still without tags.
func (f *flow) paint() ([]byte, error) {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "pt",
		Size:    gofpdf.SizeType{Wd: f.width, Ht: f.height},
	})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	f.describeFile(pdf)

	p := &painter{pdf: pdf}
	outline := f.outline
	for i, page := range f.pages {
		pdf.AddPage()
		p.forget()
		for len(outline) > 0 && outline[0].page == i {
			p.font(sans, bodyStyle.size) // gofpdf writes titles in the current font's encoding
			pdf.Bookmark(outline[0].title, outline[0].level, outline[0].y)
			outline = outline[1:]
		}
		for _, o := range page.ops {
			o.paint(p)
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("gofpdf: %w", err)
	}
	return out.Bytes(), nil
}

// forget drops what is known of the state: a new page and the end of a clipping
// or turning bring another. No value set later equals these.
func (p *painter) forget() {
	unknown := color{A: -1}
	p.size, p.text, p.fill = -1, unknown, unknown
	p.stroke = svg.Stroke{Color: unknown, Width: -1, Dash: []float64{-1}, Cap: -1, Join: -1}
}

// font makes a face current, registering it on its first use: every registered
// face costs room in the file even when nothing is set in it.
func (p *painter) font(f face, size float64) {
	if p.face == f && p.size == size {
		return
	}
	if !p.registered[f] {
		p.registered[f] = true
		// gofpdf writes into the bytes it is given; assets.Font returns a copy.
		p.pdf.AddUTF8FontFromBytes(fonts[f].family, fonts[f].style, assets.Font(fonts[f].file))
	}
	p.pdf.SetFont(fonts[f].family, fonts[f].style, size)
	p.face, p.size = f, size
}

func (o *textOp) paint(p *painter) {
	if o.angle != 0 {
		p.pdf.TransformBegin()
		p.pdf.TransformRotate(-o.angle, o.x, o.y) // gofpdf turns the other way
		defer func() { p.pdf.TransformEnd(); p.forget() }()
	}
	p.setText(o.style.color)
	x := o.x
	shape(o.text, o.style, func(piece piece) {
		p.font(piece.face, o.style.size)
		p.pdf.Text(x, o.y, piece.text)
		x += piece.advance
	})
}

func (o *shapeOp) paint(p *painter) {
	how := ""
	if o.fill.A > 0 {
		p.setFill(o.fill)
		how = "F"
	}
	if o.stroke.Color.A > 0 {
		p.setStroke(o.stroke)
		how += "D"
	}
	alpha := max(o.fill.A, o.stroke.Color.A)
	if alpha < 1 {
		p.pdf.SetAlpha(alpha, "Normal")
		defer p.pdf.SetAlpha(1, "Normal")
	}
	p.path(o.path)
	p.pdf.DrawPath(how)
}

func (p *painter) path(path svg.Path) {
	for _, s := range path {
		switch s.Kind {
		case svg.MoveTo:
			p.pdf.MoveTo(s.To.X, s.To.Y)
		case svg.LineTo:
			p.pdf.LineTo(s.To.X, s.To.Y)
		case svg.CurveTo:
			p.pdf.CurveBezierCubicTo(s.C1.X, s.C1.Y, s.C2.X, s.C2.Y, hundredth(s.To.X), hundredth(s.To.Y))
		case svg.ClosePath:
			p.pdf.ClosePath()
		}
	}
}

// hundredth rounds the ends of curves as gofpdf rounds the ends of lines; else a
// circle would not quite close, and its outline would show a spike.
func hundredth(v float64) float64 { return math.Round(v*100) / 100 }

// clipOp and unclipOp write the operators themselves: gofpdf clips to
// rectangles and polygons only.
func (o clipOp) paint(p *painter) {
	p.pdf.RawWriteStr("q")
	p.path(o.path)
	p.pdf.RawWriteStr("W n")
}

func (unclipOp) paint(p *painter) {
	p.pdf.RawWriteStr("Q")
	p.forget()
}

func (o markOp) paint(p *painter) {
	if o.tag == "" {
		p.pdf.RawWriteStr("/Artifact BMC")
	} else {
		p.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", o.tag, o.number))
	}
}

func (endOp) paint(p *painter) { p.pdf.RawWriteStr("EMC") }

// setText sets the colour of text, and that of areas with it: while both are the
// same, gofpdf sets text without saving its state around every piece.
func (p *painter) setText(c color) {
	p.setFill(c)
	if p.text != c {
		p.pdf.SetTextColor(int(c.R), int(c.G), int(c.B))
		p.text = c
	}
}

func (p *painter) setFill(c color) {
	c.A = 1
	if p.fill != c {
		p.pdf.SetFillColor(int(c.R), int(c.G), int(c.B))
		p.fill = c
	}
}

func (p *painter) setStroke(s svg.Stroke) {
	old := &p.stroke
	if old.Color != s.Color {
		p.pdf.SetDrawColor(int(s.Color.R), int(s.Color.G), int(s.Color.B))
	}
	if old.Width != s.Width {
		p.pdf.SetLineWidth(s.Width)
	}
	if old.Cap != s.Cap {
		p.pdf.SetLineCapStyle([]string{svg.ButtCap: "butt", svg.RoundCap: "round", svg.SquareCap: "square"}[s.Cap])
	}
	if old.Join != s.Join {
		p.pdf.SetLineJoinStyle([]string{svg.MiterJoin: "miter", svg.RoundJoin: "round", svg.BevelJoin: "bevel"}[s.Join])
	}
	if !slices.Equal(old.Dash, s.Dash) {
		p.pdf.SetDashPattern(s.Dash, 0)
	}
	p.stroke = s
}
