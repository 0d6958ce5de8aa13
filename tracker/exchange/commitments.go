package exchange

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
)

// Commitments are what a file of OGP's commitment data holds.
type Commitments struct {
	Rows        int // read, those at fault too
	Commitments []benchmark.Commitment
	// Notes are values that could not be taken as they stand: each was read as
	// not given, or as the note says. OGP's sheet has them in every edition, so
	// they keep nothing else from being read.
	Notes []RowError
	// Faults keep the file from being read; where there is any, there are no
	// commitments.
	Faults []RowError
}

// The columns of OGP's commitment sheet that are read, beside those of the policy
// areas.
const (
	ogpID        = "Commitment Unique Identifier"
	ogpMember    = "Country/Locality"
	ogpCode      = "Code"
	ogpNational  = "National Or Local"
	ogpPlan      = "Action Plan ID"
	ogpPlanNo    = "Action Plan Number"
	ogpSubmitted = "Year Of Submission"
	ogpNumber    = "Commitment Number"
	ogpTitle     = "Commitment Title"
	ogpLead      = "Lead Institution"
	ogpStart     = "Start Date"
	ogpEnd       = "End Date"
	ogpURL       = "URL"
	ogpSpecific  = "Specificity"
	ogpVerify    = "Verifiable"
	ogpRelevant  = "_Relevant"
	ogpImpact    = "Potential Impact"
	ogpPotential = "Potential for Results"
	ogpMidterm   = "Completion (Progress Report)"
	ogpEndOfTerm = "Completion (End Of Term)"
	ogpOpened    = "Did It Open Government (Overall)"
	ogpEarly     = "Early Results"
)

// ogpRequired are the columns without which nothing can be computed.
var ogpRequired = []string{ogpID, ogpMember, ogpNational, ogpPlan, ogpMidterm, ogpEndOfTerm}

// ogpOptional are those that some editions of the sheet lack.
var ogpOptional = []string{ogpCode, ogpPlanNo, ogpSubmitted, ogpNumber, ogpTitle, ogpLead, ogpStart, ogpEnd, ogpURL, ogpSpecific, ogpVerify,
	ogpRelevant, ogpImpact, ogpPotential, ogpOpened, ogpEarly}

// ogpMissing are OGP's codes for what is not there: no data, not reviewed, not
// applicable.
var ogpMissing = []string{"", "ND", "NR", "NA", "N/A"}

// The values of OGP's codings, in lower case.
var (
	ogpAnswers = map[string]benchmark.Answer{"yes": benchmark.Yes, "no": benchmark.No, "1": benchmark.Yes, "0": benchmark.No}
	ogpDegrees = map[string]benchmark.Answer{"none": benchmark.No, "low": benchmark.No, "medium": benchmark.Yes, "high": benchmark.Yes}
	ogpImpacts = map[string]benchmark.PotentialImpact{"none": benchmark.ImpactNone, "minor": benchmark.ImpactMinor,
		"moderate": benchmark.ImpactModerate, "transformative": benchmark.ImpactTransformative}
	ogpPotentials = map[string]benchmark.Potential{"unclear": benchmark.PotentialUnclear, "modest": benchmark.PotentialModest,
		"substantial": benchmark.PotentialSubstantial}
	ogpCompletions = map[string]benchmark.Completion{"withdrawn": benchmark.CompletionWithdrawn, "unclear": benchmark.CompletionUnclear,
		"not started": benchmark.CompletionNotStarted, "limited": benchmark.CompletionLimited,
		"substantial": benchmark.CompletionSubstantial, "complete": benchmark.CompletionComplete, "completed": benchmark.CompletionComplete}
	ogpOpenings = map[string]benchmark.Opened{"worsens": benchmark.OpenedWorsens, "worsened": benchmark.OpenedWorsens,
		"did not change": benchmark.OpenedUnchanged, "marginal": benchmark.OpenedMarginal, "major": benchmark.OpenedMajor,
		"outstanding": benchmark.OpenedOutstanding, "no early results to report yet": benchmark.OpenedNotYet}
	ogpResults = map[string]benchmark.EarlyResults{"no notable results": benchmark.EarlyNone, "moderate": benchmark.EarlyModerate,
		"significant": benchmark.EarlySignificant}
)

// ReadCommitments reads OGP's commitment sheet, CSV or XLSX. Columns are found by
// name, wherever they stand and whatever else is there. What keeps a row from being
// told from others is a fault: no identifier, one that is there twice, no member. A
// value that is none of OGP's is a note.
func ReadCommitments(r io.Reader, workbook bool) Commitments {
	var in commitmentReader
	read := func(t *table) { in.read(t) }
	if workbook {
		readXLSX(r, &in.report, read)
	} else if t := csvTable(r, &in.report); t != nil {
		read(t)
	}
	if len(in.faults) > 0 {
		return Commitments{Rows: in.rows, Notes: in.notes.faults, Faults: in.faults}
	}
	return Commitments{Rows: in.rows, Commitments: in.commitments, Notes: in.notes.faults}
}

