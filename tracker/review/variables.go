package review

import (
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// Variable is one of the questions that a reviewer answers of a commitment.
type Variable string

// The variables, in the order in which they are asked.
const (
	Specificity     Variable = "specificity" // older plans; medium and high count as verifiable
	Verifiable      Variable = "verifiable"
	Relevance       Variable = "relevance"        // to OGP's values, one answer each
	PotentialImpact Variable = "potential_impact" // plans up to 2019
	Potential       Variable = "potential"        // potential for results, plans from 2020 on
	Completion      Variable = "completion"
	Opened          Variable = "opened"        // did it open government, plans up to 2020
	EarlyResults    Variable = "early_results" // plans from 2021 on
)

// Every lists them.
var Every = []Variable{Specificity, Verifiable, Relevance, PotentialImpact, Potential, Completion, Opened, EarlyResults}

// allVariables are those of all years, in that order.
var allVariables = []Variable{Specificity, Verifiable, Relevance, PotentialImpact, Potential, Completion, Opened, EarlyResults}

// The years, by a plan's start, from which a variable took the place of another. OGP's
// rules give 2020 for the potential for results and 2021 for early results. For
// specificity they give none: 2017 is from when on OGP's sheet has it no longer.
const (
	verifiableFrom   = 2017
	potentialFrom    = 2020
	earlyResultsFrom = 2021
)

// Variables returns the variables of a plan, by the year in which it starts. A plan
// without a start is taken for a new one.
func Variables(p *tracker.Plan) []Variable {
	year := p.Start.Year
	if p.Start.IsZero() {
		year = earlyResultsFrom
	}
	pick := func(from int, older, newer Variable) Variable {
		if year < from {
			return older
		}
		return newer
	}
	return []Variable{
		pick(verifiableFrom, Specificity, Verifiable),
		Relevance,
		pick(potentialFrom, PotentialImpact, Potential),
		Completion,
		pick(earlyResultsFrom, Opened, EarlyResults),
	}
}

// Degree is a step of specificity.
type Degree string

// The steps of specificity.
const (
	DegreeNone   Degree = "none"
	DegreeLow    Degree = "low"
	DegreeMedium Degree = "medium"
	DegreeHigh   Degree = "high"
)

// Codes are a reviewer's answers. A blank one was not given: unknown, never the lowest
// value.
type Codes struct {
	Specificity    Degree           `json:"specificity,omitempty"`
	Verifiable     benchmark.Answer `json:"verifiable,omitempty"`
	Access         benchmark.Answer `json:"access_to_information,omitempty"`
	Participation  benchmark.Answer `json:"civic_participation,omitempty"`
	Accountability benchmark.Answer `json:"public_accountability,omitempty"`
	// Technology is noted, but technology alone makes no commitment relevant.
	Technology      benchmark.Answer          `json:"technology,omitempty"`
	PotentialImpact benchmark.PotentialImpact `json:"potential_impact,omitempty"`
	Potential       benchmark.Potential       `json:"potential_for_results,omitempty"`
	Completion      benchmark.Completion      `json:"completion,omitempty"`
	Opened          benchmark.Opened          `json:"opened_government,omitempty"`
	EarlyResults    benchmark.EarlyResults    `json:"early_results,omitempty"`
}

// CompletionNoEvidence is a finding too: there was nothing to judge completion by. It is
// no assessment of how far the commitment was carried out.
const CompletionNoEvidence benchmark.Completion = "no_evidence"

// values are the answers to each variable, from the lowest step up; relevance has the
// same for each value.
var values = map[Variable][]string{
	Specificity:     {string(DegreeNone), string(DegreeLow), string(DegreeMedium), string(DegreeHigh)},
	Verifiable:      {string(benchmark.No), string(benchmark.Yes)},
	Relevance:       {string(benchmark.No), string(benchmark.Yes)},
	PotentialImpact: {string(benchmark.ImpactNone), string(benchmark.ImpactMinor), string(benchmark.ImpactModerate), string(benchmark.ImpactTransformative)},
	Potential:       {string(benchmark.PotentialUnclear), string(benchmark.PotentialModest), string(benchmark.PotentialSubstantial)},
	Completion: {string(benchmark.CompletionWithdrawn), string(benchmark.CompletionUnclear), string(CompletionNoEvidence), string(benchmark.CompletionNotStarted),
		string(benchmark.CompletionLimited), string(benchmark.CompletionSubstantial), string(benchmark.CompletionComplete)},
	Opened: {string(benchmark.OpenedWorsens), string(benchmark.OpenedUnchanged), string(benchmark.OpenedMarginal), string(benchmark.OpenedMajor),
		string(benchmark.OpenedOutstanding)},
	EarlyResults: {string(benchmark.EarlyNone), string(benchmark.EarlyModerate), string(benchmark.EarlySignificant)},
}

// Values returns the answers that there are to a variable.
func Values(v Variable) []string { return slices.Clone(values[v]) }

// Served is one of the values that a commitment may serve.
type Served string

// The values of the Open Government Partnership, each asked of for itself. Technology is
// noted too, but technology alone makes no commitment relevant.
const (
	Access         Served = "access"
	Participation  Served = "participation"
	Accountability Served = "accountability"
	Technology     Served = "technology"
)

// Question is one that a reviewer answers with one of [Values]: a variable, or of
// relevance one of the values that may be served.
type Question struct {
	Variable Variable
	Served   Served // of [Relevance] only
}

// Questions returns the questions that a variable asks, in order.
func Questions(v Variable) []Question {
	if v != Relevance {
		return []Question{{Variable: v}}
	}
	return []Question{{v, Access}, {v, Participation}, {v, Accountability}, {v, Technology}}
}

// field returns where the answer to a question is kept, by what reads and what writes it.
func (c *Codes) field(q Question) (get func() string, set func(string)) {
	switch q {
	case Question{Variable: Specificity}:
		return accessors(&c.Specificity)
	case Question{Variable: Verifiable}:
		return accessors(&c.Verifiable)
	case Question{Relevance, Access}:
		return accessors(&c.Access)
	case Question{Relevance, Participation}:
		return accessors(&c.Participation)
	case Question{Relevance, Accountability}:
		return accessors(&c.Accountability)
	case Question{Relevance, Technology}:
		return accessors(&c.Technology)
	case Question{Variable: PotentialImpact}:
		return accessors(&c.PotentialImpact)
	case Question{Variable: Potential}:
		return accessors(&c.Potential)
	case Question{Variable: Completion}:
		return accessors(&c.Completion)
	case Question{Variable: Opened}:
		return accessors(&c.Opened)
	case Question{Variable: EarlyResults}:
		return accessors(&c.EarlyResults)
	}
	return func() string { return "" }, func(string) {}
}

func accessors[T ~string](at *T) (get func() string, set func(string)) {
	return func() string { return string(*at) }, func(s string) { *at = T(s) }
}

// Answer returns the answer to a question, blank for none.
func (c *Codes) Answer(q Question) string {
	get, _ := c.field(q)
	return get()
}

// SetAnswer answers a question. Whether there is such an answer, [Review.Check] says.
func (c *Codes) SetAnswer(q Question, answer string) {
	_, set := c.field(q)
	set(answer)
}

// answers returns what was answered to a variable, one answer for each value of OGP's
// for relevance, technology apart.
func (c *Codes) answers(v Variable) []string {
	var out []string
	for _, q := range Questions(v) {
		if q.Served != Technology {
			out = append(out, c.Answer(q))
		}
	}
	return out
}

// IsVerifiable returns whether the commitment can be verified; blank where nothing was
// answered. An older plan's is verifiable from medium specificity on.
func (c *Codes) IsVerifiable() benchmark.Answer {
	switch c.Specificity {
	case DegreeMedium, DegreeHigh:
		return benchmark.Yes
	case DegreeNone, DegreeLow:
		return benchmark.No
	}
	return c.Verifiable
}

// IsRelevant returns whether the commitment serves one of OGP's values; blank where
// none was answered with yes and not all with no.
func (c *Codes) IsRelevant() benchmark.Answer {
	all := c.answers(Relevance)
	switch {
	case slices.Contains(all, string(benchmark.Yes)):
		return benchmark.Yes
	case slices.Contains(all, ""):
		return ""
	}
	return benchmark.No
}

// IsHigh returns whether the commitment was substantially or fully carried out; blank
// where it was not assessed.
func (c *Codes) IsHigh() benchmark.Answer {
	if !c.Completion.Assessed() {
		return ""
	}
	return answer(c.Completion.High())
}

// HasStrongResults returns whether early results are strong: a major or outstanding
// change, or significant early results; blank where that was not assessed.
func (c *Codes) HasStrongResults() benchmark.Answer {
	is, assessed := (&benchmark.Commitment{Opened: c.Opened, Early: c.EarlyResults}).StrongEarlyResults()
	if !assessed {
		return ""
	}
	return answer(is)
}

func answer(yes bool) benchmark.Answer {
	if yes {
		return benchmark.Yes
	}
	return benchmark.No
}
