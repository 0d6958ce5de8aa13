package tracker

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// HistoryQuery selects entries of the audit chain, newest first. Its zero value
// selects the newest of all.
//
// One of Item, Commitment, Plan and Account narrows it to a thing: a commitment is
// itself and all below it, a plan all that belongs to it.
type HistoryQuery struct {
	Plan       string // plan's ID; needed for the next two
	Commitment string
	Item       string
	Account    int64 // what was done to an account
	// Kind is that of the subjects: "item"; blank for every one.
	Kind SubjectKind
	// By is who wrote: an account's number, or [ByCommands] for all that no account
	// wrote; 0 for everybody.
	By int64
	// From and To are the first and last day, in UTC; zero for no bound.
	From, To Date
	// Public leaves out what is not for everybody: what nobody decided to be public,
	// and what was written of a plan before it was published.
	Public bool
	// BeforeSeq selects entries with lower numbers, for the next page; 0 begins with
	// the newest.
	BeforeSeq int64
	// Limit is the greatest number of entries returned; 0 is read as
	// [HistoryLimit], and more than [HistoryMost] as that.
	Limit int
}

// ByCommands selects what no account wrote.
const ByCommands = -1

// HistoryLimit is how many entries a query returns when it does not say, and
// HistoryMost how many it may ask for.
const (
	HistoryLimit = 50
	HistoryMost  = 1000
)

// HistoryEntry is an audit entry with what it is to be read against.
type HistoryEntry struct {
	AuditEntry
	// Base is what an update that corrects another replaces; it is compared with
	// that one, since itself it is new.
	Base json.RawMessage `json:"-"`
	// Reason is why a plan was amended, blank where none was given.
	Reason Text `json:"reason"`
}

// Changes returns what the entry changed.
func (e *HistoryEntry) Changes() []FieldChange {
	if e.Before == nil && e.Base != nil {
		return FieldChanges(e.Base, e.After)
	}
	return FieldChanges(e.Before, e.After)
}

// History is one page of entries.
type History struct {
	Entries []HistoryEntry // newest first
	// More is the BeforeSeq of the next page, 0 where this is the last one. A page
	// may be short, even empty, and still have a next one: a search through the whole
	// trail looks at so many entries at a time.
	More int64
}

// SubjectKind is what kind of thing an audit entry is about: the first part of its
// subject.
type SubjectKind string

// The kinds of subjects.
const (
	SubjectPlan           SubjectKind = "plan"
	SubjectItem           SubjectKind = "item"
	SubjectOrder          SubjectKind = "order" // of a plan's items
	SubjectRevision       SubjectKind = "revision"
	SubjectUpdate         SubjectKind = "update"
	SubjectDraft          SubjectKind = "draft"   // handed in, or returned
	SubjectEdition        SubjectKind = "edition" // frozen
	SubjectReview         SubjectKind = "review"  // of an edition, while it is worked on
	SubjectEvent          SubjectKind = "event"
	SubjectRecommendation SubjectKind = "recommendation"
	SubjectJurisdiction   SubjectKind = "jurisdiction"
	SubjectOrganization   SubjectKind = "organization"
	SubjectIndex          SubjectKind = "index"
	SubjectCommitments    SubjectKind = "commitments" // of an action plan, in OGP's data
	SubjectSource         SubjectKind = "commitment_source"
	SubjectLink           SubjectKind = "link" // what was found at the address of evidence
	SubjectAccount        SubjectKind = "account"
)

// SubjectKinds lists the kinds in the order in which a filter offers them.
var SubjectKinds = []SubjectKind{
	SubjectUpdate, SubjectDraft, SubjectItem, SubjectRevision, SubjectPlan, SubjectOrder, SubjectEdition, SubjectReview, SubjectEvent, SubjectRecommendation,
	SubjectOrganization, SubjectJurisdiction, SubjectIndex, SubjectCommitments, SubjectSource,
	SubjectLink, SubjectAccount,
}

