package web

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
)

// memory is a store that holds its values in memory.
type memory struct {
	version atomic.Int64
	records []*tracker.Record
	indices []*benchmark.Index
	changes []tracker.Activity

	commitments      []benchmark.Commitment
	commitmentSource benchmark.CommitmentSource
	history          tracker.History
	err              error // returned by every read when set
}

func (m *memory) Jurisdictions(context.Context) ([]tracker.Jurisdiction, error) {
	var out []tracker.Jurisdiction
	for _, r := range m.records {
		out = append(out, r.Jurisdiction)
	}
	return out, m.err
}

func (m *memory) Plans(context.Context) ([]tracker.Plan, error) {
	var out []tracker.Plan
	for _, r := range m.records {
		p := r.Plan
		p.Commitments = nil
		out = append(out, p)
	}
	return out, m.err
}

func (m *memory) Record(_ context.Context, id string) (*tracker.Record, error) {
	for _, r := range m.records {
		if r.Plan.ID == id {
			return r, m.err
		}
	}
	return nil, tracker.ErrNotFound
}

func (m *memory) Activity(context.Context, tracker.ActivityQuery) ([]tracker.Activity, error) {
	return m.changes, m.err
}

func (m *memory) History(context.Context, tracker.HistoryQuery) (tracker.History, error) {
	return m.history, m.err
}

func (m *memory) Indices(context.Context) ([]benchmark.Index, error) {
	var out []benchmark.Index
	for _, ix := range m.indices {
		out = append(out, *ix)
	}
	return out, m.err
}

func (m *memory) Index(_ context.Context, id string) (*benchmark.Index, error) {
	for _, ix := range m.indices {
		if ix.ID == id {
			return ix, m.err
		}
	}
	return nil, tracker.ErrNotFound
}

func (m *memory) Commitments(context.Context) ([]benchmark.Commitment, error) {
	return m.commitments, m.err
}

func (m *memory) CommitmentSource(context.Context) (benchmark.CommitmentSource, error) {
	return m.commitmentSource, m.err
}

func (m *memory) Editions(context.Context, string) ([]edition.Edition, error) { return nil, m.err }

func (m *memory) Edition(context.Context, string, int) ([]byte, error) {
	return nil, tracker.ErrNotFound
}

func (m *memory) AuditLinks(context.Context, int64, func(*tracker.AuditLink) error) error {
	return nil
}

func (m *memory) AuditHead(context.Context) (int64, string, error) {
	return m.version.Load(), "0123456789abcdef", m.err
}

func (m *memory) Version() int64 { return m.version.Load() }

func text(s string) tracker.Text { return tracker.Text{EN: s, FR: s + " (fr)"} }

// fixtureStore holds one plan of two commitments and one index of two countries.
func fixtureStore() *memory {
	leaf := func(code, due string) tracker.Item {
		return tracker.Item{
			Code: code, Title: text("Item " + code), Weight: 1, Leads: []string{"dept"},
			Deadline: tracker.Deadline{Text: text("By " + due), Meaning: tracker.Meaning{Kind: tracker.Dated, Precision: tracker.ByDay, Due: tracker.MustDate(due), From: tracker.MustDate(due)}},
		}
	}
	plan := tracker.Plan{
		ID: "xx-1", Jurisdiction: "CA", Number: 1, Title: text("First plan"), Short: text("Plan one"),
		Start: tracker.MustDate("2016-07-01"), End: tracker.MustDate("2018-06-30"), CycleYears: 2,
		TimeZone: "America/Toronto", Publication: tracker.Approval,
		Periods: []tracker.Period{"2016-12", "2017-06", "2017-12", "2018-06"},
		Themes:  []tracker.Theme{{Code: "open-data", Name: text("Open data")}},
		Commitments: []tracker.Commitment{
			{
				Item: tracker.Item{Code: "1", Title: text("Publish more data"), Weight: 1, Leads: []string{"dept"}}, Number: 1, Theme: "open-data",
				Milestones: []tracker.Milestone{{Item: leaf("1.1", "2017-06-30")}, {Item: leaf("1.2", "2018-06-30")}},
			},
			{
				Item: tracker.Item{Code: "2", Title: text("Answer faster"), Weight: 1, Leads: []string{"dept"}}, Number: 2, Theme: "open-data",
				Milestones: []tracker.Milestone{{Item: leaf("2.1", "2017-12-31")}},
			},
		},
	}
	at := func(s string) time.Time { return tracker.MustDate(s).UTC().Add(15 * time.Hour) }
	return &memory{
		records: []*tracker.Record{{
			Jurisdiction:  tracker.Jurisdiction{Code: "CA", Level: tracker.National, Name: tracker.Text{EN: "Canada", FR: "Canada"}},
			Plan:          plan,
			Organizations: []tracker.Organization{{Code: "dept", Name: tracker.Text{EN: "Department", FR: "Ministère"}, Kind: tracker.Department}},
			Updates: []tracker.Update{
				{ID: 1, Leaf: "1.1", Period: "2016-12", Status: tracker.Limited, Progress: text("Begun."), Organization: "dept", PublishedAt: at("2017-01-05")},
				{ID: 2, Leaf: "1.1", Period: "2017-06", Status: tracker.Complete, Progress: text("Done."), Organization: "dept", PublishedAt: at("2017-07-05")},
				{ID: 3, Leaf: "2.1", Period: "2017-06", Status: tracker.Limited, Progress: text("Begun."), Challenges: text("Few people."), Organization: "dept", PublishedAt: at("2017-07-06")},
			},
		}},
		indices: []*benchmark.Index{{
			ID: "odb", Name: text("Barometer"), Series: benchmark.Absolute, Source: text("Foundation"), Licence: "CC BY 4.0",
			Components: []benchmark.Component{{Code: "readiness", Name: text("Readiness")}, {Code: "impact", Name: text("Impact")}, {Code: "use", Name: text("Use")}},
			Editions: []benchmark.Edition{
				{Year: 2013, Scores: []benchmark.Score{{Country: "CA", Value: 58}, {Country: "GB", Value: 80}}},
				{Year: 2017, Scores: []benchmark.Score{
					{Country: "CA", Value: 76, Components: benchmark.Values{86, 55, 70}},
					{Country: "GB", Value: 76, Components: benchmark.Values{83, 57, 71}},
				}},
			},
		}},
	}
}

// newTestServer returns a server whose clock stands still.
func newTestServer(t testing.TB, store Store) *Server {
	t.Helper()
	s, err := New(Config{
		Store:    store,
		Renderer: svg.NewRenderer(1),
		Site:     Site{Base: "https://tracker.example.org", Home: "CA", Licence: text("Licence"), Program: "test"},
		Now:      func() time.Time { return time.Date(2018, 1, 16, 17, 0, 0, 0, time.UTC) },
		Log:      slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
