package view

import (
	"fmt"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Sheets is the page that lists the plans whose reports an account can fill in as a
// spreadsheet.
type Sheets struct{ Plans []Link }

// SheetsPage lists them.
func SheetsPage(l *locale.Locale, account *tracker.Account, plans []tracker.Plan) *Page {
	page := workPage(l, account, "sheets", Links.Sheets)
	page.Title = l.T("work.sheet.title")
	data := &Sheets{}
	for i := range plans {
		data.Plans = append(data.Plans, Link{Href: page.Links().Sheet(plans[i].ID), Label: textOf(l, plans[i].Title).plain()})
	}
	page.Data = data
	return page
}

// Sheet is the page of a plan's workbooks: to download one, and to upload it again.
type Sheet struct {
	Plan         Text
	Download     string // address
	Period       Input
	Organization Input
	Upload       string // address
	File         Input
	Errors       FormErrors
	// Faults are what is wrong with a file that was refused as a whole.
	Faults []SheetFault
	More   string // that there are more faults than shown
}

// SheetFault is one fault of a file.
type SheetFault struct{ Row, Column, Message string }

// SheetInput is what the page needs.
type SheetInput struct {
	Plan    *tracker.Plan
	Periods []tracker.Period
	Period  tracker.Period // that is offered first
	Choices []tracker.Organization
	// All offers every organization at once.
	All    bool
	Error  string // of the file
	Faults []SheetFault
	More   int // faults beyond those
}

// SheetPage offers a plan's workbooks.
func SheetPage(l *locale.Locale, account *tracker.Account, in SheetInput) *Page {
	page := workPage(l, account, "sheet", func(k Links) string { return k.Sheet(in.Plan.ID) })
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Sheets(), Label: l.T("work.sheet.title")})
	page.Title = l.T("work.sheet.of", "plan", textOf(l, in.Plan.Short).plain())
	w := WordsOf(l.Lang())
	data := &Sheet{
		Plan: textOf(l, in.Plan.Title), Download: k.Workbook(in.Plan.ID, "", ""), Upload: k.Sheet(in.Plan.ID),
		Period:       Input{ID: "period", Name: w.Period, Type: "select", Label: l.T("work.sheet.period")},
		Organization: Input{ID: "organization", Name: w.Organization, Type: "select", Label: l.T("work.sheet.organization")},
		File: Input{ID: "file", Type: "file", Label: l.T("work.sheet.file"), Hint: l.T("work.sheet.file.hint"), Error: in.Error,
			Accept: ".xlsx,.csv"},
		Faults: in.Faults, More: moreFaults(l, in.More),
	}
	for _, p := range in.Periods {
		data.Period.Options = append(data.Period.Options, Option{Value: string(p), Label: l.Month(p), Selected: p == in.Period})
	}
	if in.All {
		data.Organization.Options = append(data.Organization.Options, Option{Label: l.T("work.sheet.organization.all"), Selected: true})
	}
	for _, o := range in.Choices {
		data.Organization.Options = append(data.Organization.Options, Option{Value: o.Code, Label: textOf(l, o.Name).plain()})
	}
	data.Errors = errorsOf(l, "", data.File)
	page.Data = data
	return page
}

func moreFaults(l *locale.Locale, n int) string {
	if n == 0 {
		return ""
	}
	return l.N("work.sheet.faults.more", n)
}

// FaultOf says what is wrong with a file, in the reader's words.
func FaultOf(l *locale.Locale, row int, column, key string, args map[string]any) SheetFault {
	f := SheetFault{Column: clean(column), Message: clean(l.Message(key, args))}
	if row > 0 {
		f.Row = fmt.Sprint(row)
	}
	return f
}

// UploadPreview is the page that shows every change of an uploaded file before
// anything is saved.
type UploadPreview struct {
	Title   string
	Plan    Text
	Period  string // blank for a file of several
	Action  string
	Back    string // to upload another file
	Errors  FormErrors
	Stale   bool // that others wrote since the page was shown
	Counts  []string
	Faults  []SheetFault
	More    string
	Rows    []UploadRow
	Hidden  []Hidden
	Buttons []UploadButton
}

// UploadButton is one way to confirm.
type UploadButton struct {
	Value, Label string
	Quiet        bool
}

// UploadRow is one report that the file changes.
type UploadRow struct {
	ID           string
	Code         string
	Title        Text
	Organization string
	Period       string
	Place        string // the row in the file
	Note         string // that a draft waits, or was handed in
	Cells        []UploadCell
	Owed         []string // what is still needed before it is published
}

