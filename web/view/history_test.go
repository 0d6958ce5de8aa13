package view

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/tracker/trackertest"
)

// trailOf is a history as a store gives it: a plan recorded by an import, a text
// changed, a deadline revised, an update and its correction.
func trailOf(r *tracker.Record) tracker.History {
	at := func(day int) time.Time { return time.Date(2018, 3, day, 15, 4, 5, 0, time.UTC) }
	entry := func(seq int64, actor, action, subject, before, after string) tracker.HistoryEntry {
		e := tracker.AuditEntry{Seq: seq, At: at(int(seq)), Actor: actor, Action: action, Subject: subject, Prev: "p"}
		if before != "" {
			e.Before = json.RawMessage(before)
		}
		if after != "" {
			e.After = json.RawMessage(after)
		}
		e.Hash = e.Sum()
		return tracker.HistoryEntry{AuditEntry: e}
	}
	plan := r.Plan.ID
	first := `{"plan":"` + plan + `","id":7,"leaf":"C01.1.2","period":"2017-12","status":"limited","progress":{"en":"The pipeline is being built.","fr":"La chaîne est en construction."},"organization":"tbs-sct","author":"A typist","published_at":"2018-01-15T17:00:00Z"}`
	second := strings.NewReplacer(`"id":7`, `"id":8,"replaces":7`, "being built", "half built", "2018-01-15", "2018-03-05", `"limited"`, `"substantial"`).Replace(first)
	correction := entry(5, "account:3 contributor tbs-sct", "publish", "update/8", "", second)
	correction.Base = json.RawMessage(first)
	changed := entry(2, "account:2 coordinator", "update", "item/"+plan+"/C01",
		`{"kind":"commitment","item":{"code":"C01","title":{"en":"Publish data","fr":"Publier les données"},"weight":1,"leads":["tbs-sct"],"theme":"data","contact":{"name":"Old Name"},"strange":{"x":1}}}`,
		`{"kind":"commitment","item":{"code":"C01","title":{"en":"Publish spending data","fr":"Publier les données sur les dépenses"},"weight":2.5,"leads":["tbs-sct","lac-bac"],"contact":{"name":"New Name"},"strange":{"x":"<script>"}}}`)
	changed.Reason = tracker.Text{EN: "The minister asked for it.", FR: "Le ministre l’a demandé."}
	return tracker.History{More: 1, Entries: []tracker.HistoryEntry{
		correction,
		entry(4, "account:3 contributor tbs-sct", "publish", "update/7", "", first),
		entry(3, "account:2 coordinator", "create", "revision/"+plan+"/C01.1.2/1", "", `{"on":"2018-03-03","due":"2018-06-30","reason":{"en":"Late.","fr":"En retard."},"author":"A coordinator"}`),
		changed,
		entry(1, "ogptracker import", "create", "item/"+plan+"/C01", "", `{"kind":"commitment","place":1,"item":{"code":"C01","title":{"en":"Publish data","fr":"Publier les données"},"weight":1}}`),
	}}
}

// Whatever an entry holds, its page can be made, and holds no markup of its own.
func TestHostileHistories(t *testing.T) {
	rec := trackertest.Record()
	parts := rapid.SampledFrom([]string{`{}`, `{"item":{"title":{"en":"<script>alert(1)</script>","fr":"\u202e\u0000"}}}`, `[1,{"code":"<b>"}]`, `x`, `null`, `{"a":{"b":[[{"\"><img":"<i>"}]]}}`, `{"leaf":"<b>","period":"soon","published_at":"x"}`, `{"leads":["<s>","nobody"],"weight":"heavy","status":"splendid"}`, ``})
	subjects := rapid.SampledFrom([]string{"item/ca-3/C01", "update/1", "revision/ca-3/<b>/1", "plan/ca-3", "strange", "", "account/1"})
	actors := rapid.SampledFrom([]string{"", "<b>root</b>", "account:1 <b> <i>", "account:9", "ogptracker demo"})
	rapid.Check(t, func(r *rapid.T) {
		e := tracker.HistoryEntry{AuditEntry: tracker.AuditEntry{
			Seq: 1, Actor: actors.Draw(r, "actor"), Action: rapid.SampledFrom([]string{"create", "<b>"}).Draw(r, "action"), Subject: subjects.Draw(r, "subject"),
			Before: json.RawMessage(parts.Draw(r, "before")), After: json.RawMessage(parts.Draw(r, "after")),
		}}
		account := &tracker.Account{ID: 1, Name: "<b>", Roles: []tracker.Role{tracker.Administrator}}
		name := func(int64) string { return "<b>name</b>" }
		for _, lang := range tracker.Langs {
			l := locale.For(lang)
			for _, page := range []*Page{
				HistoryPage(l, HistoryInput{Record: rec, Commitment: "C01", History: tracker.History{Entries: []tracker.HistoryEntry{e}}}),
				AuditPage(l, AuditInput{Account: account, History: tracker.History{Entries: []tracker.HistoryEntry{e}}, Accounts: []tracker.Account{*account}}),
				AuditEntryPage(l, AuditEntryInput{Account: account, Entry: &e, Name: name}),
			} {
				b, err := Render(page)
				if err != nil {
					r.Fatal(err)
				}
				for _, never := range []string{"<script>alert", "<b>root", "<img", "<i>", "\u202e", "\x00", "<b><b>"} {
					if strings.Contains(string(b), never) {
						r.Fatalf("%s holds %q", page.Template, never)
					}
				}
			}
		}
	})
}

