package exchange

import (
	"io"
	"slices"
	"strings"
	"time"

	"ogptracker/tracker"
)

// The columns of Canada's tracker rows. The first eleven are required and the
// rest optional; they may stand in any order.
const (
	colPeriod = iota
	colCommitment
	colMilestone
	colIndicator
	colStatus
	colProgressEN
	colProgressFR
	colEvidenceEN
	colEvidenceFR
	colChallengesEN
	colChallengesFR
	colIndicatorEN // from here to colS4D: what the plan says, written but not read
	colIndicatorFR
	colDueDate
	colDeadlineEN
	colDeadlineFR
	colLead
	colS4D
	colCreated
	colModified
	colUser
	colOrganization
	colOrgTitle
	updateColumns // how many there are

	requiredColumns = colChallengesFR + 1
)

// columnNames are the portal's own names of the columns.
var columnNames = [updateColumns]string{
	"reporting_period", "commitments", "milestones", "indicators", "status",
	"progress_en", "progress_fr", "evidence_en", "evidence_fr", "challenges_en", "challenges_fr",
	"indicator_en", "indicator_fr", "indicator_due_date", "indicator_deadline_en", "indicator_deadline_fr",
	"indicator_lead_dept", "indicator_s4d",
	"record_created", "record_modified", "user_modified", "owner_org", "owner_org_title",
}

// rowID is the number that the portal's data store puts before each row of a
// download. It says nothing about the row, so it is let pass.
const rowID = "_id"

// ReadUpdatesCSV reads Canada's tracker rows for a plan, or reports every fault
// of every row. The separator may be a comma or a semicolon.
//
// Each row names a leaf of the plan by the codes of its commitment, milestone and
// indicator; the portal's own "C01: Title" is read as C01. A milestone without
// indicators, or a commitment without milestones, is a leaf, and the columns
// below it are blank. Progress is required, and every text is given in both
// languages or in neither; challenges and evidence are required at the levels
// that the plan's rules name. The key is the period, the leaf and owner_org; a
// key may stand once. What the plan says (indicator_en, ...) is not read.
//
// An update is published at record_modified, else at record_created, both UTC
// where they name no zone; where a row has neither, PublishedAt is zero and for
// the caller to set. Column names other than the portal's are faults: one
// misspelt would lose what it holds.
func ReadUpdatesCSV(r io.Reader, plan *tracker.Plan) ([]tracker.Update, []RowError) {
	file := ReadUpdatesFile(r, false, plan)
	return file.Updates, file.Faults
}

// ReadUpdatesXLSX reads the first visible sheet of a workbook as
// [ReadUpdatesCSV] does. Periods and times may be text or dates.
func ReadUpdatesXLSX(r io.Reader, plan *tracker.Plan) ([]tracker.Update, []RowError) {
	file := ReadUpdatesFile(r, true, plan)
	return file.Updates, file.Faults
}

// UpdatesFile is a file of rows that was read.
type UpdatesFile struct {
	Updates []tracker.Update // none where there are faults
	Rows    int              // below the header, faulty ones too
	Faults  []RowError
}

// ReadUpdatesFile reads a workbook as [ReadUpdatesXLSX] does, or a CSV as
// [ReadUpdatesCSV] does.
func ReadUpdatesFile(r io.Reader, workbook bool, plan *tracker.Plan) UpdatesFile {
	var faults report
	var file UpdatesFile
	read := func(t *table) {
		file.Updates = readUpdates(t, plan, &faults)
		file.Rows = t.count
	}
	if workbook {
		readXLSX(r, &faults, read)
	} else if t := csvTable(r, &faults); t != nil {
		read(t)
	}
	if file.Faults = faults.faults; len(file.Faults) > 0 {
		file.Updates = nil
	}
	return file
}

// readUpdates reads the rows of a table; what is wrong is reported.
func readUpdates(t *table, plan *tracker.Plan, faults *report) []tracker.Update {
	reader := updateReader{report: faults, plan: newPlanCodes(plan), rules: plan.Rules, serial: t.serial}
	if !reader.placeColumns(t.header) {
		return nil
	}
	var updates []tracker.Update
	firstRow := make(map[updateKey]int)
	for row, cells := range t.rows {
		reader.row, reader.cells = row, cells
		before := len(faults.faults)
		u := reader.update()
		if len(faults.faults) > before {
			continue
		}
		key := keyOf(&u)
		if first, twice := firstRow[key]; twice {
			faults.add(row, "", "exchange.row_twice", "row", first)
			continue
		}
		firstRow[key] = row
		updates = append(updates, u)
	}
	return updates
}

