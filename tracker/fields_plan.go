package tracker

import (
	"fmt"
	"slices"
	"strings"
)

// ThemesMost is how many themes a form has room for.
const ThemesMost = 12

// recordColumns are what is edited of a plan as a whole. Its jurisdiction and
// number name it and stay, and so does whether its data are made up.
var recordColumns = slices.Concat(
	titleOf("title", func(r *Record) *Text { return &r.Plan.Title }),
	titleOf("short", func(r *Record) *Text { return &r.Plan.Short }),
	proseOf("summary", func(r *Record) *Text { return &r.Plan.Summary }),
	proseOf("background", func(r *Record) *Text { return &r.Plan.Background }),
	proseOf("conclusion", func(r *Record) *Text { return &r.Conclusion }),
	dateOf("start", func(r *Record) *Date { return &r.Plan.Start }),
	dateOf("end", func(r *Record) *Date { return &r.Plan.End }),
	dateOf("next_plan_start", func(r *Record) *Date { return &r.NextPlanStart }),
	wholeOf("cycle_years", func(r *Record) *int { return &r.Plan.CycleYears }),
	lineOf("time_zone", func(r *Record) *string { return &r.Plan.TimeZone }),
	listOf("periods", func(r *Record) *[]Period { return &r.Plan.Periods }),
	oneOf("publication", []Publication{Direct, Approval}, false, func(r *Record) *Publication { return &r.Plan.Publication }),
	listOf("challenges_for", func(r *Record) *[]Level { return &r.Plan.Rules.ChallengesFor }),
	listOf("evidence_for", func(r *Record) *[]Level { return &r.Plan.Rules.EvidenceFor }),
	themeColumns(),
	organizationsColumn(),
	lineOf("ogp_id", func(r *Record) *string { return &r.Plan.OGPID }),
	lineOf("source", func(r *Record) *string { return &r.Plan.Source }),
)

// themeColumns are the themes, each a row of code and names. A row without any is
// no theme.
func themeColumns() columns[Record] {
	var cs columns[Record]
	for i := range ThemesMost {
		theme := func(r *Record) Theme {
			if i < len(r.Plan.Themes) {
				return r.Plan.Themes[i]
			}
			return Theme{}
		}
		set := func(r *Record, change func(*Theme)) string {
			for len(r.Plan.Themes) <= i {
				r.Plan.Themes = append(r.Plan.Themes, Theme{})
			}
			change(&r.Plan.Themes[i])
			return ""
		}
		name := func(part string) string { return fmt.Sprintf("theme_%d_%s", i+1, part) }
		cs = append(cs, column[Record]{name("code"), func(r *Record) string { return theme(r).Code }, func(r *Record, s string) string {
			if strings.ContainsAny(s, " \t\n") {
				return "code_spaces"
			}
			return set(r, func(t *Theme) { t.Code = s })
		}, LineMost})
		for _, lang := range Langs {
			cs = append(cs, column[Record]{name(string(lang)), func(r *Record) string { return theme(r).Name.In(lang) }, func(r *Record, s string) string {
				return set(r, func(t *Theme) { t.Name = t.Name.With(lang, s) })
			}, LineMost})
		}
	}
	return cs
}

// organizationsColumn is the list of the plan's organizations, by code.
func organizationsColumn() columns[Record] {
	return columns[Record]{{"organizations", func(r *Record) string {
		codes := make([]string, len(r.Organizations))
		for i, o := range r.Organizations {
			codes[i] = o.Code
		}
		return strings.Join(codes, "\n")
	}, func(r *Record, s string) string {
		known := *r
		r.Organizations = nil
		for _, code := range splitLines[string](s) {
			r.Organizations = append(r.Organizations, known.listed(code))
		}
		return ""
	}, ProseMost}}
}

// listed returns an organization of the record, or one with nothing but its code.
func (r *Record) listed(code string) Organization {
	for _, o := range r.Organizations {
		if o.Code == code {
			return o
		}
	}
	return Organization{Code: code}
}

// ListOrganizations adds to the list of organizations those that an item names and
// that are not in it, by their codes alone. One that is not among those known is
// left out, for [Record.Validate] to name.
func (r *Record) ListOrganizations(known []Organization) {
	recorded, listed := make(map[string]bool), make(map[string]bool)
	for _, o := range known {
		recorded[o.Code] = true
	}
	for _, o := range r.Organizations {
		listed[o.Code] = true
	}
	add := func(code string) {
		if recorded[code] && !listed[code] {
			listed[code] = true
			r.Organizations = append(r.Organizations, Organization{Code: code})
		}
	}
	r.Plan.eachItem(func(i *Item) {
		for _, code := range slices.Concat(i.Leads, i.Supporting) {
			add(code)
		}
	})
	for i := range r.Plan.Commitments {
		add(r.Plan.Commitments[i].Contact.Organization)
	}
}

