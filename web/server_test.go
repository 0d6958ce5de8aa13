package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker/trackertest"
)

// answerTo sends one request through the whole handler.
func answerTo(t *testing.T, s *Server, method, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/", http.NoBody)
	r.RequestURI = target
	path, query, _ := strings.Cut(target, "?")
	r.URL.Path, r.URL.RawQuery = path, query
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func TestAnswers(t *testing.T) {
	s := newTestServer(t, fixtureStore())
	tests := []struct {
		name, method, target string
		header               []string
		status               int
		has, hasNot          []string
	}{
		{"front, French browser", "GET", "/", []string{"Accept-Language", "fr-CA,fr;q=0.9"}, 302, nil, nil},
		{"home", "GET", "/en/", nil, 200, []string{`lang="en`, "<h1"}, []string{"{{", "web."}},
		{"accueil", "GET", "/fr/", nil, 200, []string{`lang="fr`, "<h1"}, []string{"{{", "web."}},
		{"plan", "GET", "/en/plans/xx-1", nil, 200, []string{"First plan", "1.1"}, []string{"First plan (fr)"}},
		{"plan as of a day", "GET", "/fr/plans/xx-1?au=2017-03-31", nil, 200, []string{"First plan (fr)", "31\u00a0mars 2017"}, nil},
		{"commitment", "GET", "/en/plans/xx-1/commitments/1", nil, 200, []string{"Publish more data"}, nil},
		{"commitment in the other language's words", "GET", "/fr/plans/xx-1/commitments/1", nil, 404, []string{`lang="fr`}, nil},
		{"unknown plan", "GET", "/fr/plans/zz-9", nil, 404, []string{`lang="fr`}, []string{"not found"}},
		{"unknown commitment", "GET", "/en/plans/xx-1/commitments/%3Cscript%3E", nil, 404, nil, []string{"<script>"}},
		{"unknown path without a language", "GET", "/nothing", []string{"Accept-Language", "fr"}, 404, []string{`lang="fr`}, nil},
		{"broken query", "GET", "/en/plans/xx-1?as-of=%zz", nil, 400, []string{`lang="en`}, nil},
		{"no date", "GET", "/en/plans/xx-1?as-of=yesterday", nil, 400, []string{"yesterday"}, nil},
		{"future", "GET", "/en/plans/xx-1?as-of=2030-01-01", nil, 400, nil, nil},
		{"markup in a parameter", "GET", "/en/plans/xx-1?as-of=%3Cblink%3E", nil, 400, []string{"&lt;blink&gt;"}, []string{"<blink>"}},
		{"undeclared parameter", "GET", "/en/plans?utm=1", nil, 200, nil, nil},
		{"over-long address", "GET", "/en/plans?q=" + strings.Repeat("x", maxURL), nil, 414, []string{`lang="en`}, nil},
		{"wrong method", "POST", "/en/plans", nil, 405, []string{`lang="en`}, nil},
		{"cross-site post", "POST", "/en/plans", []string{"Sec-Fetch-Site", "cross-site"}, 403, nil, nil},
		{"health", "GET", "/healthz", nil, 200, []string{"ok"}, nil},
		{"ready", "GET", "/readyz", nil, 200, []string{"ok"}, nil},
		{"API", "GET", "/api/v1/plans", nil, 200, []string{`"id": "xx-1"`}, nil},
		{"API problem", "GET", "/api/v1/plans/none", nil, 404, []string{`"status":404`}, []string{"<html"}},
		{"chart as a picture", "GET", "/en/plans/xx-1/charts/burn-up.svg", nil, 200, []string{"<svg"}, nil},
		{"chart as data", "GET", "/fr/plans/xx-1/graphiques/status.csv", nil, 200, nil, nil},
		{"unknown chart", "GET", "/en/plans/xx-1/charts/none.svg", nil, 404, nil, nil},
		{"unknown chart format", "GET", "/en/plans/xx-1/charts/status.exe", nil, 404, nil, nil},
		{"site map", "GET", "/sitemap.xml", nil, 200, []string{"https://tracker.example.org/fr/plans/xx-1/engagements/1"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := answerTo(t, s, tt.method, tt.target, tt.header...)
			if w.Code != tt.status {
				t.Fatalf("status %d, want %d\n%s", w.Code, tt.status, w.Body)
			}
			for _, part := range tt.has {
				if !strings.Contains(w.Body.String(), part) {
					t.Errorf("%q is missing", part)
				}
			}
			for _, part := range tt.hasNot {
				if strings.Contains(w.Body.String(), part) {
					t.Errorf("%q must not appear", part)
				}
			}
		})
	}
}

func TestValidatorsAndCompression(t *testing.T) {
	s := newTestServer(t, fixtureStore())
	plain := answerTo(t, s, "GET", "/en/plans")
	small := answerTo(t, s, "GET", "/en/plans", "Accept-Encoding", "br, gzip")
	if small.Header().Get("Content-Encoding") != "gzip" || small.Body.Len() >= plain.Body.Len() {
		t.Errorf("encoding %q, %d bytes against %d", small.Header().Get("Content-Encoding"), small.Body.Len(), plain.Body.Len())
	}
	if plain.Header().Get("ETag") == small.Header().Get("ETag") {
		t.Error("both encodings have the same strong ETag")
	}
	for _, w := range []*httptest.ResponseRecorder{plain, small} {
		encoding := w.Header().Get("Content-Encoding")
		again := answerTo(t, s, "GET", "/en/plans", "If-None-Match", w.Header().Get("ETag"), "Accept-Encoding", encoding)
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%q: status %d with %d bytes", encoding, again.Code, again.Body.Len())
		}
	}
	if refused := answerTo(t, s, "GET", "/en/plans", "Accept-Encoding", "gzip;q=0"); refused.Header().Get("Content-Encoding") != "" {
		t.Error("gzip was refused and sent")
	}
	head := answerTo(t, s, "HEAD", "/en/plans")
	if head.Body.Len() != 0 || head.Header().Get("Content-Length") != plain.Header().Get("Content-Length") {
		t.Errorf("HEAD sends %d bytes and says %s", head.Body.Len(), head.Header().Get("Content-Length"))
	}
}

