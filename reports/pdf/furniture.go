package pdf

import "ogptracker/reports/document"

// furnish sets the running heads and feet, once the number of pages is known.
// They are artifacts: who hears the report does not hear them on every page.
func (f *flow) furnish() {
	left := f.plain(f.doc.RunningHead, smallStyle)
	foot := f.footText()
	total := len(f.pages)
	for i, p := range f.pages {
		if p.plain {
			continue
		}
		f.page = p
		f.artifact(func() {
			right := f.plain(p.head, smallStyle)
			f.furniture(left, right, headLine)
			f.rule(headRule, hairline, 0.4)
			f.rule(f.height-footRule, hairline, 0.4)
			f.furniture(foot, f.plain(f.words.T("pdf.page", "page", i+1, "pages", total), smallStyle.in(ink)), f.height-footLine)
		})
		p.end()
	}
}

// footText is the notice in short, then what the foot says.
func (f *flow) footText() *passage {
	in := document.Inline{{Text: f.doc.Foot, Style: document.Quiet}}
	if f.doc.NoticeShort != "" {
		in = append(document.Inline{{Text: f.doc.NoticeShort, Style: document.Strong}, {Text: "\u00a0\u00a0\u00a0"}}, in...)
	}
	return f.passage(in, smallStyle.in(ink))
}

// furniture sets one line at the left edge and one at the right, on a baseline.
// Where there is no room for both, the one at the right is cut to what the other
// leaves, but to no less than half of the line.
func (f *flow) furniture(left, right *passage, baseline float64) {
	const apart = 2 * gutter
	end := right.truncate(max(measure-left.natural()-apart, measure/2))
	left.truncate(measure - end - apart)
	f.oneLine(left, f.left, baseline)
	f.oneLine(right, f.right-end, baseline)
}
