package web

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"net/http"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// openAPI describes the read-only API for programs.
//
//go:embed openapi.json
var openAPI []byte

const jsonType = "application/json; charset=utf-8"

func (s *Server) apiDescription(context.Context, *Request) (*Response, error) {
	return &Response{Status: http.StatusOK, Type: jsonType, Body: openAPI}, nil
}

// asJSON answers with a value, indented for people who look.
func asJSON(v any) (*Response, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: jsonType, Body: b.Bytes()}, nil
}

func (s *Server) apiPlans(ctx context.Context, _ *Request) (*Response, error) {
	plans, err := s.lib.Plans(ctx)
	if err != nil {
		return nil, err
	}
	return asJSON(map[string]any{"plans": plans})
}

func (s *Server) apiPlan(ctx context.Context, r *Request) (*Response, error) {
	a, err := s.apiFigures(ctx, r)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := opendata.Of(a, s.published(a)).WriteRecord(&b); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: jsonType, Body: b.Bytes()}, nil
}

func (s *Server) apiAssessment(ctx context.Context, r *Request) (*Response, error) {
	a, err := s.apiFigures(ctx, r)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := opendata.Of(a, s.published(a)).WriteAssessment(&b); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: jsonType, Body: b.Bytes()}, nil
}

// apiFigures returns the figures of the plan and day that are asked for.
func (s *Server) apiFigures(ctx context.Context, r *Request) (*tracker.Assessment, error) {
	rec, err := s.lib.Record(ctx, r.Params("plan"))
	if err != nil {
		return nil, err
	}
	day, err := s.asOf(r, "as_of", rec)
	if err != nil {
		return nil, err
	}
	return s.lib.Assessment(ctx, rec.Plan.ID, day)
}

func (s *Server) apiIndices(ctx context.Context, _ *Request) (*Response, error) {
	indices, err := s.lib.Indices(ctx)
	if err != nil {
		return nil, err
	}
	return asJSON(map[string]any{"indices": indices})
}

func (s *Server) apiIndex(ctx context.Context, r *Request) (*Response, error) {
	index, err := s.lib.Index(ctx, r.Params("index"))
	if err != nil {
		return nil, err
	}
	return asJSON(index)
}

func (s *Server) apiCommitments(ctx context.Context, _ *Request) (*Response, error) {
	commitments, err := s.lib.Commitments(ctx)
	if err != nil {
		return nil, err
	}
	source, err := s.lib.CommitmentSource(ctx)
	if err != nil {
		return nil, err
	}
	return asJSON(struct {
		benchmark.CommitmentSource
		Commitments []benchmark.Commitment `json:"commitments"`
	}{source, commitments})
}

// writeAPIProblem refuses a program's request as RFC 9457 describes, in both
// languages.
func writeAPIProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	body := map[string]any{"type": "about:blank", "title": http.StatusText(p.Status), "status": p.Status}
	if p.Key != "" {
		body["detail"] = map[tracker.Lang]string{
			tracker.EN: locale.For(tracker.EN).T(p.Key, p.Args...),
			tracker.FR: locale.For(tracker.FR).T(p.Key, p.Args...),
		}
	}
	b, err := json.Marshal(body)
	if err != nil {
		b = []byte(`{"title":"Internal Server Error","status":500}`)
	}
	freeze(&Response{Status: p.Status, Type: "application/problem+json", Body: b}).write(w, r)
}