func TestTheNextReaderAfterAWriteGetsTheNewPage(t *testing.T) {
	store := fixtureStore()
	s := newTestServer(t, store)
	if w := answerTo(t, s, "GET", "/en/plans/xx-1"); !strings.Contains(w.Body.String(), "First plan") {
		t.Fatal("the page does not name the plan")
	}
	changed := *store.records[0]
	changed.Plan.Title = text("Renamed plan")
	store.records[0] = &changed
	if w := answerTo(t, s, "GET", "/en/plans/xx-1"); strings.Contains(w.Body.String(), "Renamed plan") {
		t.Fatal("the page was not cached: this test would prove nothing")
	}
	store.version.Add(1)
	if w := answerTo(t, s, "GET", "/en/plans/xx-1"); !strings.Contains(w.Body.String(), "Renamed plan") {
		t.Error("the page is the old one")
	}
}

func TestLatenessChangesAtMidnightWhereThePlanLives(t *testing.T) {
	s := newTestServer(t, fixtureStore())
	now := time.Date(2018, 1, 2, 4, 59, 0, 0, time.UTC) // 1 January, 23:59 in Toronto
	s.now = func() time.Time { return now }
	before := answerTo(t, s, "GET", "/en/plans/xx-1").Body.String()
	now = now.Add(2 * time.Minute)
	after := answerTo(t, s, "GET", "/en/plans/xx-1").Body.String()
	if before == after {
		t.Error("the page of the next day is the page of the day before")
	}
}

