package tracker_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// TestLinkHasTheHashOfItsEntry seals any parts of any entry: the hash stays, also when
// the link is written out and read back, and nothing of what is sealed is in it.
func TestLinkHasTheHashOfItsEntry(t *testing.T) {
	const secret = "Geheimnis"
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zéü<>& ]{0,12}`)
		after, _ := json.Marshal(map[string]string{text.Draw(t, "field"): secret + "content"})
		e := tracker.AuditEntry{
			Seq: rapid.Int64Range(1, 1e6).Draw(t, "seq"), At: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 5000).UTC(),
			Actor: secret + "who", Action: secret + "what", Subject: text.Draw(t, "subject"), After: after,
			Salt: rapid.StringMatching(`[0-9a-f]{96}`).Draw(t, "salt"), Prev: "00ff",
		}
		e.Hash = e.Sum()
		open := tracker.Opening{Who: rapid.Bool().Draw(t, "who"), What: rapid.Bool().Draw(t, "what"), Content: rapid.Bool().Draw(t, "content")}
		b, err := json.Marshal(e.Link(open))
		if err != nil {
			t.Fatal(err)
		}
		for part, opened := range map[string]bool{"who": open.Who, "what": open.What, "content": open.Content} {
			if bytes.Contains(b, []byte(secret+part)) != opened {
				t.Fatalf("%s, opened: %t, in %s", part, opened, b)
			}
		}
		for part, opened := range []bool{open.Who, open.What, open.Content} {
			if bytes.Contains(b, []byte(e.Salt[32*part:32*(part+1)])) != opened {
				t.Fatalf("the key of part %d, opened: %t, in %s", part, opened, b)
			}
		}
		var back tracker.AuditLink
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if back.Sum() != e.Hash {
			t.Fatalf("another hash after reading back %s", b)
		}
		// Nothing that is said can be changed, nor what is sealed.
		for name, change := range map[string]func(*tracker.AuditLink){
			"number":  func(l *tracker.AuditLink) { l.Seq++ },
			"before":  func(l *tracker.AuditLink) { l.Prev = "" },
			"who":     func(l *tracker.AuditLink) { l.Who.Digest += "0"; l.Open.Actor += "x" },
			"what":    func(l *tracker.AuditLink) { l.What.Digest += "0"; l.Open.Subject += "x" },
			"content": func(l *tracker.AuditLink) { l.Content.Digest += "0"; l.Open.After = json.RawMessage(`{}`) },
		} {
			changed := back
			change(&changed)
			if changed.Sum() == e.Hash {
				t.Fatalf("%s: changed without a trace", name)
			}
		}
	})
}

// TestPublicLink holds what of an entry anybody may have.
func TestPublicLink(t *testing.T) {
	for _, c := range []struct {
		name, action, subject, after string
		what, content                bool
	}{
		{"an update", "publish", "update/1", `{"status":"complete"}`, true, true},
		{"an update with its author", "publish", "update/1", `{"status":"complete","author":"account/7"}`, true, false},
		{"an update with a blank author", "publish", "update/1", `{"status":"complete","author":""}`, true, true},
		{"a contact", "update", "item/ca-3/C1", `{"title":{"en":"T"},"contact":{"name":"N"}}`, true, false},
		{"a contact far down", "create", "plan/ca-3", `{"themes":[{"deep":{"contact":{"name":"N"}}}]}`, true, false},
		{"an item of a plan that is not public", "create", "item/ca-4/C1", `{"title":{"en":"T"}}`, false, false},
		{"an organization", "create", "organization/x", `{"code":"x"}`, false, false},
		{"a draft", "submit", "draft/ca-3/C1", `{"status":"complete"}`, false, false},
		{"an account", "create", "account/7", `{"email":"x@example.org"}`, false, false},
		{"what nobody decided about", "juggle", "update/1", `{}`, false, false},
		{"no JSON", "publish", "update/1", `{"status`, true, false},
	} {
		e := tracker.AuditEntry{Seq: 1, At: time.Unix(0, 0), Actor: "account/7", Action: c.action, Subject: c.subject, After: json.RawMessage(c.after), Salt: "5a17"}
		l := e.PublicLink(func(plan string) bool { return plan == "ca-3" })
		if l.Open.Actor != "" || (l.Open.Subject != "") != c.what || (l.Open.After != nil) != c.content {
			t.Errorf("%s: %+v", c.name, l.Open)
		}
		if l.Sum() != e.Sum() {
			t.Errorf("%s: another hash", c.name)
		}
	}
}
