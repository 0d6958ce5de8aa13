package view

import (
	"strconv"

	"ogptracker/tracker"
)

// SheetWords are the words in the addresses of the spreadsheets.
type SheetWords struct {
	Spreadsheet, Workbook string // in paths of the work area
	Period                string // in queries
}

var sheetWords = map[tracker.Lang]SheetWords{
	tracker.EN: {Spreadsheet: "spreadsheet", Workbook: "workbook.xlsx", Period: "period"},
	tracker.FR: {Spreadsheet: "tableur", Workbook: "classeur.xlsx", Period: "periode"},
}

// Sheets lists the plans whose reports can be filled in as a spreadsheet.
func (k Links) Sheets() string { return k.Work(k.words().Spreadsheet) }

// Sheet is where a plan's workbooks are downloaded and uploaded.
func (k Links) Sheet(plan string) string { return k.Work(k.words().Spreadsheet, plan) }

// Workbook is the workbook of a period, of one organization or of all.
func (k Links) Workbook(plan string, period tracker.Period, organization string) string {
	w := k.words()
	return query(k.Work(w.Spreadsheet, plan, w.Workbook), w.Period, string(period), w.Organization, organization)
}

// Upload is the preview of an uploaded file, and what became of it.
func (k Links) Upload(plan string, id int64) string {
	return k.Work(k.words().Spreadsheet, plan, strconv.FormatInt(id, 10))
}
