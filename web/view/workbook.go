package view

import (
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
	"ogptracker/tracker/locale"
)

// Widths of the workbook's columns, in characters.
var sheetWidths = map[string]float64{
	exchange.ColumnCode: 12, "title_en": 36, "title_fr": 36, "deadline": 20, "lead": 26, exchange.ColumnOrganization: 28, "last": 26,
	tracker.FieldStatus: 25, tracker.FieldRisk: 16,
}

const sheetTextWidth = 46

// WorkbookOf makes the workbook of a period for a reader to fill in.
func WorkbookOf(l *locale.Locale, rec *tracker.Record, period tracker.Period, rows []tracker.ReportRow) *exchange.Workbook {
	b := &exchange.Workbook{
		Plan: rec.Plan.ID, Period: period,
		Sheet: l.T("work.sheet.tab.rows"), Help: l.T("work.sheet.tab.help"),
	}
	lang := string(l.Lang())
	names := append([]string{exchange.ColumnCode, "title_" + lang, "title_" + string(l.Lang().Other()), "deadline", "lead", exchange.ColumnOrganization, "last"},
		tracker.UpdateFields...)
	for _, name := range names {
		b.Columns = append(b.Columns, sheetColumn(l, &rec.Plan, name))
	}
	for _, row := range rows {
		out := exchange.WorkbookRow{Leaf: row.Key.Leaf, Organization: row.Key.Organization, Stamp: row.Stamp.String()}
		fields := row.Now.Fields()
		for _, name := range names {
			text, informs := sheetInforms(l, rec, row, name)
			if !informs {
				text = fields.Get(name)
			}
			out.Cells = append(out.Cells, text)
		}
		b.Rows = append(b.Rows, out)
	}
	for _, lang := range []tracker.Lang{l.Lang(), l.Lang().Other()} {
		b.Instructions = append(b.Instructions, sheetHelp(locale.For(lang), &rec.Plan, period, b.Sheet))
	}
	return b
}

func sheetColumn(l *locale.Locale, plan *tracker.Plan, name string) exchange.WorkbookColumn {
	c := exchange.WorkbookColumn{Name: name, Header: l.T("work.sheet.column." + name), Width: sheetWidths[name]}
	if c.Width == 0 {
		c.Width = sheetTextWidth
	}
	c.PromptTitle, c.Prompt = c.Header, sheetPrompt(l, plan, name)
	switch name {
	case tracker.FieldStatus:
		for _, level := range tracker.ReportedLevels {
			c.Choices = append(c.Choices, exchange.WorkbookChoice{Value: string(level), Label: statusLabel(l, level)})
		}
	case tracker.FieldRisk:
		for _, k := range tracker.Risks {
			c.Choices = append(c.Choices, exchange.WorkbookChoice{Value: string(k), Label: l.Risk(k)})
		}
	}
	switch {
	case c.Choices != nil:
		c.Refusal = l.T("work.sheet.refusal")
	case tracker.FieldLang(name) != "":
		c.Most, c.Refusal = tracker.UpdateTextMost, l.T("work.sheet.refusal.most", "most", tracker.UpdateTextMost)
	}
	return c
}

// statusLabel is a level with Canada's code before it, by which those who report
// know it.
func statusLabel(l *locale.Locale, level tracker.Level) string {
	if level == "" {
		return ""
	}
	return level.Code() + " – " + l.Level(level)
}

// sheetPrompt is the rule that shows at the cells of a field.
func sheetPrompt(l *locale.Locale, plan *tracker.Plan, name string) string {
	switch name {
	case tracker.FieldStatus:
		return l.T("work.sheet.prompt.status")
	case tracker.FieldProgressEN, tracker.FieldProgressFR:
		return l.T("work.sheet.prompt.progress")
	case tracker.FieldEvidenceEN, tracker.FieldEvidenceFR:
		return strings.TrimSpace(l.T("work.sheet.prompt.evidence") + " " + asked(l, plan.Rules.EvidenceFor))
	case tracker.FieldChallengesEN, tracker.FieldChallengesFR:
		return strings.TrimSpace(l.T("work.sheet.prompt.challenges") + " " + asked(l, plan.Rules.ChallengesFor))
	case tracker.FieldRisk:
		return l.T("work.sheet.prompt.risk")
	}
	return ""
}