func TestFieldValuesInWords(t *testing.T) {
	rec := trackertest.Record()
	for _, tt := range []struct{ field, value, en, fr string }{
		{"status", "limited", "Limited progress", "Progrès limité"},
		{"level", "national", "National", "National"},
		{"leads", "lac-bac", "Library and Archives Canada", "Bibliothèque et Archives Canada"},
		{"leads", "nobody", "nobody", "nobody"},
		{"theme", "data", "Open data", "Données ouvertes"},
		{"period", "2018-06", "June 2018", "juin 2018"},
		{"deadline.meaning.due", "2018-06-30", "30\u00a0June 2018", "30\u00a0juin 2018"},
		{"weight", "2.5", "2.5", "2,5"},
		{"weight", "heavy", "heavy", "heavy"},
		{"illustrative", "true", "yes", "oui"},
		{"kind", "milestone", "milestone", "jalon"},
		{"kind", "dated", "Dated", "Datée"},
		{"on", "2018-99-99", "2018-99-99", "2018-99-99"},
	} {
		for lang, want := range map[tracker.Lang]string{tracker.EN: tt.en, tracker.FR: tt.fr} {
			if got := fieldValue(locale.For(lang), rec, tt.field, tt.value); got != want {
				t.Errorf("%s %s in %s: %q, want %q", tt.field, tt.value, lang, got, want)
			}
		}
	}
}

// Every field of a record has a name in both languages.
func TestEveryFieldHasAName(t *testing.T) {
	rec := trackertest.Record()
	l := locale.For(tracker.EN)
	for i := range rec.Plan.Commitments {
		c := &rec.Plan.Commitments[i]
		c.Stated = &tracker.Stated{Level: tracker.Complete, Reason: tracker.Text{EN: "r"}, On: tracker.MustDate("2018-01-01")}
		c.Contact = tracker.Contact{Name: "n", Title: tracker.Text{EN: "t"}, Organization: "tbs-sct", Email: "a@example.org"}
	}
	u := &rec.Updates[0]
	u.Evidence = []tracker.Evidence{{Title: tracker.Text{EN: "t"}, URL: "u", Lang: tracker.EN, CapturedOn: tracker.MustDate("2018-01-01"), SHA256: "s"}}
	u.Portal = &tracker.PortalRecord{Created: "c", Modified: "m", User: "u", OrgTitle: "o"}
	var documents []any
	for i := range rec.Plan.Commitments {
		c := rec.Plan.Commitments[i]
		for _, m := range c.Milestones {
			for _, in := range m.Indicators {
				documents = append(documents, in)
			}
			m.Indicators, m.Deadline.Revisions = nil, nil
			documents = append(documents, m)
		}
		c.Milestones = nil
		documents = append(documents, c)
	}
	plan := rec.Plan
	plan.Commitments = nil
	documents = append(documents, plan, rec.Events[0], rec.Recommendations[0], *u, rec.Jurisdiction, rec.Organizations[0])
	for _, d := range documents {
		raw, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range tracker.FieldChanges(nil, raw) {
			if field := c.Field(); !strings.HasPrefix(field, "deadline.revisions") && !l.Has("web.field."+field) {
				t.Errorf("the field %s has no name", field)
			}
		}
	}
}
