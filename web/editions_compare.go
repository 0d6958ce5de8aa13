package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"

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
	if len(all) < 2 {
		return in, nil
	}
	w := view.WordsOf(r.Lang)
	pair := [2]*frozenEdition{}
	for i, name := range []string{r.Query.Get(w.FromEdition), r.Query.Get(w.ToEdition)} {
		if name == "" {
			name = strconv.Itoa(len(all) - 1 + i)
		}
		if pair[i], err = s.edition(ctx, r, name); err != nil {
			return nil, err
		}
	}
	in.From, in.To = pair[0].Number, pair[1].Number
	changes := edition.Compare(pair[0].frozen, pair[1].frozen)
	in.Changes, in.After = &changes, &pair[1].frozen.Record
	return in, nil
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
