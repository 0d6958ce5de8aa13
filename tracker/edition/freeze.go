package edition

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/review"
)

// Request is what somebody asks to be frozen.
type Request struct {
	Plan string
	Kind Kind
	AsOf tracker.Date
	// Corrects is the number of the edition to be corrected, 0 for none. Then Reason
	// says what is corrected.
	Corrects int
	Reason   tracker.Text
	// Program is the version of the program.
	Program string
}

// State is what there is to freeze, and where in the plan's life it stands.
type State struct {
	Record   *tracker.Record
	Index    *benchmark.Index // nil for none
	Editions []Edition        // of the plan, so far
	Audit    Head
	Now      time.Time
}

// The reasons for which nothing is frozen. They are compared with [errors.Is].
var (
	ErrKind        = errors.New("no kind of edition")
	ErrDraft       = errors.New("the plan is still being prepared")
	ErrEmpty       = errors.New("the plan has no commitments")
	ErrFuture      = errors.New("the day has not come yet")
	ErrNoEdition   = errors.New("the edition to be corrected is not there")
	ErrCorrected   = errors.New("the edition was corrected already")
	ErrNeedsReason = errors.New("a correction needs its reason")
)

// Freeze returns the edition that is asked for. What was published after the day
// does not exist for it; texts are as they are recorded now. A day that is not over
// yet may be frozen: what follows on it is not in the edition.
func Freeze(s State, r Request) (*Frozen, error) {
	if err := refuse(s, r); err != nil {
		return nil, fmt.Errorf("freeze plan %s as of %s: %w", r.Plan, r.AsOf, err)
	}
	public := tracker.Assess(s.Record, r.AsOf).PublicRecord()
	a := tracker.Assess(public, r.AsOf)
	figures, err := marshal(a)
	if err != nil {
		return nil, fmt.Errorf("freeze plan %s: %w", r.Plan, err)
	}
	return &Frozen{
		Format: Format,
		Header: Header{
			Plan: r.Plan, Number: len(s.Editions) + 1, Kind: r.Kind, AsOf: r.AsOf, FrozenAt: s.Now.UTC(),
			Corrects: r.Corrects, Reason: r.Reason, Rules: tracker.RulesVersion, Program: r.Program, Audit: s.Audit,
		},
		Checklist: Checklist(a),
		Record:    *public,
		Index:     s.Index,
		Figures:   figures,
	}, nil
}

// ErrReview: the review is of another edition, or of none that is there.
var ErrReview = errors.New("the review is not of that edition")

// FreezeReview returns the edition that holds a review with its reply. Record, index,
// checklist and figures are those of the edition that was reviewed, unchanged: the two
// state the same figures as of the same day.
func FreezeReview(s State, base *Frozen, r *review.Review, program string) (*Frozen, error) {
	reviewed := slices.IndexFunc(s.Editions, func(e Edition) bool { return e.Number == r.Edition && e.SHA256 == r.SHA256 })
	if reviewed < 0 || base.Number != r.Edition || base.Plan != r.Plan || base.Kind == Reviewed {
		return nil, fmt.Errorf("freeze the review of edition %d of %s: %w", r.Edition, r.Plan, ErrReview)
	}
	f := *base
	f.Header = Header{
		Plan: base.Plan, Number: len(s.Editions) + 1, Kind: Reviewed, AsOf: base.AsOf, FrozenAt: s.Now.UTC(), Rules: base.Rules, Program: program,
		Of: &Reference{Number: r.Edition, SHA256: r.SHA256}, Audit: s.Audit,
	}
	f.Review = r
	return &f, nil
}

// refuse says why a request is not carried out.
func refuse(s State, r Request) error {
	p := &s.Record.Plan
	switch {
	case !slices.Contains(Kinds, r.Kind):
		return ErrKind
	case p.Draft:
		return ErrDraft
	case len(p.Commitments) == 0:
		return ErrEmpty
	case r.AsOf.After(p.Today(s.Now)):
		return ErrFuture
	case r.Corrects == 0:
		return nil
	case r.Corrects < 0 || r.Corrects > len(s.Editions):
		return ErrNoEdition
	case s.Editions[r.Corrects-1].CorrectedBy != 0:
		return ErrCorrected
	case r.Reason.IsZero():
		return ErrNeedsReason
	}
	return nil
}
