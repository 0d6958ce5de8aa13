package exchange

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/review"
	"ogptracker/tracker/trackertest"
)

// reviewHeader is the header of OGP's sheet as far as a review reads it.
var reviewHeader = []string{ogpID, ogpMember, ogpCode, ogpNational, ogpPlan, ogpPlanNo, ogpNumber, ogpSpecific, ogpVerify, ogpAccess, ogpParticipation,
	ogpAccountability, ogpTechnology, ogpImpact, ogpPotential, ogpMidterm, ogpEndOfTerm, ogpOpened, ogpEarly}

func reviewRow(changes map[string]string) []string {
	row := map[string]string{ogpID: "CA0001", ogpMember: "Canada", ogpCode: "CAN", ogpNational: "National", ogpPlan: "AP_CAN03", ogpPlanNo: "3", ogpNumber: "1",
		ogpSpecific: "Medium", ogpVerify: "Yes", ogpAccess: "1", ogpParticipation: "0", ogpAccountability: "0", ogpTechnology: "1", ogpImpact: "Minor",
		ogpPotential: "ND", ogpMidterm: "Limited", ogpEndOfTerm: "Substantial", ogpOpened: "Marginal", ogpEarly: "ND"}
	for column, text := range changes {
		row[column] = text
	}
	cells := make([]string, len(reviewHeader))
	for i, name := range reviewHeader {
		cells[i] = row[name]
	}
	return cells
}

func TestReadReviewSheet(t *testing.T) {
	whole := review.Codes{Specificity: review.DegreeMedium, Access: benchmark.Yes, Participation: benchmark.No, Accountability: benchmark.No, Technology: benchmark.Yes,
		PotentialImpact: benchmark.ImpactMinor, Completion: benchmark.CompletionSubstantial, Opened: benchmark.OpenedMarginal}
	halfway := whole
	halfway.Completion, halfway.Opened = benchmark.CompletionLimited, ""
	later := review.Codes{Verifiable: benchmark.Yes, Access: benchmark.Yes, Participation: benchmark.No, Accountability: benchmark.No, Technology: benchmark.Yes,
		Potential: benchmark.PotentialSubstantial, Completion: review.CompletionNoEvidence, EarlyResults: benchmark.EarlySignificant}
	notYet := whole
	notYet.Opened = ""
	plan := func(change func(*tracker.Plan)) *tracker.Plan {
		p := trackertest.Plan()
		change(&p)
		return &p
	}
	asItIs := plan(func(*tracker.Plan) {})
	unidentified := plan(func(p *tracker.Plan) {
		p.OGPID = ""
		for i := range p.Commitments {
			p.Commitments[i].OGPID = ""
		}
	})
	other := map[string]string{ogpID: "FR0001", ogpMember: "France", ogpCode: "FRA", ogpPlan: "AP_FRA03"}
	for _, c := range []struct {
		name    string
		plan    *tracker.Plan
		halfway bool
		rows    [][]string
		want    review.Codes // of the first commitment
		rowsOf  int
		notes   []string
		faults  []string
	}{
		{"by identifier, among others", asItIs, false, [][]string{reviewRow(other), reviewRow(nil)}, whole, 1, nil, nil},
		{"by number", unidentified, false, [][]string{reviewRow(map[string]string{ogpPlanNo: "2"}), reviewRow(nil)}, whole, 1, nil, nil},
		{"by code of the country", unidentified, false, [][]string{reviewRow(map[string]string{ogpMember: "The Great North"})}, whole, 1, nil, nil},
		{"halfway", asItIs, true, [][]string{reviewRow(nil)}, halfway, 1, nil, nil},
		{"a later plan", plan(func(p *tracker.Plan) { p.Start = tracker.MustDate("2022-09-01") }), false, [][]string{reviewRow(map[string]string{
			ogpSpecific: "NA", ogpPotential: "substantial", ogpImpact: "ND", ogpEndOfTerm: "No evidence available", ogpOpened: "ND", ogpEarly: "Significant"})}, later, 1, nil, nil},
		{"no results yet", asItIs, false, [][]string{reviewRow(map[string]string{ogpOpened: "No early results to report yet"})}, notYet, 1,
			[]string{"2 Did It Open Government (Overall) review_not_yet"}, nil},
		{"values that are none", asItIs, false, [][]string{reviewRow(map[string]string{ogpEndOfTerm: "Nearly", ogpAccess: "perhaps"})}, review.Codes{}, 1, nil,
			[]string{"2 OGP Value Access To Information value_unknown", "2 Completion (End Of Term) value_unknown"}},
		{"a commitment that is not there", asItIs, false, [][]string{reviewRow(map[string]string{ogpID: "CA0099", ogpNumber: "99"})}, review.Codes{}, 1, nil,
			[]string{"2 Commitment Number value_unknown"}},
		{"a commitment twice", asItIs, false, [][]string{reviewRow(nil), reviewRow(map[string]string{ogpID: ""})}, review.Codes{}, 2, nil,
			[]string{"3 Commitment Unique Identifier ogp_twice"}},
		{"another's rows alone", asItIs, false, [][]string{reviewRow(other)}, review.Codes{}, 0, nil, []string{"0  review_no_row"}},
	} {
		read := ReadReviewSheet(bytes.NewReader(ogpSheet(t, slices.Concat([][]string{reviewHeader}, c.rows)...)), false, c.plan, c.halfway)
		sameFaults(t, c.name, read.Faults, c.faults...)
		sameFaults(t, c.name, read.Notes, c.notes...)
		if read.Rows != c.rowsOf {
			t.Errorf("%s: %d rows", c.name, read.Rows)
		}
		if len(c.faults) > 0 {
			if read.Review.Assessments != nil {
				t.Errorf("%s: answers in spite of faults", c.name)
			}
			continue
		}
		if a := read.Review.Of(c.plan.Commitments[0].Code); a == nil || a.Codes != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, a, c.want)
		}
		if problems := read.Review.Check(c.plan); len(problems) > 0 {
			t.Errorf("%s: %+v", c.name, problems)
		}
	}

	read := ReadReviewSheet(bytes.NewReader(ogpSheet(t, []string{"URL"}, []string{"x"})), false, asItIs, false)
	sameFaults(t, "columns", read.Faults, "1 Commitment Unique Identifier column_missing", "1 Completion (End Of Term) column_missing")
	read = ReadReviewSheet(bytes.NewReader(ogpSheet(t, []string{ogpID, ogpEndOfTerm}, []string{"CA0001", "Complete"})), false, asItIs, false)
	sameFaults(t, "few columns", read.Faults)
	sameFaults(t, "few columns", read.Notes, "1  ogp_columns_missing")
	if a := read.Review.Assessments; len(a) != 1 || a[0].Codes != (review.Codes{Completion: benchmark.CompletionComplete}) {
		t.Errorf("few columns: %+v", a)
	}
}

