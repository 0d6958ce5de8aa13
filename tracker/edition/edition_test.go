package edition_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/review"
	"ogptracker/tracker/trackertest"
)

var (
	day = tracker.MustDate("2018-06-30")
	now = time.Date(2018, 7, 15, 14, 30, 0, 0, time.UTC)
)

func state() edition.State {
	return edition.State{Record: trackertest.Record(), Index: trackertest.Index(), Audit: edition.Head{Seq: 41, Hash: strings.Repeat("ab", 32)}, Now: now}
}

func request() edition.Request {
	return edition.Request{Plan: "ca-3", Kind: edition.EndOfTerm, AsOf: day, Program: "test"}
}

func freeze(t *testing.T, s edition.State, r edition.Request) *edition.Frozen {
	t.Helper()
	f, err := edition.Freeze(s, r)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func content(t *testing.T, f *edition.Frozen) []byte {
	t.Helper()
	b, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestEditionIsReadAsWritten holds that nothing is lost on the way into bytes: what is
// read gives the same bytes, and the same figures.
func TestEditionIsReadAsWritten(t *testing.T) {
	f := freeze(t, state(), request())
	b := content(t, f)
	back, err := edition.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, back, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-frozen +read:\n%s", diff)
	}
	if !bytes.Equal(content(t, back), b) {
		t.Error("what was read gives other bytes")
	}
	if err := back.Check(); err != nil {
		t.Error(err)
	}
	if got := back.Table(); got == nil || got.Year != 2017 {
		t.Errorf("table %+v", got)
	}
}

// TestEditionHoldsWhatWasThereOnItsDay holds that the figures are those of the live
// record on the day, that nothing later is in it, and that nobody is named.
func TestEditionHoldsWhatWasThereOnItsDay(t *testing.T) {
	early := tracker.MustDate("2017-06-30")
	s, r := state(), request()
	for i := range s.Record.Updates {
		s.Record.Updates[i].Author = "account:7 contributor"
	}
	s.Record.Plan.Commitments[0].Milestones[0].Indicators[1].Deadline.Revisions[0].Author = "account:8 coordinator"
	r.AsOf, r.Kind = early, edition.MidTerm
	f := freeze(t, s, r)
	live, err := json.Marshal(tracker.Assess(s.Record, early).Figures)
	if err != nil {
		t.Fatal(err)
	}
	frozen, err := json.Marshal(f.Assessment().Figures)
	if err != nil || !bytes.Equal(live, frozen) {
		t.Errorf("live %s, frozen %s, %v", live, frozen, err)
	}
	for _, u := range f.Record.Updates {
		if tracker.DateOf(u.PublishedAt).After(early) {
			t.Errorf("update %d was published on %s", u.ID, u.PublishedAt)
		}
	}
	if b := content(t, f); bytes.Contains(b, []byte("account:")) {
		t.Error("an account is named")
	}
}

func TestFreezeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*edition.State, *edition.Request)
		want error
	}{
		"no kind":          {func(_ *edition.State, r *edition.Request) { r.Kind = "yearly" }, edition.ErrKind},
		"in preparation":   {func(s *edition.State, _ *edition.Request) { s.Record.Plan.Draft = true }, edition.ErrDraft},
		"no commitments":   {func(s *edition.State, _ *edition.Request) { s.Record.Plan.Commitments = nil }, edition.ErrEmpty},
		"tomorrow":         {func(_ *edition.State, r *edition.Request) { r.AsOf = tracker.MustDate("2018-07-16") }, edition.ErrFuture},
		"corrects nothing": {func(_ *edition.State, r *edition.Request) { r.Corrects = 1 }, edition.ErrNoEdition},
		"corrects the one to be": {func(s *edition.State, r *edition.Request) {
			s.Editions, r.Corrects = []edition.Edition{{}}, 2
		}, edition.ErrNoEdition},
		"corrected already": {func(s *edition.State, r *edition.Request) {
			s.Editions, r.Corrects = []edition.Edition{{CorrectedBy: 2}, {}}, 1
		}, edition.ErrCorrected},
		"no reason": {func(s *edition.State, r *edition.Request) {
			s.Editions, r.Corrects = []edition.Edition{{}}, 1
		}, edition.ErrNeedsReason},
	} {
		s, r := state(), request()
		c.edit(&s, &r)
		if _, err := edition.Freeze(s, r); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Where the plan lives it is still the day before.
	s, r := state(), request()
	s.Now, r.AsOf = time.Date(2018, 7, 1, 2, 0, 0, 0, time.UTC), tracker.MustDate("2018-07-01")
	if _, err := edition.Freeze(s, r); !errors.Is(err, edition.ErrFuture) {
		t.Errorf("a day that has not begun there: %v", err)
	}
	s, r = state(), request()
	s.Editions, r.Corrects, r.Reason = []edition.Edition{{}}, 1, tracker.Text{EN: "A date was wrong.", FR: "Une date était fausse."}
	if f := freeze(t, s, r); f.Number != 2 || f.Corrects != 1 {
		t.Errorf("%+v", f.Header)
	}
}

