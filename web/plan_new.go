package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/exchange"
	"ogptracker/web/view"
)

// maxSheet is how many bytes a plan's sheet may have.
const maxSheet = 8 << 20

// newPlan is what somebody says of a plan that is to be created.
type newPlan struct {
	*Work
	form          view.NewPlanForm
	jurisdictions []tracker.Jurisdiction
	problems      []tracker.Problem
}

// planCreation begins to create a plan, where the account may.
func (s *Server) planCreation(ctx context.Context, w *Work) (*newPlan, error) {
	if err := w.may(tracker.MayCreatePlan, tracker.Subject{}); err != nil {
		return nil, err
	}
	jurisdictions, err := s.store.Jurisdictions(ctx)
	if err != nil {
		return nil, err
	}
	n := &newPlan{Work: w, jurisdictions: jurisdictions}
	n.form.Jurisdictions = jurisdictions
	n.form.Number = "1"
	return n, nil
}

// problem notes what is wrong with a control.
func (n *newPlan) problem(field, code string, args ...string) {
	p := tracker.Problem{Field: field, Code: code, Args: map[string]any{}}
	for i := 0; i+1 < len(args); i += 2 {
		p.Args[args[i]] = args[i+1]
	}
	n.problems = append(n.problems, p)
}

// name reads which plan it will be: whose, and its number.
func (n *newPlan) name(p *tracker.Plan) (j tracker.Jurisdiction) {
	n.form.Jurisdiction, n.form.Number = n.Form.Get("jurisdiction"), tracker.TidyText(n.Form.Get("number"))
	for _, known := range n.jurisdictions {
		if known.Code == n.form.Jurisdiction {
			j = known
		}
	}
	if j.Code == "" {
		n.problem("jurisdiction", "problem.choice", "value", n.form.Jurisdiction)
	}
	number, err := strconv.Atoi(n.form.Number)
	if err != nil || number < 1 || number > 999 {
		n.problem("number", "problem.number_malformed", "value", n.form.Number)
	}
	p.Jurisdiction, p.Number, p.ID = j.Code, number, tracker.PlanID(j.Code, number)
	return j
}

// day reads a day that must be given.
func (n *newPlan) day(name string, to *string) tracker.Date {
	*to = tracker.TidyText(n.Form.Get(name))
	d, problem := dayOf(name, *to)
	n.problems = append(n.problems, problem...)
	return d
}

// dayOf reads a day that must be given, or says what is wrong with it.
func dayOf(name, value string) (tracker.Date, []tracker.Problem) {
	d, err := tracker.ParseDate(value)
	switch {
	case value == "":
		return d, []tracker.Problem{{Field: name, Code: "problem.date_missing"}}
	case err != nil:
		return d, []tracker.Problem{{Field: name, Code: "problem.date_malformed", Args: map[string]any{"value": value}}}
	}
	return d, nil
}

// input is what the forms show.
func (n *newPlan) input(to func(view.Links) string) view.EditInput {
	return view.EditInput{Account: n.Account, To: to, Problems: n.problems}
}

// createPlan creates a plan from nothing, or as the one that follows another.
func (s *Server) createPlan(ctx context.Context, w *Work) (*Response, error) {
	n, err := s.planCreation(ctx, w)
	if err != nil {
		return nil, err
	}
	plans, err := s.store.Plans(ctx)
	if err != nil {
		return nil, err
	}
	n.form.Plans, n.form.From = plans, w.Query.Get(view.WordsOf(w.Lang).After)
	to := func(k view.Links) string { return k.NewPlan(n.form.From) }
	var before *tracker.Record
	if n.form.From != "" {
		if before, err = s.store.Record(ctx, n.form.From); err != nil {
			return nil, err
		}
		if err := w.may(tracker.MayEditPlan, tracker.Subject{Plan: &before.Plan}); err != nil {
			return nil, err
		}
	}
	if w.Form == nil {
		n.form.Follow(before)
		return s.showWork(ctx, http.StatusOK, view.NewPlanPage(w.L, n.input(to), n.form))
	}
	record := n.read(before)
	return s.create(ctx, n, record, func() *view.Page { return view.NewPlanPage(w.L, n.input(to), n.form) })
}

// read makes a plan of what the form says.
func (n *newPlan) read(before *tracker.Record) *tracker.Record {
	var named tracker.Plan
	j := n.name(&named)
	start, end := n.day("start", &n.form.Start), n.day("end", &n.form.End)
	r := &tracker.Record{Plan: tracker.Plan{TimeZone: "UTC", Publication: tracker.Approval}}
	if before != nil {
		r = tracker.NextPlan(before, start)
	}
	p := &r.Plan
	r.Jurisdiction, p.Draft = j, true
	p.ID, p.Jurisdiction, p.Number, p.Start, p.End = named.ID, named.Jurisdiction, named.Number, start, end
	n.form.Every, n.form.Cycle = n.Form.Get("every"), n.Form.Get("cycle_years")
	every, err := strconv.Atoi(n.form.Every)
	if err != nil || every < 1 || every > 12 {
		n.problem("every", "problem.choice", "value", n.form.Every)
	}
	p.Periods = tracker.PeriodsBetween(start, end, tracker.Every(every))
	// The rest is edited as it is of any plan.
	fields := tracker.Fields{}
	for _, name := range []string{"title_en", "title_fr", "short_en", "short_fr", "cycle_years", "time_zone", "publication"} {
		fields = append(fields, tracker.Field{Name: name, Value: n.Form.Get(name)})
	}
	n.problems = append(n.problems, r.SetFields(fields)...)
	n.form.Fields = fields
	return r
}

