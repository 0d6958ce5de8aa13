package web

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
	"ogptracker/web/view"
)

// library remembers what the store said and the domain computed, for as long as
// the data version stays the same. Values it returns are shared: nobody changes
// them.
type library struct {
	store Store
	shelf atomic.Pointer[shelf]
	day   atomic.Pointer[calendarDay]
	once  singleflight.Group
}

// shelf holds the values of one data version.
type shelf struct {
	version     int64
	values      sync.Map // key -> value; bounded by the number of plans, indices and editions
	assessments *lru.Cache[string, *tracker.Assessment]
	figures     *lru.Cache[string, *view.Chart]
	studies     *lru.Cache[string, *benchmark.Study]
}

// name makes work on this version's values distinct from the same work on
// another's: a reader after a write never gets what was asked before it.
func (s *shelf) name(key string) string { return strconv.FormatInt(s.version, 36) + " " + key }

// assessmentsKept and figuresKept bound the as-of days remembered, and studiesKept the
// composites, at some 50 KB each: a reader may ask for any.
const (
	assessmentsKept = 64
	figuresKept     = 16
	studiesKept     = 24
)

func newLibrary(store Store) *library { return &library{store: store} }

// current returns the shelf of the store's present version, an empty one after a
// write.
func (lib *library) current() *shelf {
	version := lib.store.Version()
	if s := lib.shelf.Load(); s != nil && s.version == version {
		return s
	}
	s := &shelf{version: version}
	s.assessments, _ = lru.New[string, *tracker.Assessment](assessmentsKept) // the sizes are positive
	s.figures, _ = lru.New[string, *view.Chart](figuresKept)
	s.studies, _ = lru.New[string, *benchmark.Study](studiesKept)
	lib.shelf.Store(s)
	return s
}

// remember returns the value kept under key, asking for it once however many
// readers come at the same time.
func remember[T any](lib *library, ctx context.Context, key string, ask func(context.Context) (T, error)) (T, error) {
	s := lib.current()
	if v, ok := s.values.Load(key); ok {
		return v.(T), nil
	}
	v, err, _ := lib.once.Do(s.name(key), func() (any, error) {
		// The first reader may give up; the others still want the answer.
		v, err := ask(context.WithoutCancel(ctx))
		if err == nil {
			s.values.Store(key, v)
		}
		return v, err
	})
	if err != nil {
		var none T
		return none, err
	}
	return v.(T), nil
}

// Plans lists the plans without their commitments, newest first. One that is being
// prepared is nobody's to see; the work area asks the store itself.
func (lib *library) Plans(ctx context.Context) ([]tracker.Plan, error) {
	return remember(lib, ctx, "plans", func(ctx context.Context) ([]tracker.Plan, error) {
		plans, err := lib.store.Plans(ctx)
		return slices.DeleteFunc(plans, func(p tracker.Plan) bool { return p.Draft }), err
	})
}

// Jurisdictions lists the governments that have plans.
func (lib *library) Jurisdictions(ctx context.Context) ([]tracker.Jurisdiction, error) {
	return remember(lib, ctx, "jurisdictions", lib.store.Jurisdictions)
}

// Indices lists the benchmark indices without their scores.
func (lib *library) Indices(ctx context.Context) ([]benchmark.Index, error) {
	return remember(lib, ctx, "indices", lib.store.Indices)
}

// Index returns an index with all its editions.
func (lib *library) Index(ctx context.Context, id string) (*benchmark.Index, error) {
	return remember(lib, ctx, "index/"+id, func(ctx context.Context) (*benchmark.Index, error) {
		return lib.store.Index(ctx, id)
	})
}

// Simulated returns what the usual simulation of an edition of an index gives, nil
// where it cannot be simulated.
func (lib *library) Simulated(ctx context.Context, index *benchmark.Index, e *benchmark.Edition) (*benchmark.Simulated, error) {
	if !benchmark.Simulable(index, e) {
		return nil, nil
	}
	return remember(lib, ctx, "simulated/"+index.ID+"/"+strconv.Itoa(e.Year), func(ctx context.Context) (*benchmark.Simulated, error) {
		return benchmark.Simulate(ctx, benchmark.MatrixOf(index, e), benchmark.Usual())
	})
}

// Commitments lists what is recorded of OGP's commitment data.
func (lib *library) Commitments(ctx context.Context) ([]benchmark.Commitment, error) {
	return remember(lib, ctx, "commitments", lib.store.Commitments)
}

// CommitmentSource says where those are from.
func (lib *library) CommitmentSource(ctx context.Context) (benchmark.CommitmentSource, error) {
	return remember(lib, ctx, "commitment source", lib.store.CommitmentSource)
}

