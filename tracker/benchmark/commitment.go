package benchmark

import "ogptracker/tracker"

// Commitment is one commitment of a plan in the Open Government Partnership, with
// what its Independent Reporting Mechanism (IRM) found. A finding that was not
// made, or not yet, is blank: unknown, never the lowest value.
type Commitment struct {
	ID       string `json:"id"`      // OGP's unique identifier, "CA0036"
	Member   string `json:"member"`  // as OGP names it, "Cote d'Ivoire"
	Country  string `json:"country"` // ISO 3166-1 alpha-2; blank where the member is no country
	National bool   `json:"national"`

	Plan       string       `json:"plan"` // OGP's identifier of the action plan, "AP_CAN03"
	PlanNumber int          `json:"plan_number"`
	Submitted  int          `json:"submitted"` // year in which the plan was; 0 where not given
	Number     string       `json:"number"`    // within the plan, as it numbers them
	Title      string       `json:"title"`
	Lead       string       `json:"lead"`
	Start      tracker.Date `json:"start"` // zero where not given as a date
	End        tracker.Date `json:"end"`
	// PolicyAreas are those OGP has tagged, by OGP's names in its order.
	PolicyAreas []string `json:"policy_areas"`
	URL         string   `json:"url"`

	Verifiable Answer          `json:"verifiable"`
	Relevant   Answer          `json:"relevant"` // to OGP's values; technology alone does not count
	Impact     PotentialImpact `json:"potential_impact"`
	Potential  Potential       `json:"potential_for_results"`
	Midterm    Completion      `json:"completion_progress_report"`
	EndOfTerm  Completion      `json:"completion_end_of_term"`
	Opened     Opened          `json:"opened_government"`
	Early      EarlyResults    `json:"early_results"`
}

// CommitmentSource is where recorded commitments are from.
type CommitmentSource struct {
	Source     tracker.Text `json:"source"` // who publishes them, as it asks to be credited
	SourceURL  string       `json:"source_url"`
	Licence    string       `json:"licence"`
	LicenceURL string       `json:"licence_url"`
	// Note is what a reader must know before comparing, such as that the commitments
	// are a sample.
	Note tracker.Text `json:"note"`
}

// Answer is yes, no, or blank where the question was not asked.
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// PotentialImpact is how far a commitment would change things if it were carried
// out, in reviews of plans up to about 2019.
type PotentialImpact string

// The steps of potential impact.
const (
	ImpactNone           PotentialImpact = "none"
	ImpactMinor          PotentialImpact = "minor"
	ImpactModerate       PotentialImpact = "moderate"
	ImpactTransformative PotentialImpact = "transformative"
)

// Potential is the potential for results, which took the place of potential impact
// in reviews of plans from 2020 on. The two scales do not translate.
type Potential string

// The steps of potential for results.
const (
	PotentialUnclear     Potential = "unclear"
	PotentialModest      Potential = "modest"
	PotentialSubstantial Potential = "substantial"
)

// Completion is how far a commitment was carried out, as the IRM assessed it.
type Completion string

// The values of completion. Withdrawn and unclear are findings, but no assessment
// of how far it was carried out.
const (
	CompletionWithdrawn   Completion = "withdrawn"
	CompletionUnclear     Completion = "unclear"
	CompletionNotStarted  Completion = "not_started"
	CompletionLimited     Completion = "limited"
	CompletionSubstantial Completion = "substantial"
	CompletionComplete    Completion = "complete"
)

// Assessed reports whether the value says how far a commitment was carried out.
func (c Completion) Assessed() bool {
	return c == CompletionNotStarted || c == CompletionLimited || c.High()
}

// High reports whether a commitment was substantially or fully carried out.
func (c Completion) High() bool { return c == CompletionSubstantial || c == CompletionComplete }

// Opened is whether a commitment opened government, in reviews of plans up to
// about 2019.
type Opened string

// The values of whether a commitment opened government.
const (
	OpenedNotYet      Opened = "no_results_yet"
	OpenedWorsens     Opened = "worsens"
	OpenedUnchanged   Opened = "did_not_change"
	OpenedMarginal    Opened = "marginal"
	OpenedMajor       Opened = "major"
	OpenedOutstanding Opened = "outstanding"
)

// EarlyResults took the place of [Opened] in reviews from about 2021 on.
type EarlyResults string

// The steps of early results.
const (
	EarlyNone        EarlyResults = "no_notable_results"
	EarlyModerate    EarlyResults = "moderate"
	EarlySignificant EarlyResults = "significant"
)

// View is which of the IRM's reports says how far a commitment was carried out.
type View string

// The views.
const (
	// EndOfTerm counts only what was assessed at the end of a plan.
	EndOfTerm View = "end_of_term"
	// WithProgress takes the progress report where the end of the term has no
	// code: more is assessed, but some of it halfway through its plan.
	WithProgress View = "with_progress_report"
)

// Completion returns what a view says of a commitment.
func (c *Commitment) Completion(v View) Completion {
	if c.EndOfTerm == "" && v == WithProgress {
		return c.Midterm
	}
	return c.EndOfTerm
}

// The ways in which a commitment can stand out. Each reports whether it does, and
// whether all that the rule asks for was assessed. OGP has published the same
// verdicts, which the rules were compared with (Starred, High Completion, High
// Ambition, High DIOG).

// starred applies a rule of OGP's stars: verifiable, relevant, of an impact among
// those given, and substantially or fully carried out.
func (c *Commitment) starred(v View, impacts ...PotentialImpact) (is, assessed bool) {
	done := c.Completion(v)
	assessed = c.Verifiable != "" && c.Relevant != "" && c.Impact != "" && done.Assessed()
	is = c.Verifiable == Yes && c.Relevant == Yes && done.High()
	hit := false
	for _, impact := range impacts {
		hit = hit || c.Impact == impact
	}
	return is && hit && assessed, assessed
}

// Starred2015 is the rule that OGP gave up in 2015: potential impact moderate or
// transformative.
func (c *Commitment) Starred2015(v View) (is, assessed bool) {
	return c.starred(v, ImpactModerate, ImpactTransformative)
}

// Starred is the current formula: potential impact transformative only.
func (c *Commitment) Starred(v View) (is, assessed bool) { return c.starred(v, ImpactTransformative) }

// Ambitious is OGP's high ambition, for plans whose potential impact was assessed:
// relevant, and of moderate or transformative impact.
func (c *Commitment) Ambitious() (is, assessed bool) {
	return c.Relevant == Yes && (c.Impact == ImpactModerate || c.Impact == ImpactTransformative), c.Impact != ""
}

// Promising is the like for later plans: a substantial potential for results.
func (c *Commitment) Promising() (is, assessed bool) {
	return c.Potential == PotentialSubstantial, c.Potential != ""
}

// StrongEarlyResults are government opened in a major or outstanding way, or
// significant early results, whichever scale the review used.
func (c *Commitment) StrongEarlyResults() (is, assessed bool) {
	return c.Opened == OpenedMajor || c.Opened == OpenedOutstanding || c.Early == EarlySignificant,
		c.Opened != "" || c.Early != ""
}
