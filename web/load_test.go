package web

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
	"ogptracker/web/view"
)

const (
	loadWriters = 50
	loadReaders = 200
	loadLeaves  = 30 // fewer than writers, so that they meet
	loadTime    = 15 * time.Second
	loadShort   = 3 * time.Second
	// loadVariable names how long it goes on: "1m" for the bar of docs/performance.md.
	loadVariable = "OGPTRACKER_TEST_LOAD"
)

// TestManyReportAtOnce has fifty contributors save and publish reports, several on
// one item at a time, while two hundred readers load public pages: nobody sees a
// failure of the program, every report that was acknowledged is in the record, none
// was overwritten unseen, and the audit chain holds.
func TestManyReportAtOnce(t *testing.T) {
	d := newDesk(t)
	r := trackertest.Record()
	r.Plan.ID, r.Plan.Number, r.Updates = "ca-4", 4, nil
	m := &r.Plan.Commitments[0].Milestones[0]
	model := m.Indicators[0]
	m.Indicators = nil
	for i := range loadLeaves {
		in := model
		in.Code = fmt.Sprintf("C01.1.%d", i+1)
		m.Indicators = append(m.Indicators, in)
	}
	dbtest.Save(t, d.store, r)
	long := loadTime
	if testing.Short() {
		long = loadShort
	}
	if asked := os.Getenv(loadVariable); asked != "" {
		var err error
		if long, err = time.ParseDuration(asked); err != nil {
			t.Fatal(err)
		}
	}
	end := time.Now().Add(long)
	l := &crowd{desk: d, end: end}
	var wg sync.WaitGroup
	for i := range loadWriters {
		v := d.signedIn("lead")
		wg.Go(func() { l.write(v, i) })
	}
	for range loadReaders {
		wg.Go(func() { l.read(d.visitor()) })
	}
	wg.Wait()
	l.check(t, long)
}

// crowd is what the writers and readers of a load test did.
type crowd struct {
	*desk
	end       time.Time
	mu        sync.Mutex
	published []string // texts that were acknowledged as published
	saved     atomic.Int64
	conflicts atomic.Int64
	pages     atomic.Int64
}

// write reports again and again, until the time is over.
func (l *crowd) write(v *visitor, writer int) {
	random := rand.New(rand.NewPCG(1, uint64(writer)))
	for n := 0; time.Now().Before(l.end); n++ {
		address := fmt.Sprintf("/en/work/updates/ca-4/C01.1.%d/2018-06", 1+random.IntN(loadLeaves))
		text := fmt.Sprintf("Report %d of writer %d.", n, writer)
		form := v.get(address).fields("#update-form")
		form.Set("status", "substantial")
		form.Set("progress_en", text)
		form.Set("progress_fr", text)
		if n%3 == 0 {
			l.draft(v, address, form)
			continue
		}
		a := v.press(address, view.ActPublish, form)
		switch {
		case a.Code == http.StatusSeeOther:
			l.mu.Lock()
			l.published = append(l.published, text)
			l.mu.Unlock()
		case a.Code == http.StatusConflict:
			l.conflict(v, address, a)
		default:
			l.Errorf("publishing: %d %s", a.Code, a.text(".error-summary"))
		}
	}
}

// draft saves what is typed, as the script does.
func (l *crowd) draft(v *visitor, address string, form url.Values) {
	switch a := v.post(address+"/draft", form); a.Code {
	case http.StatusOK:
		l.saved.Add(1)
	case http.StatusConflict:
		l.conflicts.Add(1)
	default:
		l.Errorf("saving: %d %s", a.Code, a.Body)
	}
}

// conflict keeps mine of what both wrote, once.
func (l *crowd) conflict(v *visitor, address string, a *answered) {
	l.conflicts.Add(1)
	form := a.fields("main form")
	for name := range form {
		if field, ok := strings.CutPrefix(name, view.SentMine); ok {
			form.Set(view.SentChoice+field, view.ChoiceMine)
		}
	}
	switch a := v.press(address, view.ActResolve, form); a.Code {
	case http.StatusSeeOther:
		l.saved.Add(1)
	case http.StatusConflict:
	default:
		l.Errorf("choosing: %d %s", a.Code, a.text(".error-summary"))
	}
}

// read loads public pages until the time is over.
func (l *crowd) read(v *visitor) {
	targets := []string{"/en/", "/fr/plans/ca-4", "/en/plans/ca-4/commitments/C01", "/fr/activite", "/api/v1/plans/ca-4"}
	for n := 0; time.Now().Before(l.end); n++ {
		if got := v.load(targets[n%len(targets)]); got != http.StatusOK {
			l.Errorf("%s: %d", targets[n%len(targets)], got)
		}
		l.pages.Add(1)
		time.Sleep(20 * time.Millisecond) // readers read
	}
}

// load asks for an address and does not look at what is there.
func (v *visitor) load(target string) int {
	w := httptest.NewRecorder()
	v.server.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, http.NoBody))
	return w.Code
}

// check holds what was acknowledged against what is recorded.
func (l *crowd) check(t *testing.T, long time.Duration) {
	rec, err := l.store.Record(t.Context(), "ca-4")
	if err != nil {
		t.Fatal(err)
	}
	recorded := map[string]bool{}
	replaced := map[int64]bool{}
	first := map[string]bool{}
	for _, u := range rec.Updates {
		recorded[u.Progress.EN] = true
		if u.Replaces == 0 && first[u.Leaf] || replaced[u.Replaces] {
			t.Errorf("update %d of %s was published over one that its writer had not seen", u.ID, u.Leaf)
		}
		if u.Replaces == 0 {
			first[u.Leaf] = true
		} else {
			replaced[u.Replaces] = true
		}
	}
	for _, text := range l.published {
		if !recorded[text] {
			t.Errorf("%q was acknowledged and is lost", text)
		}
	}
	if len(rec.Updates) != len(l.published) || len(l.published) == 0 {
		t.Errorf("%d updates are recorded, %d were acknowledged", len(rec.Updates), len(l.published))
	}
	if err := l.store.VerifyAudit(t.Context()); err != nil {
		t.Errorf("the audit chain does not hold: %v", err)
	}
	state := tracker.Assess(rec, rec.Plan.Today(l.now))
	t.Logf("%v: %d published, %d drafts saved, %d conflicts shown, %d pages read; %d of %d items reported",
		long, len(l.published), l.saved.Load(), l.conflicts.Load(), l.pages.Load(), state.Known, len(state.Leaves))
}
