package edition

import (
	"encoding/json"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/review"
)

// Format names the layout of the bytes of an edition. It changes when a program that
// reads the old one could misread the new one; fields may be added without.
const Format = "ogptracker edition 1"

// Kind is what an edition is in the life of its plan.
type Kind string

// The kinds of edition.
const (
	Interim   Kind = "interim"
	MidTerm   Kind = "mid_term"
	EndOfTerm Kind = "end_of_term"
	// Reviewed is an edition with its independent review and the government's reply: see
	// [FreezeReview].
	Reviewed Kind = "review"
)

// Kinds lists the kinds that a coordinator may freeze.
var Kinds = []Kind{Interim, MidTerm, EndOfTerm}

// midTermDays is for how long after the middle of a plan a self-assessment is the
// mid-term one.
const midTermDays = 183

// KindOf returns what a self-assessment as of a day is: end-of-term from the plan's
// last day on, mid-term for half a year from the middle of the plan on (the last day
// of the first year of a plan of two), interim otherwise.
func KindOf(p *tracker.Plan, asOf tracker.Date) Kind {
	if p.Start.IsZero() || p.End.IsZero() {
		return Interim
	}
	middle := p.Start.AddDays(p.End.DaysSince(p.Start) / 2)
	switch {
	case !asOf.Before(p.End):
		return EndOfTerm
	case !asOf.Before(middle) && asOf.DaysSince(middle) <= midTermDays:
		return MidTerm
	}
	return Interim
}

// Header is what an edition says of itself.
type Header struct {
	Plan   string       `json:"plan"`   // the plan's identifier, "ca-3"
	Number int          `json:"number"` // 1, 2, 3, ... within the plan, over all kinds
	Kind   Kind         `json:"kind"`
	AsOf   tracker.Date `json:"as_of"` // the day whose end, where the plan lives, is frozen
	// FrozenAt is when it was frozen, in UTC. Texts are those of that instant.
	FrozenAt time.Time `json:"frozen_at"`
	// Corrects is the number of the edition that this one corrects, 0 for none.
	Corrects int `json:"corrects,omitempty"`
	// Reason is why it was frozen, or what it corrects; may be blank where it corrects
	// nothing.
	Reason tracker.Text `json:"reason"`
	Rules  string       `json:"rules"` // the version of the rules that computed its figures
	// Program is the version of the program that froze it.
	Program string `json:"program"`
	// Of is the edition that was reviewed, nil for any other kind.
	Of *Reference `json:"of,omitempty"`
	// Audit is the last entry of the audit chain before the edition was frozen.
	Audit Head `json:"audit"`
}

// Reference names an edition of the same plan so that nothing else can be meant.
type Reference struct {
	Number int    `json:"number"`
	SHA256 string `json:"sha256"`
}

// Head is the end of an audit chain.
type Head struct {
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"` // SHA-256, lower-case hex
}

// Frozen is the whole content of an edition.
type Frozen struct {
	Format string `json:"format"` // [Format]
	Header
	// Checklist is what there was to look at when it was frozen.
	Checklist []Finding      `json:"checklist"`
	Record    tracker.Record `json:"record"`
	// Index is the benchmark index that the international comparison is from, nil
	// where there was none.
	Index *benchmark.Index `json:"index,omitempty"`
	// Review is the independent review with the government's reply; nil for any other
	// kind than [Reviewed].
	Review *review.Review `json:"review,omitempty"`
	// Figures are the [tracker.Assessment] of Record as of the edition's day, as JSON.
	Figures json.RawMessage `json:"figures"`
}

// Edition is an edition as it is listed: what it says of itself, and the hash and
// size of its bytes.
type Edition struct {
	Header
	SHA256 string `json:"sha256"` // over the bytes, lower-case hex
	Size   int64  `json:"size"`   // in bytes
	// CorrectedBy is the number of the edition that corrects it, 0 for none.
	CorrectedBy int `json:"corrected_by,omitempty"`
}

// Assessment computes the figures of the frozen record again.
func (f *Frozen) Assessment() *tracker.Assessment { return tracker.Assess(&f.Record, f.AsOf) }

// Table returns the newest edition of the frozen index, nil where there is none.
func (f *Frozen) Table() *benchmark.Table {
	if f.Index == nil {
		return nil
	}
	latest := f.Index.Latest()
	if latest == nil {
		return nil
	}
	t := benchmark.TableOf(f.Index, latest.Year)
	return &t
}
