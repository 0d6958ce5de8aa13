package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"ogptracker/reports/compose"
	"ogptracker/reports/html"
	"ogptracker/tracker/edition"
	"ogptracker/web/view"
)

// comparedEditions compares the two editions that are asked for, the newest with the
// one before it where none is. It returns no comparison for a plan that has fewer than
// two.
func (s *Server) comparedEditions(ctx context.Context, r *Request) (*view.ChangesInput, error) {
	rec, all, err := s.lib.Editions(ctx, r.Params("plan"))
	if err != nil {
		return nil, err
	}
	in := &view.ChangesInput{Record: rec, Editions: all}
	from, to, err := s.editionPair(ctx, r)
	if err != nil || to == nil {
		return in, err
	}
	in.From, in.To = from.Number, to.Number
	changes := edition.Compare(from.frozen, to.frozen)
	in.Changes, in.After = &changes, &to.frozen.Record
	return in, nil
}

// editionPair reads the two editions that are asked for, the newest with the one before it
// where none is; none of a plan that has fewer than two.
func (s *Server) editionPair(ctx context.Context, r *Request) (from, to *frozenEdition, err error) {
	_, all, err := s.lib.Editions(ctx, r.Params("plan"))
	if err != nil || len(all) < 2 {
		return nil, nil, err
	}
	w := view.WordsOf(r.Lang)
	pair := [2]*frozenEdition{}
	for i, name := range []string{r.Query.Get(w.FromEdition), r.Query.Get(w.ToEdition)} {
		if name == "" {
			name = strconv.Itoa(len(all) - 1 + i)
		}
		if pair[i], err = s.edition(ctx, r, name); err != nil {
			return nil, nil, err
		}
	}
	return pair[0], pair[1], nil
}

// changesReport composes what changed from one edition to another.
func (s *Server) changesReport(ctx context.Context, r *Request, screen bool) (*composedReport, error) {
	from, to, err := s.editionPair(ctx, r)
	if err != nil {
		return nil, err
	}
	if to == nil {
		return nil, notFound
	}
	changes := edition.Compare(from.frozen, to.frozen)
	return &composedReport{
		lasting: r.Query.Get(view.WordsOf(r.Lang).FromEdition) != "" && r.Query.Get(view.WordsOf(r.Lang).ToEdition) != "", // else the newest two
		doc:     compose.Changes(r.L, to.frozen.Assessment(), &changes, [2]string{from.SHA256, to.SHA256}, s.frozenOptions(r, to, screen)),
		name:    fmt.Sprintf("%s-editions-%d-%d", to.Plan, from.Number, to.Number),
		to: func(k view.Links, ext string) string {
			return k.EditionChangesReport(to.Plan, from.Number, to.Number, ext)
		},
		back: html.Link{Text: r.L.T("web.report.to_changes"), Href: view.Links{Lang: r.Lang}.EditionChanges(to.Plan, from.Number, to.Number, "")},
	}, nil
}

// editionChangesPage shows what changed from one edition to another.
func (s *Server) editionChangesPage(ctx context.Context, r *Request) (*view.Page, error) {
	in, err := s.comparedEditions(ctx, r)
	if err != nil {
		return nil, err
	}
	in.Modified, err = s.lastChange(ctx)
	return view.ChangesPage(r.L, *in), err
}

// editionChangesJSON says the same to programs.
func (s *Server) editionChangesJSON(ctx context.Context, r *Request) (*Response, error) {
	in, err := s.comparedEditions(ctx, r)
	if err != nil {
		return nil, err
	}
	if in.Changes == nil {
		return nil, notFound
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(in.Changes); err != nil {
		return nil, err
	}
	return &Response{Status: http.StatusOK, Type: "application/json; charset=utf-8", Body: b.Bytes()}, nil
}
