package view

import (
	"strconv"

	"ogptracker/tracker"
)

// EditorWords are the words in the addresses of the plan editor.
type EditorWords struct {
	New, Import, Template, Sheet, Head, Publish, Items, Add, Order, Remove, Deadline, Withdraw string
	Process, Events, Recommendations, Organizations, Jurisdictions, ByCode                     string
	Under, After                                                                               string // in a query
}

var editorWords = map[tracker.Lang]EditorWords{
	tracker.EN: {
		New: "new", Import: "import", Template: "template", Sheet: "sheet", Head: "whole", Publish: "publish", Items: "items",
		Add: "add", Order: "place", Remove: "remove", Deadline: "deadline", Withdraw: "withdraw",
		Process: "process", Events: "events", Recommendations: "recommendations",
		Organizations: "organizations", Jurisdictions: "jurisdictions", ByCode: "code", Under: "under", After: "after",
	},
	tracker.FR: {
		New: "nouveau", Import: "importer", Template: "modele", Sheet: "feuille", Head: "ensemble", Publish: "publication", Items: "elements",
		Add: "ajouter", Order: "place", Remove: "supprimer", Deadline: "echeance", Withdraw: "retrait",
		Process: "processus", Events: "evenements", Recommendations: "recommandations",
		Organizations: "organisations", Jurisdictions: "gouvernements", ByCode: "code", Under: "sous", After: "apres",
	},
}

// PlanEditor is where a plan is edited, or a page below it.
func (k Links) PlanEditor(plan string, segments ...string) string {
	return k.Work(append([]string{k.words().Plans, plan}, segments...)...)
}

// PlansEditor lists the plans that can be edited.
func (k Links) PlansEditor() string { return k.Work(k.words().Plans) }

// NewPlan is where a plan is created, from nothing or, where after names one, as the
// plan that follows it.
func (k Links) NewPlan(after string) string {
	return query(k.Work(k.words().Plans, k.words().New), k.words().After, after)
}

// ImportPlan is where a plan is created from a sheet.
func (k Links) ImportPlan() string { return k.Work(k.words().Plans, k.words().Import) }

// PlanTemplate is an empty sheet for a plan; ext is "csv" or "xlsx".
func (k Links) PlanTemplate(ext string) string {
	return k.Work(k.words().Plans, k.words().Template+"."+ext)
}

// PlanSheet is a plan as a sheet; ext is "csv" or "xlsx".
func (k Links) PlanSheet(plan, ext string) string {
	return k.PlanEditor(plan, k.words().Sheet+"."+ext)
}

// PlanHead is where what concerns the plan as a whole is edited.
func (k Links) PlanHead(plan string) string { return k.PlanEditor(plan, k.words().Head) }

// PublishPlan is where a plan that was prepared is published.
func (k Links) PublishPlan(plan string) string { return k.PlanEditor(plan, k.words().Publish) }

// EditItem is where an item is edited.
func (k Links) EditItem(plan, code string) string {
	return k.PlanEditor(plan, k.words().Items, code)
}

// AddItem is where an item is added below another, a commitment where under is
// blank.
func (k Links) AddItem(plan, under string) string {
	return query(k.PlanEditor(plan, k.words().Add), k.words().Under, under)
}

// MoveItem is where an item is given another place.
func (k Links) MoveItem(plan, code string) string {
	return k.PlanEditor(plan, k.words().Items, code, k.words().Order)
}

// RemoveItem is where an item is removed.
func (k Links) RemoveItem(plan, code string) string {
	return k.PlanEditor(plan, k.words().Items, code, k.words().Remove)
}

// ReviseDeadline is where the deadline of an item is revised.
func (k Links) ReviseDeadline(plan, code string) string {
	return k.PlanEditor(plan, k.words().Items, code, k.words().Deadline)
}

// WithdrawItem is where an item is withdrawn.
func (k Links) WithdrawItem(plan, code string) string {
	return k.PlanEditor(plan, k.words().Items, code, k.words().Withdraw)
}

// Process is the list of a plan's events and recommendations.
func (k Links) Process(plan string) string { return k.PlanEditor(plan, k.words().Process) }

// EditEvent is where an event is edited, by its place from 1; 0 is a new one.
func (k Links) EditEvent(plan string, place int) string {
	return k.PlanEditor(plan, k.words().Process, k.words().Events, k.place(place))
}

// EditRecommendation is where a recommendation is edited, by its place from 1; 0 is
// a new one.
func (k Links) EditRecommendation(plan string, place int) string {
	return k.PlanEditor(plan, k.words().Process, k.words().Recommendations, k.place(place))
}

func (k Links) place(n int) string {
	if n == 0 {
		return k.words().New
	}
	return strconv.Itoa(n)
}

// Names lists the organizations and jurisdictions.
func (k Links) Names() string { return k.Work(k.words().Organizations) }

// EditOrganization is where an organization is edited; a blank code is a new one.
func (k Links) EditOrganization(code string) string {
	if code == "" {
		return k.Work(k.words().Organizations, k.words().New)
	}
	return k.Work(k.words().Organizations, k.words().ByCode, code)
}

// EditJurisdiction is where a jurisdiction is edited; a blank code is a new one.
func (k Links) EditJurisdiction(code string) string {
	if code == "" {
		return k.Work(k.words().Jurisdictions, k.words().New)
	}
	return k.Work(k.words().Jurisdictions, k.words().ByCode, code)
}
