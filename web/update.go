package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// updateStore is what keeps reports on their way to being published.
type updateStore interface {
	Draft(ctx context.Context, id int64) (*tracker.Draft, error)
	DraftOf(ctx context.Context, key tracker.DraftKey) (*tracker.Draft, error)
	Drafts(ctx context.Context, planID string) ([]tracker.Draft, error)
	SaveDraft(ctx context.Context, actor string, d tracker.Draft) (*tracker.Draft, error)
	DiscardDraft(ctx context.Context, actor string, id, version int64) error
	PublishDrafts(ctx context.Context, actor, planID string, drafts []tracker.DraftVersion) error
}

// maxEvidence is how large the form of a report may be: with a file that is a good
// deal too large it still arrives, so that this can be said at its field.
const maxEvidence = maxBody + 2*tracker.FileMost

// updateRoutes lays out the addresses of reports. upTo lays out where a larger form
// is sent.
func (s *Server) updateRoutes(on func(method, path string, h workAnswer), upTo func(limit int64, path string, h workAnswer), w view.Words) {
	form := "/" + w.Updates + "/:plan/:leaf/:period"
	on(http.MethodGet, "/"+w.Updates+"/:plan", s.updateList)
	on(http.MethodGet, form, s.updateForm)
	upTo(maxEvidence, form, s.sendUpdate)
	on(http.MethodPost, form+"/"+w.Draft, s.autosave)
	on(http.MethodGet, "/"+w.Queue, s.queue)
	on(http.MethodPost, "/"+w.Queue+"/:plan", s.publishMany)
	on(http.MethodGet, "/"+w.Queue+"/:plan/:draft", s.queuedDraft)
	on(http.MethodPost, "/"+w.Queue+"/:plan/:draft", s.decideDraft)
}

// Nothing is reported on what is not in the plan, or was withdrawn from it.
var (
	leafRemoved   error = &Problem{Status: http.StatusNotFound, Key: "work.update.removed"}
	leafWithdrawn       = refusal("work.update.withdrawn")
)

// report is what a request for the form of a report is about.
type report struct {
	state *tracker.Assessment // of today
	leaf  *tracker.LeafState
	row   tracker.ReportRow
	as    []string // the organizations in whose name the account may report
	role  tracker.Role
	// kept are the files that the form may name beside those that are drafted or
	// published.
	kept []tracker.Evidence
}

// plan is the plan of the report.
func (r *report) plan() *tracker.Plan { return &r.state.Record.Plan }

// planToday returns a plan's figures of today.
func (s *Server) planToday(ctx context.Context, w *Work, id string) (*tracker.Assessment, error) {
	rec, err := s.lib.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.lib.Assessment(ctx, id, rec.Plan.Today(w.Now))
}

// report finds what an address is about, and refuses what nobody may report: an
// item or a period that the plan does not have, a period that has not begun, an
// item that was withdrawn, somebody else's organization.
func (s *Server) report(ctx context.Context, w *Work) (*report, error) {
	state, err := s.planToday(ctx, w, w.Params("plan"))
	if err != nil {
		return nil, err
	}
	r := &report{state: state, leaf: state.Leaf(w.Params("leaf"))}
	if r.leaf == nil {
		return nil, leafRemoved
	}
	subject := tracker.Subject{Plan: r.plan(), Leaf: &r.leaf.Leaf}
	if err := w.may(tracker.MayReport, subject); err != nil {
		return nil, err
	}
	r.role = w.Account.May(tracker.MayReport, subject).Role
	key := tracker.DraftKey{Plan: r.plan().ID, Leaf: r.leaf.Code, Period: tracker.Period(w.Params("period"))}
	switch at := r.plan().PeriodState(key.Period, state.AsOf); {
	case at == tracker.PeriodUnknown:
		return nil, notFound
	case !at.Reportable():
		return nil, refusal("work.update.ahead", "period", key.Period, "day", r.plan().PeriodBegin(key.Period))
	case r.leaf.Status == tracker.Withdrawn:
		return nil, leafWithdrawn
	}
	r.as = w.Account.ReportsAs(r.plan(), r.leaf)
	key.Organization = r.as[0]
	if name := view.WordsOf(w.Lang).Organization; w.Query.Has(name) {
		key.Organization = w.Query.Get(name)
	}
	if !slices.Contains(r.as, key.Organization) {
		return nil, refusal("common.why.ask_lead")
	}
	return r, s.look(ctx, r, key)
}

