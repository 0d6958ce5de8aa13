package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ogptracker/tracker"
)

// searchWindow is how many entries of the whole trail one query looks at: what is
// searched for by no index must not read the whole chain at once.
const searchWindow = 20_000

// History returns entries of the audit chain, newest first. What happened to one
// thing is found by index, whatever the length of the chain.
func (s *Store) History(ctx context.Context, query tracker.HistoryQuery) (tracker.History, error) {
	limit := query.Limit
	if limit <= 0 {
		limit = tracker.HistoryLimit
	}
	limit = min(limit, tracker.HistoryMost)
	var h tracker.History
	err := s.view(ctx, func(q querier) (err error) {
		h, err = readHistory(ctx, q, query, limit)
		return err
	})
	if err != nil {
		return tracker.History{}, fmt.Errorf("read the history: %w", err)
	}
	return h, nil
}

func readHistory(ctx context.Context, q querier, query tracker.HistoryQuery, limit int) (tracker.History, error) {
	f := historyFilter{query: query}
	var h tracker.History
	if err := f.bounds(ctx, q); err != nil {
		return h, err
	}
	sources, err := f.sources(ctx, q)
	if err != nil {
		return h, err
	}
	var found []int64
	for _, source := range sources {
		text, args := f.statement(source, limit+1)
		part, err := list(ctx, q, text, scanNumber, args...)
		if err != nil {
			return h, err
		}
		found = append(found, part...)
	}
	slices.SortFunc(found, func(a, b int64) int { return int(b - a) })
	found = slices.Compact(found)
	switch {
	case len(found) > limit:
		found = found[:limit]
		h.More = found[limit-1]
	case f.from > 1 && len(sources) == 1 && sources[0].whole:
		h.More = f.from
	}
	for _, seq := range found {
		e, err := one(ctx, q, selectHistory, scanHistory, seq)
		if err != nil {
			return h, err
		}
		if !query.Public || e.IsPublic() {
			h.Entries = append(h.Entries, e)
		}
	}
	return h, nil
}

// AuditEntry returns one entry of the chain.
func (s *Store) AuditEntry(ctx context.Context, seq int64) (*tracker.HistoryEntry, error) {
	e, err := one(ctx, s.read, selectHistory, scanHistory, seq)
	if err != nil {
		return nil, fmt.Errorf("read audit entry %d: %w", seq, err)
	}
	return &e, nil
}

// selectHistory reads an entry, the reason of the amendment that it is, and what
// the entry says of the update that this one replaces.
const selectHistory = `SELECT a.seq, a.at, a.actor, a.action, a.subject, a.before, a.after, a.salt, a.prev, a.hash,
		coalesce(m.reason_en, ''), coalesce(m.reason_fr, ''),
		(SELECT r.after FROM updates u JOIN updates o ON o.id = u.replaces JOIN audit r ON r.seq = o.seq WHERE u.seq = a.seq)
	FROM audit a LEFT JOIN amendments m ON m.seq = a.seq WHERE a.seq = $1`

func scanHistory(r row) (e tracker.HistoryEntry, err error) {
	err = r.Scan(&e.Seq, asTime{&e.At}, &e.Actor, &e.Action, &e.Subject,
		asWritten{&e.Before}, asWritten{&e.After}, &e.Salt, &e.Prev, &e.Hash, &e.Reason.EN, &e.Reason.FR, asWritten{&e.Base})
	return e, err
}

func scanNumber(r row) (n int64, err error) {
	err = r.Scan(&n)
	return n, err
}

// historySource is one place where the entries of a thing are found: a part of the
// chain, called a, by its subjects or joined to the updates, called u.
type historySource struct {
	joined bool   // to the updates
	where  string // with ? for each argument
	args   []any
	whole  bool // the whole chain, of which only a window is looked at
	few    bool // few entries, to be found by their own index and then sorted
}

// historyFilter is a query with the bounds of what it looks at.
type historyFilter struct {
	query tracker.HistoryQuery
	from  int64 // lowest number that is looked at
	to    int64 // highest
}

// bounds finds out between which numbers to look.
func (f *historyFilter) bounds(ctx context.Context, q querier) error {
	f.to = f.query.BeforeSeq - 1
	if f.query.BeforeSeq <= 0 {
		var err error
		if f.to, _, err = auditHead(ctx, q); err != nil {
			return err
		}
	}
	f.from = 1
	if f.query.Public && f.query.Plan != "" {
		// A plan that was prepared here is public from the entry that published it on.
		err := q.QueryRowContext(ctx, `SELECT coalesce(min(seq), 0) FROM amendments WHERE plan_id = $1 AND kind = 'import'`,
			f.query.Plan).Scan(&f.from)
		if err != nil {
			return wrap(err)
		}
		if f.from == 0 {
			f.from = f.to + 1
		}
	}
	return nil
}

