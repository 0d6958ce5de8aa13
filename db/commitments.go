package db

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

const selectCommitments = `SELECT id, member, country, national, plan, plan_number, submitted, number, title, lead,
		starts_on, ends_on, policy_areas, url, verifiable, relevant, impact, potential, midterm, end_of_term, opened, early
	FROM ogp_commitments ORDER BY id`

func scanCommitment(r row) (c benchmark.Commitment, err error) {
	err = r.Scan(&c.ID, &c.Member, &c.Country, &c.National, &c.Plan, &c.PlanNumber, &c.Submitted, &c.Number, &c.Title, &c.Lead,
		asDate{&c.Start}, asDate{&c.End}, asJSON{&c.PolicyAreas}, &c.URL, &c.Verifiable, &c.Relevant, &c.Impact, &c.Potential,
		&c.Midterm, &c.EndOfTerm, &c.Opened, &c.Early)
	return c, err
}

// Commitments returns every commitment that is recorded of OGP's data, of all
// members, in the order of OGP's identifiers.
func (s *Store) Commitments(ctx context.Context) ([]benchmark.Commitment, error) {
	all, err := list(ctx, s.read, selectCommitments, scanCommitment)
	if err != nil {
		return nil, fmt.Errorf("read OGP's commitments: %w", err)
	}
	return all, nil
}

// CommitmentSource returns where the recorded commitments are from; the zero value
// where none was ever recorded.
func (s *Store) CommitmentSource(ctx context.Context) (benchmark.CommitmentSource, error) {
	source, _, err := maybe(readCommitmentSource(ctx, s.read))
	if err != nil {
		return source, fmt.Errorf("read the source of OGP's commitments: %w", err)
	}
	return source, nil
}

func readCommitmentSource(ctx context.Context, q querier) (benchmark.CommitmentSource, error) {
	return one(ctx, q, `SELECT document FROM ogp_source`, func(r row) (source benchmark.CommitmentSource, err error) {
		err = r.Scan(asJSON{&source})
		return source, err
	})
}

// SavedCommitments is what became of the commitments of a write.
type SavedCommitments struct {
	Added, Changed, Unchanged int
	// Missing are the identifiers of those that are recorded and that the write did
	// not name, in order. Removed reports whether they went.
	Missing []string
	Removed bool
	// Source reports whether the source changed.
	Source bool
}

// Wrote reports whether there was anything to write.
func (c *SavedCommitments) Wrote() bool {
	return c.Added+c.Changed > 0 || c.Source || c.Removed && len(c.Missing) > 0
}

// SaveCommitments records commitments of OGP's data by their identifiers, new or
// changed, and where they are from. Those that are recorded and not given stay as
// they are, since a sheet may be of some members only, unless remove is set.
//
// The commitments of one action plan are one record: whatever differs in them, one
// audit entry holds them before and after. It reports [tracker.ErrConflict] for a
// commitment that has no identifier, or that is given twice.
func (s *Store) SaveCommitments(ctx context.Context, actor string, source benchmark.CommitmentSource,
	commitments []benchmark.Commitment, remove bool) (done SavedCommitments, err error) {
	source, err = clean(source)
	if err == nil {
		commitments, err = clean(commitments)
	}
	if err == nil {
		err = s.update(ctx, actor, func(ctx context.Context, w *writing) error {
			done, err = w.saveCommitments(ctx, source, commitments, remove)
			return err
		})
	}
	if err != nil {
		return SavedCommitments{}, fmt.Errorf("save OGP's commitments: %w", err)
	}
	return done, nil
}

