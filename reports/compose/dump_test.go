package compose_test

import (
	"fmt"
	"strings"

	"ogptracker/reports/document"
)

// dump writes a document as text that a person can read and compare.
func dump(d *document.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %s\nkind %s\nsubject %s\nhead %s\nfoot %s\ndate %s\n", d.Title, d.Kind, d.Subject, d.RunningHead, d.Foot, d.Date)
	if d.Notice != "" {
		fmt.Fprintf(&b, "notice %s\nnotice in short %s\n", d.Notice, d.NoticeShort)
	}
	c := d.Cover
	fmt.Fprintf(&b, "cover %s / %s / %s / %s / %s\nsigns %v %s\n", c.Top, c.TopRight, c.Kicker, c.Title, c.Subtitle, c.Signs, c.SignNote)
	dumpFacts(&b, c.Facts)
	for _, s := range d.Sections {
		dumpSection(&b, s, "#")
	}
	return b.String()
}

func dumpSection(b *strings.Builder, s document.Section, marks string) {
	fmt.Fprintf(b, "\n%s %s %s {%s}\n", marks, s.Number, dumpTitle(s.Title, s.TitleSpans), s.ID)
	for _, block := range s.Blocks {
		dumpBlock(b, block)
	}
	for _, sub := range s.Sections {
		dumpSection(b, sub, marks+"#")
	}
}

func dumpTitle(title string, spans document.Inline) string {
	if spans != nil {
		return dumpInline(spans)
	}
	return title
}

func dumpBlock(b *strings.Builder, block document.Block) {
	switch block := block.(type) {
	case document.Paragraph:
		label := block.Label
		if block.Lead {
			label = "LEAD"
		}
		fmt.Fprintf(b, "%s | %s\n", label, dumpInline(block.Text))
	case document.List:
		fmt.Fprintf(b, "%s |\n", block.Label)
		for i, item := range block.Items {
			fmt.Fprintf(b, "  %d. %s\n", i+1, dumpInline(item))
		}
	case document.Facts:
		dumpFacts(b, block.Rows)
	case document.KeyFigures:
		for _, f := range block.Items {
			fmt.Fprintf(b, "FIGURE %s %s (%s) late=%t\n", f.Value, f.Label, f.Note, f.Late)
		}
	case document.Levels:
		fmt.Fprintf(b, "LEVELS %s\n", block.Title)
		for _, item := range block.Items {
			fmt.Fprintf(b, "  (%s) %s: %d\n", item.Level, item.Name, item.Count)
		}
	case document.Status:
		fmt.Fprintf(b, "STATUS %s: %s [%s]; %s: %s %s; %s: %s\n", block.LevelLabel, block.LevelName, block.Level,
			block.BarLabel, block.BarText, dumpBar(&block.Bar), block.LateLabel, block.Late)
	case document.Heading:
		fmt.Fprintf(b, "-- %s\n", block.Text)
	case document.Note:
		fmt.Fprintf(b, "NOTE %s\n", dumpInline(block.Text))
	case document.Figure:
		fmt.Fprintf(b, "FIGURE %d %s <%s %dpx narrow=%t>\n", block.Number, block.Caption, block.Chart.ID, block.Chart.Width, block.Narrow != nil)
	case document.Table:
		dumpTable(b, block)
	default:
		fmt.Fprintf(b, "UNKNOWN %T\n", block)
	}
}

func dumpFacts(b *strings.Builder, rows []document.Fact) {
	for _, f := range rows {
		for i, v := range f.Value {
			label := f.Label
			if i > 0 {
				label = ""
			}
			fmt.Fprintf(b, "  %s: %s\n", label, dumpInline(v))
		}
	}
}

func dumpTable(b *strings.Builder, t document.Table) {
	var heads []string
	for _, c := range t.Columns {
		head := c.Head
		if c.Align == document.End {
			head += " >"
		}
		if c.RowHead {
			head += " *"
		}
		heads = append(heads, head)
	}
	fmt.Fprintf(b, "TABLE %d %s\n  [ %s ]\n", t.Number, t.Caption, strings.Join(heads, " | "))
	for _, g := range t.Groups {
		if g.Title != "" {
			fmt.Fprintf(b, "  = %s | %s\n", dumpTitle(g.Title, g.TitleSpans), dumpCells(g.Cells))
		}
		for _, r := range g.Rows {
			strong := ""
			if r.Strong {
				strong = "!"
			}
			id := ""
			if r.ID != "" {
				id = " {" + r.ID + "}"
			}
			fmt.Fprintf(b, "  %s| %s%s\n", strong, dumpCells(r.Cells), id)
		}
	}
	if t.Note != nil {
		fmt.Fprintf(b, "  note %s\n", dumpInline(t.Note))
	}
}

func dumpCells(cells []document.Cell) string {
	var out []string
	for _, c := range cells {
		var parts []string
		if c.Sign != "" {
			parts = append(parts, "("+string(c.Sign)+")")
		}
		parts = append(parts, dumpInline(c.Text))
		if c.Bar != nil {
			parts = append(parts, dumpBar(c.Bar))
		}
		if c.Fill != nil {
			parts = append(parts, fmt.Sprintf("<fill %g/%g>", c.Fill.Value, c.Fill.Of))
		}
		if c.Line != nil {
			parts = append(parts, fmt.Sprintf("<line %v in %g..%g>", c.Line.Values, c.Line.Min, c.Line.Max))
		}
		if c.Span != nil {
			parts = append(parts, fmt.Sprintf("<range %d..%d of %d>", c.Span.Best, c.Span.Worst, c.Span.Of))
		}
		for _, s := range c.Sub {
			parts = append(parts, "/ "+dumpInline(s))
		}
		out = append(out, strings.Join(parts, " "))
	}
	return strings.Join(out, " | ")
}

func dumpBar(bar *document.Bar) string {
	if !bar.HasProgress {
		return fmt.Sprintf("<bar %.3f..%.3f>", bar.Lower, bar.Upper)
	}
	return fmt.Sprintf("<bar %.3f..%.3f at %.3f>", bar.Lower, bar.Upper, bar.Progress)
}

func dumpInline(spans document.Inline) string {
	var b strings.Builder
	for _, s := range spans {
		text := s.Text
		switch s.Style {
		case document.Strong:
			text = "*" + text + "*"
		case document.Quiet:
			text = "~" + text + "~"
		case document.Code:
			text = "`" + text + "`"
		case document.Late:
			text = "^" + text + "^"
		}
		if s.Link != "" {
			text = "[" + text + "](" + s.Link + ")"
		}
		b.WriteString(text + inLang(string(s.Lang)))
	}
	return b.String()
}

func inLang(lang string) string {
	if lang == "" {
		return ""
	}
	return "@" + lang
}
