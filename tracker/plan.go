package tracker

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Jurisdiction is a government that has action plans.
type Jurisdiction struct {
	Code  string            `json:"code"`            // "CA"; ISO 3166-1 alpha-2 for countries, 3166-2 below
	Level JurisdictionLevel `json:"level"`           // national, provincial, municipal
	Name  Text              `json:"name"`            // "Canada"
	Since int               `json:"since,omitempty"` // year it joined OGP, 0 when not recorded
}

// JurisdictionLevel is a tier of government; OGP calls the lower two OGP Local.
type JurisdictionLevel string

// The tiers of government.
const (
	National   JurisdictionLevel = "national"
	Provincial JurisdictionLevel = "provincial" // province or territory
	Municipal  JurisdictionLevel = "municipal"
)

// Organization leads or supports commitments: a department, or a partner from
// civil society.
type Organization struct {
	Code string           `json:"code"` // the portal's identifier, "tbs-sct"
	Name Text             `json:"name"`
	Kind OrganizationKind `json:"kind"`
}

// OrganizationKind tells departments from partners.
type OrganizationKind string

// The kinds of organization.
const (
	Department   OrganizationKind = "department"
	CivilSociety OrganizationKind = "civil_society"
	OtherPartner OrganizationKind = "other"
)

// Publication is who publishes a contributor's update.
type Publication string

// The publication policies.
const (
	Direct   Publication = "direct"   // published at once, coordinators are told
	Approval Publication = "approval" // a coordinator publishes
)

// Plan is one national (or local) action plan with everything it promises.
type Plan struct {
	ID           string      `json:"id"` // "ca-3": jurisdiction and number, see [PlanID]
	Jurisdiction string      `json:"jurisdiction"`
	Number       int         `json:"number"`
	Title        Text        `json:"title"`
	Short        Text        `json:"short"` // "Third plan, 2016–18": where the title does not fit
	Summary      Text        `json:"summary"`
	Background   Text        `json:"background"` // introduction of its report: why the plan exists, who made it
	Start        Date        `json:"start"`
	End          Date        `json:"end"`
	CycleYears   int         `json:"cycle_years"`      // 2 or 4
	OGPID        string      `json:"ogp_id,omitempty"` // OGP's identifier, "AP_CAN03"
	Source       string      `json:"source,omitempty"` // address of the published plan
	TimeZone     string      `json:"time_zone"`        // IANA name; a day begins and ends here
	Publication  Publication `json:"publication"`
	Rules        UpdateRules `json:"rules"`
	Periods      []Period    `json:"periods"` // in order of time
	Themes       []Theme     `json:"themes"`
	Promised     int         `json:"promised,omitempty"` // number of commitments, where only the record of the plan is kept
	// Illustrative is set where what is reported is made up to show the program;
	// every page and report of the plan then says so.
	Illustrative bool `json:"illustrative,omitempty"`
	// Draft is set while the plan is being prepared: nobody but its coordinators sees
	// it, and nothing is reported on it.
	Draft       bool         `json:"draft,omitempty"`
	Commitments []Commitment `json:"commitments"`
}

// PlanID returns the identifier of a jurisdiction's plan, "ca-3".
func PlanID(jurisdiction string, number int) string {
	return strings.ToLower(jurisdiction) + "-" + strconv.Itoa(number)
}

// Location returns the zone in which the plan's days begin and end, UTC when
// none is named.
func (p *Plan) Location() *time.Location {
	if loc, ok := zones.Load(p.TimeZone); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		return time.UTC
	}
	zones.Store(p.TimeZone, loc)
	return loc
}

// zones keeps the zones that were found, since finding one takes as long as a
// page's other dates together. Only names that are zones are kept.
var zones sync.Map

// Today returns the day on which now falls where the plan lives.
func (p *Plan) Today(now time.Time) Date { return DateOf(now.In(p.Location())) }

// HomeLocation returns the zone of what concerns no plan: that of the home
// jurisdiction's newest plan, of any jurisdiction's where no home is named. The
// plans come newest first.
func HomeLocation(plans []Plan, home string) *time.Location {
	for i := range plans {
		if home == "" || plans[i].Jurisdiction == home {
			return plans[i].Location()
		}
	}
	return time.UTC
}

// Commitment returns the commitment with a code, or nil.
func (p *Plan) Commitment(code string) *Commitment {
	for i := range p.Commitments {
		if p.Commitments[i].Code == code {
			return &p.Commitments[i]
		}
	}
	return nil
}

// Theme returns the theme with a code, or the zero Theme.
func (p *Plan) Theme(code string) Theme {
	for _, t := range p.Themes {
		if t.Code == code {
			return t
		}
	}
	return Theme{}
}

// Leaf is an item that updates attach to: an indicator, a milestone that has no
// indicators, or a commitment that has no milestones.
type Leaf struct {
	*Item
	Commitment *Commitment
	Milestone  *Milestone // nil when the commitment itself is the leaf
	Indicator  *Indicator // nil when the milestone or commitment is the leaf
}

// Leaves returns the plan's leaves in the order of the plan.
func (p *Plan) Leaves() []Leaf {
	var leaves []Leaf
	for i := range p.Commitments {
		c := &p.Commitments[i]
		if len(c.Milestones) == 0 {
			leaves = append(leaves, Leaf{Item: &c.Item, Commitment: c})
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			if len(m.Indicators) == 0 {
				leaves = append(leaves, Leaf{Item: &m.Item, Commitment: c, Milestone: m})
			}
			for k := range m.Indicators {
				in := &m.Indicators[k]
				leaves = append(leaves, Leaf{Item: &in.Item, Commitment: c, Milestone: m, Indicator: in})
			}
		}
	}
	return leaves
}

