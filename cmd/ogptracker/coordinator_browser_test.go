package main

import (
	"testing"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// save is the button that saves a form of the plan editor.
const save = `main form .submit button.btn:not(.quiet)`

var why = tracker.Text{EN: "To try it out.", FR: "Pour en faire l’essai."}

// because says why, in both languages.
func (p *typist) because() {
	p.Helper()
	p.write("#reason_en", why.EN)
	p.write("#reason_fr", why.FR)
}

// item goes from the overview of the plan to an item, and on to one of its pages.
func (p *typist) item(code string, page func(view.Links, string, string) string) {
	p.Helper()
	p.open(p.k.PlanEditor("ca-6"))
	p.follow(p.k.EditItem("ca-6", code))
	if page != nil {
		p.follow(page(p.k, "ca-6", code))
	}
}

// coordinatorAmends corrects a text, revises a deadline, gives an item another place,
// withdraws one, records an event, prepares the plan that follows and one from
// nothing; and finds all of it in the history and in the audit trail, which is
// whole.
func coordinatorAmends(t *testing.T, h *house) {
	p := h.member(t, coordinator)
	p.enter(`.plan-nav ` + linkTo(p.k.PlansEditor()))
	p.follow(p.k.PlanEditor("ca-6"))
	p.item("C01.1.1", nil)
	p.write("#title_en", "Try it out")
	p.write("#title_fr", "En faire l’essai")
	p.enter(save)
	p.mends("reason_" + string(h.lang))
	p.because()
	p.enter(save)
	p.says("work.saved")

	p.item("C01.1.1", view.Links.ReviseDeadline)
	p.enter(save)
	p.mends("due")
	p.date("#due", "2028-03-31")
	p.because()
	p.enter(save)
	p.says("work.revise.submit")
	p.enter(save)
	p.says("work.saved")

	p.item("C01.1.1", view.Links.MoveItem)
	p.because()
	p.enter(`button[value="down"]`)
	p.says("work.saved")

	p.item("C01.1.3", view.Links.WithdrawItem)
	p.enter(save)
	p.mends("reason_en")
	p.mends("reason_fr")
	p.because()
	p.enter(save)
	p.says("work.items.withdrawn")

	p.item("C01.1.3", view.Links.RemoveItem)
	p.says("work.remove.reported")

	p.open(p.k.PlanEditor("ca-6"))
	p.follow(p.k.Process("ca-6"))
	p.follow(p.k.EditEvent("ca-6", 0))
	p.because()
	p.enter(save)
	p.mends("on")
	p.date("#on", "2026-05-12")
	p.write("#title_en", "Round table")
	p.write("#title_fr", "Table ronde")
	p.enter(save)
	p.reads(tracker.Text{EN: "Round table", FR: "Table ronde"}.In(h.lang))

	p.open(p.k.PlanEditor("ca-6"))
	p.follow(p.k.NewPlan("ca-6"))
	p.enter(save)
	p.says("work.new_plan.done")
	p.reads("C01.1.1")
	p.enter(`main .note a.btn`)
	p.because()
	p.enter(save)
	p.says("work.saved")

	p.enter(`.plan-nav ` + linkTo(p.k.PlansEditor()))
	p.follow(p.k.NewPlan(""))
	p.enter(save)
	p.says("problem.date_missing")
	p.mends("start")
	p.write("#number", "9")
	p.write("#title_en", "A plan from nothing")
	p.write("#title_fr", "Un plan fait de rien")
	p.date("#start", "2035-01-01")
	p.date("#end", "2036-12-31")
	p.enter(save)
	p.says("work.draft.title")
	p.enter(`main section a.btn`)
	p.write("#code", "C01")
	p.write("#title_en", "A commitment")
	p.write("#title_fr", "Un engagement")
	p.enter(save)
	p.reads("C01")
	p.enter(`.plan-nav ` + linkTo(p.k.Names()))

	p.open(p.k.Commitment("ca-6", "C01"))
	p.follow(p.k.History("ca-6", "C01", view.HistoryChoice{}))
	p.reads(why.In(h.lang))
	p.follow(p.k.WorkHistory("ca-6", "C01", view.HistoryChoice{}))
	p.reads(member(coordinator).Name)

	p.open(p.k.Work())
	p.enter(`.plan-nav ` + linkTo(p.k.Audit(view.AuditChoice{})))
	p.download(p.k.AuditExport())
	p.enter(`.trail tbody th a`)
	p.says("work.audit.fits")
	p.open(p.k.Audit(view.AuditChoice{}))
	p.enter(`form[action="` + p.k.AuditVerify() + `"] button`)
	for !asks[bool](p, `!!document.querySelector("#chain ~ [role=status] .g-ok")`) { // it is being replayed
		p.open(p.k.Audit(view.AuditChoice{}))
	}
	p.signOut()
}
