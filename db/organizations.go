package db

import (
	"context"

	"ogptracker/tracker"
)

// An organization is recorded once, whatever number of plans it takes part in;
// plan_organizations keeps which ones a plan lists, in its order.

const selectOrganizations = `SELECT o.code, o.name_en, o.name_fr, o.kind FROM organizations o`

func scanOrganization(r row) (o tracker.Organization, err error) {
	err = r.Scan(&o.Code, &o.Name.EN, &o.Name.FR, &o.Kind)
	return o, err
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
	_, _, err = w.save(ctx, "organization/"+o.Code, present(old, found), o, func(int64) error {
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
