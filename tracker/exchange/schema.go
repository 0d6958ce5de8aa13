package exchange

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
)

// Canada's schema is the definition of the federal portal's tracker table, one
// YAML file a plan (nap5, nap6). Reporting periods, commitments, milestones and
// indicators are the choices of four of its fields; the rule on challenges is a
// formula of another. Fields and keys that say nothing about the plan are let
// pass: the file is the portal's, and may grow.

// The schema's fields that make a plan.
var schemaFields = []string{"reporting_period", "commitments", "milestones", "indicators"}

// schemaZone is where the portal's days begin and end.
const schemaZone = "America/Toronto"

// schema is one file being read.
type schema struct {
	*report
	fields map[string]*node // by datastore_id
	plan   *tracker.Plan
}

func readSchema(n *node, opts PlanOptions, faults *report) *tracker.Record {
	s := schema{report: faults, fields: make(map[string]*node)}
	resource := firstItem(n.get("resources"))
	if list := resource.get("fields"); list != nil {
		for _, f := range list.items {
			s.fields[f.get("datastore_id").scalar()] = f
		}
	}
	for _, name := range schemaFields {
		if s.choices(name) == nil {
			faults.add(n.line, name, "exchange.schema_field_missing")
		}
	}
	if len(faults.faults) > 0 {
		return nil
	}
	record := &tracker.Record{
		Jurisdiction: tracker.Jurisdiction{Code: opts.Jurisdiction, Level: tracker.National,
			Name: tracker.Text{EN: opts.Jurisdiction, FR: opts.Jurisdiction}},
		Plan: tracker.Plan{
			Jurisdiction: opts.Jurisdiction,
			Number:       cmp.Or(opts.Number, trailingNumber(n.get("dataset_type").scalar())),
			TimeZone:     schemaZone,
			Publication:  tracker.Direct,
		},
	}
	if opts.Jurisdiction == canada.Code {
		record.Jurisdiction = canada
	}
	s.plan = &record.Plan
	identify(n, record, faults)
	s.readPeriods()
	s.readTitle(resource)
	s.readItems()
	s.plan.Rules.ChallengesFor = s.levelsIn("challenges_en")
	s.plan.Promised = len(s.plan.Commitments)
	s.plan.Weigh()
	s.plan.ReadDeadlines()
	record.Organizations = organizationsOf(s.plan)
	return record
}

func firstItem(n *node) *node {
	if n == nil || len(n.items) == 0 {
		return nil
	}
	return n.items[0]
}

// choices returns a field's choices in the file's order, nil when it has none.
func (s schema) choices(name string) []field {
	if c := s.fields[name].get("choices"); c != nil {
		return c.fields
	}
	return nil
}

var trailingDigits = regexp.MustCompile(`[0-9]{1,4}$`)

// trailingNumber returns the 6 of "nap6", 0 when there is none.
func trailingNumber(s string) int {
	n, _ := strconv.Atoi(trailingDigits.FindString(s)) // no digits, no number
	return n
}

// readPeriods reads the reporting periods. The plan begins with the first day of
// the first one and ends with the last day of the last.
func (s schema) readPeriods() {
	for _, choice := range s.choices("reporting_period") {
		period, err := tracker.ParsePeriod(choice.key)
		if err != nil {
			s.add(choice.line, "reporting_period", "exchange.period_malformed", "value", shorten(choice.key))
			continue
		}
		s.plan.Periods = append(s.plan.Periods, period)
	}
	slices.Sort(s.plan.Periods)
	periods := s.plan.Periods
	if len(periods) == 0 {
		return
	}
	first, months := periods[0].End(), 3 // quarterly where one period alone cannot tell
	if len(periods) > 1 {
		second := periods[1].End()
		months = 12*(second.Year-first.Year) + int(second.Month-first.Month)
	}
	s.plan.Start = tracker.NewDate(first.Year, first.Month-time.Month(months)+1, 1)
	s.plan.End = periods[len(periods)-1].End()
}

var (
	titleEN = regexp.MustCompile(`\bin the (.+)$`)
	titleFR = regexp.MustCompile(`\bdans le (.+)$`)
	years   = regexp.MustCompile(`\b(20[0-9]{2})[-–](20[0-9]{2})\b`)
)

// readTitle takes the plan's title from what the schema says of its commitments,
// "The 4 commitments in the 2025-2029 National Action Plan on Open Government",
// which alone exists in both languages and names the years; failing that, from
// the table's title.
func (s schema) readTitle(resource *node) {
	of := s.fields["commitments"].get("description")
	s.plan.Title = s.text(of, "commitments.description")
	if m := titleEN.FindStringSubmatch(s.plan.Title.EN); m != nil {
		s.plan.Title.EN = m[1]
	} else {
		s.plan.Title.EN = strings.TrimSuffix(resource.get("title").scalar(), " Tracker")
	}
	if m := titleFR.FindStringSubmatch(s.plan.Title.FR); m != nil {
		s.plan.Title.FR = m[1]
	} else {
		s.plan.Title.FR = ""
	}
	s.plan.CycleYears = 2
	if m := years.FindStringSubmatch(s.plan.Title.EN); m != nil && m[1][:2] == m[2][:2] {
		from, _ := strconv.Atoi(m[1]) // four digits each
		to, _ := strconv.Atoi(m[2])
		if to-from >= 4 {
			s.plan.CycleYears = 4
		}
	}
}