func (w *writing) saveCommitments(ctx context.Context, source benchmark.CommitmentSource, given []benchmark.Commitment,
	remove bool) (done SavedCommitments, err error) {
	recorded, err := list(ctx, w, selectCommitments, scanCommitment)
	if err != nil {
		return done, err
	}
	fresh, err := done.lineUp(recorded, given, remove)
	if err != nil {
		return done, err
	}
	before, after := byPlan(recorded), byPlan(fresh)
	plans := maps.Clone(before)
	maps.Copy(plans, after)
	rewritten := make(map[string]bool)
	for _, plan := range slices.Sorted(maps.Keys(plans)) {
		old, found := before[plan]
		rest, stays := after[plan]
		_, changed, err := w.save(ctx, "commitments/"+plan, present(old, found), present(rest, stays), func(int64) error {
			return w.exec(ctx, `DELETE FROM ogp_commitments WHERE plan = $1`, plan)
		})
		if err != nil {
			return done, err
		}
		rewritten[plan] = changed
	}
	// Only now: a commitment may have moved from one plan to another.
	fresh = slices.DeleteFunc(fresh, func(c benchmark.Commitment) bool { return !rewritten[c.Plan] })
	if err := w.insertCommitments(ctx, fresh); err != nil {
		return done, err
	}
	old, found, err := maybe(readCommitmentSource(ctx, w))
	if err != nil {
		return done, err
	}
	_, done.Source, err = w.save(ctx, "commitment_source/ogp", present(old, found), source, func(int64) error {
		return w.exec(ctx, `INSERT INTO ogp_source (id, document) VALUES (1, $1)
			ON CONFLICT (id) DO UPDATE SET document = excluded.document`, toJSON(source))
	})
	return done, err
}

// lineUp sets what is given against what is recorded, counts, and returns what is
// to be recorded.
func (c *SavedCommitments) lineUp(recorded, given []benchmark.Commitment, remove bool) ([]benchmark.Commitment, error) {
	old := make(map[string]benchmark.Commitment, len(recorded))
	for _, one := range recorded {
		old[one.ID] = one
	}
	named := make(map[string]bool, len(given))
	for i := range given {
		id := given[i].ID
		if id == "" || named[id] {
			return nil, fmt.Errorf("%w: the commitment %q has no identifier, or another's", tracker.ErrConflict, id)
		}
		named[id] = true
		switch was, found := old[id]; {
		case !found:
			c.Added++
		case toJSON(was) == toJSON(given[i]):
			c.Unchanged++
		default:
			c.Changed++
		}
	}
	fresh := slices.Clone(given)
	c.Removed = remove
	for _, one := range recorded {
		if named[one.ID] {
			continue
		}
		c.Missing = append(c.Missing, one.ID)
		if !remove {
			fresh = append(fresh, one)
		}
	}
	return fresh, nil
}

// byPlan groups commitments by their action plan, then by their identifier.
func byPlan(commitments []benchmark.Commitment) map[string]map[string]benchmark.Commitment {
	plans := make(map[string]map[string]benchmark.Commitment)
	for _, c := range commitments {
		if plans[c.Plan] == nil {
			plans[c.Plan] = make(map[string]benchmark.Commitment)
		}
		plans[c.Plan][c.ID] = c
	}
	return plans
}

func (w *writing) insertCommitments(ctx context.Context, commitments []benchmark.Commitment) (err error) {
	insert, err := w.PrepareContext(ctx, `INSERT INTO ogp_commitments (id, member, country, national, plan, plan_number, submitted,
			number, title, lead, starts_on, ends_on, policy_areas, url, verifiable, relevant, impact, potential, midterm,
			end_of_term, opened, early)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for _, c := range commitments {
		_, err := insert.ExecContext(ctx, c.ID, c.Member, c.Country, c.National, c.Plan, c.PlanNumber, c.Submitted, c.Number, c.Title,
			c.Lead, c.Start.String(), c.End.String(), toJSON(c.PolicyAreas), c.URL, c.Verifiable, c.Relevant, c.Impact, c.Potential,
			c.Midterm, c.EndOfTerm, c.Opened, c.Early)
		if err != nil {
			return fmt.Errorf("commitment %s: %w", c.ID, err)
		}
	}
	return nil
}
