package view

import (
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// ChangeRow is one field that was changed.
type ChangeRow struct {
	Label string
	// Path stands for the label of a field that this program does not know.
	Path   string
	InLang string // "in French", blank for a value in no language
	Diff   WordDiff
	// Note stands for the values where they are not shown.
	Note string
}

// changeRows shows changes, those of the record r; r may be nil, and then
// organizations and themes go by their codes.
func changeRows(l *locale.Locale, r *tracker.Record, changes []tracker.FieldChange) []ChangeRow {
	rows := make([]ChangeRow, len(changes))
	for i, c := range changes {
		rows[i] = changeRow(l, r, c)
	}
	return rows
}

// plainRows shows values that came as one record: nothing was there before, so
// nothing needs to be marked as added.
func plainRows(rows []ChangeRow) []ChangeRow {
	for i := range rows {
		for _, runs := range [][]DiffRun{rows[i].Diff.Runs, rows[i].Diff.Whole} {
			for j := range runs {
				if runs[j].Kind == DiffAdded {
					runs[j].Kind = DiffSame
				}
			}
		}
	}
	return rows
}

func changeRow(l *locale.Locale, r *tracker.Record, c tracker.FieldChange) ChangeRow {
	var row ChangeRow
	field := c.Field()
	if name, named := l.Field(field); field == "" {
		row.Label = l.T("web.history.value")
	} else if named {
		row.Label = name
		if place := placeIn(c.Path); place != "" {
			row.Label = l.T("web.history.place", "field", row.Label, "place", place)
		}
	} else {
		row.Path = clean(c.Path)
	}
	switch {
	case c.Lang == tracker.EN:
		row.InLang = l.T("web.history.in.en")
	case c.Lang == tracker.FR:
		row.InLang = l.T("web.history.in.fr")
	}
	from, to := fieldValues(l, r, field, c.From), fieldValues(l, r, field, c.To)
	switch {
	case len(from)+len(to) == 0:
		row.Note = l.T("web.history.personal")
	case len(from) > 1 || len(to) > 1 || isListField(field):
		row.Diff = diffOfLists(l, from, to)
	case c.Lang != "" || proseFields[field]:
		row.Diff = diffOf(l, c.Lang, first(from), first(to))
	default:
		row.Diff = diffOfValues(first(from), first(to))
	}
	return row
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// placeIn returns the last place in a list that a path names: "data" of
// "themes[data].name".
func placeIn(path string) string {
	i := strings.LastIndexByte(path, '[')
	if i < 0 {
		return ""
	}
	place, _, _ := strings.Cut(path[i+1:], "]")
	return clean(place)
}

// diffOfValues shows a short value that was replaced by another as a whole.
func diffOfValues(from, to string) WordDiff {
	var d WordDiff
	if from != "" {
		d.Runs = append(d.Runs, DiffRun{Kind: DiffRemoved, Text: from})
	}
	if from != "" && to != "" {
		d.Runs = append(d.Runs, DiffRun{Kind: DiffSame, Text: " "})
	}
	if to != "" {
		d.Runs = append(d.Runs, DiffRun{Kind: DiffAdded, Text: to})
	}
	return d
}

// listMost is how many members of a list are compared one by one.
const listMost = 500

// diffOfLists shows which members of a list came and went.
func diffOfLists(l *locale.Locale, from, to []string) WordDiff {
	if len(from)+len(to) > listMost {
		return diffOf(l, "", strings.Join(from, ", "), strings.Join(to, ", "))
	}
	var d WordDiff
	for i, run := range compareMiddle(separated(from), separated(to)) {
		run.Text = strings.TrimSuffix(strings.ReplaceAll(run.Text, memberEnd, ", "), ", ")
		if i > 0 {
			d.Runs = append(d.Runs, DiffRun{Kind: DiffSame, Text: ", "})
		}
		d.Runs = append(d.Runs, run)
	}
	return d
}

// memberEnd ends a member of a list while lists are compared; no text that was
// cleaned holds it.
const memberEnd = "\x00"

func separated(members []string) []string {
	out := make([]string, len(members))
	for i, m := range members {
		out[i] = m + memberEnd
	}
	return out
}

// fieldValues writes the values of a field as a page shows them.
func fieldValues(l *locale.Locale, r *tracker.Record, field string, values []string) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, clean(fieldValue(l, r, field, v)))
	}
	return out
}

// proseFields are texts in one language only, compared word by word.
var proseFields = map[string]bool{"url": true, "evidence.url": true, "source": true}

// fieldValue writes a value of a field in words. One that cannot be read so is
// shown as it is.
func fieldValue(l *locale.Locale, r *tracker.Record, field, v string) string {
	last := field[strings.LastIndexByte(field, '.')+1:]
	if isDay(v) {
		if day, err := tracker.ParseDate(v); err == nil {
			return l.Date(day)
		}
	}
	switch last {
	case "status", "level", "challenges_for", "evidence_for":
		return l.Level(tracker.Level(l.JurisdictionLevel(tracker.JurisdictionLevel(v))))
	case "leads", "supporting", "organization", "organizations":
		return organizationName(l, r, v)
	case "theme":
		if r != nil {
			if t := textOf(l, r.Plan.Theme(v).Name); !t.IsZero() {
				return t.plain()
			}
		}
	case "period", "periods":
		if period, err := tracker.ParsePeriod(v); err == nil {
			return l.Month(period)
		}
	case "risk":
		return l.Risk(tracker.Risk(v))
	case "publication":
		return l.Publication(tracker.Publication(v))
	case "precision":
		return l.Precision(tracker.Precision(v))
	case "kind":
		if name := l.EventKind(tracker.EventKind(v)); name != v {
			return name
		}
		if name := l.DeadlineKind(tracker.DeadlineKind(v)); name != v {
			return name
		}
		if name := l.OrganizationKind(tracker.OrganizationKind(v)); name != v {
			return name
		}
		return itemKindName(l, v)
	case "lang":
		return l.Language(tracker.Lang(v))
	case "roles":
		return l.Role(tracker.Role(v))
	case "weight":
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			return l.Decimal(f, decimals(v))
		}
	}
	switch v {
	case "true":
		return l.T("web.yes")
	case "false":
		return l.T("web.no")
	}
	return v
}

// isDay reports whether a value has the form of a day.
func isDay(v string) bool { return len(v) == len("2018-06-30") && v[4] == '-' && v[7] == '-' }

// decimals counts the digits after the point.
func decimals(v string) int {
	_, after, _ := strings.Cut(v, ".")
	return min(len(after), 6)
}

func organizationName(l *locale.Locale, r *tracker.Record, code string) string {
	if r == nil {
		return code
	}
	return textOf(l, r.Organization(code).Name).plain()
}

// isListField reports whether a field holds a list, even where one member is left.
func isListField(field string) bool {
	return slices.Contains([]string{"leads", "supporting", "organizations", "jurisdictions", "roles", "periods", "deadline.meaning.dates",
		"rules.challenges_for", "rules.evidence_for"}, field)
}

// itemKindName names a commitment, milestone or indicator.
func itemKindName(l *locale.Locale, kind string) string {
	if key := "web.history.item." + kind; l.Has(key) {
		return l.T(key)
	}
	return kind
}
