package compose

import (
	"fmt"
	"strings"

	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// Changes composes the comparison of two editions of a plan: figures before and after,
// then by commitment what changed. a is the later edition's assessment, whose header the
// options carry.
func Changes(l *locale.Locale, a *tracker.Assessment, ch *edition.Comparison, hashes [2]string, o Options) *document.Document {
	c := newAlone(l, a, fmt.Sprintf("comparison --from %d --to %d", ch.From.Number, ch.To.Number), o)
	c.named = true
	d := c.framed(l.T("report.changes.kind"))
	d.Subject = l.T("report.changes.subject", "from", ch.From.Number, "to", ch.To.Number, "plan", d.Title)
	d.Cover.Signs, d.Cover.SignNote = nil, ""
	glance := document.Section{ID: "glance", Title: l.T("report.glance.title"), NewPage: true}
	commitments := map[string]bool{}
	for i := range ch.Items {
		commitments[ch.Items[i].Commitment] = true
	}
	lead := l.N("report.changes.lead", len(ch.Items), "commitments", len(commitments), "from", ch.From.Number, "to", ch.To.Number)
	if ch.IsEmpty() {
		lead = l.T("report.changes.none", "from", ch.From.Number, "to", ch.To.Number)
	}
	glance.Blocks = []document.Block{document.Paragraph{Lead: true, Text: document.Plainly(lead)}, c.changedFigures(ch, hashes)}
	d.Sections = []document.Section{glance}
	var chapters []document.Section
	if rows := c.changedTexts(ch.Texts); rows != nil {
		chapters = append(chapters, document.Section{ID: "plan", Title: l.T("report.changes.plan"), Blocks: []document.Block{document.Facts{Rows: rows}}})
	}
	if s := c.changedItems(ch); s.Sections != nil {
		chapters = append(chapters, s)
	}
	d.Sections = append(d.Sections, numbered(chapters, func(i int) string { return l.Int(i + 1) })...)
	d.Sections = append(d.Sections, numbered([]document.Section{c.integrity()}, func(int) string { return "A" })...)
	return d
}

// changedFigures sets the figures of both editions side by side.
func (c *composer) changedFigures(ch *edition.Comparison, hashes [2]string) document.Table {
	row := func(label string, cells ...document.Cell) document.Row {
		return document.Row{Cells: append([]document.Cell{{Text: document.Plainly(label)}}, cells...)}
	}
	plainly := func(from, to string) []document.Cell {
		return []document.Cell{{Text: document.Plainly(from)}, {Text: document.Plainly(to)}}
	}
	b, a := ch.Before, ch.After
	bounds := func(f tracker.Figures) string { return c.l.T("report.bounds", "lower", f.Lower, "upper", f.Upper) }
	rows := []document.Row{
		row(c.l.T("report.changes.kind_of"), plainly(c.l.T("report.kind."+string(ch.From.Kind)), c.l.T("report.kind."+string(ch.To.Kind)))...),
		row(c.l.T("report.cover.as_of"), plainly(c.l.Date(ch.From.AsOf), c.l.Date(ch.To.AsOf))...),
		row("SHA-256", document.Cell{Text: document.Inline{{Text: hashes[0], Style: document.Code}}}, document.Cell{Text: document.Inline{{Text: hashes[1], Style: document.Code}}}),
		row(c.l.T("report.strip.progress"), plainly(c.progress(b), c.progress(a))...),
		row(c.l.T("report.changes.bounds"), plainly(bounds(b), bounds(a))...),
		row(c.l.T("report.changes.coverage"), plainly(c.l.Percent(b.Coverage), c.l.Percent(a.Coverage))...),
		row(c.l.T("report.strip.level"), document.Cell{Sign: b.Level, Text: document.Plainly(c.l.Level(b.Level))}, document.Cell{Sign: a.Level, Text: document.Plainly(c.l.Level(a.Level))}),
		row(c.l.T("report.changes.counted"), plainly(c.l.Int(b.Leaves), c.l.Int(a.Leaves))...),
		row(c.l.T("report.changes.known"), plainly(c.l.Int(b.Known), c.l.Int(a.Known))...),
	}
	return c.table(c.l.T("report.changes.figures"), []document.Column{
		c.rowHead("figure", 6), {Head: c.l.T("report.review.edition", "number", ch.From.Number), Share: 10}, {Head: c.l.T("report.review.edition", "number", ch.To.Number), Share: 10},
	}, document.Group{Rows: rows})
}

// changedItems composes a table for each commitment of which something changed.
func (c *composer) changedItems(ch *edition.Comparison) document.Section {
	s := document.Section{ID: "commitments", Title: c.l.T("report.changes.commitments")}
	for first := 0; first < len(ch.Items); {
		last := first
		for last < len(ch.Items) && ch.Items[last].Commitment == ch.Items[first].Commitment {
			last++
		}
		s.Sections = append(s.Sections, c.changedCommitment(ch.Items[first:last]))
		first = last
	}
	return s
}

func (c *composer) changedCommitment(items []edition.ItemChange) document.Section {
	code := items[0].Commitment
	title := document.Plainly(clean(code))
	if state := c.a.Commitment(code); state != nil {
		title = c.around(c.name(state.Title), "report.commitment.title", "number", c.number(state.Commitment))
	} else if items[0].Code == code {
		title = c.name(items[0].Title)
	}
	s := document.Section{ID: "ch-" + slug(code)}
	s.Title, s.TitleSpans = titled(title)
	var rows []document.Row
	for i := range items {
		rows = append(rows, c.changedItem(&items[i]))
	}
	s.Blocks = []document.Block{c.table(c.l.T("report.changes.table", "code", clean(code)), []document.Column{
		c.rowHead("changed_item", 14), c.column("level", 8), c.column("deadline", 7), c.endColumn("updates", 4), c.endColumn("evidence_count", 4),
	}, document.Group{Rows: rows})}
	return s
}

// changedItem says what changed of one item, in words that tell it in black and white.
func (c *composer) changedItem(item *edition.ItemChange) document.Row {
	name := document.Cell{Text: append(document.Inline{{Text: clean(item.Code), Style: document.Quiet}, {Text: " "}}, c.name(item.Title)...)}
	switch {
	case item.Change != edition.Changed:
		name.Sub = append(name.Sub, document.Inline{{Text: c.l.T("report.changes." + item.Change), Style: document.Strong}})
	default: // the texts of what is new or gone are no change
		if from, to := item.ProgressFrom, item.ProgressTo; (from.Valid() || to.Valid()) && c.l.Percent(from) != c.l.Percent(to) {
			name.Sub = append(name.Sub, c.say("report.changes.progress", "from", c.l.Percent(from), "to", c.l.Percent(to)))
		}
		for _, fact := range c.changedTexts(item.Texts) {
			name.Sub = append(name.Sub, document.Inline{{Text: fact.Label, Style: document.Strong}})
			name.Sub = append(name.Sub, fact.Value...)
		}
	}
	cells := []document.Cell{name}
	for _, pair := range [][2]string{
		{c.levelOrNone(item.LevelFrom), c.levelOrNone(item.LevelTo)},
		{c.dayOrNone(item.DueFrom), c.dayOrNone(item.DueTo)},
		{c.l.Int(item.UpdatesFrom), c.l.Int(item.UpdatesTo)},
		{c.l.Int(item.EvidenceFrom), c.l.Int(item.EvidenceTo)},
	} {
		cell := document.Cell{Text: c.none()}
		if pair[0] != pair[1] {
			cell.Text = document.Inline{{Text: pair[0] + " → "}, {Text: pair[1], Style: document.Strong}}
		}
		cells = append(cells, cell)
	}
	return document.Row{Cells: cells, Strong: item.Code == item.Commitment}
}

func (c *composer) levelOrNone(v tracker.Level) string {
	if v == "" {
		return "–"
	}
	return c.l.Level(v)
}

func (c *composer) dayOrNone(d tracker.Date) string {
	if d.IsZero() {
		return c.l.T("report.changes.no_date")
	}
	return c.l.ShortDate(d)
}

// changedTexts sets texts before and after, each under what it is a text of.
func (c *composer) changedTexts(changes []edition.Change) []document.Fact {
	var out []document.Fact
	for _, ch := range changes {
		field := tracker.FieldChange{Path: ch.Field, Lang: ch.Lang, From: ch.From, To: ch.To}
		if len(tracker.PublicChanges([]tracker.FieldChange{field})) == 0 {
			continue
		}
		label, named := c.l.Field(field.Field())
		if !named {
			label = clean(ch.Field)
		}
		if ch.Lang != "" && ch.Lang != c.l.Lang() {
			label = c.l.T("report.changes.in_other", "field", label)
		}
		lang := tracker.Lang("")
		if ch.Lang != c.l.Lang() {
			lang = ch.Lang
		}
		value := func(key string, texts []string) document.Inline {
			if len(texts) == 0 || strings.Join(texts, "") == "" {
				return nil
			}
			return document.Inline{{Text: c.l.T(key) + " ", Style: document.Quiet}, {Text: clean(strings.Join(texts, "; ")), Lang: lang}}
		}
		fact := document.Fact{Label: label}
		for _, v := range []document.Inline{value("report.changes.before", ch.From), value("report.changes.after", ch.To)} {
			if v != nil {
				fact.Value = append(fact.Value, v)
			}
		}
		if fact.Value != nil {
			out = append(out, fact)
		}
	}
	return out
}
