package tracker

import (
	"net/url"
	"slices"
	"time"
)

// Problem is one reason why a plan or record cannot be accepted as it is. It
// says where it lies; the words are in the catalogues.
type Problem struct {
	Item  string // code of the commitment, milestone, indicator or leaf; "" for the plan itself
	Field string // the field's name in a record, as in "deadline.revisions"
	Code  string // catalogue key, "problem.weight"
	Args  map[string]any
}

// problems collects what is found.
type problems []Problem

// add notes a problem; args are names and values in turn.
func (ps *problems) add(item, field, code string, args ...any) {
	p := Problem{Item: item, Field: field, Code: "problem." + code}
	if len(args) > 0 {
		p.Args = make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			p.Args[args[i].(string)] = args[i+1]
		}
	}
	*ps = append(*ps, p)
}

// Validate returns everything that keeps a record from being accepted: the
// plan's own problems, codes of organizations, items and periods that nothing
// answers to, and updates and events that cannot be read. A text that is blank
// or a date that is doubtful is no problem here; reviewers' checks flag it.
func (r *Record) Validate() []Problem {
	ps := problems(r.Plan.Validate())
	known := make(map[string]bool, len(r.Organizations))
	for _, o := range r.Organizations {
		if known[o.Code] {
			ps.add("", "organizations", "organization_duplicate", "organization", o.Code)
		}
		known[o.Code] = true
	}
	r.Plan.eachItem(func(i *Item) {
		for _, list := range []struct {
			field string
			codes []string
		}{{"leads", i.Leads}, {"supporting", i.Supporting}} {
			for _, code := range list.codes {
				if !known[code] {
					ps.add(i.Code, list.field, "organization_unknown", "organization", code)
				}
			}
		}
	})
	r.checkUpdates(&ps)
	for i := range r.Events {
		e := &r.Events[i]
		if !slices.Contains(EventKinds, e.Kind) {
			ps.add("", "events.kind", "event_kind_unknown", "kind", string(e.Kind))
		}
		if e.On.IsZero() {
			ps.add("", "events.on", "date_missing")
		}
		ps.checkDates("", "events", e.On, e.Until)
		ps.checkURL("", "events.url", e.URL)
	}
	for _, rec := range r.Recommendations {
		if rec.Level != "" {
			ps.checkLevel("", "recommendations.level", rec.Level)
		}
	}
	return ps
}

// EventKinds lists the kinds of event in the order in which a form offers them.
var EventKinds = []EventKind{
	ForumMeeting, ForumRules, CocreationTimeline, CocreationStart, Consultation, ReasonedResponse, CivilSocietyMeeting,
	RepositoryUpdate, CommentPeriod, CommentSummary, SelfAssessmentMid, SelfAssessmentEnd, IndependentProduct, PlanSubmitted,
}

func (r *Record) checkUpdates(ps *problems) {
	leaves := make(map[string]bool)
	for _, l := range r.Plan.Leaves() {
		leaves[l.Item.Code] = true
	}
	type identity struct {
		leaf string
		id   int64
	}
	ids := make(map[identity]bool, len(r.Updates))
	numbers := make(map[int64]bool, len(r.Updates))
	for _, u := range r.Updates {
		if u.ID != 0 && numbers[u.ID] {
			ps.add(u.Leaf, "updates.id", "update_id_duplicate", "id", u.ID)
		}
		ids[identity{u.Leaf, u.ID}], numbers[u.ID] = true, true
	}
	for i := range r.Updates {
		u := &r.Updates[i]
		if !leaves[u.Leaf] {
			ps.add(u.Leaf, "updates.leaf", "update_leaf_unknown", "leaf", u.Leaf)
		}
		if !slices.Contains(r.Plan.Periods, u.Period) {
			ps.add(u.Leaf, "updates.period", "update_period_unknown", "period", string(u.Period))
		}
		ps.checkLevel(u.Leaf, "updates.status", u.Status)
		if u.PublishedAt.IsZero() {
			ps.add(u.Leaf, "updates.published_at", "update_time_missing")
		}
		if u.Replaces != 0 && (u.Replaces == u.ID || !ids[identity{u.Leaf, u.Replaces}]) {
			ps.add(u.Leaf, "updates.replaces", "update_replaces_unknown", "id", u.Replaces)
		}
		for _, e := range u.Evidence {
			ps.checkURL(u.Leaf, "updates.evidence.url", e.URL)
		}
	}
}

// Validate returns everything that keeps the plan from being accepted, in the
// order of the plan. What only a record can tell (organizations, updates) is
// left to [Record.Validate].
func (p *Plan) Validate() []Problem {
	var ps problems
	p.checkHead(&ps)
	p.checkPeriods(&ps)
	themes := make(map[string]bool, len(p.Themes))
	for _, t := range p.Themes {
		if themes[t.Code] {
			ps.add("", "themes", "theme_duplicate", "theme", t.Code)
		}
		themes[t.Code] = true
	}
	codes := make(map[string]bool)
	p.eachItem(func(i *Item) {
		switch {
		case i.Code == "":
			ps.add("", "code", "code_missing")
		case codes[i.Code]:
			ps.add(i.Code, "code", "code_duplicate", "code", i.Code)
		}
		codes[i.Code] = true
		ps.checkItem(i)
	})
	numbers := make(map[int]bool, len(p.Commitments))
	for i := range p.Commitments {
		c := &p.Commitments[i]
		if numbers[c.Number] {
			ps.add(c.Code, "number", "number_duplicate", "number", c.Number)
		}
		numbers[c.Number] = true
		if c.Theme != "" && !themes[c.Theme] {
			ps.add(c.Code, "theme", "theme_unknown", "theme", c.Theme)
		}
		ps.checkDates(c.Code, "", c.Start, c.End)
		if s := c.Stated; s != nil {
			ps.checkLevel(c.Code, "stated.level", s.Level)
			if s.Reason.IsZero() {
				ps.add(c.Code, "stated.reason", "stated_reason_missing")
			}
		}
	}
	return ps
}