func TestAFailingStoreIsSaidSoAndNotCached(t *testing.T) {
	store := fixtureStore()
	s := newTestServer(t, store)
	store.err = errors.New("secret: disk 7 at 10.0.0.1")
	w := answerTo(t, s, "GET", "/fr/plans")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") || !strings.Contains(w.Body.String(), `lang="fr`) {
		t.Errorf("status %d\n%s", w.Code, w.Body)
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control is %q", got)
	}
	if ready := answerTo(t, s, "GET", "/readyz"); ready.Code != http.StatusServiceUnavailable {
		t.Errorf("ready answers %d", ready.Code)
	}
	store.err = nil
	if w := answerTo(t, s, "GET", "/fr/plans"); w.Code != http.StatusOK {
		t.Errorf("status %d after the store recovered", w.Code)
	}
}

// However many addresses with parameters somebody asks for, the pages without are
// answered, and whoever finds no room is told to come back.
func TestChoicesLeaveRoomForOthers(t *testing.T) {
	s := newTestServer(t, fixtureStore())
	for range choicesAsked {
		s.choosing.line.TryAcquire(1)
	}
	const chosen = "/fr/comparaison-internationale?tri=pays"
	w := answerTo(t, s, "GET", chosen)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `lang="fr`) {
		t.Errorf("status %d, retry after %q\n%.300s", w.Code, w.Header().Get("Retry-After"), w.Body)
	}
	if w := answerTo(t, s, "GET", "/fr/comparaison-internationale"); w.Code != http.StatusOK {
		t.Errorf("status %d of the page without a choice", w.Code)
	}
	s.choosing.line.Release(choicesAsked)
	if w := answerTo(t, s, "GET", chosen); w.Code != http.StatusOK {
		t.Errorf("status %d once there is room", w.Code)
	}
}

func TestPageCacheIsBounded(t *testing.T) {
	p := newPageCache(100_000)
	for i := range 100 {
		p.put(strings.Repeat("k", i+1), freeze(&Response{Status: 200, Type: "image/png", Body: make([]byte, 4000)}))
	}
	if p.bytes > p.limit || p.lru.Len() == 0 {
		t.Errorf("%d bytes in %d answers, limit %d", p.bytes, p.lru.Len(), p.limit)
	}
	p.put("huge", freeze(&Response{Status: 200, Type: "image/png", Body: make([]byte, 90_000)}))
	if p.get("huge") != nil {
		t.Error("one answer may push out most others")
	}
}

func TestAMissingPageToldByItsHead(t *testing.T) {
	s := newTestServer(t, storeOf(trackertest.Record()))
	head, get := answerTo(t, s, http.MethodHead, "/en/nothing"), answerTo(t, s, http.MethodGet, "/en/nothing")
	if head.Code != http.StatusNotFound || head.Header().Get("Content-Type") != get.Header().Get("Content-Type") || head.Body.Len() > 0 {
		t.Errorf("HEAD answers %d %q with %d bytes, GET %q", head.Code, head.Header().Get("Content-Type"), head.Body.Len(), get.Header().Get("Content-Type"))
	}
	if strings.Contains(get.Body.String(), "canonical") {
		t.Error("a page that is not there has a canonical address")
	}
	timeline, escaped := answerTo(t, s, http.MethodGet, "/en/plans/ca-3/timeline"), httptest.NewRecorder()
	s.Handler().ServeHTTP(escaped, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/en/plans/ca-3%2Ftimeline", http.NoBody))
	if timeline.Code != http.StatusOK || escaped.Code != http.StatusNotFound {
		t.Errorf("the timeline answers %d, a plan of that name %d", timeline.Code, escaped.Code)
	}
}

func TestTheDayIsReadInEveryLanguage(t *testing.T) {
	s := newTestServer(t, storeOf(trackertest.Record()))
	want := answerTo(t, s, http.MethodGet, "/fr/plans/ca-3?au=2017-07-31").Body.String()
	for _, name := range []string{"as-of", "as_of"} {
		if got := answerTo(t, s, http.MethodGet, "/fr/plans/ca-3?"+name+"=2017-07-31").Body.String(); got != want {
			t.Errorf("%s gives another page", name)
		}
	}
}

func TestARecordHasNoCalendar(t *testing.T) {
	s := newTestServer(t, storeOf(recordOnly("ca-1", "2012-04-01", "2014-06-30")))
	if w := answerTo(t, s, http.MethodGet, "/en/plans/ca-1/data/deadlines.ics"); w.Code != http.StatusNotFound {
		t.Errorf("a calendar of nothing answers %d", w.Code)
	}
}
