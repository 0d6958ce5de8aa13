package web

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// auditStore is what the audit trail is read from.
type auditStore interface {
	// AuditEntry returns one entry of the chain.
	AuditEntry(ctx context.Context, seq int64) (*tracker.HistoryEntry, error)
	// AuditEntries calls fn for each entry from a number on, in order.
	AuditEntries(ctx context.Context, from int64, fn func(*tracker.AuditEntry) error) error
	// VerifyAudit replays the chain; a broken one is [tracker.ErrCorrupt].
	VerifyAudit(ctx context.Context) error
	// Accounts lists the accounts.
	Accounts(ctx context.Context) ([]tracker.Account, error)
}

// auditPageSize is how many entries a page of the trail lists.
const auditPageSize = 50

// historyRoutes lays out the histories with names, and the audit trail.
func (s *Server) historyRoutes(on func(method, path string, h workAnswer), w view.Words) {
	on(http.MethodGet, "/"+w.History+"/:plan/:code", s.workHistory)
	on(http.MethodGet, "/"+w.Audit, s.auditPage)
	on(http.MethodGet, "/"+w.Audit+"/:seq", s.auditEntryPage)
	on(http.MethodPost, "/"+w.Audit+"/"+w.Verify, s.verifyAudit)
	on(http.MethodGet, "/"+w.Audit+".jsonl", s.auditExport)
}

// auditPage is the whole trail, newest first, narrowed as the address says.
func (s *Server) auditPage(ctx context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MaySeeAudit, tracker.Subject{}); err != nil {
		return nil, err
	}
	choice, q, err := readAuditChoice(w.Request)
	if err != nil {
		return nil, err
	}
	in := view.AuditInput{Account: w.Account, Choice: choice}
	if in.History, err = s.store.History(ctx, q); err != nil {
		return nil, err
	}
	if in.Accounts, err = s.workStore.Accounts(ctx); err != nil {
		return nil, err
	}
	if in.Plans, err = s.lib.Plans(ctx); err != nil {
		return nil, err
	}
	if in.Entries, in.Head, err = s.store.AuditHead(ctx); err != nil {
		return nil, err
	}
	in.Verification = s.verifier.state()
	return s.render(http.StatusOK, view.AuditPage(w.L, in))
}

// readAuditChoice reads what the trail is narrowed to.
func readAuditChoice(r *Request) (view.AuditChoice, tracker.HistoryQuery, error) {
	words := view.WordsOf(r.Lang)
	get := r.Query.Get
	c := view.AuditChoice{Who: get(words.Who), Kind: get(words.Kind), Plan: get(words.Plan), From: get(words.From), To: get(words.To)}
	q := tracker.HistoryQuery{Plan: c.Plan, Kind: tracker.SubjectKind(c.Kind), Limit: auditPageSize}
	var errs []error
	note := func(err error) { errs = append(errs, err) }
	var err error
	q.From, err = tracker.ParseDate(c.From)
	note(err)
	q.To, err = tracker.ParseDate(c.To)
	note(err)
	c.Before, err = entryNumber(get(words.Before))
	note(err)
	q.BeforeSeq = c.Before
	switch c.Who {
	case "":
	case view.WhoCommands:
		q.By = tracker.ByCommands
	default:
		q.By, err = entryNumber(c.Who)
		note(err)
	}
	if errors.Join(errs...) != nil || c.Kind != "" && !slices.Contains(tracker.SubjectKinds, q.Kind) {
		return c, q, badRequest("web.error.choice")
	}
	return c, q, nil
}

