package db

import (
	"context"
	"fmt"

	"ogptracker/tracker"
)

// An organization is recorded once, whatever number of plans it takes part in;
// plan_organizations keeps which ones a plan lists, in its order.

const selectOrganizations = `SELECT o.code, o.name_en, o.name_fr, o.kind FROM organizations o`

func scanOrganization(r row) (o tracker.Organization, err error) {
	err = r.Scan(&o.Code, &o.Name.EN, &o.Name.FR, &o.Kind)
	return o, err
}

// Organizations returns every organization in the order of their codes.
func (s *Store) Organizations(ctx context.Context) ([]tracker.Organization, error) {
	all, err := list(ctx, s.read, selectOrganizations+` ORDER BY o.code`, scanOrganization)
	if err != nil {
		return nil, fmt.Errorf("read the organizations: %w", err)
	}
	return all, nil
}

// SaveOrganization records an organization, new or renamed. Seen is the version of
// the data that a change started from, 0 for a new one, which is refused with
// [tracker.ErrConflict] where the code is taken; a change that somebody else was
// before is [tracker.ErrStale].
func (s *Store) SaveOrganization(ctx context.Context, actor string, o tracker.Organization, seen int64) error {
	return s.saveNamed(ctx, actor, tracker.OrganizationSubject(o.Code), seen, func(ctx context.Context, w *writing) (bool, error) {
		_, found, err := maybe(one(ctx, w, selectOrganizations+` WHERE o.code = $1`, scanOrganization, o.Code))
		return found, err
	}, func(ctx context.Context, w *writing) error {
		o, err := clean(o)
		if err == nil {
			err = w.saveOrganization(ctx, o)
		}
		return err
	})
}

// saveNamed saves something that is known by a code, new where seen is 0.
func (s *Store) saveNamed(ctx context.Context, actor, subject string, seen int64,
	find func(context.Context, *writing) (bool, error), save func(context.Context, *writing) error) error {
	err := s.update(ctx, actor, func(ctx context.Context, w *writing) error {
		found, err := find(ctx, w)
		switch {
		case err != nil:
			return err
		case seen == 0 && found:
			return fmt.Errorf("%w: the code is taken", tracker.ErrConflict)
		case seen != 0 && !found:
			return tracker.ErrNotFound
		}
		if err := w.unchangedSince(ctx, seen, subject); err != nil {
			return err
		}
		return save(ctx, w)
	})
	if err != nil {
		return fmt.Errorf("save %s: %w", subject, err)
	}
	return nil
}

func readOrganizations(ctx context.Context, q querier, planID string) ([]tracker.Organization, error) {
	return list(ctx, q, selectOrganizations+`
		JOIN plan_organizations p ON p.organization = o.code
		WHERE p.plan_id = $1 ORDER BY p.position`, scanOrganization, planID)
}

// saveOrganization writes an organization where it differs. One that is named by
// its code alone leaves what is recorded of it.
func (w *writing) saveOrganization(ctx context.Context, o tracker.Organization) error {
	old, found, err := maybe(one(ctx, w, selectOrganizations+` WHERE o.code = $1`, scanOrganization, o.Code))
	if err != nil || found && (o == tracker.Organization{Code: o.Code}) {
		return err
	}
	_, _, err = w.save(ctx, tracker.OrganizationSubject(o.Code), present(old, found), o, func(int64) error {
		return w.exec(ctx, `INSERT INTO organizations (code, name_en, name_fr, kind) VALUES ($1, $2, $3, $4)
			ON CONFLICT (code) DO UPDATE SET name_en = excluded.name_en, name_fr = excluded.name_fr, kind = excluded.kind`,
			o.Code, o.Name.EN, o.Name.FR, o.Kind)
	})
	return err
}

// listOrganizations writes which organizations a plan lists.
func (w *writing) listOrganizations(ctx context.Context, planID string, codes []string) error {
	if err := w.exec(ctx, `DELETE FROM plan_organizations WHERE plan_id = $1`, planID); err != nil {
		return err
	}
	for i, code := range codes {
		err := w.exec(ctx, `INSERT INTO plan_organizations (plan_id, position, organization) VALUES ($1, $2, $3)`,
			planID, i+1, code)
		if err != nil {
			return err
		}
	}
	return nil
}
