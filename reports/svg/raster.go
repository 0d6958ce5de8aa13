package svg

import (
	"bytes"
	"errors"
	"image"
	imagecolor "image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"

	"ogptracker/reports/typeface"
)

// maxPixels bounds a raster picture: 40 megapixels are 160 MB while it is drawn.
const maxPixels = 40 << 20

// bandPixels is how many pixels are filled at once.
const bandPixels = 1 << 19

// PNG paints a picture on white, scale pixels to its unit, in the embedded
// fonts. The same picture gives the same bytes.
func PNG(picture []byte, scale float64) ([]byte, error) {
	width, height := Size(picture)
	w, h := math.Ceil(width*scale), math.Ceil(height*scale)
	if !(w >= 1 && h >= 1) {
		return nil, errors.New("svg: the picture has no size")
	}
	if w*h > maxPixels {
		return nil, errTooLarge
	}
	p := newPainter(int(w), int(h), scale)
	if err := Draw(picture, p); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, p.image); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// painter is the canvas that paints pixels.
type painter struct {
	image *image.RGBA
	scale float64
	clips []clip
	area  vector.Rasterizer
	pens  [2]*typeface.Pen // regular, bold
}

// clip is what may be painted: a box, and within it a mask unless the mask is
// nil.
type clip struct {
	box  image.Rectangle
	mask *image.Alpha
}

func newPainter(width, height int, scale float64) *painter {
	p := &painter{image: image.NewRGBA(image.Rect(0, 0, width, height)), scale: scale}
	draw.Draw(p.image, p.image.Bounds(), image.White, image.Point{}, draw.Src)
	p.clips = []clip{{box: p.image.Bounds()}}
	return p
}

// Fill implements [Canvas].
func (p *painter) Fill(path Path, c Color) { p.paint(p.pixels(path), c) }

// Stroke implements [Canvas].
func (p *painter) Stroke(path Path, s Stroke) {
	s.Width *= p.scale
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = d * p.scale
	}
	s.Dash = dash
	p.paint(outline(p.pixels(path), s), s.Color)
}

// Clip implements [Canvas].
func (p *painter) Clip(path Path) {
	current := p.clips[len(p.clips)-1]
	path = p.pixels(path)
	if box, ok := upright(path); ok {
		p.clips = append(p.clips, clip{box.Intersect(current.box), current.mask})
		return
	}
	box := pixelBox(path).Intersect(current.box)
	next := clip{box: box}
	if !box.Empty() {
		next.mask = p.mask(path, box)
		if current.mask != nil {
			multiply(next.mask, current.mask)
		}
	}
	p.clips = append(p.clips, next)
}

// Unclip implements [Canvas].
func (p *painter) Unclip() { p.clips = p.clips[:len(p.clips)-1] }

// Text implements [Canvas]: letters are painted as outlines, so they turn and
// scale like anything else.
func (p *painter) Text(t Text) {
	pen := p.pen(t.Bold)
	x := 0.0
	switch t.Anchor {
	case AnchorMiddle:
		x = -typeface.Width(t.String, t.Size, t.Bold) / 2
	case AnchorEnd:
		x = -typeface.Width(t.String, t.Size, t.Bold)
	}
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	turn := matrix{cos, sin, -sin, cos, t.X, t.Y}
	var word Path
	for _, r := range t.String {
		glyph := pen.Glyph(r)
		word = append(word, transformed(glyphPath(glyph), turn.then(matrix{t.Size, 0, 0, t.Size, x, 0}))...)
		x += glyph.Advance * t.Size
	}
	if len(word) == 0 {
		return
	}
	if t.Halo.Width > 0 {
		p.Stroke(word, t.Halo)
	}
	p.Fill(word, t.Color)
}

func (p *painter) pen(bold bool) *typeface.Pen {
	i := 0
	if bold {
		i = 1
	}
	if p.pens[i] == nil {
		p.pens[i] = typeface.NewPen(bold)
	}
	return p.pens[i]
}

// glyphPath turns the outline of a letter into a path.
func glyphPath(g typeface.Glyph) Path {
	var path Path
	var pen Point
	at := func(s typeface.Segment, i int) Point { return Point(s.Points[i]) }
	for _, s := range g.Segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if len(path) > 0 {
				path = append(path, Segment{Kind: ClosePath})
			}
			pen = at(s, 0)
			path = append(path, Segment{Kind: MoveTo, To: pen})
		case sfnt.SegmentOpLineTo:
			pen = at(s, 0)
			path = append(path, Segment{Kind: LineTo, To: pen})
		case sfnt.SegmentOpQuadTo:
			c, to := at(s, 0), at(s, 1)
			path = append(path, Segment{
				Kind: CurveTo,
				C1:   Point{pen.X + (c.X-pen.X)*2/3, pen.Y + (c.Y-pen.Y)*2/3},
				C2:   Point{to.X + (c.X-to.X)*2/3, to.Y + (c.Y-to.Y)*2/3},
				To:   to,
			})
			pen = to
		case sfnt.SegmentOpCubeTo:
			pen = at(s, 2)
			path = append(path, Segment{Kind: CurveTo, C1: at(s, 0), C2: at(s, 1), To: pen})
		}
	}
	if len(path) > 0 {
		path = append(path, Segment{Kind: ClosePath})
	}
	return path
}

