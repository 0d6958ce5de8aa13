package compose

import (
	"ogptracker/reports/document"
	"ogptracker/tracker"
)

// frame composes what stands outside the chapters: the cover, the heads and feet
// of pages, and what a file says of itself.
func (c *composer) frame() *document.Document {
	d := c.framed(c.l.T("report.kind." + string(c.kind)))
	d.Cover.TopRight = c.l.T("report.cover.report")
	return d
}

// framed is frame for a report of any kind: "Independent review".
func (c *composer) framed(kind string) *document.Document {
	title, spans := titled(c.name(c.p.Title))
	d := &document.Document{
		Lang: c.l.Lang(), Title: title, TitleSpans: spans, Kind: kind,
		Subject:     c.l.T("report.subject", "kind", kind, "plan", title, "day", c.a.AsOf),
		RunningHead: title,
		Date:        c.a.AsOf.UTC(),
		Cover: document.Cover{
			Top:      c.words(c.r.Jurisdiction.Name),
			TopRight: kind,
			Kicker:   kind, Title: title,
			Subtitle: c.l.DateRange(c.p.Start, c.p.End),
			Facts:    c.coverFacts(),
		},
	}
	if short := c.text(c.p.Short); short != nil {
		d.RunningHead = plain(short)
	}
	d.Foot = c.l.T("report.foot", "kind", kind, "day", c.a.AsOf, "rules", c.a.Rules)
	if e := c.o.Edition; e != nil {
		d.Edition = c.l.T("report.review.edition", "number", e.Number)
		d.Foot += " · " + c.l.T("report.edition.foot", "number", e.Number, "hash", short(e.SHA256))
	} else if head := short(c.o.AuditHead); head != "" {
		d.Foot += " · " + head
	}
	if c.p.Illustrative {
		d.Notice, d.NoticeShort = c.l.T("report.notice"), c.l.T("report.notice_short")
	}
	for _, commitment := range c.a.Commitments {
		d.Cover.Signs = append(d.Cover.Signs, commitment.Level)
	}
	if n := len(d.Cover.Signs); n > 0 {
		d.Cover.SignNote = c.l.N("report.cover.signs", n)
	}
	return d
}

func (c *composer) coverFacts() []document.Fact {
	facts := []document.Fact{
		{Label: c.l.T("report.cover.edition"), Value: []document.Inline{c.edition()}},
		{Label: c.l.T("report.cover.as_of"), Value: []document.Inline{document.Plainly(c.l.Date(c.a.AsOf))}},
		{Label: c.l.T("report.cover.reported"), Value: []document.Inline{c.reported(c.a.Figures)}},
		{Label: c.l.T("report.cover.latest"), Value: []document.Inline{c.latestUpdate()}},
		{Label: c.l.T("report.cover.rules"), Value: []document.Inline{{
			{Text: c.a.Rules, Link: c.to("methodology")},
		}}},
	}
	if head := short(c.o.AuditHead); head != "" {
		facts = append(facts, document.Fact{Label: c.l.T("report.cover.audit"), Value: []document.Inline{{
			{Text: head, Style: document.Code, Link: c.to("integrity")},
			{Text: " " + c.l.T("report.cover.audit_note"), Style: document.Quiet},
		}}})
	}
	if c.o.Page != "" {
		facts = append(facts, document.Fact{Label: c.l.T("report.cover.page"), Value: []document.Inline{{address(c.o.Page)}}})
	}
	return append(facts, c.languages())
}

// edition says which edition the report states, or that it states none.
func (c *composer) edition() document.Inline {
	e := c.o.Edition
	if e == nil {
		return c.quiet("report.edition.none")
	}
	return document.Inline{
		{Text: c.l.T("report.edition.text", "number", e.Number, "day", tracker.DateOf(e.FrozenAt.In(c.p.Location()))) + " "},
		{Text: short(e.SHA256), Style: document.Code, Link: c.to("integrity")},
	}
}

// languages says which language the report is in, and in that language that there is
// another.
func (c *author) languages() document.Fact {
	return document.Fact{Label: c.l.T("report.cover.language"), Value: []document.Inline{{
		{Text: c.l.T("report.cover.this_language") + " "},
		{Text: c.other.T("report.cover.same_in_other"), Lang: c.l.Lang().Other()},
	}}}
}

// latestUpdate says when the newest update that counts was published.
func (c *composer) latestUpdate() document.Inline {
	if c.a.LatestAt.IsZero() {
		return c.quiet("report.cover.no_update")
	}
	return document.Plainly(c.l.Date(tracker.DateOf(c.a.LatestAt.In(c.p.Location()))))
}

// short is the beginning of a hash, enough to tell two apart by eye.
func short(hash string) string { return hash[:min(8, len(hash))] }