// Part returns the commitment, milestone or indicator with a code, beside what it
// belongs to, or nil. Only a leaf among them is reported on.
func (p *Plan) Part(code string) *Leaf {
	for i := range p.Commitments {
		c := &p.Commitments[i]
		if c.Code == code {
			return &Leaf{Item: &c.Item, Commitment: c}
		}
		for j := range c.Milestones {
			m := &c.Milestones[j]
			if m.Code == code {
				return &Leaf{Item: &m.Item, Commitment: c, Milestone: m}
			}
			for k := range m.Indicators {
				if in := &m.Indicators[k]; in.Code == code {
					return &Leaf{Item: &in.Item, Commitment: c, Milestone: m, Indicator: in}
				}
			}
		}
	}
	return nil
}

// Theme groups commitments, as Canada's three streams do: open data, open
// information, open dialogue.
type Theme struct {
	Code string `json:"code"`
	Name Text   `json:"name"`
}

// Period is a reporting period, named by its last month as Canada's tracker
// names it: "2018-06".
type Period string

// ParsePeriod reads "2018-06".
func ParsePeriod(s string) (Period, error) {
	if _, err := time.Parse("2006-01", s); err != nil {
		return "", fmt.Errorf("%q is not a reporting period as 2018-06", s)
	}
	return Period(s), nil
}

// End returns the last day of the period.
func (p Period) End() Date {
	t, err := time.Parse("2006-01", string(p))
	if err != nil {
		return Date{}
	}
	return MonthEnd(t.Year(), t.Month())
}

// Item is what commitments, milestones and indicators have in common.
type Item struct {
	Code        string   `json:"code"` // opaque, unique in its plan: "C05.2.01"
	Title       Text     `json:"title"`
	Description Text     `json:"description"`
	Weight      float64  `json:"weight"`               // share among its siblings, > 0; [DefaultWeight] unless given
	Leads       []string `json:"leads,omitempty"`      // organization codes
	Supporting  []string `json:"supporting,omitempty"` // organization codes, government and partners
	Deadline    Deadline `json:"deadline"`
}

// DefaultWeight is the weight of an item that was given none. Whoever reads or
// keeps items puts it in with [Item.Weigh] or [Plan.Weigh], so that no file and no page says 0.
const DefaultWeight = 1

// Weigh gives an item without a weight the default one.
func (i *Item) Weigh() {
	if i.Weight == 0 {
		i.Weight = DefaultWeight
	}
}

// Weigh gives every item of a plan that has no weight the default one.
func (p *Plan) Weigh() { p.eachItem((*Item).Weigh) }

// Commitment is one promise of a plan, with the fields that OGP's template and
// Canada's plans give it.
type Commitment struct {
	Item
	Number         int         `json:"number"` // place in the plan, from 1
	OGPID          string      `json:"ogp_id,omitempty"`
	Theme          string      `json:"theme,omitempty"`
	Problem        Text        `json:"problem"`   // the problem and its causes
	Objective      Text        `json:"objective"` // what shall be different
	Actions        Text        `json:"actions"`   // what will be done
	Results        Text        `json:"results"`   // expected results
	Values         Values      `json:"values"`
	PolicyAreas    []Text      `json:"policy_areas,omitempty"`
	Resources      Text        `json:"resources"`      // budget or other resources
	RelatedPlans   Text        `json:"related_plans"`  // other plans and SDGs it serves
	NonGovernment  Text        `json:"non_government"` // non-government stakeholders, in words
	Start          Date        `json:"start"`
	End            Date        `json:"end"`
	Contact        Contact     `json:"contact"`
	WithdrawReason Text        `json:"withdraw_reason"` // why it was withdrawn, when it was
	Stated         *Stated     `json:"stated,omitempty"`
	WhatChanged    Text        `json:"what_changed"` // results in the world, told apart from activities
	NextSteps      Text        `json:"next_steps"`
	Milestones     []Milestone `json:"milestones,omitempty"`
}

// Values says in words how a commitment serves each of OGP's values; blank where
// it does not.
type Values struct {
	AccessToInformation  Text `json:"access_to_information"`
	CivicParticipation   Text `json:"civic_participation"`
	PublicAccountability Text `json:"public_accountability"`
}

// Contact is the public contact named for a commitment.
type Contact struct {
	Name         string `json:"name,omitempty"`
	Title        Text   `json:"title"` // title or team
	Organization string `json:"organization,omitempty"`
	Email        string `json:"email,omitempty"`
}

// Stated is a level that a coordinator states instead of the computed one, with
// the published reason. Both are shown.
type Stated struct {
	Level  Level `json:"level"`
	Reason Text  `json:"reason"`
	On     Date  `json:"on"`
}

// Milestone is a step of a commitment.
type Milestone struct {
	Item
	ExpectedOutput Text        `json:"expected_output"`
	Indicators     []Indicator `json:"indicators,omitempty"`
}

// Indicator is what a milestone is measured by.
type Indicator struct {
	Item
	Baseline Text `json:"baseline"`
	Target   Text `json:"target"`
	Actual   Text `json:"actual"` // latest actual value
	ActualOn Date `json:"actual_on"`
	// S4D is Canada's flag of the same name: the indicator is also one of its
	// Summit for Democracy commitments.
	S4D bool `json:"s4d,omitempty"`
}
