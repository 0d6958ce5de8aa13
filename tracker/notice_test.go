package tracker_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

var told = time.Date(2018, time.July, 3, 14, 30, 0, 0, time.UTC)

// staff are accounts of every kind, known by their numbers.
const (
	admin = iota + 1
	coordinator
	provincial // coordinates another jurisdiction's plans
	lead       // of tbs-sct
	archivist  // of lac-bac
	left       // of tbs-sct, disabled
	irm
)

func staff() []tracker.Account {
	all := []tracker.Account{
		{Roles: []tracker.Role{tracker.Administrator}},
		{Roles: []tracker.Role{tracker.Coordinator}},
		{Roles: []tracker.Role{tracker.Coordinator}, Jurisdictions: []string{"CA-ON"}},
		{Roles: []tracker.Role{tracker.Contributor}, Organizations: []string{"tbs-sct"}},
		{Roles: []tracker.Role{tracker.Contributor}, Organizations: []string{"lac-bac"}},
		{Roles: []tracker.Role{tracker.Contributor}, Organizations: []string{"tbs-sct"}, Disabled: true},
		{Roles: []tracker.Role{tracker.Reviewer}},
	}
	for i := range all {
		all[i].ID = int64(i + 1)
	}
	return all
}

func TestWhoIsTold(t *testing.T) {
	plan := trackertest.Plan()
	draft := trackertest.Plan()
	draft.Draft = true
	for _, c := range []struct {
		name string
		o    tracker.Occasion
		want []int64
	}{
		{"handed in", tracker.Occasion{Kind: tracker.NoticeHandedIn, Plan: &plan, Item: "C01.1.1", By: lead}, []int64{coordinator}},
		{"handed in by the coordinator", tracker.Occasion{Kind: tracker.NoticeHandedIn, Plan: &plan, Item: "C01.1.1", By: coordinator}, nil},
		{"published alone", tracker.Occasion{Kind: tracker.NoticePublishedAlone, Plan: &plan, Item: "C01.1.1", By: lead}, []int64{coordinator}},
		{"returned", tracker.Occasion{Kind: tracker.NoticeReturned, Plan: &plan, Item: "C01.1.1", By: coordinator, To: lead}, []int64{lead}},
		{"returned to who returns it", tracker.Occasion{Kind: tracker.NoticeReturned, Plan: &plan, Item: "C01.1.1", By: lead, To: lead}, nil},
		{"returned to who may no longer sign in", tracker.Occasion{Kind: tracker.NoticeReturned, Plan: &plan, Item: "C01.1.1", By: coordinator, To: left}, nil},
		{"returned to who no longer answers for it", tracker.Occasion{Kind: tracker.NoticeReturned, Plan: &plan, Item: "C01.1.1", By: coordinator, To: archivist}, nil},
		{"returned to who became a reviewer", tracker.Occasion{Kind: tracker.NoticeReturned, Plan: &plan, Item: "C01.1.1", By: coordinator, To: irm}, nil},
		{"published, of a coordinator's own", tracker.Occasion{Kind: tracker.NoticePublished, Plan: &plan, Item: "C01.1.1", By: lead, To: coordinator}, []int64{coordinator}},
		{"an item that is gone", tracker.Occasion{Kind: tracker.NoticePublished, Plan: &plan, Item: "C99", By: coordinator, To: lead}, nil},
		{"a deadline", tracker.Occasion{Kind: tracker.NoticeDeadline, Plan: &plan, Item: "C02", By: coordinator, From: []string{"lac-bac"}}, []int64{archivist}},
		{"by a command", tracker.Occasion{Kind: tracker.NoticeAmended, Plan: &plan, Item: "C01", From: []string{"tbs-sct", "lac-bac"}}, []int64{lead, archivist}},
		{"a plan that is being prepared", tracker.Occasion{Kind: tracker.NoticeAmended, Plan: &draft, Item: "C01", From: []string{"tbs-sct"}}, nil},
		{"a plan that became public", tracker.NewPlanOccasion(&plan, tracker.Actor{Account: coordinator}, told), []int64{lead, archivist}},
		{"a plan that did not", tracker.NewPlanOccasion(&draft, tracker.Actor{Account: coordinator}, told), nil},
		{"an account", tracker.Occasion{Kind: tracker.NoticeRoles, By: admin, To: irm}, []int64{irm}},
		{"one's own account", tracker.Occasion{Kind: tracker.NoticeRoles, By: admin, To: admin}, nil},
	} {
		var got []int64
		for _, n := range tracker.Tell(staff(), []tracker.Occasion{c.o}) {
			got = append(got, n.Account)
			if n.Count != 1 || n.Item != c.o.Item || n.By != c.o.By {
				t.Errorf("%s: %+v", c.name, n)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: told %v, want %v", c.name, got, c.want)
		}
	}
}

// Whatever happens: nobody is told of what they did, who is disabled is told
// nothing, of a kind and a plan there is one notice, and none is lost in it.
func TestTellHolds(t *testing.T) {
	plan := trackertest.Plan()
	leaves := plan.Leaves()
	rapid.Check(t, func(t *rapid.T) {
		accounts := staff()
		occasions := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) tracker.Occasion {
			o := tracker.Occasion{
				Kind: rapid.SampledFrom(tracker.NoticeKinds).Draw(t, "kind"), At: told,
				By: rapid.Int64Range(0, 7).Draw(t, "by"), To: rapid.Int64Range(0, 7).Draw(t, "to"),
			}
			if o.Kind != tracker.NoticeAccount && o.Kind != tracker.NoticeRoles {
				leaf := rapid.SampledFrom(leaves).Draw(t, "leaf")
				o.Plan, o.Item, o.From = &plan, leaf.Code, leaf.Owing()
				o.Period = rapid.SampledFrom(plan.Periods).Draw(t, "period")
			}
			return o
		}), 0, 8).Draw(t, "occasions")
		type key struct {
			account int64
			kind    tracker.NoticeKind
		}
		counts := map[key]int{}
		for _, n := range tracker.Tell(accounts, occasions) {
			a := &accounts[n.Account-1]
			k := key{n.Account, n.Kind}
			switch {
			case a.Disabled, n.By == n.Account:
				t.Fatalf("told %+v", n)
			case counts[k] != 0:
				t.Fatalf("told %+v twice", n)
			case n.Count > 1 != (n.Item == "" && n.Plan != "") && n.Plan != "":
				t.Fatalf("%+v names one of several", n)
			}
			counts[k] = n.Count
		}
		for _, n := range occasions {
			for _, one := range tracker.Tell(accounts, []tracker.Occasion{n}) {
				counts[key{one.Account, one.Kind}]--
			}
		}
		for k, left := range counts {
			if left != 0 {
				t.Fatalf("%v counts %d too many", k, left)
			}
		}
	})
}