func TestReadRefuses(t *testing.T) {
	good := content(t, freeze(t, state(), request()))
	for name, c := range map[string]struct {
		bad  []byte
		want error
	}{
		"nothing":        {nil, edition.ErrFormat},
		"no JSON":        {[]byte("edition\n"), edition.ErrFormat},
		"another format": {bytes.Replace(good, []byte(edition.Format), []byte("ogptracker edition 2"), 1), edition.ErrFormat},
		"no text":        {append([]byte{0xff}, good...), edition.ErrFormat},
		"a space":        {bytes.Replace(good, []byte(`,"number":`), []byte(`, "number":`), 1), edition.ErrCanonical},
		"no end":         {good[:len(good)-1], edition.ErrCanonical},
		"a line more":    {append(bytes.Clone(good), '\n'), edition.ErrCanonical},
	} {
		if _, err := edition.Read(c.bad); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCheckNamesTheFigure holds that an edition whose figures were touched says which.
func TestCheckNamesTheFigure(t *testing.T) {
	f := freeze(t, state(), request())
	f.Figures = bytes.Replace(f.Figures, []byte(`"known":`), []byte(`"known":1`), 1)
	var wrong *edition.FigureError
	if err := f.Check(); !errors.As(err, &wrong) || wrong.Figure != "known" || !strings.HasPrefix(wrong.Stated, "1") {
		t.Errorf("%v", f.Check())
	}
	g := freeze(t, state(), request())
	g.Record.Updates = g.Record.Updates[1:]
	if err := g.Check(); !errors.As(err, &wrong) {
		t.Errorf("an update was taken out: %v", err)
	}
}

// TestCheckHoldsForEveryDay freezes the plan as of any day and has its figures computed
// again from the bytes.
func TestCheckHoldsForEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := request()
		r.AsOf = day.AddDays(-rapid.IntRange(0, 900).Draw(t, "days before"))
		f, err := edition.Freeze(state(), r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		back, err := edition.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		if err := back.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestChecklist(t *testing.T) {
	s := state()
	s.Record.Plan.Commitments[0].Milestones[0].Title.FR = ""
	s.Record.Plan.Commitments[2].Deadline = tracker.Deadline{Meaning: tracker.Meaning{Kind: tracker.Undated}}
	f := freeze(t, s, request())
	got := map[edition.Point]int{}
	for i, finding := range f.Checklist {
		if finding.Point != edition.Points[i] {
			t.Errorf("point %d is %s", i, finding.Point)
		}
		got[finding.Point] = len(finding.Items)
	}
	a := f.Assessment()
	want := map[edition.Point]int{
		edition.Unreported:      len(a.Unreported()),
		edition.WithoutEvidence: len(a.EvidenceShare(func(*tracker.LeafState) bool { return true }).Without),
		edition.WithoutDate:     1, edition.OverdueUpdate: 0,
	}
	want[edition.MissingLanguage], want[edition.OverdueUpdate] = 2, 1 // C03 lacks its French, and was never reported on
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%v\n-want +got:\n%s", f.Checklist, diff)
	}
}

func TestKindOf(t *testing.T) {
	plan := trackertest.Plan() // 1 July 2016 to 30 June 2018
	for on, want := range map[string]edition.Kind{
		"2016-01-01": edition.Interim,
		"2017-06-29": edition.Interim,
		"2017-06-30": edition.MidTerm,
		"2017-12-30": edition.MidTerm,
		"2017-12-31": edition.Interim,
		"2018-06-29": edition.Interim,
		"2018-06-30": edition.EndOfTerm,
		"2024-01-01": edition.EndOfTerm,
	} {
		if got := edition.KindOf(&plan, tracker.MustDate(on)); got != want {
			t.Errorf("KindOf(%s) = %s, want %s", on, got, want)
		}
	}
	if got := edition.KindOf(&tracker.Plan{}, day); got != edition.Interim {
		t.Errorf("KindOf a plan without dates = %s", got)
	}
}

// TestReviewEditionStatesTheSameFigures holds that a review edition has the record and
// figures of the edition that was reviewed, and that it can be of no other.
func TestReviewEditionStatesTheSameFigures(t *testing.T) {
	s := state()
	base := freeze(t, s, request())
	sum := edition.Sum(content(t, base))
	s.Editions = []edition.Edition{{Header: base.Header, SHA256: sum}}
	r := review.New(&base.Record.Plan, 1, sum)
	r.Reviewer = tracker.Text{EN: "An institution", FR: "Une institution"}
	f, err := edition.FreezeReview(s, base, r, "later")
	if err != nil {
		t.Fatal(err)
	}
	back, err := edition.Read(content(t, f))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, back, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-frozen +read:\n%s", diff)
	}
	if back.Number != 2 || back.Kind != edition.Reviewed || *back.Of != (edition.Reference{Number: 1, SHA256: sum}) || back.AsOf != base.AsOf {
		t.Errorf("%+v", back.Header)
	}
	if !bytes.Equal(back.Figures, base.Figures) || back.Check() != nil {
		t.Errorf("the figures are others: %v", back.Check())
	}
	if c := edition.Compare(base, back); !c.IsEmpty() {
		t.Errorf("the record is another: %+v", c)
	}
	other := *r
	other.SHA256 = strings.Repeat("0", 64)
	s.Editions = append(s.Editions, edition.Edition{Header: f.Header, SHA256: edition.Sum(content(t, f))})
	ofReview := *r
	ofReview.Edition, ofReview.SHA256 = 2, s.Editions[1].SHA256
	for name, c := range map[string]struct {
		base *edition.Frozen
		r    *review.Review
	}{"another hash": {base, &other}, "another edition": {f, r}, "of a review": {f, &ofReview}} {
		if _, err := edition.FreezeReview(s, c.base, c.r, ""); !errors.Is(err, edition.ErrReview) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
