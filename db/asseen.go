package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"ogptracker/tracker"
)

// RecordAsSeen returns a plan's record without its updates, with one thing in it
// put back to what it was at a version of the data: the base that two edits of that
// thing started from. What was not recorded then is [tracker.ErrNotFound], and so is
// an item, an event or a recommendation that is gone.
func (s *Store) RecordAsSeen(ctx context.Context, planID, subject string, version int64) (*tracker.Record, error) {
	var rec *tracker.Record
	err := s.view(ctx, func(q querier) (err error) {
		if rec, err = readPlan(ctx, q, planID); err != nil {
			return err
		}
		document, err := writtenBefore(ctx, q, subject, version)
		if err != nil {
			return err
		}
		return putBack(rec, subject, document)
	})
	if err != nil {
		return nil, fmt.Errorf("read %s as of entry %d: %w", subject, version, err)
	}
	return rec, nil
}

// OrganizationAsSeen returns an organization as it was at a version of the data.
func (s *Store) OrganizationAsSeen(ctx context.Context, code string, version int64) (o tracker.Organization, err error) {
	err = s.asSeen(ctx, tracker.OrganizationSubject(code), version, &o)
	return o, err
}

// JurisdictionAsSeen returns a jurisdiction as it was at a version of the data.
func (s *Store) JurisdictionAsSeen(ctx context.Context, code string, version int64) (j tracker.Jurisdiction, err error) {
	err = s.asSeen(ctx, tracker.JurisdictionSubject(code), version, &j)
	return j, err
}

func (s *Store) asSeen(ctx context.Context, subject string, version int64, to any) error {
	document, err := writtenBefore(ctx, s.read, subject, version)
	if err == nil {
		err = json.Unmarshal(document, to)
	}
	if err != nil {
		return fmt.Errorf("read %s as of entry %d: %w", subject, version, err)
	}
	return nil
}

// writtenBefore returns what the last audit entry of something up to a version says
// it became.
func writtenBefore(ctx context.Context, q querier, subject string, version int64) (json.RawMessage, error) {
	var document json.RawMessage
	err := q.QueryRowContext(ctx, `SELECT after FROM audit WHERE subject = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1`,
		subject, version).Scan(asWritten{&document})
	if err == nil && document == nil {
		err = fmt.Errorf("%w: %s was removed", tracker.ErrNotFound, subject)
	}
	return document, wrap(err)
}

// putBack writes one thing into a record as an audit entry has it.
func putBack(rec *tracker.Record, subject string, document json.RawMessage) error {
	kind, name, _ := strings.Cut(subject, "/")
	name = strings.TrimPrefix(name, rec.Plan.ID+"/")
	gone := fmt.Errorf("%w: %s", tracker.ErrNotFound, subject)
	switch kind {
	case "plan":
		return putBackHeader(rec, document)
	case "item":
		for _, it := range itemsOf(&rec.Plan) {
			if it.Code == name {
				return it.putBack(document)
			}
		}
		return gone
	case "event":
		return putBackInto(rec.Events, name, document, gone)
	case "recommendation":
		return putBackInto(rec.Recommendations, name, document, gone)
	}
	return gone
}

func putBackInto[T any](list []T, place string, document json.RawMessage, gone error) error {
	i, err := strconv.Atoi(place)
	if err != nil || i < 1 || i > len(list) {
		return gone
	}
	var v T
	if err := json.Unmarshal(document, &v); err != nil {
		return err
	}
	list[i-1] = v
	return nil
}

func putBackHeader(rec *tracker.Record, document json.RawMessage) error {
	var h header
	if err := json.Unmarshal(document, &h); err != nil {
		return err
	}
	known := *rec
	h.Plan.Commitments = rec.Plan.Commitments
	rec.Plan, rec.NextPlanStart, rec.Conclusion = h.Plan, h.NextPlanStart, h.Conclusion
	rec.Organizations = nil
	for _, code := range h.Organizations {
		rec.Organizations = append(rec.Organizations, known.Organization(code))
	}
	return nil
}

// putBack writes an item as an audit entry has it, and leaves what hangs below it
// and the revisions of its deadline.
func (it item) putBack(document json.RawMessage) error {
	revisions := it.Deadline.Revisions
	var r struct {
		Item json.RawMessage `json:"item"`
	}
	err := json.Unmarshal(document, &r)
	if err != nil {
		return err
	}
	switch whole := it.whole.(type) {
	case *tracker.Commitment:
		below := whole.Milestones
		*whole = tracker.Commitment{}
		err = json.Unmarshal(r.Item, whole)
		whole.Milestones = below
	case *tracker.Milestone:
		below := whole.Indicators
		*whole = tracker.Milestone{}
		err = json.Unmarshal(r.Item, whole)
		whole.Indicators = below
	case *tracker.Indicator:
		*whole = tracker.Indicator{}
		err = json.Unmarshal(r.Item, whole)
	}
	it.Deadline.Revisions = revisions
	return err
}
