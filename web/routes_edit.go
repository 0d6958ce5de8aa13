package web

import (
	"net/http"

	"ogptracker/web/view"
)

// editRoutes lays out the addresses of the plan editor, below the work area's.
// upTo lays out where a larger form is sent.
func (s *Server) editRoutes(on func(method, path string, h workAnswer), upTo func(limit int64, path string, h workAnswer), w view.Words) {
	form := func(path string, h workAnswer) {
		on(http.MethodGet, path, h)
		on(http.MethodPost, path, h)
	}
	on(http.MethodGet, "/"+w.Plans, s.plansEditor)
	form("/"+w.Plans+"/"+w.New, s.createPlan)
	on(http.MethodGet, "/"+w.Plans+"/"+w.Import, s.importPlan)
	upTo(maxSheet, "/"+w.Plans+"/"+w.Import, s.importPlan)
	for _, ext := range []string{".csv", ".xlsx"} {
		on(http.MethodGet, "/"+w.Plans+"/"+w.Template+ext, s.planTemplate)
		on(http.MethodGet, "/"+w.Plans+"/:plan/"+w.Sheet+ext, s.planSheet)
	}
	plan := "/" + w.Plans + "/:plan"
	on(http.MethodGet, plan, s.planEditor)
	form(plan+"/"+w.Head, s.editHead)
	form(plan+"/"+w.Publish, s.publishPlan)
	form(plan+"/"+w.Freeze, s.freezePlan)
	form(plan+"/"+w.Add, s.addItem)
	item := plan + "/" + w.Items + "/:code"
	form(item, s.editItem)
	form(item+"/"+w.Order, s.ofItem(view.Links.MoveItem, s.moveItem))
	form(item+"/"+w.Remove, s.ofItem(view.Links.RemoveItem, s.removeItem))
	form(item+"/"+w.Deadline, s.ofItem(view.Links.ReviseDeadline, s.reviseDeadline))
	form(item+"/"+w.Withdraw, s.ofItem(view.Links.WithdrawItem, s.withdrawItem))
	process := plan + "/" + w.Process
	on(http.MethodGet, process, s.process)
	form(process+"/"+w.Events+"/"+w.New, s.addEvent)
	form(process+"/"+w.Events+"/:place", s.editEvent)
	form(process+"/"+w.Recommendations+"/"+w.New, s.addRecommendation)
	form(process+"/"+w.Recommendations+"/:place", s.editRecommendation)
	on(http.MethodGet, "/"+w.Organizations, s.names)
	form("/"+w.Organizations+"/"+w.New, s.editOrganization)
	form("/"+w.Organizations+"/"+w.ByCode+"/:code", s.editOrganization)
	form("/"+w.Jurisdictions+"/"+w.New, s.editJurisdiction)
	form("/"+w.Jurisdictions+"/"+w.ByCode+"/:code", s.editJurisdiction)
}
