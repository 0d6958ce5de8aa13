package review

import (
	"slices"
	"unicode/utf8"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// Review is an independent review of a plan, against one of its editions.
type Review struct {
	Plan string `json:"plan"`
	// Edition is the number of the edition that is reviewed, and SHA256 its hash.
	Edition int    `json:"edition"`
	SHA256  string `json:"sha256"`
	// Reviewer is who reviews, as the review is to be cited: an institution.
	Reviewer        tracker.Text `json:"reviewer"`
	Findings        tracker.Text `json:"findings"`        // on the plan as a whole
	Recommendations tracker.Text `json:"recommendations"` // likewise
	Reply           tracker.Text `json:"reply"`           // of the government, to the whole
	// Illustrative is set where the review is made up to show the program.
	Illustrative bool `json:"illustrative,omitempty"`
	// Assessments are of the edition's commitments, in its order.
	Assessments []Assessment `json:"assessments"`
}

// Assessment is what a reviewer found of one commitment.
type Assessment struct {
	Commitment string `json:"commitment"` // code
	Codes
	// Findings, recommendations and the notes on evidence may be in one language while
	// the other follows.
	Findings        tracker.Text `json:"findings"`
	Recommendations tracker.Text `json:"recommendations"`
	EvidenceNotes   tracker.Text `json:"evidence_notes"`
	Reply           tracker.Text `json:"reply"` // of the government
}

// State is where a review stands.
type State string

// The states of a review, in the order in which it goes through them.
const (
	Draft   State = "draft"   // the reviewer writes; nobody else sees it
	Final   State = "final"   // the reviewer is done; the government may reply
	Replied State = "replied" // the government is done too
	Frozen  State = "frozen"  // both are in a review edition
)

// TextMost bounds each text, in characters.
const TextMost = 20000

// Of returns the assessment of a commitment, nil for none.
func (r *Review) Of(commitment string) *Assessment {
	i := slices.IndexFunc(r.Assessments, func(a Assessment) bool { return a.Commitment == commitment })
	if i < 0 {
		return nil
	}
	return &r.Assessments[i]
}

// Assess returns the assessment of a commitment of the plan to be written on. One that
// there was not is put in its place.
func (r *Review) Assess(p *tracker.Plan, commitment string) *Assessment {
	if r.Of(commitment) == nil {
		at := slices.IndexFunc(r.Assessments, func(a Assessment) bool { return place(p, a.Commitment) > place(p, commitment) })
		if at < 0 {
			at = len(r.Assessments)
		}
		r.Assessments = slices.Insert(r.Assessments, at, Assessment{Commitment: commitment})
	}
	return r.Of(commitment)
}

// Unanswered returns the commitments of the plan to which the government has not
// replied, by code.
func (r *Review) Unanswered(p *tracker.Plan) []string {
	var codes []string
	for i := range p.Commitments {
		if a := r.Of(p.Commitments[i].Code); a == nil || a.Reply.IsZero() {
			codes = append(codes, p.Commitments[i].Code)
		}
	}
	return codes
}

// Completion returns how far a commitment was carried out, as the reviewer found it;
// blank where that was not assessed.
func (r *Review) Completion(commitment string) benchmark.Completion {
	if a := r.Of(commitment); a != nil {
		return a.Completion
	}
	return ""
}

// New begins a review of an edition of a plan: every commitment, nothing answered.
func New(p *tracker.Plan, edition int, sha256 string) *Review {
	r := &Review{Plan: p.ID, Edition: edition, SHA256: sha256, Illustrative: p.Illustrative}
	for i := range p.Commitments {
		r.Assessments = append(r.Assessments, Assessment{Commitment: p.Commitments[i].Code})
	}
	return r
}

// Check returns what keeps a review from being kept, even as a draft: answers that there
// are not or that the plan's year does not ask for, commitments that the plan does not
// have or that are there twice, texts that are too long.
func (r *Review) Check(p *tracker.Plan) []tracker.Problem {
	var problems []tracker.Problem
	add := func(item, field, code string, args map[string]any) {
		problems = append(problems, tracker.Problem{Item: item, Field: field, Code: "problem." + code, Args: args})
	}
	long := func(item, field string, t tracker.Text) {
		for _, lang := range tracker.Langs {
			if n := utf8.RuneCountInString(t.In(lang)); n > TextMost {
				add(item, field+"_"+string(lang), "text_too_long", map[string]any{"n": n, "most": TextMost})
			}
		}
	}
	long("", "reviewer", r.Reviewer)
	long("", "findings", r.Findings)
	long("", "recommendations", r.Recommendations)
	long("", "reply", r.Reply)
	asked := Variables(p)
	seen := map[string]bool{}
	for i := range r.Assessments {
		a := &r.Assessments[i]
		if p.Commitment(a.Commitment) == nil || seen[a.Commitment] {
			add(a.Commitment, "commitment", "review_commitment", nil)
			continue
		}
		seen[a.Commitment] = true
		long(a.Commitment, "findings", a.Findings)
		long(a.Commitment, "recommendations", a.Recommendations)
		long(a.Commitment, "evidence_notes", a.EvidenceNotes)
		long(a.Commitment, "reply", a.Reply)
		for _, v := range allVariables {
			for _, q := range Questions(v) {
				value := a.Answer(q)
				if value != "" && (!slices.Contains(asked, v) || !slices.Contains(values[v], value)) {
					add(a.Commitment, string(v), "choice", map[string]any{"value": value})
				}
			}
		}
	}
	slices.SortStableFunc(problems, func(x, y tracker.Problem) int {
		return place(p, x.Item) - place(p, y.Item)
	})
	return problems
}

// place orders problems by the plan: what is of no commitment first.
func place(p *tracker.Plan, code string) int {
	return slices.IndexFunc(p.Commitments, func(c tracker.Commitment) bool { return c.Code == code })
}

// Owed returns what a review lacks to be final: who reviews, and of each commitment an
// answer to every variable that the plan's year asks for and findings in one language
// at least. Nothing need be answered of a commitment that was withdrawn.
func (r *Review) Owed(p *tracker.Plan) []tracker.Problem {
	var problems []tracker.Problem
	add := func(item, field, code string) {
		problems = append(problems, tracker.Problem{Item: item, Field: field, Code: "problem." + code})
	}
	if r.Reviewer.IsZero() {
		add("", "reviewer", "reviewer_missing")
	}
	for i := range p.Commitments {
		code := p.Commitments[i].Code
		a := r.Of(code)
		if a == nil {
			a = &Assessment{}
		}
		if string(a.Completion) == string(tracker.Withdrawn) {
			continue
		}
		for _, v := range Variables(p) {
			if slices.Contains(a.answers(v), "") {
				add(code, string(v), "review_answer_missing")
			}
		}
		if a.Findings.IsZero() {
			add(code, "findings", "review_findings_missing")
		}
	}
	return problems
}

// Follows returns the languages in which some of an assessment's texts wait for their
// translation.
func (a *Assessment) Follows() []tracker.Lang {
	return follows(a.Findings, a.Recommendations, a.EvidenceNotes, a.Reply)
}

// Follows is [Assessment.Follows] for the plan as a whole.
func (r *Review) Follows() []tracker.Lang {
	return follows(r.Reviewer, r.Findings, r.Recommendations, r.Reply)
}

func follows(texts ...tracker.Text) []tracker.Lang {
	var langs []tracker.Lang
	for _, lang := range tracker.Langs {
		if slices.ContainsFunc(texts, func(t tracker.Text) bool { return slices.Contains(t.Missing(), lang) }) {
			langs = append(langs, lang)
		}
	}
	return langs
}
