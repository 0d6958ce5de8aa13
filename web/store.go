package web

import (
	"context"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/edition"
)

// Store is what the pages read. Every method may be called by many requests at
// once. What is not there is [tracker.ErrNotFound].
type Store interface {
	// Jurisdictions lists the governments that have plans, by code.
	Jurisdictions(ctx context.Context) ([]tracker.Jurisdiction, error)
	// Plans lists the plans without their commitments, newest first.
	Plans(ctx context.Context) ([]tracker.Plan, error)
	// Record returns everything recorded about a plan.
	Record(ctx context.Context, planID string) (*tracker.Record, error)
	// Activity lists published changes, newest first.
	Activity(ctx context.Context, q tracker.ActivityQuery) ([]tracker.Activity, error)
	// History returns entries of the audit chain, newest first.
	History(ctx context.Context, q tracker.HistoryQuery) (tracker.History, error)
	// Indices lists the benchmark indices without their scores.
	Indices(ctx context.Context) ([]benchmark.Index, error)
	// Index returns an index with all its editions.
	Index(ctx context.Context, id string) (*benchmark.Index, error)
	// Commitments lists what is recorded of OGP's commitment data.
	Commitments(ctx context.Context) ([]benchmark.Commitment, error)
	// CommitmentSource says where those are from.
	CommitmentSource(ctx context.Context) (benchmark.CommitmentSource, error)
	// Editions lists a plan's frozen editions, the first one first.
	Editions(ctx context.Context, planID string) ([]edition.Edition, error)
	// Edition returns the bytes of an edition.
	Edition(ctx context.Context, planID string, number int) ([]byte, error)
	// AuditLinks calls fn for each audit entry up to a number, as anybody may have it. It
	// reports [tracker.ErrConflict] where some cannot be sealed.
	AuditLinks(ctx context.Context, upTo int64, fn func(*tracker.AuditLink) error) error
	// AuditHead returns the last audit entry's number and hash.
	AuditHead(ctx context.Context) (seq int64, hash string, err error)
	// Version changes with every write and with nothing else. It costs nothing.
	Version() int64
}
