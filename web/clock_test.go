package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/web/view"
)

// TestOneToday holds that in the hours when the day in UTC is already the next one,
// every page tells the day that it is where the plan is.
func TestOneToday(t *testing.T) {
	usual := dbtest.Clock
	t.Cleanup(func() { dbtest.Clock = usual })
	dbtest.Clock = time.Date(2018, time.July, 3, 2, 30, 0, 0, time.UTC) // half past ten in the evening in Ottawa
	const today = "2018-07-02"
	d := newDesk(t)
	lead := d.signedIn("lead")
	expect(t, lead.press(reportAddress, view.ActPublish, lead.fill(reportAddress, written("Nine of ten feeds run.")...)), http.StatusSeeOther)
	for _, at := range []struct{ address, day string }{
		{"/en/", ".foot-meta time"}, {"/en/", ".feed time"},
		{"/en/activity", ".foot-meta time"}, {"/en/activity", ".feed time"},
		{"/en/plans/ca-3?as-of=" + today, ".foot-meta time"}, {"/en/plans", ".foot-meta time"}, {"/en/reports", ".foot-meta time"},
		{"/fr/activite", ".foot-meta time"}, {"/en/work/notices", ".notices time"},
	} {
		if day, _ := d.signedIn("coordinator").get(at.address).doc.Find(at.day).First().Attr("datetime"); day != today {
			t.Errorf("%s tells %q in %q, want %s", at.address, day, at.day, today)
		}
	}
	if day, _ := d.signedIn("reviewer").get("/en/work/notices").doc.Find(".notices time").Attr("datetime"); day != today {
		t.Errorf("a notice that concerns no plan tells %q, want %s", day, today)
	}
	e, _, err := d.server.keepFile(t.Context(), upload(t, "minutes.txt", []byte("The forum met.")), "file", "ca-3")
	if err != nil || e.CapturedOn != tracker.MustDate(today) {
		t.Errorf("a file was taken on %s, %v", e.CapturedOn, err)
	}
	if page := d.signedIn("admin").get("/en/work/accounts"); strings.Contains(page.Body.String(), "3 July 2018") {
		t.Error("the accounts tell the day in UTC")
	}
}
