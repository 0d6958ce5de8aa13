package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
	"ogptracker/web/view"
)

// sheetStore is what the spreadsheets need.
type sheetStore interface {
	// Drafts lists the drafts of a plan.
	Drafts(ctx context.Context, planID string) ([]tracker.Draft, error)
	// SaveDrafts keeps drafts, all or none, each from the version that it names.
	SaveDrafts(ctx context.Context, actor string, drafts []tracker.Draft) ([]tracker.Draft, error)
	// PublishDrafts publishes drafts of a plan, all or none.
	PublishDrafts(ctx context.Context, actor, planID string, drafts []tracker.DraftVersion) error
	// SaveUpload keeps an upload between its preview and its confirmation, and Upload
	// returns it.
	SaveUpload(ctx context.Context, u tracker.Upload) (*tracker.Upload, error)
	Upload(ctx context.Context, id int64) (*tracker.Upload, error)
}

// sheetRoutes lays out the addresses of the spreadsheets.
func (s *Server) sheetRoutes(e *gin.Engine, lang tracker.Lang, w view.Words) {
	at := "/" + string(lang) + "/" + w.Work + "/" + w.Spreadsheet
	e.GET(at, s.work(lang, s.sheetsPage))
	e.GET(at+"/:plan", s.work(lang, s.sheetPage))
	e.POST(at+"/:plan", s.workUpTo(lang, exchange.MaxWorkbookBytes+maxBody, s.uploadSheet))
	e.GET(at+"/:plan/"+w.Workbook, s.work(lang, s.workbook))
	e.GET(at+"/:plan/:upload", s.work(lang, s.uploadPage))
	e.POST(at+"/:plan/:upload", s.work(lang, s.confirmUpload))
}