// create records a new plan as one that is being prepared.
func (s *Server) create(ctx context.Context, n *newPlan, r *tracker.Record, page func() *view.Page) (*Response, error) {
	if len(n.problems) == 0 {
		if err := n.may(tracker.MayCreatePlan, tracker.Subject{Plan: &r.Plan}); err != nil {
			return nil, err
		}
		n.problems = r.Validate()
	}
	if len(n.problems) == 0 {
		_, err := s.workStore.CreatePlan(ctx, n.coordinatorActor(), r)
		if errors.Is(err, tracker.ErrConflict) {
			n.problem("number", "problem.plan_taken", "plan", r.Plan.ID)
		} else if err != nil {
			return nil, err
		}
	}
	if len(n.problems) > 0 {
		return s.showWork(ctx, http.StatusUnprocessableEntity, page())
	}
	s.say(ctx, n.L.T("work.new_plan.done"))
	return seeOther(view.Links{Lang: n.Lang}.PlanEditor(r.Plan.ID)), nil
}

// importPlan creates a plan from a sheet: all of it, or nothing with every fault.
func (s *Server) importPlan(ctx context.Context, w *Work) (*Response, error) {
	n, err := s.planCreation(ctx, w)
	if err != nil {
		return nil, err
	}
	page := func() *view.Page { return view.ImportPlanPage(w.L, n.input(view.Links.ImportPlan), n.form) }
	if w.Form == nil {
		return s.showWork(ctx, http.StatusOK, page())
	}
	var named tracker.Plan
	j := n.name(&named)
	file, err := n.sheet()
	if err != nil {
		return nil, err
	}
	var record *tracker.Record
	if len(n.problems) == 0 {
		organizations, err := s.workStore.Organizations(ctx)
		if err != nil {
			return nil, err
		}
		record, n.form.Faults = readSheet(file, exchange.SheetOptions{
			PlanOptions: exchange.PlanOptions{Jurisdiction: j.Code, Number: named.Number}, Organizations: organizations,
		})
	}
	if len(n.form.Faults) > 0 || len(n.problems) > 0 {
		return s.showWork(ctx, http.StatusUnprocessableEntity, page())
	}
	record.Jurisdiction, record.Plan.Draft = j, true
	if w.Form.Get("preview") != "" {
		n.form.Read = &record.Plan
		return s.showWork(ctx, http.StatusOK, page())
	}
	return s.create(ctx, n, record, page)
}

// sheet returns the file that was sent.
func (n *newPlan) sheet() ([]byte, error) {
	if n.MultipartForm == nil || len(n.MultipartForm.File["file"]) == 0 {
		n.problem("file", "problem.file_missing")
		return nil, nil
	}
	f, err := n.MultipartForm.File["file"][0].Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// readSheet reads a plan's sheet, told apart by its first bytes: a workbook is a ZIP.
func readSheet(file []byte, o exchange.SheetOptions) (*tracker.Record, []exchange.RowError) {
	if bytes.HasPrefix(file, []byte("PK\x03\x04")) {
		return exchange.ReadPlanSheetXLSX(bytes.NewReader(file), o)
	}
	return exchange.ReadPlanSheetCSV(bytes.NewReader(file), o)
}

// planTemplate is an empty sheet, in the format of the address.
func (s *Server) planTemplate(_ context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MayCreatePlan, tracker.Subject{}); err != nil {
		return nil, err
	}
	return planSheet(w, nil, path.Base(w.URL.Path))
}

// planSheet is a plan as a sheet, in the format of the address.
func (s *Server) planSheet(ctx context.Context, w *Work) (*Response, error) {
	p, err := s.planEdit(ctx, w)
	if err != nil {
		return nil, err
	}
	return planSheet(w, p.record, p.record.Plan.ID+"-"+path.Base(w.URL.Path))
}

func planSheet(w *Work, r *tracker.Record, filename string) (*Response, error) {
	var b bytes.Buffer
	layout := exchange.SheetLayout{Lang: w.Lang, BOM: true}
	resp := &Response{Status: http.StatusOK, Type: "text/csv; charset=utf-8", Filename: filename}
	write := exchange.WritePlanSheetCSV
	if strings.HasSuffix(filename, ".xlsx") {
		write, resp.Type = exchange.WritePlanSheetXLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	if err := write(&b, r, layout); err != nil {
		return nil, err
	}
	resp.Body = b.Bytes()
	return resp, nil
}
