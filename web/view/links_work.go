package view

import (
	"strconv"

	"ogptracker/tracker"
)

// Work is the first page of the work area, or a page below it.
func (k Links) Work(segments ...string) string {
	return k.path(append([]string{k.words().Work}, segments...)...)
}

// SignIn is the page that asks who somebody is, and leads to next afterwards.
func (k Links) SignIn(next string) string {
	return query(k.path(k.words().SignIn), "next", next)
}

// SignOut is the address to which the form posts that ends a session.
func (k Links) SignOut() string { return k.path(k.words().SignOut) }

// Updates lists what an account may report on in a plan.
func (k Links) Updates(plan string) string { return k.Work(k.words().Updates, plan) }

// Update is the form of a report; organization is blank for the first in whose name
// the account may report.
func (k Links) Update(key tracker.DraftKey) string {
	return query(k.Work(k.words().Updates, key.Plan, key.Leaf, string(key.Period)), k.words().Organization, key.Organization)
}

// UpdateDraft is where the script of a form keeps what is typed.
func (k Links) UpdateDraft(key tracker.DraftKey) string {
	return query(k.Work(k.words().Updates, key.Plan, key.Leaf, string(key.Period), k.words().Draft), k.words().Organization, key.Organization)
}

// DraftFile is a file of a draft, by the name under which it is served.
func (k Links) DraftFile(name string) string { return k.Work(k.words().Files, name) }

// Queue lists what waits for a coordinator.
func (k Links) Queue() string { return k.Work(k.words().Queue) }

// QueuePlan is where the form posts that publishes several drafts of a plan.
func (k Links) QueuePlan(plan string) string { return k.Work(k.words().Queue, plan) }

// QueueDraft is one draft that waits for a coordinator.
func (k Links) QueueDraft(plan string, id int64) string {
	return k.Work(k.words().Queue, plan, strconv.FormatInt(id, 10))
}
