package web

import (
	"context"
	"math"
	"slices"
	"strconv"

	"ogptracker/reports/chart"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// measure is what a country can be measured by in one edition of an index: its score or
// one of the components.
type measure struct {
	id      string // "odb", "odb.readiness"
	label   string
	name    tracker.Text
	index   *benchmark.Index
	subject chart.Subject
	values  map[string]float64
	digits  int // decimals that the values are written with
}

// measures lists those of an edition, and the score of the newest edition of every
// other index.
func (s *Server) measures(ctx context.Context, r *Request, index *benchmark.Index, t *benchmark.Table) ([]measure, error) {
	all := measuresOf(r.L, t)
	indices, err := s.lib.Indices(ctx)
	if err != nil {
		return nil, err
	}
	for i := range indices {
		if indices[i].ID == index.ID {
			continue
		}
		other, err := s.lib.Index(ctx, indices[i].ID)
		if err != nil {
			return nil, err
		}
		if latest := other.Latest(); latest != nil {
			table := benchmark.TableOf(other, latest.Year)
			all = append(all, measuresOf(r.L, &table)[0])
		}
	}
	return all, nil
}

// measuresOf lists the score and the components of an edition.
func measuresOf(l *locale.Locale, t *benchmark.Table) []measure {
	subject, year := chart.SubjectOf(l, t), " "+strconv.Itoa(t.Year)
	name := tracker.Text{EN: t.Index.Name.EN + year, FR: t.Index.Name.FR + year}
	all := []measure{{id: t.ID, label: l.Text(name), name: name, index: &t.Index, subject: subject, values: map[string]float64{}, digits: t.ScoreDigits}}
	for _, c := range t.Components {
		all = append(all, measure{id: t.ID + "." + c.Code, label: l.Text(c.Name), name: c.Name, index: &t.Index, subject: subject, values: map[string]float64{}, digits: t.PartDigits})
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		all[0].values[row.Country] = row.Score
		for j, v := range row.Components {
			all[j+1].values[row.Country] = v
		}
	}
	return all
}

// measureOf returns the measure of an id that is one of them.
func measureOf(all []measure, id string) *measure {
	return &all[slices.IndexFunc(all, func(m measure) bool { return m.id == id })]
}

// scatterOf puts two measures together, of all countries that have one of them.
func scatterOf(l *locale.Locale, all []measure, x, y string) (chart.Subject, benchmark.Matrix) {
	find := func(id string) *measure {
		return &all[slices.IndexFunc(all, func(m measure) bool { return m.id == id })]
	}
	across, up := find(x), find(y)
	m := benchmark.Matrix{
		Components: []benchmark.Component{{Code: across.id, Name: across.name}, {Code: up.id, Name: up.name}},
		Digits:     []int{across.digits, up.digits},
	}
	value := func(of *measure, country string) float64 {
		if v, ok := of.values[country]; ok {
			return v
		}
		return math.NaN()
	}
	for _, values := range []map[string]float64{across.values, up.values} {
		for country := range values {
			m.Countries = append(m.Countries, country)
		}
	}
	slices.Sort(m.Countries)
	m.Countries = slices.Compact(m.Countries)
	for _, country := range m.Countries {
		m.Values = append(m.Values, benchmark.Values{value(across, country), value(up, country)})
	}
	subject := across.subject
	if up.subject != subject {
		subject.Name = l.List([]string{subject.Name, up.subject.Name})
		subject.Credit += " " + up.subject.Credit
	}
	return subject, m
}
