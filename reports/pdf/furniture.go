package pdf

import "ogptracker/reports/document"

// furnish sets the running heads and feet, once the number of pages is known.
// They are artifacts: who hears the report does not hear them on every page.
func (f *flow) furnish() {
	total := len(f.pages)
	small := f.footStyle()
	for i, p := range f.pages {
		if p.plain {
			continue
		}
		f.page = p
		f.artifact(func() {
			f.furniture(f.plain(f.doc.RunningHead, smallStyle), f.plain(p.head, smallStyle), headLine)
			f.rule(headRule, hairline, 0.4)
			f.rule(f.height-footRule, hairline, 0.4)
			f.furniture(f.foot(small), f.pageNumber(i+1, total, small), f.height-footLine)
		})
		p.end()
	}
}

// foot is the notice in short, then what the foot says.
func (f *flow) foot(st style) *passage {
	in := document.Inline{{Text: f.doc.Foot, Style: document.Quiet}}
	if f.doc.NoticeShort != "" {
		in = append(document.Inline{{Text: f.doc.NoticeShort, Style: document.Strong}, {Text: "\u00a0\u00a0\u00a0"}}, in...)
	}
	return f.passage(in, st)
}

func (f *flow) pageNumber(page, total int, st style) *passage {
	return f.plain(f.words.T("pdf.page", "page", page, "pages", total), st)
}

// footStyle returns the style of the feet: smaller by a step or two where the foot
// would not find room else, since it names the edition on every page.
func (f *flow) footStyle() style {
	st := smallStyle.in(ink)
	for range 2 {
		if f.foot(st).natural()+apart+f.pageNumber(len(f.pages), len(f.pages), st).natural() <= measure {
			break
		}
		st.size -= 0.5
	}
	return st
}

// apart is the least room between what stands left and right on a line.
const apart = 2 * gutter

// furniture sets one line at the left edge and one at the right, on a baseline.
// Where there is no room for both, the one at the right is cut to what the other
// leaves, but to no less than half of the line.
func (f *flow) furniture(left, right *passage, baseline float64) {
	end := right.truncate(max(measure-left.natural()-apart, measure/2))
	left.truncate(measure - end - apart)
	f.oneLine(left, f.left, baseline)
	f.oneLine(right, f.right-end, baseline)
}