// auditEntryPage is one entry of the trail with everything in it.
func (s *Server) auditEntryPage(ctx context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MaySeeAudit, tracker.Subject{}); err != nil {
		return nil, err
	}
	seq, err := strconv.ParseInt(w.Params("seq"), 10, 64)
	if err != nil || seq < 1 {
		return nil, notFound
	}
	e, err := s.workStore.AuditEntry(ctx, seq)
	if err != nil {
		return nil, err
	}
	in := view.AuditEntryInput{Account: w.Account, Entry: e}
	if in.Last, _, err = s.store.AuditHead(ctx); err != nil {
		return nil, err
	}
	if in.Name, err = s.namesOf(ctx, []tracker.HistoryEntry{*e}); err != nil {
		return nil, err
	}
	if plan := tracker.ParseSubject(e.Subject).Plan; plan != "" {
		in.Record, err = s.lib.Record(ctx, plan)
		if err != nil && !errors.Is(err, tracker.ErrNotFound) {
			return nil, err
		}
	}
	return s.render(http.StatusOK, view.AuditEntryPage(w.L, in))
}

// auditExport sends the whole trail, one JSON document a line, as it is read.
func (s *Server) auditExport(ctx context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MaySeeAudit, tracker.Subject{}); err != nil {
		return nil, err
	}
	return &Response{
		Status: http.StatusOK, Type: "application/jsonl", Filename: "audit.jsonl",
		Stream: func(out io.Writer) error { return s.writeAudit(ctx, out) },
	}, nil
}

func (s *Server) writeAudit(ctx context.Context, out io.Writer) error {
	buffer := bufio.NewWriterSize(out, 64<<10)
	lines := json.NewEncoder(buffer)
	lines.SetEscapeHTML(false)
	err := s.workStore.AuditEntries(ctx, 1, func(e *tracker.AuditEntry) error { return lines.Encode(e) })
	return errors.Join(err, buffer.Flush())
}

// verifyAudit replays the chain. A long one goes on after the answer, and the page
// says so.
func (s *Server) verifyAudit(_ context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MaySeeAudit, tracker.Subject{}); err != nil {
		return nil, err
	}
	s.verifier.run(s.verifyOnce, s.now)
	return seeOther(view.Links{Lang: w.Lang}.Audit(view.AuditChoice{})), nil
}

// verifyOnce replays the chain up to the entry that was the last when it began.
func (s *Server) verifyOnce(ctx context.Context) (entries, broken int64, err error) {
	if entries, _, err = s.store.AuditHead(ctx); err != nil {
		return 0, 0, err
	}
	err = s.workStore.VerifyAudit(ctx)
	if fault := (*tracker.ChainError)(nil); errors.As(err, &fault) {
		return entries, fault.Seq, nil
	}
	return entries, 0, err
}

const (
	// verifyPatience is how long an answer waits for a replay to end, and verifyMost
	// how long a replay may take.
	verifyPatience = 3 * time.Second
	verifyMost     = 30 * time.Minute
)

// verifier replays the chain in the background, one replay at a time for the whole
// program, and remembers how the last one ended.
type verifier struct {
	mu      sync.Mutex
	last    view.Verification
	running chan struct{} // closed at the end; nil where none runs
}

func (v *verifier) state() view.Verification {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.last
}

// run begins a replay, or joins the one that runs, and waits a little for its end.
func (v *verifier) run(replay func(context.Context) (entries, broken int64, err error), now func() time.Time) {
	v.mu.Lock()
	if v.running == nil {
		v.running = make(chan struct{})
		v.last = view.Verification{State: view.VerifyRunning, At: now()}
		go v.replay(replay, now, v.running)
	}
	running := v.running
	v.mu.Unlock()
	select {
	case <-running:
	case <-time.After(verifyPatience):
	}
}

func (v *verifier) replay(replay func(context.Context) (entries, broken int64, err error), now func() time.Time, done chan struct{}) {
	ctx, cancel := context.WithTimeout(context.Background(), verifyMost)
	defer cancel()
	entries, broken, err := replay(ctx)
	result := view.Verification{State: view.VerifyWhole, At: now(), Entries: entries}
	switch {
	case err != nil:
		result.State = view.VerifyFailed
	case broken != 0:
		result.State, result.Broken = view.VerifyBroken, broken
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.last, v.running = result, nil
	close(done)
}