func (p *painter) pixels(path Path) Path {
	return transformed(path, matrix{p.scale, 0, 0, p.scale, 0, 0})
}

// paint fills a path given in pixels, within the current clip.
func (p *painter) paint(path Path, c Color) {
	current := p.clips[len(p.clips)-1]
	box := pixelBox(path).Intersect(current.box)
	if box.Empty() {
		return
	}
	source := image.NewUniform(imagecolor.NRGBA{c.R, c.G, c.B, uint8(math.Round(c.A * 255))})
	if current.mask == nil {
		// Band by band: the rasterizer's own pixels are twice the size of the picture's.
		rows := max(1, bandPixels/box.Dx())
		for y := box.Min.Y; y < box.Max.Y; y += rows {
			band := image.Rect(box.Min.X, y, box.Max.X, min(y+rows, box.Max.Y))
			p.trace(path, band)
			p.area.Draw(p.image, band, source, image.Point{})
		}
		return
	}
	mask := p.mask(path, box)
	multiply(mask, current.mask)
	draw.DrawMask(p.image, box, source, image.Point{}, mask, box.Min, draw.Over)
}

// mask returns how much of each pixel of a box lies inside a path.
func (p *painter) mask(path Path, box image.Rectangle) *image.Alpha {
	mask := image.NewAlpha(box)
	p.trace(path, box)
	p.area.DrawOp = draw.Src
	p.area.Draw(mask, box, image.Opaque, image.Point{})
	p.area.DrawOp = draw.Over
	return mask
}

// trace hands a path to the rasterizer, relative to a box's corner.
func (p *painter) trace(path Path, box image.Rectangle) {
	p.area.Reset(box.Dx(), box.Dy())
	p.area.DrawOp = draw.Over
	dx, dy := float64(box.Min.X), float64(box.Min.Y)
	at := func(q Point) (float32, float32) { return float32(q.X - dx), float32(q.Y - dy) }
	for i, s := range path {
		switch s.Kind {
		case MoveTo:
			if i > 0 {
				p.area.ClosePath() // what is filled is closed
			}
			p.area.MoveTo(at(s.To))
		case LineTo:
			p.area.LineTo(at(s.To))
		case CurveTo:
			x1, y1 := at(s.C1)
			x2, y2 := at(s.C2)
			x, y := at(s.To)
			p.area.CubeTo(x1, y1, x2, y2, x, y)
		case ClosePath:
			p.area.ClosePath()
		}
	}
	p.area.ClosePath()
}

// far is beyond any picture, and safe to convert to an integer.
const far = 1 << 20

// pixelBox returns the pixels that a path touches.
func pixelBox(path Path) image.Rectangle {
	if len(path) == 0 {
		return image.Rectangle{}
	}
	low, high := bounds(path)
	whole := func(v float64, round func(float64) float64) int { return int(round(max(-far, min(far, v)))) }
	return image.Rect(whole(low.X, math.Floor), whole(low.Y, math.Floor), whole(high.X, math.Ceil), whole(high.Y, math.Ceil))
}

// upright returns the pixels inside an upright rectangle, which charts mostly
// clip to; false for any other path. Its edges are taken to the nearest pixel.
func upright(path Path) (image.Rectangle, bool) {
	corners := make([]Point, 0, 5)
	for i, s := range path {
		switch {
		case s.Kind == ClosePath && i == len(path)-1:
		case s.Kind == LineTo, s.Kind == MoveTo && i == 0:
			corners = append(corners, s.To)
		default:
			return image.Rectangle{}, false
		}
	}
	if len(corners) == 5 && corners[4] == corners[0] {
		corners = corners[:4]
	}
	if len(corners) != 4 {
		return image.Rectangle{}, false
	}
	for i, a := range corners {
		if b := corners[(i+1)%4]; math.Abs(a.X-b.X) > 0.01 && math.Abs(a.Y-b.Y) > 0.01 {
			return image.Rectangle{}, false
		}
	}
	low, high := bounds(path)
	whole := func(v float64) int { return int(math.Round(max(-far, min(far, v)))) }
	return image.Rect(whole(low.X), whole(low.Y), whole(high.X), whole(high.Y)), true
}

// multiply takes from a mask what another mask leaves out. The other covers the
// mask's box.
func multiply(mask, by *image.Alpha) {
	for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
		row := mask.Pix[mask.PixOffset(mask.Rect.Min.X, y):][:mask.Rect.Dx()]
		other := by.Pix[by.PixOffset(mask.Rect.Min.X, y):][:mask.Rect.Dx()]
		for x := range row {
			row[x] = uint8(uint(row[x]) * uint(other[x]) / 255)
		}
	}
}
