package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"ogptracker/db/dbtest"
	"ogptracker/reports/reviewpack"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
)

// TestPackageInPublic downloads the review package of an edition, by several readers at
// once and in both languages, and checks it with nothing but the file.
func TestPackageInPublic(t *testing.T) {
	d := newDesk(t)
	e, err := d.store.Freeze(t.Context(), dbtest.Actor, edition.Request{Plan: "ca-3", Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30")})
	if err != nil {
		t.Fatal(err)
	}
	public := d.visitor()
	if page := public.get("/fr/plans/ca-3/editions/1").Body.String(); !strings.Contains(page, "/fr/plans/ca-3/editions/1/trousse.zip") {
		t.Error("the edition's page does not lead to its package")
	}
	addresses := []string{"/en/plans/ca-3/editions/1/package.zip", "/fr/plans/ca-3/editions/1/trousse.zip", "/en/plans/ca-3/editions/1/package.zip"}
	got := make([][]byte, len(addresses))
	var wait sync.WaitGroup
	for i, address := range addresses {
		wait.Go(func() { got[i] = d.visitor().get(address).Body.Bytes() })
	}
	wait.Wait()
	for i := range got {
		if !bytes.Equal(got[i], got[0]) {
			t.Errorf("%s is another", addresses[i])
		}
	}
	v, err := reviewpack.Verify(t.Context(), bytes.NewReader(got[0]), int64(len(got[0])), svg.NewRenderer(1), reviewpack.Against{Hash: e.SHA256})
	if err != nil || v.SHA256 != e.SHA256 || v.Entries != e.Audit.Seq {
		t.Errorf("%v: %+v", err, v)
	}
	for _, address := range []string{"/en/plans/ca-3/editions/2/package.zip", "/en/plans/ca-9/editions/1/package.zip", "/en/plans/ca-3/editions/x/package.zip"} {
		if a := public.get(address); a.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, a.Code)
		}
	}
	var keys struct{ Keys []struct{ ID string } }
	if err := json.Unmarshal(public.get("/.well-known/ogptracker-keys").Body.Bytes(), &keys); err != nil || keys.Keys == nil || len(keys.Keys) != 0 {
		t.Errorf("%v: %+v", err, keys)
	}
}