// Record returns everything recorded about a plan. One that is being prepared is
// not there.
func (lib *library) Record(ctx context.Context, planID string) (*tracker.Record, error) {
	// A plan that is not there is not remembered, so readers cannot fill the
	// shelf with names of their own.
	return remember(lib, ctx, "record/"+planID, func(ctx context.Context) (*tracker.Record, error) {
		rec, err := lib.store.Record(ctx, planID)
		if err == nil && rec.Plan.Draft {
			return nil, tracker.ErrNotFound
		}
		return rec, err
	})
}

// Editions lists a plan's frozen editions. Those of a plan that is being prepared, which
// has none, are not there.
func (lib *library) Editions(ctx context.Context, planID string) (*tracker.Record, []edition.Edition, error) {
	rec, err := lib.Record(ctx, planID)
	if err != nil {
		return nil, nil, err
	}
	all, err := remember(lib, ctx, "editions/"+planID, func(ctx context.Context) ([]edition.Edition, error) {
		return lib.store.Editions(ctx, planID)
	})
	return rec, all, err
}

// Reviewed returns the newest edition of a plan that holds an independent review, nil
// where there is none.
func (lib *library) Reviewed(ctx context.Context, planID string) (*view.Reviewed, error) {
	_, all, err := lib.Editions(ctx, planID)
	if err != nil {
		return nil, err
	}
	return remember(lib, ctx, "reviewed/"+planID, func(ctx context.Context) (*view.Reviewed, error) {
		for _, e := range slices.Backward(all) {
			if e.Kind != edition.Reviewed || e.CorrectedBy != 0 {
				continue
			}
			content, err := lib.store.Edition(ctx, planID, e.Number)
			if err != nil {
				return nil, err
			}
			f, err := edition.Read(content)
			if err != nil {
				return nil, err
			}
			return view.ReviewedOf(e, f), nil
		}
		return nil, nil
	})
}

// Assessment returns a plan's figures as of a day.
func (lib *library) Assessment(ctx context.Context, planID string, asOf tracker.Date) (*tracker.Assessment, error) {
	rec, err := lib.Record(ctx, planID)
	if err != nil {
		return nil, err
	}
	s := lib.current()
	key := planID + " " + asOf.String()
	if a, ok := s.assessments.Get(key); ok {
		return a, nil
	}
	a, _, _ := lib.once.Do(s.name("assess/"+key), func() (any, error) {
		a := tracker.Assess(rec, asOf)
		s.assessments.Add(key, a)
		return a, nil
	})
	return a.(*tracker.Assessment), nil
}

// Figure returns the chart kept under key, drawing it where it is not. Charts are
// shared: nobody changes one.
func (lib *library) Figure(key string, draw func() (*view.Chart, error)) (*view.Chart, error) {
	s := lib.current()
	if c, ok := s.figures.Get(key); ok {
		return c, nil
	}
	c, err := draw()
	if err == nil {
		s.figures.Add(key, c)
	}
	return c, err
}

// Study returns the composite kept under key, making it once however many readers ask
// at the same time.
func (lib *library) Study(key string, make func() (*benchmark.Study, error)) (*benchmark.Study, error) {
	s := lib.current()
	if study, ok := s.studies.Get(key); ok {
		return study, nil
	}
	study, err, _ := lib.once.Do(s.name("study/"+key), func() (any, error) {
		study, err := make()
		if err == nil {
			s.studies.Add(key, study)
		}
		return study, err
	})
	return study.(*benchmark.Study), err
}

// calendarDay is the day, in every zone that a plan lives in, that pages state.
type calendarDay struct {
	version int64
	key     string
	until   time.Time // the next midnight in any of the zones
}

// Day returns a text that changes at midnight in the zone of any plan: lateness
// changes then without a write.
func (lib *library) Day(ctx context.Context, now time.Time) (string, error) {
	version := lib.store.Version()
	if d := lib.day.Load(); d != nil && d.version == version && now.Before(d.until) && now.After(d.until.Add(-25*time.Hour)) {
		return d.key, nil
	}
	plans, err := lib.Plans(ctx)
	if err != nil {
		return "", err
	}
	zones := map[string]*time.Location{"UTC": time.UTC}
	names := []string{"UTC"}
	for i := range plans {
		loc := plans[i].Location()
		if _, ok := zones[loc.String()]; !ok {
			zones[loc.String()] = loc
			names = append(names, loc.String())
		}
	}
	d := &calendarDay{version: version}
	var key strings.Builder
	for _, name := range names {
		day := tracker.DateOf(now.In(zones[name]))
		key.WriteString(day.String())
		key.WriteByte(' ')
		if end := day.EndIn(zones[name]).Add(time.Nanosecond); d.until.IsZero() || end.Before(d.until) {
			d.until = end
		}
	}
	d.key = key.String()
	lib.day.Store(d)
	return d.key, nil
}