func TestDraftOccasions(t *testing.T) {
	draft := func(state tracker.DraftState, author int64) *tracker.Draft {
		return &tracker.Draft{State: state, Author: author, Update: tracker.Update{Leaf: "C01.1.1", Period: "2018-06"}, ReturnedBy: coordinator, SavedAt: told}
	}
	type result struct {
		kind   tracker.NoticeKind
		by, to int64
	}
	for _, c := range []struct {
		name          string
		before, after *tracker.Draft
		want          []result
	}{
		{"begun", nil, draft(tracker.DraftOpen, lead), nil},
		{"saved again", draft(tracker.DraftOpen, lead), draft(tracker.DraftOpen, lead), nil},
		{"handed in at once", nil, draft(tracker.DraftSubmitted, lead), []result{{tracker.NoticeHandedIn, lead, 0}}},
		{"handed in", draft(tracker.DraftReturned, lead), draft(tracker.DraftSubmitted, lead), []result{{tracker.NoticeHandedIn, lead, 0}}},
		{"saved after it was handed in", draft(tracker.DraftSubmitted, lead), draft(tracker.DraftSubmitted, lead), nil},
		{"returned", draft(tracker.DraftSubmitted, lead), draft(tracker.DraftReturned, lead), []result{{tracker.NoticeReturned, coordinator, lead}}},
		{"changed by another", draft(tracker.DraftOpen, lead), draft(tracker.DraftOpen, archivist), []result{{tracker.NoticeDraftChanged, archivist, lead}}},
		{"handed in by another", draft(tracker.DraftOpen, lead), draft(tracker.DraftSubmitted, archivist),
			[]result{{tracker.NoticeHandedIn, archivist, 0}, {tracker.NoticeDraftChanged, archivist, lead}}},
	} {
		var got []result
		for _, o := range tracker.DraftOccasions(c.before, c.after) {
			got = append(got, result{o.Kind, o.By, o.To})
			if o.Item != "C01.1.1" || o.Period != "2018-06" || o.At != told {
				t.Errorf("%s: %+v", c.name, o)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPublishedOccasions(t *testing.T) {
	updates := []*tracker.Update{{Leaf: "C01.1.1", Period: "2018-06", Organization: "tbs-sct"}}
	drafts := []tracker.Draft{
		{Plan: "ca-3", Author: lead, Update: tracker.Update{Leaf: "C01.1.1", Period: "2018-06", Organization: "tbs-sct"}},
		{Plan: "ca-3", Author: archivist, Update: tracker.Update{Leaf: "C01.1.1", Period: "2017-12", Organization: "tbs-sct"}},
	}
	kinds := func(by tracker.Actor) (kinds []tracker.NoticeKind) {
		for _, o := range tracker.PublishedOccasions(by, told, updates, drafts) {
			kinds = append(kinds, o.Kind)
		}
		return kinds
	}
	if got, want := kinds(tracker.Actor{Account: archivist, Role: tracker.Contributor}), []tracker.NoticeKind{tracker.NoticePublishedAlone, tracker.NoticeOvertaken}; !slices.Equal(got, want) {
		t.Errorf("by a contributor: %v, want %v", got, want)
	}
	if got, want := kinds(tracker.Actor{Command: "import"}), []tracker.NoticeKind{tracker.NoticeOvertaken}; !slices.Equal(got, want) {
		t.Errorf("by a command: %v, want %v", got, want)
	}
}

func TestAmendmentOccasions(t *testing.T) {
	before, after := trackertest.Plan(), trackertest.Plan()
	revised := &after.Commitments[1].Milestones[0].Item
	revised.Deadline.Revisions = []tracker.Revision{{On: tracker.MustDate("2018-06-01"), Due: tracker.MustDate("2018-12-31")}}
	after.Commitments = after.Commitments[:2] // C03 goes
	got := map[string]tracker.Occasion{}
	by := tracker.Actor{Account: coordinator, Role: tracker.Coordinator}
	for _, o := range tracker.AmendmentOccasions(&before, &after, by, told, []string{"C01.1.1", "C02.1", "C03"}) {
		got[string(o.Kind)+" "+o.Item] = o
	}
	for key, from := range map[string]string{"deadline C02.1": "lac-bac", "amended C01.1.1": "tbs-sct", "amended C03": "tbs-sct"} {
		if o, ok := got[key]; !ok || !slices.Equal(o.From, []string{from}) || o.By != coordinator {
			t.Errorf("%s: %+v", key, o)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d occasions: %v", len(got), got)
	}
}

func TestAccountOccasions(t *testing.T) {
	by := tracker.Actor{Account: admin}
	a := staff()[lead-1]
	if got := tracker.AccountOccasions(by, told, nil, &a); len(got) != 1 || got[0].Kind != tracker.NoticeAccount || got[0].To != lead {
		t.Errorf("created: %+v", got)
	}
	renamed := a
	renamed.Name = "Another name"
	if got := tracker.AccountOccasions(by, told, &a, &renamed); got != nil {
		t.Errorf("renamed: %+v", got)
	}
	moved := a
	moved.Organizations = []string{"lac-bac"}
	if got := tracker.AccountOccasions(by, told, &a, &moved); len(got) != 1 || got[0].Kind != tracker.NoticeRoles {
		t.Errorf("moved: %+v", got)
	}
}

func TestRemindersDue(t *testing.T) {
	plan := trackertest.Plan() // periods end on 2017-06-30, 2017-12-31, 2018-06-30
	for _, c := range []struct {
		day  string
		want []tracker.Reminder
	}{
		{"2017-06-15", nil},
		{"2017-06-16", []tracker.Reminder{{Period: "2017-06", Days: -14}}},
		{"2017-06-26", []tracker.Reminder{{Period: "2017-06", Days: -14}}},
		{"2017-06-27", []tracker.Reminder{{Period: "2017-06", Days: -3}}},
		{"2017-06-30", []tracker.Reminder{{Period: "2017-06", Days: -3}}},
		{"2017-07-01", nil},
		{"2017-07-14", []tracker.Reminder{{Period: "2017-06", Days: 14}}},
		{"2017-12-20", []tracker.Reminder{{Period: "2017-06", Days: 14}, {Period: "2017-12", Days: -14}}},
		{"2018-09-28", []tracker.Reminder{{Period: "2018-06", Days: 14}}},
		{"2018-09-29", nil}, // the plan is closed
		{"2030-01-01", nil},
	} {
		if got := plan.RemindersDue(tracker.MustDate(c.day)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.day, got, c.want)
		}
	}
	plan.Draft = true
	if got := plan.RemindersDue(tracker.MustDate("2017-06-30")); got != nil {
		t.Errorf("a plan that is being prepared: %v", got)
	}
}

func TestReminderOccasions(t *testing.T) {
	record := trackertest.Record()
	a := tracker.Assess(record, tracker.MustDate("2018-06-16"))
	m := tracker.Reminder{Period: "2018-06", Days: -14}
	owed := m.Occasions(a, nil, told)
	codes := func(all []tracker.Occasion) (codes []string) {
		for _, o := range all {
			if o.Kind != tracker.NoticeClosing || o.Period != "2018-06" {
				t.Errorf("%+v", o)
			}
			codes = append(codes, o.Item)
		}
		return codes
	}
	// Complete: C01.1.1; withdrawn: C01.2.2; C02.1 reported four days later.
	if got, want := codes(owed), []string{"C01.1.2", "C01.2.1", "C02.1", "C02.2", "C03"}; !slices.Equal(got, want) {
		t.Errorf("owed %v, want %v", got, want)
	}
	handedIn := tracker.Draft{State: tracker.DraftSubmitted, Update: tracker.Update{Leaf: "C01.2.1", Period: "2018-06"}}
	writing := tracker.Draft{State: tracker.DraftOpen, Update: tracker.Update{Leaf: "C02.1", Period: "2018-06"}}
	if got, want := codes(m.Occasions(a, []tracker.Draft{handedIn, writing}, told)), []string{"C01.1.2", "C02.1", "C02.2", "C03"}; !slices.Equal(got, want) {
		t.Errorf("owed %v, want %v", got, want)
	}
	notices := tracker.Tell(staff(), owed)
	want := []tracker.Notice{
		{Account: lead, Kind: tracker.NoticeClosing, Plan: "ca-3", Period: "2018-06", Count: 3, At: told},
		{Account: archivist, Kind: tracker.NoticeClosing, Plan: "ca-3", Period: "2018-06", Count: 2, At: told},
	}
	if !slices.Equal(notices, want) {
		t.Errorf("%+v, want %+v", notices, want)
	}
}

func TestDigestDue(t *testing.T) {
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, toronto)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct { // 2018-07-02 was a Monday
		every     tracker.DigestEvery
		last, now string
		want      bool
	}{
		{tracker.Daily, "2018-07-03 07:00", "2018-07-03 23:59", false},
		{tracker.Daily, "2018-07-03 07:00", "2018-07-04 06:59", false},
		{tracker.Daily, "2018-07-03 07:00", "2018-07-04 07:00", true},
		{tracker.Daily, "2018-06-01 07:00", "2018-07-04 03:00", true}, // it did not run for a month
		{"", "2018-07-03 07:00", "2018-07-04 07:00", true},
		{tracker.Weekly, "2018-07-02 07:00", "2018-07-08 23:00", false},
		{tracker.Weekly, "2018-07-02 07:00", "2018-07-09 06:59", false},
		{tracker.Weekly, "2018-07-02 07:00", "2018-07-09 07:00", true},
		{tracker.Weekly, "2018-07-01 12:00", "2018-07-03 12:00", true}, // Monday's was missed
	} {
		s := tracker.NoticeSettings{Digest: c.every}
		if got := s.DigestDue(at(c.last), at(c.now)); got != c.want {
			t.Errorf("%s: last %s, now %s: %v", c.every, c.last, c.now, got)
		}
	}
}

// However often somebody looks, there is one digest a day or a week, never two.
func TestDigestsAreSpaced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := tracker.NoticeSettings{Digest: rapid.SampledFrom(tracker.DigestRhythms).Draw(t, "every")}
		now, last := told, told
		made := 0
		for _, minutes := range rapid.SliceOfN(rapid.IntRange(1, 3*24*60), 1, 50).Draw(t, "pauses") {
			now = now.Add(time.Duration(minutes) * time.Minute)
			if s.DigestDue(last, now) {
				last = now
				made++
				if s.DigestDue(last, now) {
					t.Fatal("due again at once")
				}
			}
		}
		days := int(now.Sub(told)/(24*time.Hour)) + 1
		if s.Digest == tracker.Weekly {
			days = days/7 + 1
		}
		if made > days {
			t.Fatalf("%d digests in %d", made, days)
		}
	})
}