// commitmentReader reads one row after the other.
type commitmentReader struct {
	commitmentRow
	areas       []string // the policy areas that the sheet has columns for
	dates       dateReader
	rows        int // read so far
	commitments []benchmark.Commitment
}

func (r *commitmentReader) read(t *table) {
	if !r.placeColumns(t.header, ogpRequired, slices.Concat(ogpOptional, policyAreas)) {
		return
	}
	r.noteAbsent(ogpOptional)
	for _, name := range t.header {
		if name = oneLine(name); slices.Contains(policyAreas, name) {
			r.areas = append(r.areas, name)
		}
	}
	if len(r.areas) == 0 {
		r.notes.add(1, "", "exchange.ogp_no_areas")
	}
	r.dates.serial = t.serial
	firstRow := make(map[string]int)
	for row, cells := range t.rows {
		r.row, r.cells = row, cells
		before := len(r.faults)
		c := benchmark.Commitment{ID: r.required(ogpID), Member: r.required(ogpMember), Plan: r.required(ogpPlan)}
		if first, twice := firstRow[c.ID]; twice && c.ID != "" {
			r.add(row, ogpID, "exchange.ogp_twice", "value", shorten(c.ID), "row", first)
		} else {
			firstRow[c.ID] = row
		}
		if len(r.faults) > before {
			continue
		}
		r.describe(&c)
		r.assess(&c)
		r.commitments = append(r.commitments, c)
	}
	r.rows = t.count
	if len(r.commitments) == 0 && len(r.faults) == 0 {
		r.add(1, "", "exchange.ogp_no_commitment")
	}
}

// describe reads what a commitment is.
func (r *commitmentReader) describe(c *benchmark.Commitment) {
	c.National = strings.EqualFold(r.cell(ogpNational), "National")
	c.Country = r.country(c.Member, c.National)
	c.PlanNumber, c.Submitted = r.whole(ogpPlanNo), r.whole(ogpSubmitted)
	c.Number, c.Title, c.Lead, c.URL = r.cell(ogpNumber), r.cell(ogpTitle), r.cell(ogpLead), r.cell(ogpURL)
	start, end := r.cell(ogpStart), r.cell(ogpEnd)
	dayFirst := startsWithDay(start) || startsWithDay(end)
	c.Start = r.date(ogpStart, start, dayFirst, false)
	c.End = r.date(ogpEnd, end, dayFirst, true)
	for _, area := range r.areas {
		if coded(&r.commitmentRow, area, map[string]bool{"1": true, "0": false}) {
			c.PolicyAreas = append(c.PolicyAreas, area)
		}
	}
}

// country returns the code of a member that is a country. Of one that is not
// national, such as a city, only the name can tell.
func (r *commitmentReader) country(member string, national bool) string {
	code, known := country.Named(member)
	byCode, coded := country.FromISO3(r.cell(ogpCode))
	switch {
	case known && coded && code != byCode:
		r.notes.add(r.row, ogpCode, "exchange.ogp_code_differs", "value", shorten(r.cell(ogpCode)), "member", shorten(member), "code", code)
	case !known && coded:
		return byCode
	case !known && national:
		r.notes.add(r.row, ogpMember, "exchange.ogp_country_unknown", "value", shorten(member))
	}
	return code
}

// assess reads what the reviewers found.
func (r *commitmentReader) assess(c *benchmark.Commitment) {
	c.Verifiable = coded(&r.commitmentRow, ogpVerify, ogpAnswers)
	if degree := coded(&r.commitmentRow, ogpSpecific, ogpDegrees); c.Verifiable == "" {
		c.Verifiable = degree // as older reviews put it
	}
	c.Relevant = coded(&r.commitmentRow, ogpRelevant, ogpAnswers)
	c.Impact = coded(&r.commitmentRow, ogpImpact, ogpImpacts)
	c.Potential = coded(&r.commitmentRow, ogpPotential, ogpPotentials)
	c.Midterm = coded(&r.commitmentRow, ogpMidterm, ogpCompletions)
	c.EndOfTerm = coded(&r.commitmentRow, ogpEndOfTerm, ogpCompletions)
	c.Opened = coded(&r.commitmentRow, ogpOpened, ogpOpenings)
	c.Early = coded(&r.commitmentRow, ogpEarly, ogpResults)
}

// date reads a date, or notes that the text is none.
func (r *commitmentReader) date(column, text string, dayFirst, end bool) tracker.Date {
	if text == "" {
		return tracker.Date{}
	}
	d, year, ok := r.dates.read(text, dayFirst, end)
	switch {
	case !ok:
		r.notes.add(r.row, column, "exchange.ogp_date", "value", shorten(text))
	case year:
		r.notes.add(r.row, column, "exchange.ogp_year_as_date", "value", shorten(text), "year", strconv.Itoa(d.Year))
	}
	return d
}
