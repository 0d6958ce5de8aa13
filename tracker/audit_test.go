package tracker_test

import (
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

// chain returns n sealed entries.
func chain(n int) []*tracker.AuditEntry {
	var out []*tracker.AuditEntry
	head := ""
	for i := range n {
		e := &tracker.AuditEntry{
			Seq: int64(i + 1), At: time.Date(2018, 6, 30, 12, 0, i, 0, time.UTC), Actor: "coordinator", Action: "update", Subject: "item/ca-3/C1",
			Before: json.RawMessage(`{"title":"a"}`), After: json.RawMessage(`{"title":"b"}`), Salt: strings.Repeat("5a17", 24), Prev: head,
		}
		e.Hash = e.Sum()
		head = e.Hash
		out = append(out, e)
	}
	return out
}

func entries(es []*tracker.AuditEntry) iter.Seq2[*tracker.AuditEntry, error] {
	return func(yield func(*tracker.AuditEntry, error) bool) {
		for _, e := range es {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// TestSumIsStable holds the encoding: another value here would make every chain
// that was ever written look broken.
func TestSumIsStable(t *testing.T) {
	e := tracker.AuditEntry{
		Seq: 7, At: time.Date(2018, 6, 30, 8, 0, 0, 1000, time.FixedZone("EDT", -4*3600)), Actor: "import", Action: "create", Subject: "plan/ca-3",
		After: json.RawMessage(`{"title": "Données & <b>été</b>"}`), Prev: "00ff",
	}
	for salt, want := range map[string]string{
		"":                                 "fabbe1e5fd06d54f2fba42cdf7d053b5b13ea91ebf92df2aced9abe0b89af8d3", // from before there was one
		"000102030405060708090a0b0c0d0e0f": "b538d6187dd75ca6c88aaa082d3f9bac224149d311853f1c88846b0dd3885139",
	} {
		e.Salt = salt
		if got := e.Sum(); got != want {
			t.Errorf("salt %q: got %s", salt, got)
		}
	}
}

func TestSumDependsOnWhatIsSaidNotOnHowItIsLaidOut(t *testing.T) {
	base := chain(2)[1]
	sum := base.Sum()
	same := *base
	same.Before = json.RawMessage("{\n  \"title\": \"a\"\n}")
	same.At = base.At.In(time.FixedZone("EST", -5*3600))
	if same.Sum() != sum {
		t.Error("spaces or the zone changed the hash")
	}
	for name, change := range map[string]func(*tracker.AuditEntry){
		"seq":            func(e *tracker.AuditEntry) { e.Seq++ },
		"at":             func(e *tracker.AuditEntry) { e.At = e.At.Add(time.Nanosecond) },
		"actor":          func(e *tracker.AuditEntry) { e.Actor += "u" },
		"action":         func(e *tracker.AuditEntry) { e.Action = "create" },
		"subject":        func(e *tracker.AuditEntry) { e.Subject = "" },
		"before":         func(e *tracker.AuditEntry) { e.Before = nil },
		"after":          func(e *tracker.AuditEntry) { e.After = json.RawMessage(`{"title":"c"}`) },
		"sides":          func(e *tracker.AuditEntry) { e.Before, e.After = e.After, e.Before },
		"previous":       func(e *tracker.AuditEntry) { e.Prev = "" },
		"moved boundary": func(e *tracker.AuditEntry) { e.Actor, e.Action = e.Actor+"u", "pdate" },
		"salt":           func(e *tracker.AuditEntry) { e.Salt = "6" + e.Salt[1:] },
		"no salt":        func(e *tracker.AuditEntry) { e.Salt = "" },
		"not JSON":       func(e *tracker.AuditEntry) { e.After = json.RawMessage(`{"title":`) },
	} {
		e := *base
		change(&e)
		if e.Sum() == sum {
			t.Errorf("%s: the hash is the same", name)
		}
	}
}

// TestSumSurvivesJSON writes an entry out and reads it back.
func TestSumSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		after, err := json.Marshal(rapid.MapOf(rapid.String(), rapid.String()).Draw(t, "after"))
		if err != nil {
			t.Fatal(err)
		}
		e := tracker.AuditEntry{Seq: 1, At: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 5000).UTC(), Actor: "a", After: after}
		e.Hash = e.Sum()
		b, err := json.MarshalIndent(e, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		var back tracker.AuditEntry
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if back.Sum() != e.Hash {
			t.Fatalf("another hash after reading back %s", b)
		}
	})
}

func TestVerifyChainNamesTheFirstBrokenEntry(t *testing.T) {
	if err := tracker.VerifyChain(entries(chain(5))); err != nil {
		t.Error(err)
	}
	if err := tracker.VerifyChain(entries(nil)); err != nil {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		change func([]*tracker.AuditEntry) []*tracker.AuditEntry
		seq    int64
		broken tracker.ChainFault
	}{
		"content changed": {func(es []*tracker.AuditEntry) []*tracker.AuditEntry { es[2].Actor = "nobody"; return es }, 3, tracker.BrokenHash},
		"content and hash changed": {func(es []*tracker.AuditEntry) []*tracker.AuditEntry {
			es[2].Actor = "nobody"
			es[2].Hash = es[2].Sum()
			return es
		}, 4, tracker.BrokenPrev},
		"entry removed":   {func(es []*tracker.AuditEntry) []*tracker.AuditEntry { return slices.Delete(es, 1, 2) }, 2, tracker.BrokenSeq},
		"first removed":   {func(es []*tracker.AuditEntry) []*tracker.AuditEntry { return es[1:] }, 1, tracker.BrokenSeq},
		"entries swapped": {func(es []*tracker.AuditEntry) []*tracker.AuditEntry { es[3], es[4] = es[4], es[3]; return es }, 4, tracker.BrokenSeq},
		"first has a past": {func(es []*tracker.AuditEntry) []*tracker.AuditEntry {
			es[0].Prev = "ff"
			es[0].Hash = es[0].Sum()
			return es
		}, 1, tracker.BrokenPrev},
	} {
		t.Run(name, func(t *testing.T) {
			var broken *tracker.ChainError
			err := tracker.VerifyChain(entries(c.change(chain(5))))
			if !errors.As(err, &broken) || broken.Seq != c.seq || broken.Broken != c.broken {
				t.Errorf("got %v, want entry %d: %s", err, c.seq, c.broken)
			}
		})
	}
	unreadable := errors.New("unreadable")
	err := tracker.VerifyChain(func(yield func(*tracker.AuditEntry, error) bool) { yield(nil, unreadable) })
	if !errors.Is(err, unreadable) {
		t.Errorf("got %v", err)
	}
}
