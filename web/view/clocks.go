package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// ClockRow is one of OGP's requirements, and where it stands.
type ClockRow struct {
	Name  string
	State string
	Glyph string // "ok", "late", "soon", "info", or blank
	Late  bool
	Text  string
	Items []Item
}

func clockRows(l *locale.Locale, k Links, a *tracker.Assessment) []ClockRow {
	rows := make([]ClockRow, len(a.Clocks))
	for i, c := range a.Clocks {
		row := ClockRow{Name: l.Clock(c.Code), State: l.ClockState(c.State)}
		switch c.State {
		case tracker.ClockMet:
			row.Glyph = "ok"
		case tracker.ClockLate, tracker.ClockNotMet:
			row.Glyph, row.Late = "late", true
		case tracker.ClockRunning:
			row.Glyph = "soon"
		case tracker.ClockPartly, tracker.ClockNeeds:
			row.Glyph = "info"
		}
		for _, code := range c.Items {
			row.Items = append(row.Items, anyItem(l, k, a, code))
		}
		rows[i] = row
	}
	return rows
}