// TestReviewSheetKnowsEveryAnswer holds that each answer to each variable can be written
// in OGP's sheet.
func TestReviewSheetKnowsEveryAnswer(t *testing.T) {
	for _, v := range []review.Variable{review.Specificity, review.Verifiable, review.Relevance, review.PotentialImpact, review.Potential, review.Completion, review.Opened, review.EarlyResults} {
		for _, q := range review.Questions(v) {
			for _, value := range review.Values(v) {
				found := false
				for _, known := range ogpReview[q].values {
					found = found || known == value
				}
				if !found {
					t.Errorf("%+v: no text is %q", q, value)
				}
			}
		}
	}
}

const reviewYAML = `plan: ca-3
edition: 1
reviewer: {en: An institute}
findings: {fr: Dans l’ensemble.}
assessments:
  - commitment: C01
    specificity: high
    completion: limited
    findings: {en: Some., fr: Un peu.}
`

func TestReadReview(t *testing.T) {
	p := trackertest.Plan()
	of := review.New(&p, 1, "ab")
	text := strings.ReplaceAll(reviewYAML, "C01", p.Commitments[0].Code)
	for _, c := range []struct {
		name, old, new string
		faults         []string
	}{
		{"as it is", "", "", nil},
		{"another plan", "plan: ca-3", "plan: ca-4", []string{"1 plan value_unknown"}},
		{"another edition", "edition: 1", "edition: 2", []string{"2 edition value_unknown"}},
		{"another hash", "edition: 1", "sha256: cd", []string{"2 sha256 value_unknown"}},
		{"no such answer", "limited", "nearly", []string{"8 assessments[0].completion value_unknown"}},
		{"an answer of later plans", "specificity: high", "verifiable: \"yes\"", []string{"6 assessments[0].verifiable problem.choice"}},
		{"no such commitment", "commitment: ", "commitment: X", []string{"6 assessments[0].commitment problem.review_commitment"}},
		{"no such field", "specificity", "specific", []string{"7 assessments[0].specific field_unknown"}},
	} {
		read, err := ReadReview(strings.NewReader(strings.Replace(text, c.old, c.new, 1)), &p, of)
		if err != nil {
			t.Fatal(err)
		}
		sameFaults(t, c.name, read.Faults, c.faults...)
		if len(c.faults) > 0 {
			if !reflect.DeepEqual(read.Review, review.Review{}) {
				t.Errorf("%s: %+v in spite of faults", c.name, read.Review)
			}
			continue
		}
		if a := read.Review.Of(p.Commitments[0].Code); read.Rows != 1 || a == nil || a.Specificity != review.DegreeHigh || a.Findings.FR != "Un peu." || read.Review.Reviewer.EN != "An institute" {
			t.Errorf("%s: %+v", c.name, read)
		}
	}
}

func FuzzReadReview(f *testing.F) {
	p := trackertest.Plan()
	of := review.New(&p, 1, "ab")
	f.Add([]byte(strings.ReplaceAll(reviewYAML, "C01", p.Commitments[0].Code)))
	whole, err := json.Marshal(of)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Fuzz(func(t *testing.T, file []byte) {
		read, err := ReadReview(bytes.NewReader(file), &p, of)
		if err != nil {
			t.Fatal(err)
		}
		checkTaken(t, &read, &p, of)
	})
}

func FuzzReadReviewSheet(f *testing.F) {
	p := trackertest.Plan()
	of := review.New(&p, 1, "ab")
	f.Add(ogpSheet(f, reviewHeader, reviewRow(nil), reviewRow(map[string]string{ogpID: "", ogpNumber: "2"})), false)
	f.Add(ogpSheet(f, reviewHeader, reviewRow(map[string]string{ogpOpened: "No early results to report yet"})), true)
	f.Fuzz(func(t *testing.T, file []byte, halfway bool) {
		read := ReadReviewSheet(bytes.NewReader(file), false, &p, halfway)
		checkTaken(t, &read, &p, of)
	})
}

// checkTaken holds that what was read may be kept in a review.
func checkTaken(t *testing.T, read *ReviewFile, p *tracker.Plan, of *review.Review) {
	t.Helper()
	if len(read.Faults) > 0 {
		return
	}
	out, taken := of.Take(&read.Review)
	if n := taken.Added + taken.Changed + taken.Unchanged; n != len(read.Review.Assessments) {
		t.Fatalf("%+v of %d assessments", taken, len(read.Review.Assessments))
	}
	if problems := out.Check(p); len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
}
