package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/web/view"
)

// freezeStore is what freezing a plan needs.
type freezeStore interface {
	// Freeze freezes a plan as an edition with the next number. It reports the reasons
	// of [edition.Freeze] with [tracker.ErrConflict].
	Freeze(ctx context.Context, actor string, r edition.Request) (edition.Edition, error)
}

// freezeFaults says to which control a refusal belongs, and what is wrong there.
var freezeFaults = []struct {
	err         error
	field, code string
}{
	{edition.ErrKind, "kind", "problem.kind_of_edition"},
	{edition.ErrFuture, "as_of", "problem.future_day"},
	{edition.ErrEmpty, "as_of", "problem.plan_empty"},
	{edition.ErrNoEdition, "corrects", "problem.no_edition"},
	{edition.ErrCorrected, "corrects", "problem.edition_corrected"},
	{edition.ErrNeedsReason, "reason", "problem.correction_reason"},
}

// freezePlan shows what to look at before a plan is frozen, and freezes it.
func (s *Server) freezePlan(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	plan := &p.record.Plan
	if plan.Draft {
		return nil, notFound
	}
	editions, err := s.store.Editions(ctx, plan.ID)
	if err != nil {
		return nil, err
	}
	day := p.record.ReportingDay(plan.Today(p.Now))
	in := view.FreezeInput{
		EditInput: p.input(func(k view.Links) string { return k.FreezePlan(plan.ID) }), Editions: editions,
		AsOf: day.String(), Kind: string(edition.KindOf(plan, day)),
	}
	status := http.StatusOK
	if p.Form != nil {
		in.AsOf, in.Kind, in.Corrects = tracker.TidyText(p.Form.Get("as_of")), p.Form.Get("kind"), p.Form.Get("corrects")
		in.Reason = tracker.Text{EN: tracker.TidyText(p.Form.Get("reason_en")), FR: tracker.TidyText(p.Form.Get("reason_fr"))}
		asked := edition.Request{Plan: plan.ID, Kind: edition.Kind(in.Kind), Reason: in.Reason, Program: s.site.Program}
		asked.AsOf, in.Problems = dayOf("as_of", in.AsOf)
		if asked.Corrects, err = correctedOf(in.Corrects); err != nil {
			in.Problems = append(in.Problems, tracker.Problem{Field: "corrects", Code: "problem.no_edition"})
		}
		if len(in.Reason.Missing()) > 0 {
			in.Problems = append(in.Problems, tracker.Problem{Field: "reason", Code: "problem.reason_language"})
		}
		if len(in.Problems) == 0 && p.Form.Get("preview") == "" {
			frozen, err := s.workStore.Freeze(ctx, p.coordinatorActor(), asked)
			if err == nil {
				s.say(ctx, p.L.T("work.freeze.done", "number", frozen.Number))
				return seeOther(view.Links{Lang: p.Lang}.Edition(plan.ID, frozen.Number)), nil
			}
			problem := freezeProblem(err)
			if problem == nil {
				return nil, err
			}
			in.Problems = append(in.Problems, *problem)
		}
		if len(in.Problems) == 0 {
			day = asked.AsOf
		} else {
			status = http.StatusUnprocessableEntity
		}
	}
	in.Checklist = edition.Checklist(tracker.Assess(p.record, day))
	in.Day = day
	return s.showWork(ctx, status, view.FreezePage(p.L, in))
}

// correctedOf reads the number of the edition to be corrected, 0 for none.
func correctedOf(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	return strconv.Atoi(text)
}

// freezeProblem says what of a form keeps a plan from being frozen, nil where it is
// nothing of the form.
func freezeProblem(err error) *tracker.Problem {
	for _, fault := range freezeFaults {
		if errors.Is(err, fault.err) {
			return &tracker.Problem{Field: fault.field, Code: fault.code}
		}
	}
	return nil
}