// UnknownOrganizations returns a problem for each organization of the list that is
// not among those known: a form can choose only what is recorded.
func (r *Record) UnknownOrganizations(known []Organization) []Problem {
	var ps problems
	for _, o := range r.Organizations {
		if !slices.ContainsFunc(known, func(k Organization) bool { return k.Code == o.Code }) {
			ps.add("", "organizations", "organization_unknown", "organization", o.Code)
		}
	}
	return ps
}

// Fields implements [Editable] for what is edited of a plan as a whole.
func (r *Record) Fields() Fields { return recordColumns.read(r) }

// SetFields implements [Editable]. Every deadline is read again where the plan now
// begins on another day, for a winter's year hangs on it.
func (r *Record) SetFields(f Fields) []Problem {
	start := r.Plan.Start
	ps := recordColumns.write(r, f)
	r.Plan.Themes = slices.DeleteFunc(r.Plan.Themes, func(t Theme) bool { return t.Code == "" && t.Name.IsZero() })
	for i, t := range r.Plan.Themes {
		if t.Code == "" {
			ps = append(ps, Problem{Field: fmt.Sprintf("theme_%d_code", i+1), Code: "problem.code_missing"})
		}
	}
	if r.Plan.Start != start {
		r.Plan.ReadDeadlines()
	}
	return ps
}

// ReadDeadlines reads what every deadline's text means.
func (p *Plan) ReadDeadlines() {
	p.eachItem(func(i *Item) {
		if !i.Deadline.Text.IsZero() {
			// Where the two languages differ, the assessment flags the item.
			i.Deadline.Read(p.Start)
		}
	})
}

var eventColumns = slices.Concat(
	oneOf("kind", EventKinds, false, func(e *Event) *EventKind { return &e.Kind }),
	dateOf("on", func(e *Event) *Date { return &e.On }),
	dateOf("until", func(e *Event) *Date { return &e.Until }),
	titleOf("title", func(e *Event) *Text { return &e.Title }),
	proseOf("note", func(e *Event) *Text { return &e.Note }),
	lineOf("url", func(e *Event) *string { return &e.URL }),
)

var recommendationColumns = slices.Concat(
	wholeOf("number", func(r *Recommendation) *int { return &r.Number }),
	lineOf("source", func(r *Recommendation) *string { return &r.Source }),
	proseOf("text", func(r *Recommendation) *Text { return &r.Text }),
	proseOf("response", func(r *Recommendation) *Text { return &r.Response }),
	oneOf("level", Levels, true, func(r *Recommendation) *Level { return &r.Level }),
)

var organizationColumns = slices.Concat(
	titleOf("name", func(o *Organization) *Text { return &o.Name }),
	oneOf("kind", []OrganizationKind{Department, CivilSociety, OtherPartner}, false, func(o *Organization) *OrganizationKind { return &o.Kind }),
)

var jurisdictionColumns = slices.Concat(
	titleOf("name", func(j *Jurisdiction) *Text { return &j.Name }),
	oneOf("level", []JurisdictionLevel{National, Provincial, Municipal}, false, func(j *Jurisdiction) *JurisdictionLevel { return &j.Level }),
	wholeOf("since", func(j *Jurisdiction) *int { return &j.Since }),
)

// Fields implements [Editable].
func (e *Event) Fields() Fields { return eventColumns.read(e) }

// SetFields implements [Editable].
func (e *Event) SetFields(f Fields) []Problem { return eventColumns.write(e, f) }

// Fields implements [Editable].
func (r *Recommendation) Fields() Fields { return recommendationColumns.read(r) }

// SetFields implements [Editable].
func (r *Recommendation) SetFields(f Fields) []Problem { return recommendationColumns.write(r, f) }

// Fields implements [Editable].
func (o *Organization) Fields() Fields { return organizationColumns.read(o) }

// SetFields implements [Editable].
func (o *Organization) SetFields(f Fields) []Problem { return organizationColumns.write(o, f) }

// Fields implements [Editable].
func (j *Jurisdiction) Fields() Fields { return jurisdictionColumns.read(j) }

// SetFields implements [Editable].
func (j *Jurisdiction) SetFields(f Fields) []Problem { return jurisdictionColumns.write(j, f) }