// updateKey is what may stand once among the rows of a plan.
type updateKey struct {
	period       tracker.Period
	leaf         string
	organization string
}

func keyOf(u *tracker.Update) updateKey { return updateKey{u.Period, u.Leaf, u.Organization} }

// updateReader reads one row after the other.
type updateReader struct {
	*report
	plan   *planCodes
	rules  tracker.UpdateRules
	serial func(string) (time.Time, bool)
	place  [updateColumns]int // of each column in a row; -1 where it is absent
	row    int
	cells  []string
}

// placeColumns finds each column, or reports what is missing, unknown or twice.
func (r *updateReader) placeColumns(header []string) bool {
	before := len(r.faults)
	for c := range r.place {
		r.place[c] = -1
	}
	for i, name := range header {
		c := slices.Index(columnNames[:], strings.ToLower(name))
		switch {
		case c < 0 && strings.ToLower(name) == rowID:
		case c < 0:
			r.add(1, shorten(name), "exchange.column_unknown", "expected", strings.Join(columnNames[:], ", "))
		case r.place[c] >= 0:
			r.add(1, columnNames[c], "exchange.column_twice")
		default:
			r.place[c] = i
		}
	}
	for c := range requiredColumns {
		if r.place[c] < 0 {
			r.add(1, columnNames[c], "exchange.column_missing")
		}
	}
	return len(r.faults) == before
}

// cell returns a column's text in the current row, "" where the column is absent.
func (r *updateReader) cell(column int) string {
	if i := r.place[column]; i >= 0 {
		return r.cells[i]
	}
	return ""
}

// fault notes a fault in a column of the current row.
func (r *updateReader) fault(column int, key string, args ...any) {
	r.add(r.row, columnNames[column], key, args...)
}

// update reads the current row; what is wrong with it is reported.
func (r *updateReader) update() tracker.Update {
	u := tracker.Update{
		Period:       r.period(),
		Leaf:         r.leaf(),
		Status:       r.status(),
		Progress:     tracker.Text{EN: r.cell(colProgressEN), FR: r.cell(colProgressFR)},
		EvidenceIn:   tracker.Text{EN: r.cell(colEvidenceEN), FR: r.cell(colEvidenceFR)},
		Challenges:   tracker.Text{EN: r.cell(colChallengesEN), FR: r.cell(colChallengesFR)},
		Organization: strings.TrimSpace(r.cell(colOrganization)),
	}
	r.owed(&u)

	created, createdText := r.time(colCreated)
	modified, modifiedText := r.time(colModified)
	u.PublishedAt = modified
	if u.PublishedAt.IsZero() {
		u.PublishedAt = created
	}
	portal := tracker.PortalRecord{
		Created: createdText, Modified: modifiedText, User: r.cell(colUser), OrgTitle: r.cell(colOrgTitle),
	}
	if portal != (tracker.PortalRecord{}) {
		u.Portal = &portal
	}
	return u
}

// textColumns are the columns of an update's texts, by field and language.
var textColumns = map[tracker.OwedField]map[tracker.Lang]int{
	tracker.OwedProgress:   {tracker.EN: colProgressEN, tracker.FR: colProgressFR},
	tracker.OwedEvidence:   {tracker.EN: colEvidenceEN, tracker.FR: colEvidenceFR},
	tracker.OwedChallenges: {tracker.EN: colChallengesEN, tracker.FR: colChallengesFR},
}

// owed reports each text that is required and missing, or is in one language only.
func (r *updateReader) owed(u *tracker.Update) {
	for _, o := range r.rules.Owed(u) {
		columns, isText := textColumns[o.Field]
		switch {
		case !isText: // the status says itself what is wrong with it
		case o.Other:
			r.fault(columns[o.Lang], "exchange.language_missing", "other", columnNames[columns[o.Lang.Other()]])
		case o.Level != "":
			r.fault(columns[o.Lang], "exchange.required_at_level", "level", o.Level.Code())
		default:
			r.fault(columns[o.Lang], "exchange.required")
		}
	}
}

