package compose

import (
	"strconv"
	"strings"

	"ogptracker/reports/document"
)

// sources composes the annex on where the data are from, and how to make the report
// again.
func (c *comparer) sources() document.Section {
	ix := &c.t.Index
	s := document.Section{ID: "sources", Title: c.l.T("report.benchmark.sources.title")}
	fact := func(label string, value document.Inline) document.Fact {
		return document.Fact{Label: c.l.T("report.benchmark.sources." + label), Value: []document.Inline{value}}
	}
	facts := []document.Fact{
		fact("index", document.Plainly(c.words(ix.Name)+", "+c.l.T("report.series."+string(c.series())))),
		fact("credit", c.credit(ix.Source, ix.SourceURL, ix.Licence, ix.LicenceURL)),
	}
	if note := c.text(ix.Note); note != nil {
		facts = append(facts, fact("note", note))
	}
	if c.hasCommitments() {
		source := c.in.Commitments.Source
		facts = append(facts, fact("commitments", c.credit(source.Source, source.SourceURL, source.Licence, source.LicenceURL)))
	}
	if c.o.AuditHead != "" {
		facts = append(facts, fact("audit", document.Inline{{Text: c.o.AuditHead, Style: document.Code}}))
	}
	facts = append(facts,
		fact("program", orElse(document.Plainly(clean(c.o.Program)), c.blank())),
		fact("again", document.Inline{{Text: c.command(), Style: document.Code}}))
	s.Blocks = append(s.Blocks, c.editionTable(), document.Facts{Rows: facts})
	return s
}

// command is what to type for the same report; it is the same in both languages and
// no text of a catalogue.
func (c *comparer) command() string {
	command := "ogptracker report benchmark --index " + clean(c.t.ID) + " --year " + strconv.Itoa(c.t.Year) + " --country " + c.home
	if len(c.in.Peers) > 0 {
		command += " --peers " + strings.Join(c.in.Peers, ",")
	}
	return command + " --lang " + string(c.l.Lang()) + " --as-of " + c.in.Day.String() + " -o report.pdf"
}

// editionTable lists the editions of the index.
func (c *comparer) editionTable() document.Table {
	var rows []document.Row
	for i := range c.t.Index.Editions {
		e := &c.t.Index.Editions[i]
		rows = append(rows, document.Row{Strong: e.Year == c.t.Year, Cells: []document.Cell{
			{Text: document.Plainly(strconv.Itoa(e.Year))},
			{Text: orElse(c.text(e.Name), c.none())},
			{Text: document.Plainly(c.l.Int(len(e.Scores)))},
			{Text: orElse(c.text(e.Break), c.none())},
		}})
	}
	return c.table(c.l.T("report.benchmark.sources.editions"), []document.Column{
		c.rowHead("edition", 2), c.column("edition_name", 6), c.endColumn("countries", 3), c.column("method_change", 8),
	}, document.Group{Rows: rows})
}
