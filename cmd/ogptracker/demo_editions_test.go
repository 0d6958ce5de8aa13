package main

import (
	"bytes"
	"testing"

	"ogptracker/cmd/ogptracker/demo"
	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/exchange"
	"ogptracker/tracker/review"
)

// TestDemonstrationReview holds that the demonstration's review is whole, says that it
// is made up, and agrees with what OGP's sheet says; and that a fill that was
// interrupted goes on where it stopped.
func TestDemonstrationReview(t *testing.T) {
	ctx := t.Context()
	store, err := db.Open(ctx, t.TempDir(), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for _, f := range demo.Files() {
		if f.Name == "ca-3.yaml" {
			if err := fillDemoFile(ctx, store, f); err != nil {
				t.Fatal(err)
			}
		}
	}
	first := demoEditions[0]
	first.Program = version
	if _, err := store.Freeze(ctx, demoActor, first); err != nil { // and stopped there
		t.Fatal(err)
	}
	for range 2 {
		if err := freezeDemo(ctx, store); err != nil {
			t.Fatal(err)
		}
		if err := reviewDemo(ctx, store); err != nil {
			t.Fatal(err)
		}
	}
	editions, err := store.Editions(ctx, "ca-3")
	if err != nil || len(editions) != 3 {
		t.Fatalf("%d editions, %v", len(editions), err)
	}
	e, err := editionOf(ctx, store, "ca-3", 3)
	if err != nil {
		t.Fatal(err)
	}
	r, p := e.content.Review, &e.content.Record.Plan
	if e.Kind != edition.Reviewed || e.Of.Number != 2 || r.SHA256 != editions[1].SHA256 || !r.Illustrative {
		t.Errorf("%+v of %+v, illustrative %v", e.Header, e.Of, r.Illustrative)
	}
	if problems, owed := r.Check(p), r.Owed(p); len(problems)+len(owed) > 0 {
		t.Errorf("problems %+v, owed %+v", problems, owed)
	}
	for i := range r.Assessments {
		if langs := r.Assessments[i].Follows(); len(langs) > 0 {
			t.Errorf("%s waits for %v", r.Assessments[i].Commitment, langs)
		}
	}
	if kept, err := store.Review(ctx, "ca-3", 2); err != nil || kept.State != review.Frozen {
		t.Errorf("kept %+v, %v", kept, err)
	}
	if _, err := store.AccountByEmail(ctx, demo.Accounts()[0].Email); err == nil {
		t.Error("the account that says that the demonstration is whole is there already")
	}

	// What is real in it stands in OGP's sheet, as far as the sample has it.
	for _, f := range demo.Files() {
		if f.Kind != demo.Commitments {
			continue
		}
		sheet := exchange.ReadReviewSheet(bytes.NewReader(f.Data), false, p, false)
		if len(sheet.Faults) > 0 || sheet.Rows != 1 {
			t.Fatalf("%d rows, %v", sheet.Rows, sheet.Faults)
		}
		if _, taken := r.Take(&sheet.Review); taken != (review.Taken{Unchanged: 1}) {
			t.Errorf("OGP's sheet says something else: %+v", taken)
		}
	}
	if g := r.Agreement(tracker.Assess(&e.content.Record, e.AsOf)); g.Few || g.Exact.Float() == 1 {
		t.Errorf("the agreement shows little: %+v", g)
	}
}
