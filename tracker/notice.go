package tracker

import (
	"slices"
	"time"
)

// Notice tells one account of something that somebody else did, or of a day that
// comes. It names what happened and leaves the texts to the record.
type Notice struct {
	ID      int64
	Account int64 // whom it tells
	Kind    NoticeKind
	Plan    string // ID; blank where it is about the account
	// Item is the code of what it is about; blank where it is about several things or
	// about the plan.
	Item   string
	Period Period // blank for none, or several
	// Count is how many things of the kind it tells of, 1 or more.
	Count int
	At    time.Time // UTC
	By    int64     // the account that did it, 0 for a command or the calendar
	Read  bool
}

// NoticeKind is what a notice tells of.
type NoticeKind string

// The kinds of notice.
const (
	NoticeHandedIn       NoticeKind = "handed_in"       // an update waits for a coordinator
	NoticePublishedAlone NoticeKind = "published_alone" // a contributor published an update without a coordinator
	NoticePublished      NoticeKind = "published"       // one's own update was published
	NoticeReturned       NoticeKind = "returned"        // one's own update was returned
	NoticeDraftChanged   NoticeKind = "draft_changed"   // somebody else wrote on one's draft, or discarded it
	NoticeOvertaken      NoticeKind = "overtaken"       // something was published that one's draft does not know of
	NoticeDeadline       NoticeKind = "deadline"        // a deadline was revised
	NoticeAmended        NoticeKind = "amended"         // the plan says something else
	NoticePlan           NoticeKind = "plan"            // a plan became public, and there is something to report on
	NoticeClosing        NoticeKind = "closing"         // a period is about to end, and something is owed
	NoticeOwed           NoticeKind = "owed"            // a period has ended, and something is owed
	NoticeAccount        NoticeKind = "account"         // one's account was created
	NoticeRoles          NoticeKind = "roles"           // one's roles or organizations were changed
)

// NoticeKinds lists the kinds in the order in which a form offers them.
var NoticeKinds = []NoticeKind{
	NoticeClosing, NoticeOwed, NoticeHandedIn, NoticePublishedAlone, NoticeReturned, NoticePublished,
	NoticeDraftChanged, NoticeOvertaken, NoticePlan, NoticeDeadline, NoticeAmended, NoticeAccount, NoticeRoles,
}

// For reports whether accounts with the roles of this one are told of a kind.
func (k NoticeKind) For(a *Account) bool {
	switch k {
	case NoticeHandedIn, NoticePublishedAlone:
		return a.Has(Coordinator)
	case NoticePlan, NoticeDeadline, NoticeAmended, NoticeClosing, NoticeOwed:
		return a.Has(Contributor)
	case NoticePublished, NoticeReturned, NoticeDraftChanged, NoticeOvertaken:
		return a.Has(Contributor) || a.Has(Coordinator)
	}
	return true
}

// Occasion is something that accounts may be told of.
type Occasion struct {
	Kind   NoticeKind
	Plan   *Plan // nil where it is about an account; [Tell] is given it for all others
	Item   string
	Period Period
	At     time.Time
	By     int64 // the account that did it, 0 for a command or the calendar
	// To is the account that it is about: the author of a draft, or the account that
	// was changed.
	To int64
	// From are the codes of the organizations whose contributors it is for.
	From []string
}

// concerns reports whether an account is told of it: never the one who did it, and
// only one that may sign in and may see what it is about. A plan that is being
// prepared is nobody's business yet.
func (o *Occasion) concerns(a *Account) bool {
	if a.Disabled || a.ID == o.By && o.By != 0 || !o.Kind.For(a) {
		return false
	}
	if o.Plan == nil {
		return a.ID == o.To
	}
	if o.Plan.Draft {
		return false
	}
	switch o.Kind {
	case NoticeHandedIn, NoticePublishedAlone:
		return a.May(MayPublish, Subject{Plan: o.Plan}).Allowed
	case NoticePlan, NoticeDeadline, NoticeAmended, NoticeClosing, NoticeOwed:
		return slices.ContainsFunc(o.From, func(code string) bool { return slices.Contains(a.Organizations, code) })
	}
	return a.ID == o.To && a.May(MayReport, Subject{Plan: o.Plan, Leaf: o.Plan.Part(o.Item)}).Allowed
}

// Tell returns the notices that come of what happened at one time, in the order of
// the accounts. Of many things of one kind in one plan an account gets one notice
// that counts them: whoever publishes forty updates at once is no reason for forty
// notices.
func Tell(accounts []Account, occasions []Occasion) []Notice {
	var all []Notice
	for i := range accounts {
		a := &accounts[i]
		first := len(all)
		for j := range occasions {
			if o := &occasions[j]; o.concerns(a) {
				all = o.addTo(all, first, a.ID)
			}
		}
	}
	return all
}

