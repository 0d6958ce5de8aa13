package tracker

// Deadline is when something is due: the text as the plan prints it, what that
// text means, and every revision since. Nothing in it is ever overwritten.
type Deadline struct {
	Text      Text       `json:"text"` // as printed: "By fall 2027", "D’ici l’automne 2027"
	Meaning   Meaning    `json:"meaning"`
	SetByHand bool       `json:"set_by_hand,omitempty"` // a coordinator set Meaning; the text is not read again
	Revisions []Revision `json:"revisions,omitempty"`   // the slippage ledger, in order of time
}

// Meaning is what a deadline's text says, read so that nobody is called late
// early: the date due is the last day of the period meant.
type Meaning struct {
	Kind      DeadlineKind `json:"kind"`
	Precision Precision    `json:"precision,omitempty"` // of the date that decides lateness
	From      Date         `json:"from"`                // first day of the period meant
	Dates     []Date       `json:"dates,omitempty"`     // every due date named, in order of time
	Due       Date         `json:"due"`                 // last day meant; decides lateness; zero when there is none
	// Ambiguous marks a text that careful readers could take differently, as
	// "winter 2025".
	Ambiguous bool `json:"ambiguous,omitempty"`
}

// DeadlineKind tells deadlines that can be late from those that cannot.
type DeadlineKind string

// The kinds of deadline.
const (
	Dated     DeadlineKind = "dated"
	Recurring DeadlineKind = "recurring" // "Ongoing", "Annually": late only where an end is named
	Undated   DeadlineKind = "undated"   // no date can be read; shown as such with its text
)

// Precision is how exactly a deadline's text names its date.
type Precision string

// The precisions.
const (
	ByDay    Precision = "day"
	ByMonth  Precision = "month"
	BySeason Precision = "season"
	ByYear   Precision = "year"
)

// Revision is one change of a deadline. The reason is published.
type Revision struct {
	On     Date   `json:"on"` // day from which the new date counts
	Due    Date   `json:"due"`
	Reason Text   `json:"reason"`
	Author string `json:"author,omitempty"`
}

// Original returns the date due as the plan first promised it, zero for none.
func (d Deadline) Original() Date { return d.Meaning.Due }

// CurrentAt returns the date due as revised up to and including day at.
func (d Deadline) CurrentAt(at Date) Date {
	due := d.Meaning.Due
	for _, r := range d.Revisions {
		if !r.On.After(at) {
			due = r.Due
		}
	}
	return due
}
