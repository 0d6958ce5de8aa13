package db_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// history returns a page of the history.
func history(t testing.TB, s *db.Store, q tracker.HistoryQuery) tracker.History {
	t.Helper()
	h, err := s.History(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// subjects are what a page is about, newest first.
func subjects(h tracker.History) []string {
	all := []string{}
	for _, e := range h.Entries {
		all = append(all, e.Action+" "+e.Subject)
	}
	return all
}

// edited returns a store with the small plan of the tests, in which a title, a
// deadline and the order were changed and an update was corrected.
func edited(t testing.TB) *db.Store {
	t.Helper()
	s := dbtest.Open(t)
	rec := trackertest.Record()
	dbtest.Save(t, s, rec)
	edit := func(why string, fn func(*tracker.Record) error) {
		t.Helper()
		a := tracker.Amendment{Plan: rec.Plan.ID, Reason: tracker.Text{EN: why, FR: why}}
		if _, err := s.EditPlan(t.Context(), "account:2 coordinator", a, fn); err != nil {
			t.Fatal(err)
		}
	}
	edit("Clearer.", func(r *tracker.Record) error {
		r.Plan.Commitments[0].Title.EN = "Publish all spending data"
		return nil
	})
	edit("Later.", func(r *tracker.Record) error {
		d := &r.Plan.Commitments[0].Milestones[0].Indicators[0].Deadline
		d.Revisions = append(d.Revisions, tracker.Revision{On: tracker.MustDate("2018-01-15"), Due: tracker.MustDate("2018-05-31"), Reason: tracker.Text{EN: "Late.", FR: "En retard."}})
		return nil
	})
	_, _, _, err := s.AddUpdates(t.Context(), "account:3 contributor tbs-sct", rec.Plan.ID, []tracker.Update{{
		Leaf: "C01.1.1", Period: "2017-12", Status: tracker.Limited, Organization: "tbs-sct",
		Progress: tracker.Text{EN: "Not quite.", FR: "Pas tout à fait."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestHistoryOfOneThing(t *testing.T) {
	s := edited(t)
	item := history(t, s, tracker.HistoryQuery{Plan: "ca-3", Item: "C01.1.1", Public: true})
	got := subjects(item)
	if len(got) < 4 || !strings.HasPrefix(got[0], "publish update/") || got[1] != "create revision/ca-3/C01.1.1/1" || got[len(got)-1] != "create item/ca-3/C01.1.1" {
		t.Errorf("an item's history is %q", got)
	}
	whole := history(t, s, tracker.HistoryQuery{Plan: "ca-3", Commitment: "C01", Public: true, Limit: 1000})
	for _, e := range whole.Entries {
		if strings.Contains(e.Subject, "C02") || strings.HasPrefix(e.Subject, "plan/") || strings.HasPrefix(e.Subject, "account/") {
			t.Errorf("%s is in the history of C01", e.Subject)
		}
	}
	if !slices.Contains(subjects(whole), "update item/ca-3/C01") {
		t.Errorf("the commitment's history is %q", subjects(whole))
	}
	for _, e := range whole.Entries {
		if e.Subject == "item/ca-3/C01" && e.Action == "update" {
			if e.Reason.EN != "Clearer." {
				t.Errorf("the reason is %q", e.Reason.EN)
			}
			changes := e.Changes()
			if len(changes) != 1 || changes[0].Field() != "title" || changes[0].To[0] != "Publish all spending data" {
				t.Errorf("the changes are %+v", changes)
			}
		}
	}
	plan := history(t, s, tracker.HistoryQuery{Plan: "ca-3", Limit: 1000})
	if len(plan.Entries) <= len(whole.Entries) || !slices.Contains(subjects(plan), "create plan/ca-3") || slices.ContainsFunc(subjects(plan), func(s string) bool { return strings.Contains(s, "organization/") }) {
		t.Errorf("the plan's history is %q", subjects(plan))
	}
	if none := history(t, s, tracker.HistoryQuery{Plan: "ca-3", Item: "C01.1"}); len(none.Entries) != 1 {
		t.Errorf("a milestone's history holds that of what is below it: %q", subjects(none))
	}
}

// What corrects an update is compared with it.
func TestHistoryOfACorrection(t *testing.T) {
	s := edited(t)
	again := []tracker.Update{{Leaf: "C01.1.1", Period: "2017-12", Status: tracker.Limited, Organization: "tbs-sct", Progress: tracker.Text{EN: "Not quite yet.", FR: "Pas tout à fait."}}}
	if _, _, _, err := s.AddUpdates(t.Context(), "account:3 contributor tbs-sct", "ca-3", again); err != nil {
		t.Fatal(err)
	}
	e := history(t, s, tracker.HistoryQuery{Plan: "ca-3", Item: "C01.1.1"}).Entries[0]
	if e.Base == nil {
		t.Fatal("nothing is compared")
	}
	var fields []string
	for _, c := range e.Changes() {
		fields = append(fields, c.Field()+string(c.Lang))
	}
	if !slices.Contains(fields, "progressen") || slices.Contains(fields, "progressfr") || slices.Contains(fields, "status") {
		t.Errorf("the changes are %v", fields)
	}
}

func TestHistoryGoesThroughPages(t *testing.T) {
	s := edited(t)
	for name, q := range map[string]tracker.HistoryQuery{
		"the whole trail": {}, "a plan": {Plan: "ca-3"}, "a commitment": {Plan: "ca-3", Commitment: "C01"}, "a kind": {Kind: tracker.SubjectItem},
		"a kind in a plan": {Plan: "ca-3", Kind: tracker.SubjectUpdate}, "an account": {By: 2}, "commands": {By: tracker.ByCommands},
	} {
		q.Limit = 1000
		all := subjects(history(t, s, q))
		if len(all) == 0 {
			t.Errorf("%s: nothing", name)
		}
		q.Limit = 3
		var paged []string
		for last := int64(1 << 60); ; {
			h := history(t, s, q)
			for _, e := range h.Entries {
				if e.Seq >= last {
					t.Fatalf("%s: entry %d follows %d", name, e.Seq, last)
				}
				last = e.Seq
			}
			paged = append(paged, subjects(h)...)
			if q.BeforeSeq = h.More; q.BeforeSeq == 0 {
				break
			}
		}
		if !slices.Equal(all, paged) {
			t.Errorf("%s: by pages %q, at once %q", name, paged, all)
		}
	}
}

func TestHistoryIsNarrowed(t *testing.T) {
	s := edited(t)
	for name, tt := range map[string]struct {
		q    tracker.HistoryQuery
		want func(tracker.HistoryEntry) bool
		some bool
	}{
		"by an account":        {tracker.HistoryQuery{By: 2}, func(e tracker.HistoryEntry) bool { return e.Actor == "account:2 coordinator" }, true},
		"by another":           {tracker.HistoryQuery{By: 20}, nil, false},
		"by commands":          {tracker.HistoryQuery{By: tracker.ByCommands}, func(e tracker.HistoryEntry) bool { return e.Actor == dbtest.Actor }, true},
		"a kind":               {tracker.HistoryQuery{Kind: tracker.SubjectRevision}, func(e tracker.HistoryEntry) bool { return strings.HasPrefix(e.Subject, "revision/") }, true},
		"from a day":           {tracker.HistoryQuery{From: tracker.DateOf(dbtest.Clock)}, func(tracker.HistoryEntry) bool { return true }, true},
		"from the day after":   {tracker.HistoryQuery{From: tracker.DateOf(dbtest.Clock).AddDays(1)}, nil, false},
		"up to a day":          {tracker.HistoryQuery{To: tracker.DateOf(dbtest.Clock)}, func(tracker.HistoryEntry) bool { return true }, true},
		"up to the day before": {tracker.HistoryQuery{To: tracker.DateOf(dbtest.Clock).AddDays(-1)}, nil, false},
		"no such plan":         {tracker.HistoryQuery{Plan: "zz-1"}, nil, false},
		"no such commitment":   {tracker.HistoryQuery{Plan: "ca-3", Commitment: "Z"}, nil, false},
		"a hostile code":       {tracker.HistoryQuery{Plan: "ca-3", Item: "%' OR 1=1 --?"}, nil, false},
	} {
		h := history(t, s, tt.q)
		if (len(h.Entries) > 0) != tt.some {
			t.Errorf("%s: %d entries", name, len(h.Entries))
		}
		for _, e := range h.Entries {
			if tt.want != nil && !tt.want(e) {
				t.Errorf("%s: %s by %s", name, e.Subject, e.Actor)
			}
		}
	}
}

// Codes hold any character, a slash too; each item has its own history.
func TestHistoryOfStrangeCodes(t *testing.T) {
	s, number := dbtest.Open(t), 0
	rapid.Check(t, func(r *rapid.T) {
		number++
		part := rapid.SampledFrom([]string{"A", "A/1", "A/1/2", "A%", "A_", "A!", "a", "A0", "A/", "Ä"})
		codes := rapid.SliceOfNDistinct(part, 2, 4, rapid.ID[string]).Draw(r, "codes")
		rec := trackertest.Record()
		rec.Plan.ID, rec.Plan.Number = tracker.PlanID("CA", number), number
		rec.Plan.Commitments, rec.Updates = nil, nil
		for i, code := range codes {
			c := tracker.Commitment{Number: i + 1, Item: tracker.Item{Code: code, Title: tracker.Text{EN: "T", FR: "T"}, Weight: 1}}
			c.Deadline.Revisions = []tracker.Revision{{On: tracker.MustDate("2018-01-01"), Due: tracker.MustDate("2018-02-01")}}
			rec.Plan.Commitments = append(rec.Plan.Commitments, c)
		}
		dbtest.Save(t, s, rec)
		for _, code := range codes {
			h := history(t, s, tracker.HistoryQuery{Plan: rec.Plan.ID, Item: code})
			if want := []string{"create " + tracker.RevisionsSubject(rec.Plan.ID, code) + "1", "create " + tracker.ItemSubject(rec.Plan.ID, code)}; !slices.Equal(subjects(h), want) {
				r.Fatalf("the history of %q is %q", code, subjects(h))
			}
			for _, e := range h.Entries {
				if p := tracker.ParseSubject(e.Subject); p.Plan != rec.Plan.ID || p.Item != code {
					r.Fatalf("%s is read as %+v", e.Subject, p)
				}
			}
		}
	})
}

// What was written of a plan before it was published stays with its coordinators.
func TestHistoryOfAPlanInPreparation(t *testing.T) {
	s := dbtest.Open(t)
	rec := trackertest.Record()
	rec.Plan.Draft, rec.Updates = true, nil
	dbtest.Save(t, s, rec)
	public := tracker.HistoryQuery{Plan: "ca-3", Public: true, Limit: 1000}
	if got := subjects(history(t, s, public)); len(got) > 0 {
		t.Errorf("of a plan in preparation everybody sees %q", got)
	}
	publish := tracker.Amendment{Plan: "ca-3", Reason: tracker.Text{EN: "Published.", FR: "Publié."}}
	_, err := s.EditPlan(t.Context(), "account:2 coordinator", publish, func(r *tracker.Record) error { r.Plan.Draft = false; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if got := subjects(history(t, s, public)); !slices.Equal(got, []string{"update plan/ca-3"}) {
		t.Errorf("of the published plan everybody sees %q", got)
	}
	public.Public = false
	if got := subjects(history(t, s, public)); len(got) < 10 {
		t.Errorf("its coordinators see %q", got)
	}
}

// Nobody sees what was done to accounts in public, and every action and kind of
// subject that this package writes was decided about.
func TestEveryAuditActionIsDecided(t *testing.T) {
	actions, kinds := map[string]bool{}, map[string]bool{}
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch fn := call.Fun.(type) {
			case *ast.SelectorExpr:
				name = fn.Sel.Name
			case *ast.Ident:
				name = fn.Name
			}
			switch {
			case name == "audit":
				note(actions, call.Args[1])
				note(kinds, call.Args[2])
			case name == "changeCredentials" && len(call.Args) == 5:
				note(actions, call.Args[2])
			case name == "save" && len(call.Args) == 5:
				note(kinds, call.Args[1])
			case name == "saveList":
				note(kinds, call.Args[2])
			}
			return true
		})
	}
	for _, a := range []string{"create", "update", "remove"} { // that save writes
		actions[a] = true
	}
	for _, expect := range []string{"publish", "set_password", "add_identity"} {
		if !actions[expect] {
			t.Errorf("the action %s was not found: this test no longer finds what is written", expect)
		}
	}
	for _, expect := range []string{"item", "plan", "update", "account", "revision", "index", "commitments", "commitment_source"} {
		if !kinds[expect] {
			t.Errorf("the kind %s was not found: this test no longer finds what is written", expect)
		}
	}
	for a := range maps.Keys(actions) {
		if !tracker.ActionIsDecided(a) {
			t.Errorf("the action %q is new: say in tracker/history.go whether everybody may see it", a)
		}
	}
	for k := range maps.Keys(kinds) {
		if !tracker.SubjectIsDecided(tracker.SubjectKind(k)) {
			t.Errorf("subjects of the kind %q are new: say in tracker/history.go whether everybody may see them", k)
		}
	}
}

// note adds what an expression names: a literal up to its first slash, or what one
// of the functions that make subjects stands for.
func note(to map[string]bool, e ast.Expr) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		if s, _, _ = strings.Cut(s, "/"); !strings.HasPrefix(s, "%") { // saveList completes what it is given
			to[s] = true
		}
	case *ast.BinaryExpr:
		note(to, e.X)
	case *ast.CallExpr:
		if fn, ok := e.Fun.(*ast.SelectorExpr); ok && fn.Sel.Name != "Sprintf" {
			to[strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(fn.Sel.Name, "Subject"), "s"))] = true
		} else if fn, ok := e.Fun.(*ast.Ident); ok {
			to[strings.TrimSuffix(fn.Name, "Subject")] = true
		} else if len(e.Args) > 0 {
			note(to, e.Args[0])
		}
	}
}

// A page of one thing's history costs the same however long the chain is.
func BenchmarkHistory(b *testing.B) {
	for _, n := range []int{1_000, 30_000} {
		s := dbtest.Open(b)
		rec := trackertest.Record()
		dbtest.Save(b, s, rec)
		other := trackertest.Record()
		other.Plan.ID, other.Plan.Number, other.Updates = "ca-2", 2, nil
		for i := range n {
			other.Updates = append(other.Updates, tracker.Update{Leaf: "C01.1.1", Period: tracker.Period(fmt.Sprintf("%04d-06", 1000+i%8000)), Organization: strconv.Itoa(i / 8000), Status: tracker.Limited, PublishedAt: dbtest.Clock})
		}
		dbtest.Save(b, s, other)
		for name, q := range map[string]tracker.HistoryQuery{
			"item": {Plan: "ca-3", Item: "C01.1.1"}, "commitment": {Plan: "ca-3", Commitment: "C01"}, "plan": {Plan: "ca-3"}, "large plan": {Plan: "ca-2"}, "trail": {}, "search": {By: 9},
		} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					history(b, s, q)
				}
			})
		}
	}
}
