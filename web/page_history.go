package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// historyPageSize is how many entries a page of a history lists.
const historyPageSize = 30

// historyPage is the public history of a commitment or of an item below it.
func (s *Server) historyPage(ctx context.Context, r *Request) (*view.Page, error) {
	in, err := s.historyOf(ctx, r)
	if err != nil {
		return nil, err
	}
	page := view.HistoryPage(r.L, in)
	if page == nil {
		return nil, notFound
	}
	return page, nil
}

// workHistory is the same page with the names of those who wrote.
func (s *Server) workHistory(ctx context.Context, w *Work) (*Response, error) {
	if err := w.may(tracker.MaySeeNames, tracker.Subject{}); err != nil {
		return nil, err
	}
	in, err := s.historyOf(ctx, w.Request)
	if err != nil {
		return nil, err
	}
	in.Account = w.Account
	if in.Name, err = s.namesOf(ctx, in.History.Entries); err != nil {
		return nil, err
	}
	page := view.HistoryPage(w.L, in)
	if page == nil {
		return nil, notFound
	}
	return s.render(http.StatusOK, page)
}

// historyOf reads the history that an address asks for.
func (s *Server) historyOf(ctx context.Context, r *Request) (view.HistoryInput, error) {
	var in view.HistoryInput
	rec, err := s.lib.Record(ctx, r.Params("plan"))
	if err != nil {
		return in, err
	}
	words := view.WordsOf(r.Lang)
	in = view.HistoryInput{Record: rec, Commitment: r.Params("code"), Choice: view.HistoryChoice{Item: r.Query.Get(words.Item)}}
	if rec.Plan.Draft || rec.Plan.Commitment(in.Commitment) == nil {
		return in, notFound
	}
	if in.Choice.Before, err = entryNumber(r.Query.Get(words.Before)); err != nil {
		return in, err
	}
	in.History, err = s.store.History(ctx, tracker.HistoryQuery{
		Plan: rec.Plan.ID, Commitment: in.Commitment, Item: in.Choice.Item, Public: true,
		BeforeSeq: in.Choice.Before, Limit: historyPageSize,
	})
	return in, err
}

// entryNumber reads the number of an audit entry, 0 where none is given.
func entryNumber(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, badRequest("web.error.choice")
	}
	return n, nil
}

// namesOf looks up the names of the accounts that wrote entries.
func (s *Server) namesOf(ctx context.Context, entries []tracker.HistoryEntry) (func(int64) string, error) {
	names := map[int64]string{}
	for i := range entries {
		id := tracker.ParseActor(entries[i].Actor).Account
		if _, known := names[id]; known || id == 0 {
			continue
		}
		account, err := s.workStore.Account(ctx, id)
		switch {
		case errors.Is(err, tracker.ErrNotFound):
			names[id] = ""
		case err != nil:
			return nil, err
		default:
			names[id] = account.Name
		}
	}
	return func(id int64) string { return names[id] }, nil
}