// publicSubjects says of every kind of subject whether anybody may see its
// entries: those of published data.
var publicSubjects = map[SubjectKind]bool{
	SubjectPlan: true, SubjectItem: true, SubjectOrder: true, SubjectRevision: true, SubjectUpdate: true,
	SubjectEdition: true, SubjectEvent: true, SubjectRecommendation: true, SubjectJurisdiction: true, SubjectOrganization: true, SubjectIndex: true,
	SubjectCommitments: true, SubjectSource: true,
	SubjectDraft: false, SubjectReview: false, SubjectLink: false, SubjectAccount: false,
}

// publicActions says the same of every action.
var publicActions = map[string]bool{
	"create": true, "update": true, "remove": true, "publish": true, "freeze": true,
	"submit": false, "return": false, "take_back": false, "discard": false, "finalize": false, "reopen": false, "reply": false,
	"set_password": false, "set_second_factor": false, "remove_second_factor": false,
	"set_recovery_codes": false, "use_recovery_code": false, "add_identity": false,
}

// IsPublic reports whether anybody may see the entry: both its subject and its
// action are decided to be public. What nobody has decided about is not.
func (e *AuditEntry) IsPublic() bool {
	return publicSubjects[ParseSubject(e.Subject).Kind] && publicActions[e.Action]
}

// ActionIsDecided reports whether somebody decided if an action is public.
func ActionIsDecided(action string) bool { _, ok := publicActions[action]; return ok }

// SubjectIsDecided reports the same of a kind of subject.
func SubjectIsDecided(kind SubjectKind) bool { _, ok := publicSubjects[kind]; return ok }

// AuditSubject is what an audit entry is about.
type AuditSubject struct {
	Kind SubjectKind
	Plan string // blank where it is none's
	Item string // code, of an item or a revision
	ID   string // what else names it: a place in a list, an update's number
}

// ParseSubject reads "item/ca-6/C01.1.1", "revision/ca-6/C01.1.1/2", "update/123".
// An item's code may hold slashes.
func ParseSubject(subject string) AuditSubject {
	kind, rest, _ := strings.Cut(subject, "/")
	s := AuditSubject{Kind: SubjectKind(kind)}
	switch s.Kind {
	case SubjectPlan, SubjectOrder:
		s.Plan = rest
	case SubjectItem, SubjectDraft:
		s.Plan, s.Item, _ = strings.Cut(rest, "/")
	case SubjectEdition, SubjectReview, SubjectEvent, SubjectRecommendation:
		s.Plan, s.ID, _ = strings.Cut(rest, "/")
	case SubjectRevision:
		s.Plan, rest, _ = strings.Cut(rest, "/")
		if i := strings.LastIndexByte(rest, '/'); i >= 0 {
			s.Item, s.ID = rest[:i], rest[i+1:]
		}
	default:
		s.ID = rest
	}
	return s
}

// hiddenFields are those of published records that are not for everybody: who
// typed something, and the federal portal's notes of it.
var hiddenFields = []string{"author", "portal"}

// personalFields name a person. That they changed is public; what they were is
// not kept before everybody's eyes.
var personalFields = []string{"contact.name", "contact.email"}

// PublicChanges returns of some changes what anybody may see.
func PublicChanges(changes []FieldChange) []FieldChange {
	var public []FieldChange
	for _, c := range changes {
		field := c.Field()
		first, _, _ := strings.Cut(field, ".")
		switch {
		case slices.Contains(hiddenFields, first):
			continue
		case slices.Contains(personalFields, field):
			c.From, c.To = nil, nil
		}
		public = append(public, c)
	}
	return public
}

// ReviewSubject names the review of an edition in the audit trail.
func ReviewSubject(plan string, edition int) string {
	return string(SubjectReview) + "/" + plan + "/" + strconv.Itoa(edition)
}