// UploadCell is one value of the file beside what is recorded.
type UploadCell struct {
	Label string
	// State says how it stands: "New", "Changed"; Class is its code.
	State, Class string
	Diff         WordDiff
	// Was and Is are the values of a choice.
	Was, Is string
	// Choices are the three values of a conflict.
	Choices []UploadChoice
	Name    string // of the choice
	Error   string
}

// UploadChoice is one of the values of a conflict.
type UploadChoice struct {
	ID, Value, Label, Text string
	Lang                   tracker.Lang
	Checked                bool
}

// UploadInput is what the preview needs.
type UploadInput struct {
	Record *tracker.Record
	Upload *tracker.Upload
	Period tracker.Period
	Rows   []UploadLine
	// Same is how many rows say nothing new, and Missing how many did not come back.
	Same, Missing int
	Faults        []SheetFault
	More          int
	Seen          string // names the state that the page shows
	Then          []string
	Stale         bool
	Asked         bool // a choice was left open
}

// UploadLine is one row with its cells lined up.
type UploadLine struct {
	Place  int
	Now    tracker.ReportRow
	Cells  []tracker.Cell
	Owed   []tracker.Owed
	Name   func(field string) string // under which a choice is sent
	Chosen func(field string) tracker.Choice
}

// UploadPage previews an upload.
func UploadPage(l *locale.Locale, account *tracker.Account, in UploadInput) *Page {
	page := uploadPage(l, account, "upload", in.Record, in.Upload)
	k := page.Links()
	data := &UploadPreview{
		Title: page.Title, Plan: textOf(l, in.Record.Plan.Title), Action: page.Path, Back: k.Sheet(in.Record.Plan.ID), Stale: in.Stale,
		Faults: in.Faults, More: moreFaults(l, in.More), Hidden: []Hidden{{"seen", in.Seen}},
	}
	if in.Period != "" {
		data.Period = l.Month(in.Period)
	}
	conflicts := 0
	for _, line := range in.Rows {
		row := uploadRow(l, in.Record, line, in.Asked)
		for _, c := range row.Cells {
			if c.Choices != nil {
				conflicts++
			}
			if c.Error != "" {
				data.Errors.Items = append(data.Errors.Items, Link{Href: "#" + c.Choices[0].ID, Label: row.Code + " – " + c.Label + ": " + c.Error})
			}
		}
		data.Rows = append(data.Rows, row)
	}
	if n := len(data.Errors.Items); n > 0 {
		data.Errors.Title = l.N("work.form.errors", n)
	}
	for _, count := range []struct {
		key string
		n   int
	}{
		{"work.sheet.count.changed", len(in.Rows)}, {"work.sheet.count.conflict", conflicts}, {"work.sheet.count.fault", len(in.Faults) + in.More},
		{"work.sheet.count.same", in.Same}, {"work.sheet.count.missing", in.Missing},
	} {
		if count.n > 0 {
			data.Counts = append(data.Counts, l.N(count.key, count.n))
		}
	}
	if len(in.Rows) > 0 {
		for i, then := range in.Then {
			data.Buttons = append(data.Buttons, UploadButton{Value: then, Label: l.T("work.sheet.then." + then), Quiet: i > 0})
		}
	}
	page.Data = data
	return page
}

func uploadPage(l *locale.Locale, account *tracker.Account, template string, rec *tracker.Record, u *tracker.Upload) *Page {
	page := workPage(l, account, template, func(k Links) string { return k.Upload(rec.Plan.ID, u.ID) })
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Sheets(), Label: l.T("work.sheet.title")},
		Link{Href: k.Sheet(rec.Plan.ID), Label: textOf(l, rec.Plan.Short).plain()})
	page.Title = l.T("work.sheet.preview", "file", shorten(clean(u.Name), 80))
	return page
}

func uploadRow(l *locale.Locale, rec *tracker.Record, line UploadLine, asked bool) UploadRow {
	key := line.Now.Key
	row := UploadRow{
		ID: Anchor(key.Leaf + " " + string(key.Period) + " " + key.Organization), Code: key.Leaf, Title: textOf(l, line.Now.Leaf.Title),
		Organization: reporterName(l, rec, key.Organization), Period: l.Month(key.Period),
	}
	if line.Place > 0 {
		row.Place = l.T("work.sheet.place", "row", fmt.Sprint(line.Place))
	}
	if d := line.Now.Draft; d != nil {
		row.Note = l.T("work.sheet.draft." + string(d.State))
	}
	for _, c := range line.Cells {
		if c.State == tracker.CellSame {
			continue
		}
		row.Cells = append(row.Cells, uploadCell(l, line, c, asked))
	}
	for _, o := range line.Owed {
		row.Owed = append(row.Owed, owedName(l, o))
	}
	return row
}

