package pdf

// piece is text that gofpdf can set in one call: one face, and no kerning inside.
type piece struct {
	face face
	text string
	// advance is how far the next piece begins after this one, kerning included,
	// in points.
	advance float64
}

// shape cuts s where the face changes or where kerning is worth a move, and hands
// the pieces to yield in order. It returns the width of the whole. The text must
// have passed a [cleaner].
func shape(s string, st style, yield func(piece)) float64 {
	var (
		total, width float64 // of all pieces, of the open one; thousandths of an em
		begin        int     // of the open piece
		current      face
		before       rune
	)
	flush := func(end, kern int) {
		if end == begin {
			return
		}
		width += float64(kern)
		if yield != nil {
			yield(piece{current, s[begin:end], width * st.size / 1000})
		}
		total += width
		begin, width = end, 0
	}
	for i, r := range s {
		f, w := st.face.resolve(r)
		switch {
		case f != current:
			flush(i, 0)
			current = f
		case before != 0 && before != ' ' && r != ' ' && f != mono:
			if k := load(f).kern(before, r); k != 0 {
				flush(i, k)
			}
		}
		width += float64(w)
		before = r
	}
	flush(len(s), 0)
	return total * st.size / 1000
}

// widthOf returns how wide s is in a style, in points.
func widthOf(s string, st style) float64 { return shape(s, st, nil) }