func (r *updateReader) period() tracker.Period {
	text := strings.TrimSpace(r.cell(colPeriod))
	if r.serial != nil {
		if t, ok := r.serial(text); ok {
			text = t.Format("2006-01")
		}
	}
	period, err := tracker.ParsePeriod(text)
	switch {
	case text == "":
		r.fault(colPeriod, "exchange.required")
	case err != nil:
		r.fault(colPeriod, "exchange.period_malformed", "value", shorten(text))
	case len(r.plan.periods) > 0 && !slices.Contains(r.plan.periods, period):
		names := make([]string, len(r.plan.periods))
		for i, p := range r.plan.periods {
			names[i] = string(p)
		}
		r.fault(colPeriod, "exchange.period_unknown", "value", shorten(text), "expected", strings.Join(names, ", "))
	}
	return period
}

func (r *updateReader) status() tracker.Level {
	text := strings.TrimSpace(r.cell(colStatus))
	level, err := tracker.ParseLevel(text)
	if err != nil {
		level, err = tracker.ParseLevel(codeBefore(text))
	}
	switch {
	case text == "":
		r.fault(colStatus, "exchange.required")
	case err != nil:
		r.fault(colStatus, "exchange.status_unknown", "value", shorten(text))
	}
	return level
}

// leaf reads the three codes and returns that of the leaf they name.
func (r *updateReader) leaf() string {
	parent := ""
	for column := colCommitment; column <= colIndicator; column++ {
		text := strings.TrimSpace(r.cell(column))
		children := r.plan.children[parent]
		if text == "" {
			if len(children) > 0 {
				r.fault(column, "exchange.required")
			}
			if below := column + 1; len(children) == 0 && below <= colIndicator && strings.TrimSpace(r.cell(below)) != "" {
				r.fault(below, "exchange.not_part_of", "value", shorten(strings.TrimSpace(r.cell(below))), "parent", parent)
			}
			return parent
		}
		code := text
		if _, known := r.plan.parent[code]; !known {
			code = codeBefore(text)
		}
		of, known := r.plan.parent[code]
		switch {
		case !known || r.plan.depth[code] != column-colCommitment:
			r.fault(column, "exchange.code_unknown", "value", shorten(text))
			return ""
		case of != parent:
			r.fault(column, "exchange.not_part_of", "value", shorten(code), "parent", parent)
			return ""
		}
		parent = code
	}
	return parent
}

// time reads one of the portal's times: when it was, in UTC, and its text as
// written.
func (r *updateReader) time(column int) (time.Time, string) {
	text := r.cell(column)
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return time.Time{}, text
	}
	if r.serial != nil {
		if t, ok := r.serial(trimmed); ok {
			return t, t.Format("2006-01-02T15:04:05.999")
		}
	}
	for _, layout := range []string{
		time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999",
		"2006-01-02 15:04:05.999999999Z07:00", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly,
	} {
		if t, err := time.Parse(layout, trimmed); err == nil {
			return t.UTC(), text
		}
	}
	r.fault(column, "exchange.time_malformed", "value", shorten(trimmed))
	return time.Time{}, text
}

// codeBefore returns what stands before a colon, as in "C01: Title".
func codeBefore(text string) string {
	code, _, _ := strings.Cut(text, ":")
	return strings.TrimSpace(code)
}

// planCodes says how a plan's codes hang together. The plan itself says it:
// codes are opaque.
type planCodes struct {
	parent   map[string]string   // code -> code above it, "" above a commitment
	children map[string][]string // "" -> the commitments
	depth    map[string]int      // 0 commitment, 1 milestone, 2 indicator
	periods  []tracker.Period
}

func newPlanCodes(plan *tracker.Plan) *planCodes {
	p := &planCodes{
		parent: make(map[string]string), children: make(map[string][]string), depth: make(map[string]int),
		periods: plan.Periods,
	}
	add := func(code, parent string, depth int) {
		p.parent[code], p.depth[code] = parent, depth
		p.children[parent] = append(p.children[parent], code)
	}
	for _, c := range plan.Commitments {
		add(c.Code, "", 0)
		for _, m := range c.Milestones {
			add(m.Code, c.Code, 1)
			for _, i := range m.Indicators {
				add(i.Code, m.Code, 2)
			}
		}
	}
	return p
}
