package compose

import (
	"strconv"

	"ogptracker/reports/document"
)

// integrity composes the annex by which a reader can check that nothing was
// changed.
func (c *composer) integrity() document.Section {
	s := document.Section{ID: "integrity", Title: c.l.T("report.integrity.title")}
	published := 0
	for i := range c.a.Leaves {
		published += len(c.a.Leaves[i].Updates)
	}
	rows := []document.Fact{
		{Label: c.l.T("report.cover.edition"), Value: []document.Inline{c.edition()}},
		c.fact("as_of", document.Plainly(c.l.Date(c.a.AsOf))),
		c.fact("rules", document.Plainly(c.a.Rules)),
		c.fact("updates", document.Plainly(c.l.N("report.integrity.updates_text", published))),
		c.fact("latest", c.latestUpdate()),
		c.fact("audit", c.hash(c.o.AuditHead)),
		c.fact("program", orElse(document.Plainly(clean(c.o.Program)), c.blank())),
	}
	if c.o.Computation != "" {
		rows = append(rows, c.fact("computation", document.Inline{address(c.o.Computation)}))
	}
	if c.o.Key != "" {
		rows = append(rows, c.fact("key", c.hash(c.o.Key)))
	}
	// What to type is the same in both languages and no text of a catalogue.
	command := document.Span{
		Style: document.Code,
		Text: "ogptracker report " + c.command + " --plan " + clean(c.p.ID) + " --lang " + string(c.l.Lang()) +
			" --as-of " + c.a.AsOf.String() + " -o report.pdf",
	}
	if e := c.o.Edition; e != nil {
		rows = append(rows, c.fact("edition_hash", c.hash(e.SHA256)))
		command.Text = "ogptracker report " + c.command + " --plan " + clean(c.p.ID) + " --lang " + string(c.l.Lang()) + " -o report.pdf"
		if !c.named {
			command.Text = "ogptracker report " + c.command + " --plan " + clean(c.p.ID) + " --edition " + strconv.Itoa(e.Number) +
				" --lang " + string(c.l.Lang()) + " -o report.pdf"
		}
	}
	steps := document.List{Ordered: true, Label: c.l.T("report.integrity.steps"), Items: []document.Inline{
		c.say("report.integrity.step_data"),
		append(c.say("report.integrity.step_audit"), document.Span{Text: " "}, document.Span{Text: "ogptracker audit verify", Style: document.Code}),
		append(c.say("report.integrity.step_report"), document.Span{Text: " "}, command),
		c.say("report.integrity.step_compare"),
	}}
	s.Blocks = []document.Block{document.Paragraph{Text: c.say("report.integrity.intro")}, document.Facts{Rows: rows}}
	s.Sections = []document.Section{{
		ID: "verify", Title: c.l.T("report.integrity.how"), Blocks: []document.Block{steps},
	}}
	return s
}

func (c *composer) fact(key string, value document.Inline) document.Fact {
	return document.Fact{Label: c.l.T("report.integrity." + key), Value: []document.Inline{value}}
}

// hash sets a hash in full.
func (c *composer) hash(h string) document.Inline {
	if h == "" {
		return c.blank()
	}
	return document.Inline{{Text: h, Style: document.Code}}
}
