package tracker

import "time"

// Assessment is every figure of one plan as of one day. Pages, reports, exports
// and editions all show an Assessment, so they cannot disagree. [Assess]
// computes it.
type Assessment struct {
	Record *Record `json:"-"`
	AsOf   Date    `json:"as_of"`
	Rules  string  `json:"rules"` // RulesVersion
	Figures
	// Elapsed is the share of the plan's days that have passed, 0 to 1.
	Elapsed     Ratio             `json:"elapsed"`
	Commitments []CommitmentState `json:"commitments"` // in the plan's order
	Leaves      []LeafState       `json:"leaves"`      // in the plan's order
	Earned      EarnedValue       `json:"earned_value"`
	BurnUp      []BurnPoint       `json:"burn_up"` // one a reporting period's end, the whole plan
	Clocks      []Clock           `json:"clocks"`
	Flags       []Flag            `json:"flags"`
	// LatestAt is when the newest update that counts was published; zero when
	// nothing was.
	LatestAt time.Time `json:"latest_at"`
}

// Figures are what the roll-up gives for a plan, a commitment or a milestone
// (rules v1, 2). W is a leaf's effective weight: the product of its normalised
// weights along the path; all W sum to 1.
type Figures struct {
	Coverage Ratio `json:"coverage"` // sum of W over known leaves, 0 to 1
	Lower    Ratio `json:"lower"`    // sum of W x points over known leaves
	Upper    Ratio `json:"upper"`    // Lower + 1 - Coverage
	Progress Ratio `json:"progress"` // Lower / Coverage; no value when nothing is known
	Level    Level `json:"level"`
	Leaves   int   `json:"leaves"` // leaves that count: not withdrawn
	Known    int   `json:"known"`  // of those, with a published level
}

// BoundsOnly reports whether only the bounds may be shown: all that was reported
// is complete, but something is unreported, so a point would read 100 %.
func (f Figures) BoundsOnly() bool {
	return 0 < f.Known && f.Known < f.Leaves && f.Lower.Cmp(f.Coverage) == 0
}

// CommitmentState is where a commitment stands.
type CommitmentState struct {
	*Commitment `json:"-"`
	Code        string `json:"code"`
	Figures
	Weight      Ratio            `json:"weight"` // effective weight in the plan; 0 when withdrawn
	Milestones  []MilestoneState `json:"milestones,omitempty"`
	First, Last int              `json:"-"`           // its leaves are Assessment.Leaves[First:Last]
	LastUpdate  Date             `json:"last_update"` // of its leaves, zero when none
}

// MilestoneState is where a milestone stands.
type MilestoneState struct {
	*Milestone `json:"-"`
	Code       string `json:"code"`
	Figures
	First, Last int `json:"-"` // its leaves are Assessment.Leaves[First:Last]
}

// LeafState is where a leaf stands.
type LeafState struct {
	Leaf     `json:"-"`
	Code     string   `json:"code"`
	Weight   Ratio    `json:"weight"` // effective weight W in the plan; 0 when withdrawn
	Status   Level    `json:"status"` // NoEvidence when nothing is published
	Latest   *Update  `json:"latest,omitempty"`
	Schedule Schedule `json:"schedule"`
	// History holds, for each reporting period of the plan that had ended or was
	// reported by the day, the update that counts for it, or nil.
	History []PeriodUpdate `json:"-"`
	// Updates are all published by the day, newest first, corrections included.
	Updates []*Update `json:"-"`
	Flags   []Flag    `json:"-"`
}

// PeriodUpdate is the update that counts for a period, nil when none does.
type PeriodUpdate struct {
	Period Period
	Update *Update
}

// Level returns what was reported, NoEvidence when nothing was.
func (p PeriodUpdate) Level() Level {
	if p.Update == nil {
		return NoEvidence
	}
	return p.Update.Status
}

// ScheduleState is where a leaf stands against its deadline.
type ScheduleState string

// The states of a schedule.
const (
	OnTime        ScheduleState = "complete_on_time"
	CompleteLate  ScheduleState = "complete_late" // first continuous completion after the original date
	Overdue       ScheduleState = "overdue"       // past the current date, not complete
	DueSoon       ScheduleState = "due_soon"      // due within 90 days
	Scheduled     ScheduleState = "scheduled"
	RecurringDue  ScheduleState = "recurring" // recurring, with no end named
	NoDate        ScheduleState = "undated"
	OffSchedule   ScheduleState = "withdrawn"
	CompleteNoDue ScheduleState = "complete_undated" // complete, and there was no date to keep
)

// DueSoonDays is how near a deadline must be to be called due soon.
const DueSoonDays = 90

// Schedule is a leaf's deadline as of a day.
type Schedule struct {
	State       ScheduleState `json:"state"`
	Original    Date          `json:"original"`
	Current     Date          `json:"current"`
	CompletedOn Date          `json:"completed_on"` // first day of the completion that still holds
	// Days counts from the day to the current date: positive when it lies ahead,
	// negative when it has passed, 0 when there is none. For a leaf completed it
	// counts from the completion to the original date.
	Days int `json:"days"`
	// Slippage is the current date minus the original one, in days.
	Slippage int `json:"slippage"`
}

