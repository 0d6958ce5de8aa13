package tracker

import "slices"

// Right is something that an account may or may not do. Reading what is public
// needs none.
type Right string

// The rights.
const (
	// MayReport: write an update of a leaf as a draft and hand it in; in a plan that
	// publishes directly, publish it.
	MayReport Right = "report"
	// MayPublish: publish what was handed in, or return it.
	MayPublish Right = "publish"
	// MayEditPlan: amend a plan, its items, deadlines and process.
	MayEditPlan Right = "edit_plan"
	// MayCreatePlan: record a new plan.
	MayCreatePlan Right = "create_plan"
	// MayReview: write an independent review, and say when it is final.
	MayReview Right = "review"
	// MayReply: reply to an independent review of a plan for the government, and freeze
	// both.
	MayReply Right = "reply"
	// MayManageAccounts: create, change and disable accounts.
	MayManageAccounts Right = "manage_accounts"
	// MaySeeAudit: read the audit trail with names.
	MaySeeAudit Right = "see_audit"
	// MaySeeNames: read who wrote what is published, by name.
	MaySeeNames Right = "see_names"
)

// Rights lists every right.
var Rights = []Right{MayReport, MayPublish, MayEditPlan, MayCreatePlan, MayReview, MayReply, MayManageAccounts, MaySeeAudit, MaySeeNames}

// Subject is what a right is about. Rights that concern no plan leave it zero.
type Subject struct {
	Plan *Plan
	// Leaf is the item to report on, for [MayReport].
	Leaf *Leaf
}

// Decision says whether something is allowed, and why. A refusal says whom to
// ask.
type Decision struct {
	Allowed bool
	// Role is the one that allows it.
	Role Role
	// Organization is the one on whose behalf it is allowed, for a contributor.
	Organization string
	// Why is the reason, the last part of a catalogue key.
	Why Why
	// Ask are the codes of the organizations whose lead could do it instead.
	Ask []string
}

// Why is a reason for a decision.
type Why string

// The reasons.
const (
	YouCoordinate    Why = "you_coordinate"    // you coordinate the plan
	YouLead          Why = "you_lead"          // your organization leads or supports the item
	YouAdminister    Why = "you_administer"    // you administer the accounts
	YouReport        Why = "you_report"        // you report for an organization
	YouReview        Why = "you_review"        // you review independently
	SignIn           Why = "sign_in"           // nobody is signed in
	AccountDisabled  Why = "account_disabled"  // the account may no longer sign in
	AskLead          Why = "ask_lead"          // other organizations lead it: ask their lead, or a coordinator
	AskCoordinator   Why = "ask_coordinator"   // only a coordinator of the plan's jurisdiction may
	AskPublisher     Why = "ask_publisher"     // of no plan in particular: only coordinators publish
	AskEditor        Why = "ask_editor"        // only coordinators record and edit plans
	AskReporter      Why = "ask_reporter"      // only coordinators and those who report for an organization may
	AskAuditor       Why = "ask_auditor"       // only coordinators and administrators see the audit trail
	AskNames         Why = "ask_names"         // reviewers see no names
	AskReviewer      Why = "ask_reviewer"      // only a reviewer may
	AskAdministrator Why = "ask_administrator" // only an administrator may
)

// May decides whether an account may do something, and says why: the one place
// where that is decided. A nil account is nobody signed in.
func (a *Account) May(right Right, on Subject) Decision {
	switch {
	case a == nil:
		return Decision{Why: SignIn}
	case a.Disabled:
		return Decision{Why: AccountDisabled}
	}
	switch right {
	case MayManageAccounts:
		return a.only(Administrator, YouAdminister, AskAdministrator)
	case MayReview:
		return a.only(Reviewer, YouReview, AskReviewer)
	case MaySeeAudit, MaySeeNames:
		if a.Has(Administrator) {
			return Decision{Allowed: true, Role: Administrator, Why: YouAdminister}
		}
		if right == MaySeeNames && a.Has(Contributor) {
			return Decision{Allowed: true, Role: Contributor, Why: YouReport}
		}
		if right == MaySeeNames {
			return a.only(Coordinator, YouCoordinate, AskNames)
		}
		return a.only(Coordinator, YouCoordinate, AskAuditor)
	}
	if a.coordinates(on.Plan) {
		return Decision{Allowed: true, Role: Coordinator, Why: YouCoordinate}
	}
	switch {
	case right == MayReport && on.Leaf == nil:
		return Decision{Why: AskReporter}
	case right == MayReport:
	case right == MayCreatePlan, right == MayEditPlan && on.Plan == nil:
		return Decision{Why: AskEditor}
	case on.Plan == nil:
		return Decision{Why: AskPublisher}
	default:
		return Decision{Why: AskCoordinator}
	}
	responsible := on.Leaf.Responsible()
	for _, code := range responsible {
		if a.Has(Contributor) && slices.Contains(a.Organizations, code) {
			return Decision{Allowed: true, Role: Contributor, Organization: code, Why: YouLead}
		}
	}
	if len(responsible) == 0 {
		return Decision{Why: AskCoordinator}
	}
	return Decision{Why: AskLead, Ask: responsible}
}

func (a *Account) only(role Role, yes, no Why) Decision {
	if a.Has(role) {
		return Decision{Allowed: true, Role: role, Why: yes}
	}
	return Decision{Why: no}
}

// coordinates reports whether the account coordinates a plan; of no plan in
// particular, whether it coordinates any.
func (a *Account) coordinates(p *Plan) bool {
	return a.Has(Coordinator) && (p == nil || len(a.Jurisdictions) == 0 || slices.Contains(a.Jurisdictions, p.Jurisdiction))
}

// Responsible returns the codes of the organizations that report on a leaf: its
// leads, then those that support it. A leaf that names none is its milestone's,
// and then its commitment's.
func (l *Leaf) Responsible() []string {
	i := l.answering()
	return append(slices.Clone(i.Leads), i.Supporting...)
}

// answering returns the item whose organizations answer for the leaf: the leaf
// itself, or what it belongs to where it names none.
func (l *Leaf) answering() *Item {
	names := func(i *Item) bool { return len(i.Leads)+len(i.Supporting) > 0 }
	switch {
	case names(l.Item):
		return l.Item
	case l.Milestone != nil && names(&l.Milestone.Item):
		return &l.Milestone.Item
	}
	return &l.Commitment.Item
}
