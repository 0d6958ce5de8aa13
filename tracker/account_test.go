package tracker_test

import (
	"testing"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

func account(roles ...tracker.Role) *tracker.Account {
	return &tracker.Account{ID: 7, Email: "lead@example.org", Name: "Department lead", Roles: roles, Lang: tracker.EN}
}

func TestValidateAccount(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*tracker.Account)
		want   string // field and code of the only problem
	}{
		"coordinator":                    {func(*tracker.Account) {}, ""},
		"address with a name":            {func(a *tracker.Account) { a.Email = "Lead <lead@example.org>" }, "email problem.account_email"},
		"address in capitals":            {func(a *tracker.Account) { a.Email = "Lead@example.org" }, "email problem.account_email"},
		"no address":                     {func(a *tracker.Account) { a.Email = "" }, "email problem.account_email"},
		"blank name":                     {func(a *tracker.Account) { a.Name = "  " }, "name problem.account_name"},
		"no role":                        {func(a *tracker.Account) { a.Roles = nil }, "roles problem.account_role_missing"},
		"unknown role":                   {func(a *tracker.Account) { a.Roles = []tracker.Role{"owner"} }, "roles problem.account_role_unknown"},
		"reviewer who also reports":      {func(a *tracker.Account) { a.Roles = []tracker.Role{tracker.Reviewer, tracker.Coordinator} }, "roles problem.account_reviewer_alone"},
		"contributor of no organization": {func(a *tracker.Account) { a.Roles = []tracker.Role{tracker.Contributor} }, "organizations problem.account_organization_missing"},
		"contributor of one": {func(a *tracker.Account) {
			a.Roles, a.Organizations = []tracker.Role{tracker.Contributor}, []string{"tbs-sct"}
		}, ""},
		"coordinator who administers, too":  {func(a *tracker.Account) { a.Roles = append(a.Roles, tracker.Administrator) }, ""},
		"language that pages do not have":   {func(a *tracker.Account) { a.Lang = "de" }, "lang problem.account_lang"},
		"address of a host without a point": {func(a *tracker.Account) { a.Email = "lead@localhost" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := account(tracker.Coordinator)
			c.change(a)
			var got string
			for _, p := range a.Validate() {
				got += p.Field + " " + p.Code
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestActor holds that what an entry keeps of a writer is read back the same, and
// that an account's name is not in it.
func TestActor(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := account(tracker.Contributor)
		a.ID = rapid.Int64Range(1, 1<<40).Draw(rt, "id")
		want := a.Actor(rapid.SampledFrom(tracker.Roles).Draw(rt, "role"), rapid.SampledFrom([]string{"", "tbs-sct", "lac-bac"}).Draw(rt, "organization"))
		if got := tracker.ParseActor(want.String()); got != want {
			rt.Fatalf("%q is read as %+v, was %+v", want, got, want)
		}
	})
	for _, command := range []string{"ogptracker import", "account:", "account:x", "account:-1", "account:0 coordinator", ""} {
		if got := tracker.ParseActor(command); got != (tracker.Actor{Command: command}) || got.String() != command {
			t.Errorf("%q is read as %+v", command, got)
		}
	}
}

// TestMay states who may do what with an item that tbs-sct leads and partner
// supports.
func TestMay(t *testing.T) {
	plan := &tracker.Plan{ID: "ca-3", Jurisdiction: "CA", Commitments: []tracker.Commitment{{
		Item: tracker.Item{Code: "C1", Leads: []string{"tbs-sct"}, Supporting: []string{"partner"}},
		Milestones: []tracker.Milestone{
			{Item: tracker.Item{Code: "C1.1"}},
			{Item: tracker.Item{Code: "C1.2", Leads: []string{"lac-bac"}}, Indicators: []tracker.Indicator{{Item: tracker.Item{Code: "C1.2.1"}}}},
		},
	}, {Item: tracker.Item{Code: "C2"}}}}
	leaves := plan.Leaves()
	inherits, others, nobodys := leaves[0], leaves[1], leaves[2]

	of := func(role tracker.Role, codes ...string) *tracker.Account {
		a := account(role)
		a.Organizations = codes
		return a
	}
	elsewhere := account(tracker.Coordinator)
	elsewhere.Jurisdictions = []string{"CA-ON"}
	disabled := account(tracker.Coordinator)
	disabled.Disabled = true

	for name, c := range map[string]struct {
		who   *tracker.Account
		right tracker.Right
		leaf  *tracker.Leaf
		want  tracker.Why
		may   bool
	}{
		"lead reports":                        {of(tracker.Contributor, "x", "tbs-sct"), tracker.MayReport, &inherits, tracker.YouLead, true},
		"supporter reports":                   {of(tracker.Contributor, "partner"), tracker.MayReport, &inherits, tracker.YouLead, true},
		"a milestone's own lead":              {of(tracker.Contributor, "lac-bac"), tracker.MayReport, &others, tracker.YouLead, true},
		"not the commitment's, who has one":   {of(tracker.Contributor, "tbs-sct"), tracker.MayReport, &others, tracker.AskLead, false},
		"another department":                  {of(tracker.Contributor, "ps-sp"), tracker.MayReport, &inherits, tracker.AskLead, false},
		"nobody leads it":                     {of(tracker.Contributor, "tbs-sct"), tracker.MayReport, &nobodys, tracker.AskCoordinator, false},
		"organization without the role":       {of(tracker.Reviewer, "tbs-sct"), tracker.MayReport, &inherits, tracker.AskLead, false},
		"coordinator reports for a lead":      {account(tracker.Coordinator), tracker.MayReport, &inherits, tracker.YouCoordinate, true},
		"lead does not publish":               {of(tracker.Contributor, "tbs-sct"), tracker.MayPublish, &inherits, tracker.AskCoordinator, false},
		"coordinator publishes":               {account(tracker.Coordinator), tracker.MayPublish, &inherits, tracker.YouCoordinate, true},
		"coordinator of another jurisdiction": {elsewhere, tracker.MayPublish, &inherits, tracker.AskCoordinator, false},
		"administrator does not edit":         {account(tracker.Administrator), tracker.MayEditPlan, nil, tracker.AskCoordinator, false},
		"administrator manages accounts":      {account(tracker.Administrator), tracker.MayManageAccounts, nil, tracker.YouAdminister, true},
		"coordinator does not":                {account(tracker.Coordinator), tracker.MayManageAccounts, nil, tracker.AskAdministrator, false},
		"administrator sees the audit":        {account(tracker.Administrator), tracker.MaySeeAudit, nil, tracker.YouAdminister, true},
		"coordinator sees the audit":          {account(tracker.Coordinator), tracker.MaySeeAudit, nil, tracker.YouCoordinate, true},
		"reviewer does not":                   {account(tracker.Reviewer), tracker.MaySeeAudit, nil, tracker.AskAuditor, false},
		"reviewer sees no names":              {account(tracker.Reviewer), tracker.MaySeeNames, nil, tracker.AskNames, false},
		"contributor sees names":              {of(tracker.Contributor, "tbs-sct"), tracker.MaySeeNames, nil, tracker.YouReport, true},
		"reviewer reports nothing":            {account(tracker.Reviewer), tracker.MayReport, nil, tracker.AskReporter, false},
		"reviewer records no plan":            {account(tracker.Reviewer), tracker.MayCreatePlan, nil, tracker.AskEditor, false},
		"reviewer edits nothing":              {account(tracker.Reviewer), tracker.MayEditPlan, nil, tracker.AskCoordinator, false},
		"reviewer reviews":                    {account(tracker.Reviewer), tracker.MayReview, nil, tracker.YouReview, true},
		"reviewer does not reply":             {account(tracker.Reviewer), tracker.MayReply, nil, tracker.AskCoordinator, false},
		"coordinator replies":                 {account(tracker.Coordinator), tracker.MayReply, nil, tracker.YouCoordinate, true},
		"coordinator does not review":         {account(tracker.Coordinator), tracker.MayReview, nil, tracker.AskReviewer, false},
		"disabled":                            {disabled, tracker.MayPublish, nil, tracker.AccountDisabled, false},
		"nobody":                              {nil, tracker.MayReport, &inherits, tracker.SignIn, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.who.May(c.right, tracker.Subject{Plan: plan, Leaf: c.leaf})
			if d.Why != c.want || d.Allowed != c.may {
				t.Errorf("got %v, %s; want %v, %s", d.Allowed, d.Why, c.may, c.want)
			}
			if d.Allowed && !c.who.Has(d.Role) {
				t.Errorf("allowed by a role that the account does not have: %s", d.Role)
			}
			if d.Why == tracker.AskLead && len(d.Ask) == 0 {
				t.Error("nobody to ask")
			}
		})
	}
	// Without a jurisdiction in mind, whoever coordinates anywhere may see the audit.
	if d := elsewhere.May(tracker.MaySeeAudit, tracker.Subject{}); !d.Allowed {
		t.Error("a coordinator of another jurisdiction sees no audit")
	}
}

func TestReviewerMayDoNothingElse(t *testing.T) {
	for _, right := range tracker.Rights {
		if d := account(tracker.Reviewer).May(right, tracker.Subject{}); d.Allowed != (right == tracker.MayReview) {
			t.Errorf("a reviewer may %s: %v", right, d.Allowed)
		}
	}
}
