package exchange

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/country"
	"ogptracker/tracker/review"
)

// ReviewFile is what a file says of the independent review of a plan.
type ReviewFile struct {
	Rows int // that are of the plan, those at fault too
	// Review holds what the file says; what is blank in it, the file does not say.
	// Where there are faults, it says nothing.
	Review review.Review
	Notes  []RowError // values that were not taken, see [Commitments.Notes]
	Faults []RowError
}

// The columns of OGP's commitment sheet that only a review needs.
const (
	ogpAccess         = "OGP Value Access To Information"
	ogpParticipation  = "OGP Value Civic Participation"
	ogpAccountability = "OGP Value Public Accountability"
	ogpTechnology     = "OGP Value Technology"
)

// ogpColumn is the column of an answer with the texts that it knows, in lower case.
type ogpColumn struct {
	column string
	values map[string]string
}

// ogpReview is where OGP's sheet has a reviewer's answers. How far a commitment was
// carried out stands in two columns, see [ReadReviewSheet].
var ogpReview = map[review.Question]ogpColumn{
	{Variable: review.Specificity}: {ogpSpecific, map[string]string{"none": string(review.DegreeNone), "low": string(review.DegreeLow),
		"medium": string(review.DegreeMedium), "high": string(review.DegreeHigh)}},
	{Variable: review.Verifiable}:                               {ogpVerify, asTexts(ogpAnswers)},
	{Variable: review.Relevance, Served: review.Access}:         {ogpAccess, asTexts(ogpAnswers)},
	{Variable: review.Relevance, Served: review.Participation}:  {ogpParticipation, asTexts(ogpAnswers)},
	{Variable: review.Relevance, Served: review.Accountability}: {ogpAccountability, asTexts(ogpAnswers)},
	{Variable: review.Relevance, Served: review.Technology}:     {ogpTechnology, asTexts(ogpAnswers)},
	{Variable: review.PotentialImpact}:                          {ogpImpact, asTexts(ogpImpacts)},
	{Variable: review.Potential}:                                {ogpPotential, asTexts(ogpPotentials)},
	{Variable: review.Completion}:                               {ogpEndOfTerm, withNoEvidence(asTexts(ogpCompletions))},
	{Variable: review.Opened}:                                   {ogpOpened, asTexts(ogpOpenings)},
	{Variable: review.EarlyResults}:                             {ogpEarly, asTexts(ogpResults)},
}

func asTexts[T ~string](values map[string]T) map[string]string {
	out := make(map[string]string, len(values))
	for text, value := range values {
		out[text] = string(value)
	}
	return out
}

func withNoEvidence(values map[string]string) map[string]string {
	values["no evidence available"] = string(review.CompletionNoEvidence)
	return values
}

// ReadReviewSheet reads a reviewer's answers on a plan from OGP's commitment sheet, CSV
// or XLSX, with the columns and the codes for what is missing that [ReadCommitments]
// knows. Rows of other plans are passed over.
//
// A row is a commitment's that has its OGP identifier. Else it is the plan's where it
// has the plan's OGP identifier, or the plan's country and number, and a commitment's by
// its number; one that is then no commitment's is a fault, as are two of one commitment
// and a value that is none of OGP's. Only what the plan's year asks for is read.
//
// Halfway, completion is what the progress report found, and results are not asked for
// yet; else it is what was found at the end of the term.
func ReadReviewSheet(r io.Reader, workbook bool, p *tracker.Plan, halfway bool) ReviewFile {
	in := reviewReader{plan: p, asked: map[review.Question]ogpColumn{}}
	for _, v := range review.Variables(p) {
		if halfway && (v == review.Opened || v == review.EarlyResults) {
			continue
		}
		for _, q := range review.Questions(v) {
			answer := ogpReview[q]
			if halfway && v == review.Completion {
				answer.column = ogpMidterm
			}
			in.asked[q] = answer
			in.order = append(in.order, q)
		}
	}
	read := func(t *table) { in.read(t) }
	if workbook {
		readXLSX(r, &in.report, read)
	} else if t := csvTable(r, &in.report); t != nil {
		read(t)
	}
	if len(in.faults) > 0 {
		return ReviewFile{Rows: in.rows, Notes: in.notes.faults, Faults: in.faults}
	}
	return ReviewFile{Rows: in.rows, Review: review.Review{Plan: p.ID, Assessments: in.found}, Notes: in.notes.faults}
}

