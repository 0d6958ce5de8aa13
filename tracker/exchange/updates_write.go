package exchange

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
)

// WriteOptions choose what is written beside the eleven columns that every file
// of rows has. A file's own bookkeeping (record_created, owner_org, ...) is
// always written back where a row came with it, save the account.
type WriteOptions struct {
	// BOM begins a CSV with a byte order mark, without which spreadsheet programs
	// do not recognise UTF-8.
	BOM bool
	// Verbatim leaves texts that a spreadsheet program would run as a formula
	// unescaped, in a CSV for programs.
	Verbatim bool
	// Details adds what the plan says about each leaf: its text, deadline, lead.
	Details bool
	// Published writes the time of publication as record_modified for updates
	// that came from elsewhere than rows.
	Published bool
	// Accounts writes user_modified, the names of accounts. Never for the public.
	Accounts bool
}

// WriteUpdatesCSV writes updates as Canada's tracker rows, which [ReadUpdatesCSV]
// reads back: one row an update in the order given, without those that another
// one replaces. Text cells that would run as a formula get an apostrophe, which
// reading takes away.
func WriteUpdatesCSV(w io.Writer, plan *tracker.Plan, updates []tracker.Update, o WriteOptions) error {
	columns, rows := updateRows(plan, updates, o)
	buffered := bufio.NewWriter(w)
	if o.BOM {
		if _, err := buffered.WriteString(byteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(buffered)
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = columnNames[c]
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, row := range rows {
		if !o.Verbatim {
			for i, cell := range row {
				row[i] = escapeFormula(cell)
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// WriteUpdatesXLSX writes what [WriteUpdatesCSV] writes as a workbook with one
// sheet, all cells typed as text. The same updates give the same bytes. Texts
// longer than a spreadsheet cell holds (32,767 characters) would be cut: they are
// an error, [Faults] with row and column.
func WriteUpdatesXLSX(w io.Writer, plan *tracker.Plan, updates []tracker.Update, o WriteOptions) error {
	columns, rows := updateRows(plan, updates, o)
	sheet := make([]sheetColumn, len(columns))
	for i, c := range columns {
		sheet[i] = sheetColumn{name: columnNames[c], width: 16}
		if c >= colProgressEN && c <= colIndicatorFR {
			sheet[i].width = 48 // texts
		}
	}
	return writeXLSX(w, "updates", sheet, rows)
}

// updateRows returns which columns are written, and the rows.
func updateRows(plan *tracker.Plan, updates []tracker.Update, o WriteOptions) (columns []int, rows [][]string) {
	leaves := make(map[string]tracker.Leaf)
	for _, leaf := range plan.Leaves() {
		leaves[leaf.Code] = leaf
	}
	var used [updateColumns]bool
	var all [][updateColumns]string
	for _, u := range standing(updates) {
		cells := updateCells(u, leaves[u.Leaf], o)
		for c := colCreated; c < updateColumns; c++ {
			used[c] = used[c] || cells[c] != ""
		}
		all = append(all, cells)
	}
	for c := range updateColumns {
		if c < requiredColumns || c <= colS4D && o.Details || used[c] {
			columns = append(columns, c)
		}
	}
	rows = make([][]string, len(all))
	for i := range all {
		rows[i] = make([]string, len(columns))
		for j, c := range columns {
			rows[i][j] = outgoing(all[i][c])
		}
	}
	return columns, rows
}

// updateCells returns every cell of an update's row. Where the plan no longer
// has the leaf, its code stands among the indicators, as it was reported.
func updateCells(u *tracker.Update, leaf tracker.Leaf, o WriteOptions) [updateColumns]string {
	evidence := evidenceText(u)
	cells := [updateColumns]string{
		colPeriod: string(u.Period), colStatus: statusCode(u.Status),
		colProgressEN: u.Progress.EN, colProgressFR: u.Progress.FR,
		colEvidenceEN: evidence.EN, colEvidenceFR: evidence.FR,
		colChallengesEN: u.Challenges.EN, colChallengesFR: u.Challenges.FR,
		colOrganization: u.Organization,
	}
	if leaf.Item == nil {
		cells[colIndicator] = u.Leaf
	} else {
		cells[colCommitment] = leaf.Commitment.Code
		if leaf.Milestone != nil {
			cells[colMilestone] = leaf.Milestone.Code
		}
		if leaf.Indicator != nil {
			cells[colIndicator] = leaf.Indicator.Code
			cells[colS4D] = strconv.FormatBool(leaf.Indicator.S4D)
		}
		cells[colIndicatorEN], cells[colIndicatorFR] = leaf.Title.EN, leaf.Title.FR
		cells[colDueDate] = leaf.Deadline.Original().String()
		cells[colDeadlineEN], cells[colDeadlineFR] = leaf.Deadline.Text.EN, leaf.Deadline.Text.FR
		cells[colLead] = strings.Join(leaf.Leads, ",")
	}
	if p := u.Portal; p != nil {
		cells[colCreated], cells[colModified], cells[colOrgTitle] = p.Created, p.Modified, p.OrgTitle
		if o.Accounts {
			cells[colUser] = p.User
		}
	} else if o.Published && !u.PublishedAt.IsZero() {
		cells[colModified] = u.PublishedAt.UTC().Format(time.RFC3339Nano)
	}
	return cells
}

// statusCode returns Canada's code where there is one, else the stable code.
func statusCode(l tracker.Level) string {
	if l.Known() {
		return l.Code()
	}
	return string(l)
}

// evidenceText returns an update's evidence in words, as rows have it: the text,
// then one line a link in Markdown, which the portal's columns take.
func evidenceText(u *tracker.Update) tracker.Text {
	text := outgoingText(u.EvidenceIn)
	for _, lang := range tracker.Langs {
		lines := make([]string, 0, 1+len(u.Evidence))
		if text.In(lang) != "" {
			lines = append(lines, text.In(lang))
		}
		for _, e := range u.Evidence {
			title := e.Title.In(lang)
			if title == "" {
				title = e.Title.In(lang.Other())
			}
			if title == "" {
				title = e.URL
			}
			lines = append(lines, "["+outgoing(title)+"]("+outgoing(e.URL)+")")
		}
		text = text.With(lang, strings.Join(lines, "\n"))
	}
	return text
}

// EvidenceWords takes from evidence as rows have it the lines that
// [WriteUpdatesCSV] wrote for the links of what is recorded, so that only the words
// are left and the links are not recorded twice.
func EvidenceWords(read tracker.Text, recorded *tracker.Update) tracker.Text {
	links := evidenceText(&tracker.Update{Evidence: recorded.Evidence})
	for _, lang := range tracker.Langs {
		if lines := links.In(lang); lines != "" {
			words := strings.TrimSuffix("\n"+read.In(lang), "\n"+lines)
			read = read.With(lang, strings.TrimPrefix(words, "\n"))
		}
	}
	return read
}

func outgoingText(t tracker.Text) tracker.Text {
	return tracker.Text{EN: outgoing(t.EN), FR: outgoing(t.FR)}
}