// asked says at which levels a text is needed, blank for none.
func asked(l *locale.Locale, levels []tracker.Level) string {
	if len(levels) == 0 {
		return ""
	}
	codes := make([]string, len(levels))
	for i, level := range levels {
		codes[i] = level.Code()
	}
	return l.T("work.sheet.prompt.needed", "levels", l.List(codes))
}

// sheetInforms returns what a column that only informs says of a row.
func sheetInforms(l *locale.Locale, rec *tracker.Record, row tracker.ReportRow, name string) (text string, informs bool) {
	switch name {
	case exchange.ColumnCode:
		return row.Key.Leaf, true
	case "title_en":
		return row.Leaf.Title.EN, true
	case "title_fr":
		return row.Leaf.Title.FR, true
	case "deadline":
		return sheetDeadline(l, row.Leaf.Deadline), true
	case "lead":
		var names []string
		for _, code := range row.Leaf.Leads {
			names = append(names, reporterName(l, rec, code))
		}
		return strings.Join(names, "\n"), true
	case exchange.ColumnOrganization:
		return reporterName(l, rec, row.Key.Organization), true
	case "last":
		if last := rec.LastReported(row.Key.Leaf, row.Key.Period); last != nil {
			return statusLabel(l, last.Status) + "\n" + l.Month(last.Period), true
		}
		return "", true
	}
	return "", false
}

// reporterName names an organization so that no other has the same name.
func reporterName(l *locale.Locale, rec *tracker.Record, code string) string {
	if code == "" {
		return ""
	}
	return organizationName(l, rec, code) + " (" + code + ")"
}

func sheetDeadline(l *locale.Locale, d tracker.Deadline) string {
	text := textOf(l, d.Text).Text
	due := d.Original()
	if n := len(d.Revisions); n > 0 {
		due = d.Revisions[n-1].Due
	}
	if !due.IsZero() {
		text = strings.TrimSpace(text + "\n" + l.Date(due))
	}
	return text
}

// sheetHelp are the instructions in one language.
func sheetHelp(l *locale.Locale, plan *tracker.Plan, period tracker.Period, sheet string) []exchange.WorkbookLine {
	var lines []exchange.WorkbookLine
	head := func(text string) { lines = append(lines, exchange.WorkbookLine{Text: text, Heading: true}) }
	say := func(text string) { lines = append(lines, exchange.WorkbookLine{Text: text}) }
	head(l.T("work.sheet.help.title"))
	say(l.T("work.sheet.help.what", "plan", textOf(l, plan.Title).Text, "period", period))
	say(l.T("work.sheet.help.white", "sheet", sheet))
	head(l.T("work.sheet.help.status"))
	for _, level := range tracker.ReportedLevels {
		say(l.T("work.sheet.help.level", "level", statusLabel(l, level), "meaning", l.LevelDefinition(level)))
	}
	head(l.T("work.sheet.help.rules"))
	say(l.T("work.sheet.help.languages"))
	if text := asked(l, plan.Rules.ChallengesFor); text != "" {
		say(l.T("work.sheet.help.challenges", "needed", text))
	}
	if text := asked(l, plan.Rules.EvidenceFor); text != "" {
		say(l.T("work.sheet.help.evidence", "needed", text))
	}
	say(l.T("work.sheet.help.links"))
	say(l.T("work.sheet.help.text"))
	head(l.T("work.sheet.help.then"))
	say(l.T("work.sheet.help.upload"))
	say(l.T("work.sheet.help.same"))
	return lines
}