// reviewReader reads one row after the other.
type reviewReader struct {
	commitmentRow
	plan  *tracker.Plan
	asked map[review.Question]ogpColumn
	order []review.Question
	rows  int
	found []review.Assessment
}

func (r *reviewReader) read(t *table) {
	var answers []string
	for _, q := range r.order {
		answers = append(answers, r.asked[q].column)
	}
	completion := r.asked[review.Question{Variable: review.Completion}].column
	if !r.placeColumns(t.header, []string{ogpID, completion}, slices.Concat(answers, []string{ogpMember, ogpCode, ogpNational, ogpPlan, ogpPlanNo, ogpNumber})) {
		return
	}
	r.noteAbsent(answers)
	firstRow := make(map[string]int)
	for row, cells := range t.rows {
		r.row, r.cells = row, cells
		code, ours := r.commitment()
		if !ours {
			continue
		}
		r.rows++
		if code == "" {
			continue
		}
		if first, twice := firstRow[code]; twice {
			r.add(row, ogpID, "exchange.ogp_twice", "value", code, "row", first)
			continue
		}
		firstRow[code] = row
		r.found = append(r.found, review.Assessment{Commitment: code, Codes: r.codes()})
	}
	if r.rows == 0 && len(r.faults) == 0 {
		r.add(0, "", "exchange.review_no_row", "plan", r.plan.ID)
	}
}

// commitment returns the code of the row's commitment, and whether the row is the
// plan's. Of one that is, and of no commitment, it reports that.
func (r *reviewReader) commitment() (code string, ours bool) {
	id, number := r.cell(ogpID), r.cell(ogpNumber)
	known := make([]string, len(r.plan.Commitments))
	for i := range r.plan.Commitments {
		c := &r.plan.Commitments[i]
		if id != "" && id == c.OGPID {
			return c.Code, true
		}
		known[i] = strconv.Itoa(c.Number)
		if number != "" && (number == known[i] || number == c.Code) {
			code = c.Code
		}
	}
	if !r.isOfPlan() {
		return "", false
	}
	if code == "" {
		r.add(r.row, ogpNumber, "exchange.value_unknown", "value", shorten(number), "expected", strings.Join(known, ", "))
	}
	return code, true
}

// isOfPlan reports whether the row is of the plan by OGP's identifier of it, or by the
// country and the plan's number.
func (r *reviewReader) isOfPlan() bool {
	if r.plan.OGPID != "" && r.cell(ogpPlan) != "" {
		return r.cell(ogpPlan) == r.plan.OGPID
	}
	if !strings.EqualFold(r.cell(ogpNational), "National") || r.cell(ogpPlanNo) != strconv.Itoa(r.plan.Number) {
		return false
	}
	code, found := country.Named(r.cell(ogpMember))
	if !found {
		code, found = country.FromISO3(r.cell(ogpCode))
	}
	return found && code == r.plan.Jurisdiction
}

// codes reads a row's answers, and reports those that are none.
func (r *reviewReader) codes() review.Codes {
	var codes review.Codes
	for _, q := range r.order {
		from := r.asked[q]
		text := r.cell(from.column)
		value, known := from.values[strings.ToLower(text)]
		switch {
		case text == "":
		case !known:
			r.add(r.row, from.column, "exchange.value_unknown", "value", shorten(text), "expected", choices(from.values))
		case value == string(benchmark.OpenedNotYet):
			r.notes.add(r.row, from.column, "exchange.review_not_yet", "value", shorten(text))
		default:
			codes.SetAnswer(q, value)
		}
	}
	return codes
}