// look reads what is drafted and published of a report now.
func (s *Server) look(ctx context.Context, r *report, key tracker.DraftKey) error {
	var drafts []tracker.Draft
	d, err := s.workStore.DraftOf(ctx, key)
	switch {
	case err == nil:
		drafts = append(drafts, *d)
	case !errors.Is(err, tracker.ErrNotFound):
		return err
	}
	rec, err := s.lib.Record(ctx, key.Plan)
	if err != nil {
		return err
	}
	r.row = rec.Row(r.leaf.Leaf, key.Period, key.Organization, drafts)
	return nil
}

// refusal is a refusal with its reason.
func refusal(key string, args ...any) error {
	return &Problem{Status: http.StatusForbidden, Key: key, Args: args}
}

// version is the draft's, 0 where there is none.
func (r *report) version() int64 { return r.row.Stamp.Draft.Version }

// updateForm shows the form of a report with what is drafted or published of it.
func (s *Server) updateForm(ctx context.Context, w *Work) (*Response, error) {
	r, err := s.report(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.showUpdate(ctx, w, http.StatusOK, r, s.formOf(r))
}

// formOf fills in the form with what stands now.
func (s *Server) formOf(r *report) view.UpdateInput {
	return view.UpdateInput{
		Shown: r.row.Now, Version: r.version(), Replaces: r.row.Stamp.Update, Base: r.row.Now.AllFields(),
	}
}

// showUpdate shows the form.
func (s *Server) showUpdate(ctx context.Context, w *Work, status int, r *report, in view.UpdateInput) (*Response, error) {
	in.Assessment, in.Leaf, in.Row, in.As = r.state, r.leaf, r.row, r.as
	in.MayPublish = w.may(tracker.MayPublish, tracker.Subject{Plan: r.plan()}) == nil
	drafts, err := s.workStore.Drafts(ctx, r.plan().ID)
	if err != nil {
		return nil, err
	}
	in.Due = dueFrom(w.Account, r.state, drafts)
	if in.Kept, err = s.vouch(ctx, w.Account.ID, in.Shown.Evidence); err != nil {
		return nil, err
	}
	return s.showWork(ctx, status, view.UpdatePage(w.L, w.Account, in))
}

// dueFrom returns the reports that an account's organizations owe; drafts are the
// plan's.
func dueFrom(account *tracker.Account, a *tracker.Assessment, drafts []tracker.Draft) []tracker.DueReport {
	if !account.Has(tracker.Contributor) {
		return nil
	}
	return slices.DeleteFunc(owed(a, drafts), func(d tracker.DueReport) bool { return !d.IsFrom(account.Organizations) })
}

// owed returns the reports that a plan is owed, without those that were handed in
// and wait for a coordinator.
func owed(a *tracker.Assessment, drafts []tracker.Draft) []tracker.DueReport {
	return slices.DeleteFunc(a.DueReports(), func(due tracker.DueReport) bool {
		return slices.ContainsFunc(drafts, func(d tracker.Draft) bool {
			return d.State == tracker.DraftSubmitted && d.Update.Leaf == due.Leaf.Code && d.Update.Period == due.Period
		})
	})
}

// sent is a form as it came.
type sent struct {
	update   tracker.Update
	version  int64 // of the draft that it was made from
	replaces int64 // the update that stood then
	base     tracker.Fields
	action   string
	// whole is set where the form says what it was made from.
	whole bool
	// file is what the form says about a file that is not kept.
	file view.FileInput
}

// readUpdate reads a form into the report that it is about. What the form does not
// send stays as it stands now.
func (r *report) readUpdate(form url.Values) sent {
	f := sent{action: form.Get(view.SentAction), update: r.row.Now, whole: form.Has(view.SentBase)}
	f.update.ID, f.update.Replaces = 0, 0
	var err error
	if f.version, err = strconv.ParseInt(form.Get(view.SentVersion), 10, 64); err != nil {
		f.whole = false
	}
	if f.replaces, err = strconv.ParseInt(form.Get(view.SentReplaces), 10, 64); err != nil {
		f.whole = false
	}
	var ok bool
	if f.base, ok = readFields(form.Get(view.SentBase)); !ok {
		f.whole = false
	}
	var fields tracker.Fields
	for _, name := range tracker.UpdateFields {
		if form.Has(name) || f.whole && name == tracker.FieldStatus {
			fields = append(fields, tracker.Field{Name: name, Value: typed(form.Get(name))})
		}
	}
	f.update.SetFields(fields)
	if f.whole {
		f.update.Evidence, f.file = r.readEvidence(form)
	}
	return f
}

// typed returns a text as it is kept.
func typed(s string) string {
	return norm.NFC.String(tracker.TidyText(strings.ToValidUTF8(s, "\uFFFD")))
}
