package tracker

import "time"

// Activity is one published change of a plan: what the activity page and its
// feed list. It names what changed and how, and leaves the texts to the record.
type Activity struct {
	// Seq orders changes and names one for good: it is the sequence number of
	// the audit entry that recorded the change.
	Seq  int64        `json:"seq"`
	At   time.Time    `json:"at"` // when it was published, UTC
	Kind ActivityKind `json:"kind"`
	Plan string       `json:"plan"`           // plan's ID
	Item string       `json:"item,omitempty"` // code of the commitment, milestone or leaf; blank when it concerns the plan
	// Commitment is the code of the commitment that the item belongs to, the
	// item's own when it is one, and blank when it concerns the plan.
	Commitment string `json:"commitment,omitempty"`
	Title      Text   `json:"title"`            // the item's title, the plan's short title for a plan
	Period     Period `json:"period,omitempty"` // of an update
	// From and To are the leaf's level before and after an update. From is blank
	// for a leaf's first update.
	From Level `json:"from,omitempty"`
	To   Level `json:"to,omitempty"`
	// DueFrom and DueTo are the date due before and after a deadline's revision.
	DueFrom Date `json:"due_from"`
	DueTo   Date `json:"due_to"`
	// Reason is why a deadline was revised or a plan amended.
	Reason Text `json:"reason"`
	// Organization reported an update: its code.
	Organization string `json:"organization,omitempty"`
	// Correction is set where an update replaces one published before.
	Correction bool `json:"correction,omitempty"`
}

// ActivityKind is what kind of change was published.
type ActivityKind string

// The kinds of activity.
const (
	ActivityUpdate    ActivityKind = "update"    // progress was reported on a leaf
	ActivityDeadline  ActivityKind = "deadline"  // a deadline was revised
	ActivityAmendment ActivityKind = "amendment" // the plan or one of its items was changed or added
	ActivityImport    ActivityKind = "import"    // the plan was first recorded
)

// ActivityKinds lists the kinds in the order in which a filter offers them.
var ActivityKinds = []ActivityKind{ActivityUpdate, ActivityDeadline, ActivityAmendment, ActivityImport}

// ActivityQuery selects published changes. Its zero value selects the newest of
// all.
type ActivityQuery struct {
	Plan         string       // plan's ID, or blank for every plan
	Commitment   string       // code of a commitment and all below it, or blank
	Kind         ActivityKind // or blank for every kind
	Organization string       // code, or blank
	// From and To are the first and last day, in UTC, of what is selected; zero
	// for no bound.
	From, To Date
	// BeforeSeq selects what comes after that change in the list, for the next
	// page; 0 begins with the newest.
	BeforeSeq int64
	// Limit is the greatest number of changes returned; 0 is read as
	// [ActivityLimit], and more than [ActivityMost] as that.
	Limit int
}

// ActivityLimit is how many changes a query returns when it does not say, and
// ActivityMost how many it may ask for.
const (
	ActivityLimit = 50
	ActivityMost  = 1000
)