// text reads the two languages of a choice or a deadline.
func (s schema) text(n *node, path string) tracker.Text {
	var t tracker.Text
	for _, lang := range tracker.Langs {
		if value := n.get(string(lang)); value != nil {
			text, key, args := clean(value.text)
			if key != "" {
				s.add(value.line, path+"."+string(lang), key, args...)
			}
			t = t.With(lang, strings.TrimSpace(text))
		}
	}
	return t
}

// readItems reads commitments, milestones and indicators, each below the one
// whose code is its own up to the last dot. Codes are otherwise opaque.
func (s schema) readItems() {
	commitments := make(map[string]int)
	for _, choice := range s.choices("commitments") {
		commitments[choice.key] = len(s.plan.Commitments)
		s.plan.Commitments = append(s.plan.Commitments, tracker.Commitment{
			Item: s.item(choice, "commitments"), Number: len(s.plan.Commitments) + 1,
		})
	}
	type place struct{ commitment, milestone int }
	milestones := make(map[string]place)
	for _, choice := range s.choices("milestones") {
		at, ok := commitments[parentCode(choice.key)]
		if !ok {
			s.add(choice.line, "milestones", "exchange.no_parent", "value", shorten(choice.key))
			continue
		}
		c := &s.plan.Commitments[at]
		milestones[choice.key] = place{at, len(c.Milestones)}
		c.Milestones = append(c.Milestones, tracker.Milestone{Item: s.item(choice, "milestones")})
	}
	for _, choice := range s.choices("indicators") {
		at, ok := milestones[parentCode(choice.key)]
		if !ok {
			s.add(choice.line, "indicators", "exchange.no_parent", "value", shorten(choice.key))
			continue
		}
		m := &s.plan.Commitments[at.commitment].Milestones[at.milestone]
		m.Indicators = append(m.Indicators, tracker.Indicator{
			Item: s.item(choice, "indicators"), S4D: choice.value.get("s4d").scalar() == "true",
		})
	}
	for i := range s.plan.Commitments {
		gatherLeads(&s.plan.Commitments[i])
	}
}

// parentCode returns "C01.10" for "C01.10.1", and "" for a code without a dot.
func parentCode(code string) string {
	dot := strings.LastIndexByte(code, '.')
	return code[:max(dot, 0)]
}

func (s schema) item(choice field, in string) tracker.Item {
	code, key, args := clean(choice.key)
	if key != "" {
		s.add(choice.line, in, key, args...)
	}
	path := in + "." + code
	item := tracker.Item{Code: code, Title: s.text(choice.value, path)}
	if item.Title.IsZero() {
		s.add(choice.line, path, "exchange.required")
	}
	item.Deadline.Text = s.text(choice.value.get("deadline"), path+".deadline")
	item.Leads = codes(choice.value.get("lead_dept"))
	// The portal misspells the field in one plan; should it mend it, both work.
	item.Supporting = append(codes(choice.value.get("supt_sept")), codes(choice.value.get("supt_dept"))...)
	return item
}

// codes reads one code or a list of codes.
func codes(n *node) []string {
	if n == nil {
		return nil
	}
	var list []string
	for _, item := range append([]*node{n}, n.items...) {
		if code := strings.TrimSpace(outgoing(item.scalar())); code != "" {
			list = append(list, code)
		}
	}
	return list
}

// gatherLeads gives a commitment and its milestones the leads of what is below
// them, since the schema names leads of indicators only.
func gatherLeads(c *tracker.Commitment) {
	add := func(to *[]string, more []string) {
		for _, code := range more {
			if !slices.Contains(*to, code) {
				*to = append(*to, code)
			}
		}
	}
	for i := range c.Milestones {
		m := &c.Milestones[i]
		for _, in := range m.Indicators {
			add(&m.Leads, in.Leads)
			add(&m.Supporting, in.Supporting)
		}
		add(&c.Leads, m.Leads)
		add(&c.Supporting, m.Supporting)
	}
}

var statusInFormula = regexp.MustCompile(`"(NS|LP|SP|C)"`)

// levelsIn returns the levels at which a formula makes a field required, in the
// order of the scale. The formula compares the status with the level's codes.
func (s schema) levelsIn(name string) []tracker.Level {
	formula := s.fields[name].get("excel_required_formula").scalar()
	var levels []tracker.Level
	for _, m := range statusInFormula.FindAllStringSubmatch(formula, -1) {
		if level, err := tracker.ParseLevel(m[1]); err == nil && !slices.Contains(levels, level) {
			levels = append(levels, level)
		}
	}
	slices.SortFunc(levels, func(a, b tracker.Level) int { return a.Steps() - b.Steps() })
	return levels
}
