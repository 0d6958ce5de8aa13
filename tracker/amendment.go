package tracker

import (
	"fmt"
	"slices"
	"strings"
)

// Amendment is a change of a plan: which one, why, and what whoever makes it had
// before their eyes.
type Amendment struct {
	Plan string // its ID
	// Reason is published. Only a plan that is being prepared is changed without one.
	Reason Text
	// Seen is the version of the data that the change started from, 0 where nobody
	// looked at anything.
	Seen int64
	// About names what was looked at, as audit entries name it ([ItemSubject] and its
	// neighbours). Where any of it was changed after Seen the amendment is stale. A
	// name that ends in "/" stands for all that begins with it.
	About []string
}

// Change says what a write did.
type Change struct {
	Changed bool // whether anything was written
	Created bool // whether the plan is new
	Entries int  // audit entries left: the number of records that changed
}

// Refusal is the error that lists why a change cannot be recorded. It is an
// [ErrConflict].
type Refusal struct{ Problems []Problem }

func (r *Refusal) Error() string {
	codes := make([]string, len(r.Problems))
	for i, p := range r.Problems {
		codes[i] = strings.TrimSpace(p.Item + " " + p.Field + " " + p.Code)
	}
	return "refused: " + strings.Join(codes, "; ")
}

// Unwrap makes a refusal an [ErrConflict].
func (r *Refusal) Unwrap() error { return ErrConflict }

// Accept returns a [Refusal] where an amended record has problems that it did not
// have before, or the amendment gives no reason that can be published. What was
// wrong already keeps nobody from mending something else.
func (a *Amendment) Accept(before, after *Record) error {
	var found problems
	if a.Reason.IsZero() && !(before.Plan.Draft && after.Plan.Draft) {
		found.add("", "reason", "reason_missing")
	}
	old := before.Validate()
	for _, p := range after.Validate() {
		if !slices.ContainsFunc(old, func(o Problem) bool { return fmt.Sprint(o) == fmt.Sprint(p) }) {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return &Refusal{found}
}

var amendmentColumns = proseOf("reason", func(a *Amendment) *Text { return &a.Reason })

// Fields implements [Editable]: the reason is what is typed of an amendment.
func (a *Amendment) Fields() Fields { return amendmentColumns.read(a) }

// SetFields implements [Editable].
func (a *Amendment) SetFields(f Fields) []Problem { return amendmentColumns.write(a, f) }

// The names by which audit entries know the parts of a plan.

// PlanSubject names what the plan's own row keeps.
func PlanSubject(plan string) string { return "plan/" + plan }

// ItemSubject names a commitment, milestone or indicator.
func ItemSubject(plan, code string) string { return "item/" + plan + "/" + code }

// DraftSubject names the drafts of what is reported about an item.
func DraftSubject(plan, code string) string { return "draft/" + plan + "/" + code }

// RevisionsSubject names all revisions of an item's deadline.
func RevisionsSubject(plan, code string) string { return "revision/" + plan + "/" + code + "/" }

// OrderSubject names the order of a plan's items.
func OrderSubject(plan string) string { return "order/" + plan }

// EventSubject names an event by its place in the list, from 1.
func EventSubject(plan string, place int) string { return fmt.Sprintf("event/%s/%d", plan, place) }

// RecommendationSubject names a recommendation by its place in the list, from 1.
func RecommendationSubject(plan string, place int) string {
	return fmt.Sprintf("recommendation/%s/%d", plan, place)
}

// OrganizationSubject names an organization.
func OrganizationSubject(code string) string { return "organization/" + code }

// JurisdictionSubject names a jurisdiction.
func JurisdictionSubject(code string) string { return "jurisdiction/" + code }