// owedName names what is still owed, by its column.
func owedName(l *locale.Locale, o tracker.Owed) string {
	name := string(o.Field)
	if o.Lang != "" {
		name += "_" + string(o.Lang)
	}
	return l.T("work.sheet.column." + name)
}

func uploadCell(l *locale.Locale, line UploadLine, c tracker.Cell, asked bool) UploadCell {
	out := UploadCell{Label: l.T("work.sheet.column." + c.Name), State: l.T("work.sheet.state." + string(c.State)), Class: string(c.State), Name: line.Name(c.Name)}
	lang := tracker.FieldLang(c.Name)
	from, to := c.Theirs, c.Mine
	if c.State == tracker.CellTheirs {
		from, to = c.Base, c.Theirs
	}
	switch {
	case c.State == tracker.CellConflict:
		chosen := line.Chosen(c.Name)
		for _, choice := range tracker.Choices {
			value := map[tracker.Choice]string{tracker.ChooseMine: c.Mine, tracker.ChooseTheirs: c.Theirs, tracker.ChooseOriginal: c.Base}[choice]
			o := UploadChoice{ID: out.Name + "-" + string(choice), Value: string(choice), Label: l.T("work.sheet.choice." + string(choice)),
				Text: cellText(l, c.Name, value), Checked: chosen == choice}
			if value != "" && lang != l.Lang() {
				o.Lang = lang
			}
			out.Choices = append(out.Choices, o)
		}
		if asked && chosen == "" {
			out.Error = l.T("work.sheet.choose")
		}
	case lang == "":
		out.Was, out.Is = cellText(l, c.Name, from), cellText(l, c.Name, to)
	default:
		out.Diff = diffOf(l, lang, from, to)
	}
	return out
}

// cellText is a value as a page shows it.
func cellText(l *locale.Locale, name, value string) string {
	switch {
	case value == "":
		return l.T("work.sheet.empty")
	case name == tracker.FieldStatus:
		return statusLabel(l, tracker.Level(value))
	case name == tracker.FieldRisk:
		return l.Risk(tracker.Risk(value))
	}
	return clean(value)
}

// UploadResult is the page that says what became of an upload.
type UploadResult struct {
	Title  string
	Plan   Text
	Groups []UploadGroup
	Back   string
	Public string // address of the plan, where something was published
	All    string // address of the plan's updates in the work area
}

// UploadGroup are the reports of which the same became.
type UploadGroup struct {
	Title string
	Rows  []UploadOutcome
}

// UploadOutcome is one report and what it still needs.
type UploadOutcome struct {
	Code         string
	Title        Text
	Organization string
	Owed         []string
	Write        string // address of its form, blank for what is published
}

// UploadOutcomeInput is one report that was saved.
type UploadOutcomeInput struct {
	Key tracker.DraftKey
	// What became of it: "published", "submitted", "draft", "kept" for one that could
	// not be published since somebody else published meanwhile.
	What string
	Owed []tracker.Owed
}

// UploadedPage says what became of an upload.
func UploadedPage(l *locale.Locale, account *tracker.Account, rec *tracker.Record, u *tracker.Upload, rows []UploadOutcomeInput) *Page {
	page := uploadPage(l, account, "uploaded", rec, u)
	k := page.Links()
	titles := map[string]tracker.Text{}
	for _, leaf := range rec.Plan.Leaves() {
		titles[leaf.Code] = leaf.Title
	}
	data := &UploadResult{Title: page.Title, Plan: textOf(l, rec.Plan.Title), Back: k.Sheet(rec.Plan.ID), All: k.Updates(rec.Plan.ID)}
	for _, what := range []string{"published", "submitted", "draft", "kept"} {
		g := UploadGroup{}
		for _, r := range rows {
			if r.What != what {
				continue
			}
			o := UploadOutcome{Code: r.Key.Leaf, Title: textOf(l, titles[r.Key.Leaf]), Organization: reporterName(l, rec, r.Key.Organization)}
			for _, owed := range r.Owed {
				o.Owed = append(o.Owed, owedName(l, owed))
			}
			if what != "published" {
				o.Write = k.Update(r.Key)
			}
			g.Rows = append(g.Rows, o)
		}
		if n := len(g.Rows); n > 0 {
			g.Title = l.N("work.sheet.done."+what, n)
			data.Groups = append(data.Groups, g)
		}
		if what == "published" && len(g.Rows) > 0 {
			data.Public = k.Plan(rec.Plan.ID)
		}
	}
	page.Data = data
	return page
}
