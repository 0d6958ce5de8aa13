package tracker

import "time"

// UpdateRules are a plan's own rules for what an update must say.
type UpdateRules struct {
	// ChallengesFor lists the levels at which challenges must be described, as
	// Canada's sixth plan asks for not started and limited.
	ChallengesFor []Level `json:"challenges_for,omitempty"`
	// EvidenceFor lists the levels at which evidence must be given.
	EvidenceFor []Level `json:"evidence_for,omitempty"`
}

// Update is what was reported for a leaf in a reporting period. A published
// update is never changed; a correction is a new update that names it.
type Update struct {
	ID         int64      `json:"id"`
	Leaf       string     `json:"leaf"` // code of the leaf
	Period     Period     `json:"period"`
	Status     Level      `json:"status"`
	Progress   Text       `json:"progress"`
	Challenges Text       `json:"challenges"`
	Risk       Risk       `json:"risk,omitempty"`
	EvidenceIn Text       `json:"evidence_text"` // evidence in words, as Canada's rows have it
	Evidence   []Evidence `json:"evidence,omitempty"`
	// Organization reported it: the owner organization's code.
	Organization string `json:"organization,omitempty"`
	Author       string `json:"author,omitempty"` // shown to those signed in only
	// PublishedAt is the instant from which the update counts, in UTC.
	PublishedAt time.Time `json:"published_at"`
	Replaces    int64     `json:"replaces,omitempty"` // the update it corrects, 0 for none
	// Portal keeps the portal's own bookkeeping, so that rows that came in go
	// out again the same.
	Portal *PortalRecord `json:"portal,omitempty"`
}

// PortalRecord is the bookkeeping of the federal portal on one row, verbatim.
type PortalRecord struct {
	Created  string `json:"record_created,omitempty"`
	Modified string `json:"record_modified,omitempty"`
	User     string `json:"user_modified,omitempty"`
	OrgTitle string `json:"owner_org_title,omitempty"`
}

// HasEvidence reports whether the update carries at least one piece of evidence.
func (u *Update) HasEvidence() bool { return len(u.Evidence) > 0 || !u.EvidenceIn.IsZero() }

// Risk is the kind of a challenge, as the field tells them apart.
type Risk string

// The kinds of challenge.
const (
	RiskPeople Risk = "people"
	RiskRisks  Risk = "risks"
	RiskChange Risk = "change"
)

// Event is something that happened in the plan's process: a meeting of the
// forum, a consultation, a published response. OGP's participation standards and
// clocks are judged from events.
type Event struct {
	Kind  EventKind `json:"kind"`
	On    Date      `json:"on"`
	Until Date      `json:"until"` // last day of something that lasts, else zero
	Title Text      `json:"title"`
	Note  Text      `json:"note"`
	URL   string    `json:"url,omitempty"`
}

// EventKind is what kind of thing happened.
type EventKind string

// The kinds of event.
const (
	ForumMeeting        EventKind = "forum_meeting"         // the multi-stakeholder forum met
	ForumRules          EventKind = "forum_rules"           // the forum's rules were published
	CocreationTimeline  EventKind = "cocreation_timeline"   // the timeline of co-creation was published
	CocreationStart     EventKind = "cocreation_start"      // co-creation started
	Consultation        EventKind = "consultation"          // people were consulted
	ReasonedResponse    EventKind = "reasoned_response"     // the response to contributions was published
	CivilSocietyMeeting EventKind = "civil_society_meeting" // a meeting with civil society on implementation
	RepositoryUpdate    EventKind = "repository_update"     // the evidence repository was updated
	CommentPeriod       EventKind = "comment_period"        // public comment on the self-assessment
	CommentSummary      EventKind = "comment_summary"       // the summary of comments was published
	SelfAssessmentMid   EventKind = "self_assessment_mid"   // mid-term self-assessment published
	SelfAssessmentEnd   EventKind = "self_assessment_end"   // end-of-term self-assessment published
	IndependentProduct  EventKind = "independent_product"   // a report of the independent mechanism came out
	PlanSubmitted       EventKind = "plan_submitted"        // the plan was submitted to OGP
)

// Recommendation is one recommendation of the last independent review, and what
// was done about it.
type Recommendation struct {
	Number   int    `json:"number"`
	Text     Text   `json:"text"`
	Response Text   `json:"response"` // what was done about it; blank when nothing is recorded
	Level    Level  `json:"level,omitempty"`
	Source   string `json:"source,omitempty"` // the review it comes from
}

// Record is everything recorded about one plan: what the rules work on.
type Record struct {
	Jurisdiction    Jurisdiction     `json:"jurisdiction"`
	Plan            Plan             `json:"plan"`
	Organizations   []Organization   `json:"organizations"`
	Updates         []Update         `json:"updates"` // published ones, by leaf, then by time of publication
	Events          []Event          `json:"events,omitempty"`
	Recommendations []Recommendation `json:"recommendations,omitempty"`
	// NextPlanStart is the start of the plan that follows, zero when there is none yet.
	NextPlanStart Date `json:"next_plan_start"`
	// Conclusion is the closing chapter of the plan's report.
	Conclusion Text `json:"conclusion"`
	// Links says of the links of the evidence whether anybody answers there, of those
	// that were checked, by address.
	Links []LinkCheck `json:"links,omitempty"`
}

// Organization returns the organization with a code. One that is not recorded
// goes by its code in both languages.
func (r *Record) Organization(code string) Organization {
	for _, o := range r.Organizations {
		if o.Code == code {
			return o
		}
	}
	return Organization{Code: code, Name: Text{EN: code, FR: code}, Kind: Department}
}
