package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// read returns a page as a reader's browser has it.
func read(t *testing.T, s *Server, target string, status int) *goquery.Document {
	t.Helper()
	w := answerTo(t, s, http.MethodGet, target)
	if w.Code != status {
		t.Fatalf("%s: status %d, want %d\n%s", target, w.Code, status, w.Body)
	}
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// href returns where the first link that a selector finds leads.
func href(t *testing.T, doc *goquery.Document, selector string) string {
	t.Helper()
	address, ok := doc.Find(selector).First().Attr("href")
	if !ok {
		t.Fatalf("no link at %s", selector)
	}
	return address
}

// storeOf holds the small plan of the tests and no more than that.
func storeOf(records ...*tracker.Record) *memory {
	store := fixtureStore()
	store.records = records
	return store
}

// recordOnly is a plan of which only the record is kept.
func recordOnly(id string, start, end string) *tracker.Record {
	r := trackertest.Record()
	r.Plan.ID, r.Plan.Title, r.Plan.Short = id, text("Record of "+id), tracker.Text{}
	r.Plan.Start, r.Plan.End = tracker.MustDate(start), tracker.MustDate(end)
	r.Plan.Commitments, r.Updates, r.Plan.Promised, r.Plan.Illustrative = nil, nil, 12, false
	return r
}

func TestTheDayIsKeptFromPageToPage(t *testing.T) {
	s := newTestServer(t, storeOf(trackertest.Record()))
	doc := read(t, s, "/en/plans/ca-3?as-of=2017-07-31", http.StatusOK)
	for selector, want := range map[string]string{
		"#status tbody a":                     "/en/plans/ca-3/commitments/C01?as-of=2017-07-31",
		".plan-nav li:nth-child(2) a":         "/en/plans/ca-3/timeline?as-of=2017-07-31",
		".site-tools a[hreflang]":             "/fr/plans/ca-3?au=2017-07-31",
		"#status .actions a":                  "/en/plans/ca-3/charts/status.svg?as-of=2017-07-31",
		".as-of + .note a":                    "/en/plans/ca-3",
		"#reports .panel li:nth-child(5) a":   "/en/plans/ca-3/data/updates.csv?as-of=2017-07-31",
		"link[rel=canonical]":                 "https://tracker.example.org/en/plans/ca-3?as-of=2017-07-31",
		"link[rel=alternate][hreflang^='fr']": "https://tracker.example.org/fr/plans/ca-3?au=2017-07-31",
	} {
		if got := href(t, doc, selector); got != want {
			t.Errorf("%s leads to %s, want %s", selector, got, want)
		}
	}
	usual := read(t, s, "/en/plans/ca-3?as-of=2018-01-16", http.StatusOK) // today
	if got := href(t, usual, ".site-tools a[hreflang]"); got != "/fr/plans/ca-3" {
		t.Errorf("the day that the plan shows by itself is carried along: %s", got)
	}
}

func TestTheToggleKeepsTheChoices(t *testing.T) {
	s := newTestServer(t, storeOf(trackertest.Record()))
	for from, to := range map[string]string{
		"/en/plans/ca-3/timeline?theme=data&lead=tbs-sct&show=attention":     "/fr/plans/ca-3/calendrier?theme=data&responsable=tbs-sct&afficher=attention",
		"/fr/comparaison-internationale?edition=2013&groupe=all":             "/en/benchmark?edition=2013&group=all",
		"/en/benchmark?country=gb&country=CA,US&sort=change&order=ascending": "/fr/comparaison-internationale?pays=CA,GB,US&tri=variation&ordre=croissant",
		"/fr/activite?type=update&plan=ca-3":                                 "/en/activity?plan=ca-3&kind=update",
		"/en/plans/ca-3/commitments/C02":                                     "/fr/plans/ca-3/engagements/C02",
		"/fr/a-propos":                                                       "/en/about",
	} {
		if got := href(t, read(t, s, from, http.StatusOK), ".site-tools a[hreflang]"); got != to {
			t.Errorf("from %s the toggle leads to %s, want %s", from, got, to)
		}
		read(t, s, to, http.StatusOK)
	}
}

func TestWhatCannotBeChosen(t *testing.T) {
	s := newTestServer(t, storeOf(trackertest.Record(), recordOnly("ca-1", "2012-04-01", "2014-06-30")))
	for target, status := range map[string]int{
		"/en/plans/ca-3/timeline?show=all":          http.StatusBadRequest,
		"/en/plans/ca-3/timeline?theme=none":        http.StatusBadRequest,
		"/en/plans/ca-3/timeline?lead=none":         http.StatusBadRequest,
		"/en/plans/ca-1/timeline":                   http.StatusNotFound,
		"/en/plans/ca-1/commitments/C01":            http.StatusNotFound,
		"/en/plans/ca-1":                            http.StatusOK,
		"/en/benchmark?edition=1999":                http.StatusBadRequest,
		"/en/benchmark?edition=last":                http.StatusBadRequest,
		"/en/benchmark?index=none":                  http.StatusBadRequest,
		"/fr/activite?type=rumeur":                  http.StatusBadRequest,
		"/fr/activite?avant=x":                      http.StatusBadRequest,
		"/fr/activite?plan=none":                    http.StatusBadRequest,
		"/fr/activite?organisation=none":            http.StatusBadRequest,
		"/en/plans/ca-3/timeline?show=attention":    http.StatusOK,
		"/en/plans/ca-3?as-of=2018-01-17":           http.StatusBadRequest,
		"/en/plans/ca-3/commitments/C01?as-of=0000": http.StatusBadRequest,
	} {
		read(t, s, target, status)
	}
}

func TestPagesOfAnEmptyTracker(t *testing.T) {
	s := newTestServer(t, &memory{})
	for target, says := range map[string]string{
		"/en/": "No action plan has been recorded here yet", "/fr/plans": "Aucun plan d’action",
		"/fr/comparaison-internationale": "Aucun indice", "/en/data": "No action plan", "/fr/rapports": "Aucun plan",
		"/en/activity": "Nothing matches", "/fr/a-propos": "site officiel", "/en/methodology": "Worked example",
	} {
		if main := read(t, s, target, http.StatusOK).Find("main").Text(); !strings.Contains(main, says) {
			t.Errorf("%s does not say %q", target, says)
		}
	}
}

func TestHomeShowsThePlanThatRuns(t *testing.T) {
	running, older := trackertest.Record(), trackertest.Record()
	older.Plan.ID, older.Plan.Short = "ca-2", text("Second plan")
	older.Plan.Start, older.Plan.End = tracker.MustDate("2014-07-01"), tracker.MustDate("2016-06-30")
	newer := recordOnly("ca-4", "2018-09-01", "2020-06-30")
	elsewhere := trackertest.Record()
	elsewhere.Plan.ID, elsewhere.Plan.Jurisdiction, elsewhere.Plan.Short = "fr-1", "FR", text("Somebody else’s")
	for _, tt := range []struct {
		name    string
		records []*tracker.Record
		now     string
		heading string
		label   string
	}{
		{"one runs", []*tracker.Record{elsewhere, newer, running, older}, "2018-01-16", "Third plan, 2016–18", "Current plan"},
		{"none runs any more", []*tracker.Record{elsewhere, newer, running, older}, "2018-08-01", "Third plan, 2016–18", "Latest plan"},
		{"only a record runs", []*tracker.Record{newer, running}, "2019-01-16", "Third plan, 2016–18", "Latest plan"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newTestServer(t, storeOf(tt.records...))
			s.now = func() time.Time { return tracker.MustDate(tt.now).UTC().Add(17 * time.Hour) }
			doc := read(t, s, "/en/", http.StatusOK)
			if got := doc.Find("#now").Text(); got != tt.heading {
				t.Errorf("the plan at a glance is %q", got)
			}
			if got := doc.Find("main .facts dt").First().Text(); got != tt.label {
				t.Errorf("it is called %q", got)
			}
		})
	}
}

