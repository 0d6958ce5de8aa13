package main

import (
	"bytes"
	"strings"
	"testing"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/tracker"
	"ogptracker/web/view"
)

// readerReads goes from the home page to a plan, a commitment and its history, takes
// the report along, and changes the language on the way without losing the place.
func readerReads(t *testing.T, h *house) {
	p := h.visitor(t)
	p.open(p.k.Home())
	p.enter(`main h2 ` + linkTo(p.k.Plan("ca-6")))
	if n := asks[string](p, `document.querySelector(".figure-num").innerText`); !strings.ContainsAny(n, "0123456789") {
		t.Errorf("the headline reads %q", n)
	}
	p.reads(tracker.Text{EN: "inclusive public participation", FR: "participation inclusive du public"}.In(h.lang))
	p.follow(p.k.Commitment("ca-6", "C01"))
	p.press(".as-of summary", " ")
	p.date("#as-of", "2026-06-30")
	p.enter(".as-of button")
	dated := func(k view.Links) string {
		k.AsOf = tracker.NewDate(2026, 6, 30)
		return k.Commitment("ca-6", "C01")
	}
	p.toggle(dated)
	p.toggle(dated)
	p.open(p.k.Commitment("ca-6", "C01"))
	p.follow(p.k.History("ca-6", "C01", view.HistoryChoice{}))
	history := func(k view.Links) string { return k.History("ca-6", "C01", view.HistoryChoice{}) }
	p.toggle(history)
	p.toggle(history)
	p.follow(p.k.Reports())
	if report := p.download(p.k.SelfAssessment("ca-6", ".pdf")); !bytes.HasPrefix(report, []byte("%PDF-")) {
		t.Errorf("the report is no PDF: %.20q", report)
	}
}

// readerCompares chooses a group of countries and one beside it, sorts them, sets them
// side by side, chooses one too many and takes it back.
func readerCompares(t *testing.T, h *house) {
	p := h.visitor(t)
	w := view.WordsOf(h.lang)
	p.open(p.k.Home())
	p.enter(`.site-nav ul:not([hidden]) ` + linkTo(p.k.Benchmark(view.BenchmarkChoice{})))
	p.choose("#f-"+w.Group, "g7")
	p.press(".choose summary", " ")
	p.press(`.choose input[value="KR"]`, " ")
	p.enter(".filters .btn")
	p.tells("web.countries.chosen", 1)
	p.enter("th.since a")
	if first := asks[string](p, `document.querySelector("table.bench tbody th").innerText`); first != p.l.Country("KR") {
		p.Errorf("%s rose most", first)
	}
	chosen := view.BenchmarkChoice{Index: "odb", Year: 2017, Group: "g7", Countries: []string{"KR"}, Sort: view.SortChange}
	p.toggle(func(k view.Links) string { return k.Benchmark(chosen) })
	p.toggle(func(k view.Links) string { return k.Benchmark(chosen) })
	together := view.CompareChoice{Index: "odb", Year: 2017, Countries: []string{"CA", "DE", "FR", "GB", "IT", "JP", "KR", "US"}}
	p.follow(p.k.Compare(together))
	p.says("web.compare.verdict.dominates")
	p.press(".choose summary", " ")
	p.press(`.choose input[value="MX"]`, " ")
	p.enter(".filters .btn")
	p.reads(p.l.N("web.compare.too_many", 9, "most", view.MostCompared))
	p.mends(w.Country)
	p.press(`.choose input[value="MX"]`, " ")
	p.enter(".filters .btn")
	p.follow(p.k.Country("DE"))
	p.reads(p.l.Country("DE"))
}

// reviewerLooks at what somebody sees who checks a government's word: the public
// pages and files; and learns why the rest is closed, and who could open it.
func reviewerLooks(t *testing.T, h *house) {
	p := h.member(t, reviewer)
	p.reads(p.l.RoleMeaning(tracker.Reviewer))
	p.follow(p.k.Reports())
	p.download(p.k.SelfAssessment("ca-6", ".pdf"))
	p.follow(p.k.Data())
	p.open(p.k.Commitment("ca-6", "C01"))
	p.follow(p.k.History("ca-6", "C01", view.HistoryChoice{}))
	p.says("web.history.lead")
	for _, closed := range []struct {
		path string
		why  tracker.Why
	}{
		{p.k.Queue(), tracker.AskPublisher},
		{p.k.Updates("ca-6"), tracker.AskReporter},
		{p.k.Sheets(), tracker.AskReporter},
		{p.k.PlanEditor("ca-6"), tracker.AskCoordinator},
		{p.k.Names(), tracker.AskEditor},
		{p.k.WorkHistory("ca-6", "C01", view.HistoryChoice{}), tracker.AskNames},
		{p.k.Audit(view.AuditChoice{}), tracker.AskAuditor},
		{p.k.Accounts(), tracker.AskAdministrator},
	} {
		p.open(closed.path)
		p.says("web.problem.403")
		p.says("common.why." + string(closed.why))
		p.follow(p.k.Work())
		p.says("work.home.reviewer")
	}
	p.signOut()
	p.open(p.k.Work())
	p.says("work.sign_in.title")
	p.signIn(reviewer, demo.Password+"?")
	p.says("work.sign_in.failed")
	p.mends("password")
}