// sheetsPage lists the plans that the account may report on.
func (s *Server) sheetsPage(ctx context.Context, w *Work) (*Response, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	var open []tracker.Plan
	var why error
	for _, p := range plans {
		rec, err := s.lib.Record(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		if err := w.mayReport(rec); err != nil {
			why = err
			continue
		}
		open = append(open, p)
	}
	if len(open) == 0 && why != nil {
		return nil, why
	}
	return s.render(http.StatusOK, view.SheetsPage(w.L, w.Account, open))
}

// mayReport returns nil where the account may report on any leaf of a plan of
// which a reporting period has begun, and else the refusal.
func (w *Work) mayReport(rec *tracker.Record) error {
	err := w.may(tracker.MayReport, tracker.Subject{Plan: &rec.Plan})
	if err != nil && slices.ContainsFunc(rec.Plan.Leaves(), func(leaf tracker.Leaf) bool {
		return w.may(tracker.MayReport, tracker.Subject{Plan: &rec.Plan, Leaf: &leaf}) == nil
	}) {
		err = nil
	}
	if err == nil && len(w.periods(&rec.Plan)) == 0 {
		return notFound
	}
	return err
}

// periods returns the reporting periods of a plan that have begun.
func (w *Work) periods(plan *tracker.Plan) []tracker.Period {
	return plan.PeriodsReportable(plan.Today(w.Now))
}

// firstPeriod returns the period that is offered first: the one that is open now,
// else the one that is still asked for, else the last that has begun.
func (w *Work) firstPeriod(plan *tracker.Plan) tracker.Period {
	if asked := plan.PeriodsAsked(plan.Today(w.Now)); len(asked) > 0 {
		return asked[len(asked)-1] // the running one comes after the one that ended
	}
	periods := w.periods(plan)
	return periods[len(periods)-1]
}

// sheetPlan returns the record of the plan that the address names, where the
// account may report on it.
func (s *Server) sheetPlan(ctx context.Context, w *Work) (*tracker.Record, error) {
	rec, err := s.lib.Record(ctx, w.Params("plan"))
	if err != nil {
		return nil, err
	}
	return rec, w.mayReport(rec)
}

// sheetPage offers a plan's workbooks.
func (s *Server) sheetPage(ctx context.Context, w *Work) (*Response, error) {
	rec, err := s.sheetPlan(ctx, w)
	if err != nil {
		return nil, err
	}
	return s.render(http.StatusOK, view.SheetPage(w.L, w.Account, w.sheetInput(rec)))
}

// sheetInput is what the page of a plan's workbooks offers to the account.
func (w *Work) sheetInput(rec *tracker.Record) view.SheetInput {
	in := view.SheetInput{Plan: &rec.Plan, Periods: w.periods(&rec.Plan), Period: w.firstPeriod(&rec.Plan)}
	codes := w.reportsFor(rec)
	for _, o := range rec.Organizations {
		if slices.Contains(codes, o.Code) {
			in.Choices = append(in.Choices, o)
		}
	}
	in.All = w.Account.May(tracker.MayReport, tracker.Subject{Plan: &rec.Plan}).Allowed || len(in.Choices) > 1
	return in
}

// reportsFor returns the codes of the organizations for which the account reports
// on some leaf of a plan.
func (w *Work) reportsFor(rec *tracker.Record) []string {
	coordinates := w.Account.May(tracker.MayReport, tracker.Subject{Plan: &rec.Plan}).Allowed
	var codes []string
	for _, leaf := range rec.Plan.Leaves() {
		for _, code := range leaf.Responsible() {
			if !slices.Contains(codes, code) && (coordinates || slices.Contains(w.Account.Organizations, code)) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// workbook answers with the workbook of a period.
func (s *Server) workbook(ctx context.Context, w *Work) (*Response, error) {
	rec, err := s.sheetPlan(ctx, w)
	if err != nil {
		return nil, err
	}
	drafts, err := s.workStore.Drafts(ctx, rec.Plan.ID)
	if err != nil {
		return nil, err
	}
	words := view.WordsOf(w.Lang)
	period, organization := tracker.Period(w.Query.Get(words.Period)), w.Query.Get(words.Organization)
	if period == "" {
		period = w.firstPeriod(&rec.Plan)
	}
	codes := w.reportsFor(rec)
	if !slices.Contains(w.periods(&rec.Plan), period) || organization != "" && !slices.Contains(codes, organization) {
		return nil, badRequest("web.error.choice")
	}
	name := rec.Plan.ID + "-" + string(period)
	switch {
	case organization != "":
		codes = []string{organization}
		name += "-" + organization
	case w.Account.May(tracker.MayReport, tracker.Subject{Plan: &rec.Plan}).Allowed:
		codes = nil
	}
	rows := rec.Rows(period, codes, drafts)
	resp, err := download(xlsxType, fileName(name)+".xlsx", func(out io.Writer) error {
		return exchange.WriteWorkbook(out, view.WorkbookOf(w.L, rec, period, rows))
	})
	var long exchange.Faults
	if errors.As(err, &long) {
		return nil, &Problem{Status: http.StatusUnprocessableEntity, Key: "work.sheet.too_long", Args: []any{"code", rows[long[0].Row-2].Key.Leaf}}
	}
	return resp, err
}

// fileName leaves in a name only what every system takes.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '_'
	}, s)
}

// uploadSheet takes a workbook, or Canada's tracker rows, and leads to its preview.
// Nothing is saved of it yet.
func (s *Server) uploadSheet(ctx context.Context, w *Work) (*Response, error) {
	rec, err := s.sheetPlan(ctx, w)
	if err != nil {
		return nil, err
	}
	in := w.sheetInput(rec)
	refuse := func(key string, args ...any) (*Response, error) {
		in.Error = w.L.T(key, args...)
		return s.render(http.StatusUnprocessableEntity, view.SheetPage(w.L, w.Account, in))
	}
	file, head, err := w.FormFile("file")
	if err != nil {
		return refuse("work.sheet.file.missing")
	}
	defer file.Close()
	if head.Size > exchange.MaxWorkbookBytes {
		return refuse("work.sheet.file.large", "limit", exchange.MaxWorkbookBytes>>20)
	}
	packed, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	if len(packed) == 0 {
		return refuse("work.file.empty")
	}
	if !isPacked(packed) && !strings.HasPrefix(http.DetectContentType(packed), "text/") {
		return refuse("work.sheet.file.binary")
	}
	drafts, err := s.workStore.Drafts(ctx, rec.Plan.ID)
	if err != nil {
		return nil, err
	}
	doc, faults := w.readSheet(rec, drafts, packed)
	if doc == nil {
		shown, more := someFaults(faults)
		for _, f := range shown {
			in.Faults = append(in.Faults, view.FaultOf(w.L, f.Row, f.Column, f.Key, f.Args))
		}
		in.More = more
		return refuse("work.sheet.file.refused")
	}
	document, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	u, err := s.workStore.SaveUpload(ctx, tracker.Upload{Account: w.Account.ID, Plan: rec.Plan.ID, Name: shortName(head.Filename), Document: document})
	if err != nil {
		return nil, err
	}
	return seeOther(view.Links{Lang: w.Lang}.Upload(rec.Plan.ID, u.ID)), nil
}

// shortName bounds the name of a file, which is only shown.
func shortName(name string) string {
	const most = 100
	runes := []rune(name)
	return string(runes[max(0, len(runes)-most):])
}

// upload returns the upload that the address names, where it is the account's own.
func (s *Server) upload(ctx context.Context, w *Work) (*tracker.Record, *tracker.Upload, *sheetDocument, error) {
	rec, err := s.sheetPlan(ctx, w)
	if err != nil {
		return nil, nil, nil, err
	}
	id, err := strconv.ParseInt(w.Params("upload"), 10, 64)
	if err != nil {
		return nil, nil, nil, notFound
	}
	u, err := s.workStore.Upload(ctx, id)
	if errors.Is(err, tracker.ErrNotFound) || err == nil && (u.Account != w.Account.ID || u.Plan != rec.Plan.ID) {
		return nil, nil, nil, &Problem{Status: http.StatusNotFound, Key: "work.sheet.gone"}
	}
	if err != nil {
		return nil, nil, nil, err
	}
	doc := &sheetDocument{}
	if err := json.Unmarshal(u.Document, doc); err != nil {
		return nil, nil, nil, err
	}
	return rec, u, doc, nil
}

// uploadPage previews an upload, or says what became of it.
func (s *Server) uploadPage(ctx context.Context, w *Work) (*Response, error) {
	rec, u, doc, err := s.upload(ctx, w)
	if err != nil {
		return nil, err
	}
	if doc.Done != nil {
		return s.render(http.StatusOK, view.UploadedPage(w.L, w.Account, rec, u, doc.Done))
	}
	return s.preview(ctx, w, rec, u, doc, http.StatusOK)
}

// preview shows an upload against what is recorded now: with the choices that were
// sent, where there are any.
func (s *Server) preview(ctx context.Context, w *Work, rec *tracker.Record, u *tracker.Upload, doc *sheetDocument, status int) (*Response, error) {
	drafts, err := s.workStore.Drafts(ctx, rec.Plan.ID)
	if err != nil {
		return nil, err
	}
	lined := doc.lineUp(w, rec, drafts)
	in := view.UploadInput{
		Record: rec, Upload: u, Period: doc.Period, Same: doc.Same + lined.same, Missing: doc.Missing, More: doc.More,
		Seen: lined.seen, Then: w.thens(&rec.Plan), Stale: status == http.StatusConflict, Asked: status == http.StatusUnprocessableEntity,
	}
	for _, f := range append(doc.faults(), lined.faults...) {
		in.Faults = append(in.Faults, view.FaultOf(w.L, f.Row, f.Column, f.Key, f.Args))
	}
	for _, line := range lined.rows {
		in.Rows = append(in.Rows, line.UploadLine)
	}
	return s.render(status, view.UploadPage(w.L, w.Account, in))
}

// confirmUpload saves what an upload changes, where nobody wrote anything else since
// the preview, and every conflict was chosen from.
func (s *Server) confirmUpload(ctx context.Context, w *Work) (*Response, error) {
	rec, u, doc, err := s.upload(ctx, w)
	if err != nil {
		return nil, err
	}
	here := seeOther(view.Links{Lang: w.Lang}.Upload(rec.Plan.ID, u.ID))
	if doc.Done != nil {
		return here, nil // sent twice
	}
	then := w.Form.Get("then")
	if !slices.Contains(w.thens(&rec.Plan), then) {
		return nil, badRequest("web.error.form")
	}
	drafts, err := s.workStore.Drafts(ctx, rec.Plan.ID)
	if err != nil {
		return nil, err
	}
	lined := doc.lineUp(w, rec, drafts)
	switch {
	case w.Form.Get("seen") != lined.seen:
		return s.preview(ctx, w, rec, u, doc, http.StatusConflict)
	case lined.open():
		return s.preview(ctx, w, rec, u, doc, http.StatusUnprocessableEntity)
	}
	doc.Done, err = s.saveLines(ctx, w, &rec.Plan, lined.rows, then)
	if errors.Is(err, tracker.ErrStale) {
		return s.preview(ctx, w, rec, u, doc, http.StatusConflict)
	}
	if err != nil {
		return nil, err
	}
	doc.Rows = nil // what was done is kept, and what was sent no longer
	if u.Document, err = json.Marshal(doc); err != nil {
		return nil, err
	}
	if _, err := s.workStore.SaveUpload(ctx, *u); err != nil {
		return nil, err
	}
	return here, nil
}