// EarnedValue sets what was planned against what was earned, over dated leaves
// with weights renormalised among them (rules v1, 5).
type EarnedValue struct {
	Planned        Ratio `json:"planned"`         // PV by original dates, 0 to 1
	PlannedCurrent Ratio `json:"planned_current"` // PV by current dates
	Earned         Ratio `json:"earned"`          // EV: sum of W x points known
	SPI            Ratio `json:"spi"`             // EV / PV; no value when PV = 0
	SPICurrent     Ratio `json:"spi_current"`     // EV / PV by current dates
	// Unreported is the share of what nothing is known of: Earned may be as much
	// higher, whatever those leaves are.
	Unreported Ratio `json:"unreported"`
	Dated      int   `json:"dated"` // leaves with a date
}

// BurnPoint is planned and earned value at a reporting period's end. Earned
// values past the assessment's day have no value.
type BurnPoint struct {
	On             Date  `json:"on"`
	Planned        Ratio `json:"planned"`
	PlannedCurrent Ratio `json:"planned_current"`
	Earned         Ratio `json:"earned"`
	Unreported     Ratio `json:"unreported"` // of what nothing was known; no value where Earned has none
}

// Clock is one of OGP's own requirements or rhythms for the plan, and whether it
// is kept (rules v1, 6).
type Clock struct {
	Code  string     `json:"code"` // one of the codes below
	State ClockState `json:"state"`
	On    Date       `json:"on"`  // when it last happened, zero when no record says so
	Due   Date       `json:"due"` // by when it was or is asked for, zero where there is no such day
	// Days is never negative. While a clock is running it counts the days that
	// remain until Due, when it is late or was met late the days past Due, and
	// for a rhythm (repository, forum meetings) the longest or the present gap;
	// the codes say which.
	Days  int      `json:"days"`
	Count int      `json:"count"`           // of what is counted, so many are as asked for
	Of    int      `json:"of"`              // out of so many; 0 where nothing is counted
	Items []string `json:"items,omitempty"` // codes of the items that keep it from being met
}

// The codes of the clocks, in the order in which they are shown. They are stable.
const (
	ClockRepository     = "repository"              // Days since the last published update, by the plan's end at most
	ClockCommitments    = "commitments_updated"     // Count of Of commitments updated in the last 183 days; Items: the others
	ClockEvidence       = "evidence"                // Count of Of leaves beyond not started with evidence; Items: the others
	ClockMidterm        = "midterm"                 // self-assessment: Due, On, Days remaining or late
	ClockEndOfTerm      = "end_of_term"             // the same at the plan's end
	ClockComment        = "comment_period"          // Count of Of published self-assessments had two weeks of comment
	ClockCommentSummary = "comment_summary"         // Count of Of published self-assessments have a summary of comments
	ClockIndependent    = "independent_products"    // Count of Of reports that the independent mechanism publishes on a plan
	ClockNextPlan       = "next_plan"               // Due when this plan ends; not met a year later is contrary to process
	ClockProgress       = "progress"                // Count of Of commitments with progress; none is contrary to process
	ClockForum          = "forum_meetings"          // Count of meetings, Days in the longest gap
	ClockForumRules     = "forum_rules"             // On which day they were published
	ClockTimeline       = "cocreation_timeline"     // Days by which its publication came before the start
	ClockResponse       = "reasoned_response"       // On which day it was published
	ClockMeetings       = "implementation_meetings" // Count of Of full years of the plan with two meetings
)

// ClockState is how a requirement stands. It is never "failed" for want of a
// record.
type ClockState string

// The states of a clock.
const (
	ClockMet      ClockState = "met"
	ClockPartly   ClockState = "partly"
	ClockLate     ClockState = "late"
	ClockRunning  ClockState = "running"
	ClockNotMet   ClockState = "not_met"
	ClockNeeds    ClockState = "needs_evidence"
	ClockNotAsked ClockState = "not_applicable"
)

// Flag is something a careful reviewer would ask about, on one item (rules v1,
// 10). It accuses nobody: it links the item and the rule.
type Flag struct {
	Check Check  `json:"check"`
	Item  string `json:"item"`            // code of the commitment, milestone or leaf
	Days  int    `json:"days,omitempty"`  // how late, where lateness is the point
	Count int    `json:"count,omitempty"` // how many periods, texts or links, where there may be several
	Lang  Lang   `json:"lang,omitempty"`  // the language concerned
	Other string `json:"other,omitempty"` // the other item, first period, first field or link concerned
}

// Check is one of the checks that reviewers make.
type Check string

// The checks.
const (
	CheckNoEvidence      Check = "complete_without_evidence"
	CheckFallingBack     Check = "status_falling_back"
	CheckStandstill      Check = "standstill" // same level with "NIL" progress in two or more periods
	CheckMissingPeriod   Check = "missing_period"
	CheckPastDue         Check = "past_due"
	CheckDueBeforeStart  Check = "due_before_start" // before the plan or its first period
	CheckOrder           Check = "impossible_order" // published before drafted, by their dates
	CheckLanguageMissing Check = "language_missing"
	CheckLanguagesDiffer Check = "deadline_languages_differ"
	CheckPlaceholder     Check = "placeholder_text"
	CheckDeadLink        Check = "dead_link"
	CheckNoLead          Check = "no_lead"
	CheckNoContact       Check = "no_contact"
	CheckRecurringNoEnd  Check = "recurring_without_end"
	CheckAmbiguousDate   Check = "ambiguous_deadline"
)