// asked is a store that notes what is asked of it.
type asked struct {
	*memory
	queries []tracker.ActivityQuery
}

func (a *asked) Activity(_ context.Context, q tracker.ActivityQuery) ([]tracker.Activity, error) {
	a.queries = append(a.queries, q)
	var found []tracker.Activity
	for seq := int64(500); seq > 0 && len(found) < q.Limit; seq-- {
		if q.BeforeSeq == 0 || seq < q.BeforeSeq {
			found = append(found, tracker.Activity{Seq: seq, Kind: tracker.ActivityUpdate, Plan: "ca-3", Item: "C01.1.1", Commitment: "C01", To: tracker.Limited})
		}
	}
	return found, nil
}

func TestActivityGoesThroughTheList(t *testing.T) {
	store := &asked{memory: storeOf(trackertest.Record())}
	s := newTestServer(t, store)
	doc := read(t, s, "/fr/activite?type=update&organisation=tbs-sct&plan=ca-3", http.StatusOK)
	want := tracker.ActivityQuery{Plan: "ca-3", Organization: "tbs-sct", Kind: tracker.ActivityUpdate, Limit: activityPageSize + 1}
	if len(store.queries) != 1 || store.queries[0] != want {
		t.Errorf("asked for %+v", store.queries)
	}
	if n := doc.Find(".feed li").Length(); n != activityPageSize {
		t.Errorf("%d changes on a page", n)
	}
	older := href(t, doc, ".pager a[rel=next]")
	if older != "/fr/activite?plan=ca-3&organisation=tbs-sct&type=update&avant=451" {
		t.Errorf("older changes are at %s", older)
	}
	next := read(t, s, older, http.StatusOK)
	if store.queries[1].BeforeSeq != 451 {
		t.Errorf("asked for what comes after %d", store.queries[1].BeforeSeq)
	}
	if got := href(t, next, ".pager a[rel=first]"); got != "/fr/activite?plan=ca-3&organisation=tbs-sct&type=update" {
		t.Errorf("the newest are at %s", got)
	}
	if selected := next.Find("option[selected][value='tbs-sct']").Length(); selected != 1 {
		t.Error("the form does not show what was chosen")
	}
}