func (p *Plan) checkHead(ps *problems) {
	if p.Jurisdiction == "" {
		ps.add("", "jurisdiction", "jurisdiction_missing")
	}
	if p.Number < 1 {
		ps.add("", "number", "number", "number", p.Number)
	}
	if want := PlanID(p.Jurisdiction, p.Number); p.ID != want {
		ps.add("", "id", "id_mismatch", "id", p.ID, "expected", want)
	}
	if p.Title.IsZero() {
		ps.add("", "title", "title_missing")
	}
	if p.Start.IsZero() {
		ps.add("", "start", "date_missing")
	}
	if p.End.IsZero() {
		ps.add("", "end", "date_missing")
	}
	ps.checkDates("", "", p.Start, p.End)
	if p.CycleYears != 2 && p.CycleYears != 4 {
		ps.add("", "cycle_years", "cycle_years", "years", p.CycleYears)
	}
	if p.Publication != Direct && p.Publication != Approval {
		ps.add("", "publication", "publication_unknown", "publication", string(p.Publication))
	}
	if _, err := time.LoadLocation(p.TimeZone); err != nil || p.TimeZone == "" {
		ps.add("", "time_zone", "time_zone_unknown", "zone", p.TimeZone)
	}
	for _, l := range slices.Concat(p.Rules.ChallengesFor, p.Rules.EvidenceFor) {
		ps.checkLevel("", "rules", l)
	}
	ps.checkURL("", "source", p.Source)
}

func (p *Plan) checkPeriods(ps *problems) {
	for i, period := range p.Periods {
		if _, err := ParsePeriod(string(period)); err != nil {
			ps.add("", "periods", "period_malformed", "period", string(period))
		} else if i > 0 && period <= p.Periods[i-1] {
			ps.add("", "periods", "period_order", "period", string(period), "before", string(p.Periods[i-1]))
		}
	}
}

// eachItem calls fn for every commitment, milestone and indicator, in the order
// of the plan.
func (p *Plan) eachItem(fn func(*Item)) {
	for i := range p.Commitments {
		c := &p.Commitments[i]
		fn(&c.Item)
		for j := range c.Milestones {
			m := &c.Milestones[j]
			fn(&m.Item)
			for k := range m.Indicators {
				fn(&m.Indicators[k].Item)
			}
		}
	}
}

func (ps *problems) checkItem(i *Item) {
	if i.Title.IsZero() {
		ps.add(i.Code, "title", "title_missing")
	}
	if i.Weight != 0 && !validWeight(i.Weight) {
		ps.add(i.Code, "weight", "weight", "weight", i.Weight)
	}
	m := i.Deadline.Meaning
	switch {
	case m.Kind != "" && m.Kind != Dated && m.Kind != Recurring && m.Kind != Undated:
		ps.add(i.Code, "deadline.meaning.kind", "deadline_kind_unknown", "kind", string(m.Kind))
	case m.Kind == Dated && m.Due.IsZero():
		ps.add(i.Code, "deadline.meaning.due", "deadline_date_missing")
	}
	ps.checkDates(i.Code, "deadline.meaning", m.From, m.Due)
	var before Date
	for _, r := range i.Deadline.Revisions {
		if r.On.IsZero() || r.Due.IsZero() {
			ps.add(i.Code, "deadline.revisions", "revision_incomplete")
			continue
		}
		if r.On.Before(before) {
			ps.add(i.Code, "deadline.revisions", "revision_order", "on", r.On)
		}
		if r.Reason.IsZero() {
			ps.add(i.Code, "deadline.revisions", "revision_reason_missing", "on", r.On)
		}
		ps.checkDate(i.Code, "deadline.revisions", r.On)
		ps.checkDate(i.Code, "deadline.revisions", r.Due)
		before = r.On
	}
}

// checkDates checks both days of a span, either of which may be missing.
func (ps *problems) checkDates(item, field string, start, end Date) {
	ps.checkDate(item, field, start)
	ps.checkDate(item, field, end)
	if !start.IsZero() && !end.IsZero() && end.Before(start) {
		ps.add(item, field, "dates_reversed", "start", start, "end", end)
	}
}

// checkDate refuses days that the calendar does not have, as 31 June.
func (ps *problems) checkDate(item, field string, d Date) {
	if !d.IsZero() && d != NewDate(d.Year, d.Month, d.Day) {
		ps.add(item, field, "date_impossible", "date", d.String())
	}
}

func (ps *problems) checkLevel(item, field string, l Level) {
	if !slices.Contains(Levels, l) {
		ps.add(item, field, "level_unknown", "level", string(l))
	}
}

// checkURL accepts nothing, or an absolute http or https address. Whether
// somebody answers there is no matter of the record.
func (ps *problems) checkURL(item, field, address string) {
	if address == "" {
		return
	}
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		ps.add(item, field, "url_unsafe", "url", address)
	}
}