// sources are where the entries of what the query is about are found.
func (f *historyFilter) sources(ctx context.Context, q querier) ([]historySource, error) {
	plan := f.query.Plan
	switch {
	case f.query.Account != 0:
		return []historySource{{few: true, where: "a.subject = ?", args: []any{accountSubject(f.query.Account)}}}, nil
	case f.query.Item != "":
		return itemSources(plan, []string{f.query.Item}), nil
	case f.query.Commitment != "":
		// What was removed stands among the amendments.
		codes, err := list(ctx, q, `SELECT code FROM items WHERE plan_id = $1 AND commitment = $2
			UNION SELECT item FROM amendments WHERE plan_id = $1 AND commitment = $2`, scanString, plan, f.query.Commitment)
		return itemSources(plan, codes), err
	case plan != "":
		sources := []historySource{
			{few: true, where: "a.subject IN (?, ?)", args: []any{tracker.PlanSubject(plan), tracker.OrderSubject(plan)}},
			{joined: true, where: "u.plan_id = ?", args: []any{plan}},
		}
		for _, kind := range []tracker.SubjectKind{tracker.SubjectItem, tracker.SubjectDraft, tracker.SubjectRevision, tracker.SubjectEdition, tracker.SubjectReview, tracker.SubjectEvent, tracker.SubjectRecommendation} {
			sources = append(sources, below(string(kind)+"/"+plan))
		}
		return sources, nil
	case f.query.Kind != "":
		// The kind has an index, but not in the order of the chain; the window is
		// read instead.
		f.window()
		s := below(string(f.query.Kind))
		s.where = strings.ReplaceAll(s.where, "a.subject", "a.subject || ''") // keeps the database from its index
		s.few, s.whole = false, true
		return []historySource{s}, nil
	}
	f.window()
	return []historySource{{where: "TRUE", whole: true}}, nil
}

// window bounds a search through the whole chain.
func (f *historyFilter) window() { f.from = max(f.from, f.to-searchWindow+1) }

// itemSources are where the entries of a plan's items are found.
func itemSources(plan string, codes []string) []historySource {
	if len(codes) == 0 {
		return nil
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(codes)), ", ")
	subjects, leaves := make([]any, 0, 2*len(codes)), []any{plan}
	var sources []historySource
	for _, code := range codes {
		subjects = append(subjects, tracker.ItemSubject(plan, code), tracker.DraftSubject(plan, code))
		leaves = append(leaves, code)
		s := below(strings.TrimSuffix(tracker.RevisionsSubject(plan, code), "/"))
		// Another item's code may begin with this one and a slash.
		s.where += " AND a.subject NOT LIKE ? ESCAPE '!'"
		s.args = append(s.args, likeEscape(tracker.RevisionsSubject(plan, code))+"%/%")
		sources = append(sources, s)
	}
	return append(sources,
		historySource{few: true, where: "a.subject IN (" + marks + ", " + marks + ")", args: subjects},
		historySource{few: true, joined: true, where: "u.plan_id = ? AND u.leaf IN (" + marks + ")", args: leaves})
}

// below is the part of the chain whose subjects begin with a name and a slash.
func below(name string) historySource {
	return historySource{few: true, where: "a.subject > ? AND a.subject < ?", args: []any{name + "/", name + "0"}} // 0 follows the slash
}

// likeEscape writes a text so that LIKE takes it as it is.
func likeEscape(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

// statement writes the query of a source: the numbers of its newest entries.
func (f *historyFilter) statement(source historySource, limit int) (string, []any) {
	from, seq := "audit a", "a.seq"
	if source.joined {
		from, seq = "updates u JOIN audit a ON a.seq = u.seq", "u.seq"
	}
	var where []string
	var args []any
	add := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition = strings.Replace(condition, "?", fmt.Sprintf("$%d", len(args)), 1)
		}
		where = append(where, condition)
	}
	if source.few {
		seq += " + 0" // keeps the database from walking the chain in its order
	}
	add(source.where, source.args...)
	add(seq+" BETWEEN ? AND ?", f.from, f.to)
	if kind := f.query.Kind; kind != "" && !source.whole {
		s := below(string(kind))
		add(s.where, s.args...)
	}
	switch by := f.query.By; {
	case by == tracker.ByCommands:
		add("a.actor NOT LIKE 'account:%'")
	case by != 0:
		actor := tracker.Actor{Account: by}.String()
		add("(a.actor = ? OR a.actor LIKE ?)", actor, actor+" %")
	}
	if !f.query.From.IsZero() {
		add("a.at >= ?", formatTime(f.query.From.UTC()))
	}
	if !f.query.To.IsZero() {
		add("a.at < ?", formatTime(f.query.To.AddDays(1).UTC()))
	}
	return fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s DESC LIMIT %d", seq, from, strings.Join(where, " AND "), seq, limit), args
}