func TestChartsArePutInBothSizes(t *testing.T) {
	s := newTestServer(t, storeOf(trackertest.Record()))
	doc := read(t, s, "/en/plans/ca-3", http.StatusOK)
	for _, id := range []string{"burn-up", "heatmap"} {
		figure := doc.Find("figure.chart[data-chart='" + id + "']")
		if figure.Find(".chart-wide svg").Length() != 1 || figure.Find(".chart-narrow svg").Length() != 1 {
			t.Errorf("%s is not drawn for both kinds of screen", id)
		}
		if strings.TrimSpace(figure.Find("figcaption").Text()) == "" || figure.Find("details table tbody tr").Length() == 0 {
			t.Errorf("%s has no sentence or no table", id)
		}
		if n := figure.Find(".actions a").Length(); n != 3 {
			t.Errorf("%s is offered as %d files", id, n)
		}
	}
	doc.Find("figure .actions a, #reports a, .chart-foot a").Each(func(_ int, a *goquery.Selection) {
		address, _ := a.Attr("href")
		path, _, _ := strings.Cut(address, "#")
		if w := answerTo(t, s, http.MethodGet, path); w.Code != http.StatusOK {
			t.Errorf("%s answers %d", address, w.Code)
		}
	})
}

func TestDataPageDescribesEveryField(t *testing.T) {
	doc := read(t, newTestServer(t, storeOf(trackertest.Record())), "/fr/donnees", http.StatusOK)
	if n := doc.Find("#fields details").Length(); n < 5 {
		t.Errorf("%d tables are described", n)
	}
	doc.Find("#fields tbody tr").Each(func(_ int, row *goquery.Selection) {
		if cells := row.Children(); strings.TrimSpace(cells.Last().Text()) == "" {
			t.Errorf("%q is not described", cells.First().Text())
		}
	})
}