// addTo adds the notice for an account, whose others begin at first, or counts it
// with one of them.
func (o *Occasion) addTo(all []Notice, first int, account int64) []Notice {
	n := Notice{Account: account, Kind: o.Kind, Item: o.Item, Period: o.Period, Count: 1, At: o.At, By: o.By}
	if o.Plan != nil {
		n.Plan = o.Plan.ID
	}
	for i := first; i < len(all); i++ {
		same := &all[i]
		if same.Kind != n.Kind || same.Plan != n.Plan {
			continue
		}
		same.Count++
		same.Item = ""
		if same.Period != n.Period {
			same.Period = ""
		}
		if same.By != n.By {
			same.By = 0
		}
		return all
	}
	return append(all, n)
}

// DraftOccasions returns what there is to tell of a draft that was saved: before is
// the draft as it stood, nil for a new one. Coordinators hear that it was handed
// in, its author that it was returned or that somebody else wrote on it. Whoever
// knows the draft's plan adds it.
func DraftOccasions(before, after *Draft) []Occasion {
	o := Occasion{Item: after.Update.Leaf, Period: after.Update.Period, At: after.SavedAt, By: after.Author}
	moved := before == nil || before.State != after.State
	if moved && after.State == DraftReturned && before != nil {
		o.Kind, o.By, o.To = NoticeReturned, after.ReturnedBy, before.Author
		return []Occasion{o}
	}
	var all []Occasion
	if moved && after.State == DraftSubmitted {
		o.Kind = NoticeHandedIn
		all = append(all, o)
	}
	if before != nil && before.Author != after.Author {
		o.Kind, o.To = NoticeDraftChanged, before.Author
		all = append(all, o)
	}
	return all
}

// PublishedOccasions returns what there is to tell of updates of a plan that
// somebody published: coordinators hear of what a contributor published without
// them, and authors of what came out while they were still writing. drafts are the
// plan's that are left.
func PublishedOccasions(by Actor, at time.Time, updates []*Update, drafts []Draft) []Occasion {
	var all []Occasion
	out := make(map[DraftKey]bool, len(updates))
	for _, u := range updates {
		out[DraftKey{Leaf: u.Leaf, Period: u.Period, Organization: u.Organization}] = true
		if by.Role == Contributor {
			all = append(all, Occasion{Kind: NoticePublishedAlone, Item: u.Leaf, Period: u.Period, At: at, By: by.Account})
		}
	}
	for i := range drafts {
		key := drafts[i].Key()
		key.Plan = ""
		if out[key] {
			all = append(all, AuthorOccasion(NoticeOvertaken, by, at, &drafts[i]))
		}
	}
	return all
}

// AuthorOccasion returns what to tell the author of a draft that was published or
// discarded, or that something else was published over.
func AuthorOccasion(kind NoticeKind, by Actor, at time.Time, d *Draft) Occasion {
	return Occasion{Kind: kind, Item: d.Update.Leaf, Period: d.Update.Period, At: at, By: by.Account, To: d.Author}
}

// AmendmentOccasions returns what there is to tell of an amendment: those who lead
// an item hear that its deadline was revised, or else that it says something else.
// changed are the codes of the items that were written; what is new to the plan, or
// gone from it, is among them.
func AmendmentOccasions(before, after *Plan, by Actor, at time.Time, changed []string) []Occasion {
	var all []Occasion
	tell := func(kind NoticeKind, item *Leaf) {
		all = append(all, Occasion{Kind: kind, Plan: after, Item: item.Code, At: at, By: by.Account, From: item.Owing()})
	}
	after.eachItem(func(i *Item) {
		now, old := after.Part(i.Code), before.Part(i.Code)
		switch {
		case old != nil && !slices.Equal(old.Deadline.Revisions, i.Deadline.Revisions):
			tell(NoticeDeadline, now)
		case slices.Contains(changed, i.Code):
			tell(NoticeAmended, now)
		}
	})
	for _, code := range changed {
		if old := before.Part(code); old != nil && after.Part(code) == nil {
			tell(NoticeAmended, old)
		}
	}
	return all
}

// NewPlanOccasion returns what there is to tell of a plan that became public: those
// who have something to report on in it hear of it once, whatever it is.
func NewPlanOccasion(p *Plan, by Actor, at time.Time) Occasion {
	var from []string
	for _, leaf := range p.Leaves() {
		from = append(from, leaf.Owing()...)
	}
	return Occasion{Kind: NoticePlan, Plan: p, At: at, By: by.Account, From: from}
}

// AccountOccasions returns what to tell somebody of the own account: before is the
// account as it stood, nil for a new one.
func AccountOccasions(by Actor, at time.Time, before, after *Account) []Occasion {
	o := Occasion{Kind: NoticeRoles, At: at, By: by.Account, To: after.ID}
	switch {
	case before == nil:
		o.Kind = NoticeAccount
	case slices.Equal(before.Roles, after.Roles) && slices.Equal(before.Organizations, after.Organizations) &&
		slices.Equal(before.Jurisdictions, after.Jurisdictions):
		return nil
	}
	return []Occasion{o}
}