func TestDelivery(t *testing.T) {
	chosen := tracker.NoticeSettings{Delivery: map[tracker.NoticeKind]tracker.Delivery{
		tracker.NoticeReturned: tracker.NoMail, tracker.NoticeAmended: "pigeon",
	}}
	for kind, want := range map[tracker.NoticeKind]tracker.Delivery{
		tracker.NoticeReturned: tracker.NoMail,
		tracker.NoticeAmended:  tracker.InDigest, // what nobody knows is not chosen
		tracker.NoticeClosing:  tracker.AtOnce,
		tracker.NoticeHandedIn: tracker.InDigest,
	} {
		if got := chosen.DeliveryOf(kind); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
}

// A mail is tried again less and less often, and given up in the end.
func TestMailIsGivenUp(t *testing.T) {
	m := tracker.Mail{MadeAt: told}
	now, pause, tries := told, time.Duration(0), 0
	for {
		m.Attempts++
		tries++
		next, again := m.Retry(now)
		if next.Sub(now) < pause {
			t.Fatalf("attempt %d is followed sooner than the one before", tries)
		}
		if !again {
			break
		}
		pause, now = next.Sub(now), next
	}
	if age := now.Sub(told); age > tracker.MailGivenUpAfter || age < tracker.MailGivenUpAfter-5*time.Hour || tries < 15 || tries > 30 {
		t.Errorf("given up after %v and %d tries", age, tries)
	}
}

func TestPart(t *testing.T) {
	plan := trackertest.Plan()
	for code, want := range map[string]int{"C01": 1, "C01.1": 2, "C01.1.1": 3, "C03": 1} {
		p := plan.Part(code)
		if p == nil || p.Code != code {
			t.Fatalf("%s: %+v", code, p)
		}
		depth := 1
		if p.Milestone != nil {
			depth++
		}
		if p.Indicator != nil {
			depth++
		}
		if depth != want {
			t.Errorf("%s: depth %d", code, depth)
		}
	}
	if plan.Part("nothing") != nil {
		t.Error("found what is not there")
	}
}
