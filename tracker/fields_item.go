package tracker

import (
	"slices"
	"strconv"
	"strings"
)

// ReadingMode is how a deadline gets its meaning.
type ReadingMode string

// The ways: read from its text, or set by hand to a date or to none.
const (
	ReadFromText ReadingMode = "text"
	HandDated    ReadingMode = "dated"
	HandGoing    ReadingMode = "recurring"
	HandUndated  ReadingMode = "undated"
)

// ReadingModes lists the ways in the order in which a form offers them.
var ReadingModes = []ReadingMode{ReadFromText, HandDated, HandGoing, HandUndated}

// Mode returns how the deadline got its meaning.
func (d *Deadline) Mode() ReadingMode {
	if !d.SetByHand {
		return ReadFromText
	}
	return ReadingMode(d.Meaning.Kind)
}

// setMode changes how the deadline gets its meaning; what it means when read from
// its text is for [Deadline.Read].
func (d *Deadline) setMode(m ReadingMode) {
	d.SetByHand = m != ReadFromText
	if d.SetByHand && d.Meaning.Kind != DeadlineKind(m) {
		d.Meaning = Meaning{Kind: DeadlineKind(m), Due: d.Meaning.Due}
		d.setDue(d.Meaning.Due)
	}
}

// setDue sets the date of a deadline whose date is set by hand.
func (d *Deadline) setDue(due Date) {
	if !d.SetByHand || d.Meaning.Kind != Dated {
		if d.SetByHand {
			d.Meaning = Meaning{Kind: d.Meaning.Kind}
		}
		return
	}
	d.Meaning = Meaning{Kind: Dated, Precision: ByDay, From: due, Due: due}
	if !due.IsZero() {
		d.Meaning.Dates = []Date{due}
	}
}

// Read reads what the deadline's text means, unless that was set by hand, and
// reports whether both languages say the same. A deadline without a text is
// undated.
func (d *Deadline) Read(planStart Date) (agree bool) {
	switch {
	case d.SetByHand:
		return true
	case d.Text.IsZero():
		d.Meaning = Meaning{Kind: Undated}
		return true
	}
	d.Meaning, agree = ReadDeadline(d.Text, planStart)
	return agree
}

// handDue is the date that somebody set.
func handDue() columns[Item] {
	return columns[Item]{{"deadline_due", func(i *Item) string {
		if i.Deadline.Mode() != HandDated {
			return ""
		}
		return i.Deadline.Meaning.Due.String()
	}, func(i *Item, s string) string {
		d, err := ParseDate(s)
		switch {
		case s != "" && err != nil:
			return "date_malformed"
		case i.Deadline.Mode() == HandDated:
			i.Deadline.setDue(d)
		}
		return ""
	}, LineMost}}
}

func weightColumn() columns[Item] {
	return columns[Item]{{"weight", func(i *Item) string {
		if i.Weight == 0 {
			return "1"
		}
		return strconv.FormatFloat(i.Weight, 'g', -1, 64)
	}, func(i *Item, s string) string {
		w, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64) // French writes a comma
		if err != nil || !validWeight(w) || w > 1e6 {
			return "weight_malformed"
		}
		i.Weight = w
		return ""
	}, LineMost}}
}

func readingColumn() columns[Item] {
	return columns[Item]{{"deadline_reading", func(i *Item) string { return string(i.Deadline.Mode()) }, func(i *Item, s string) string {
		if !slices.Contains(ReadingModes, ReadingMode(s)) {
			return "choice"
		}
		i.Deadline.setMode(ReadingMode(s))
		return ""
	}, LineMost}}
}

var itemColumns = slices.Concat(
	titleOf("title", func(i *Item) *Text { return &i.Title }),
	proseOf("description", func(i *Item) *Text { return &i.Description }),
	weightColumn(),
	listOf("leads", func(i *Item) *[]string { return &i.Leads }),
	listOf("supporting", func(i *Item) *[]string { return &i.Supporting }),
	titleOf("deadline", func(i *Item) *Text { return &i.Deadline.Text }),
	readingColumn(),
	handDue(),
)

var commitmentColumns = slices.Concat(
	within(itemColumns, func(c *Commitment) *Item { return &c.Item }),
	lineOf("theme", func(c *Commitment) *string { return &c.Theme }),
	dateOf("start", func(c *Commitment) *Date { return &c.Start }),
	dateOf("end", func(c *Commitment) *Date { return &c.End }),
	proseOf("problem", func(c *Commitment) *Text { return &c.Problem }),
	proseOf("objective", func(c *Commitment) *Text { return &c.Objective }),
	proseOf("actions", func(c *Commitment) *Text { return &c.Actions }),
	proseOf("results", func(c *Commitment) *Text { return &c.Results }),
	proseOf("access_to_information", func(c *Commitment) *Text { return &c.Values.AccessToInformation }),
	proseOf("civic_participation", func(c *Commitment) *Text { return &c.Values.CivicParticipation }),
	proseOf("public_accountability", func(c *Commitment) *Text { return &c.Values.PublicAccountability }),
	areaColumns(),
	proseOf("resources", func(c *Commitment) *Text { return &c.Resources }),
	proseOf("related_plans", func(c *Commitment) *Text { return &c.RelatedPlans }),
	proseOf("non_government", func(c *Commitment) *Text { return &c.NonGovernment }),
	lineOf("contact_name", func(c *Commitment) *string { return &c.Contact.Name }),
	titleOf("contact_title", func(c *Commitment) *Text { return &c.Contact.Title }),
	lineOf("contact_organization", func(c *Commitment) *string { return &c.Contact.Organization }),
	lineOf("contact_email", func(c *Commitment) *string { return &c.Contact.Email }),
	statedColumns(),
	proseOf("what_changed", func(c *Commitment) *Text { return &c.WhatChanged }),
	proseOf("next_steps", func(c *Commitment) *Text { return &c.NextSteps }),
	proseOf("withdraw_reason", func(c *Commitment) *Text { return &c.WithdrawReason }),
	lineOf("ogp_id", func(c *Commitment) *string { return &c.OGPID }),
)

// areaColumns are the policy areas, one a line in each language: the first line of
// one is the first of the other.
func areaColumns() columns[Commitment] {
	var cs columns[Commitment]
	for _, lang := range Langs {
		cs = append(cs, column[Commitment]{"policy_areas_" + string(lang), func(c *Commitment) string {
			lines := make([]string, len(c.PolicyAreas))
			for i, area := range c.PolicyAreas {
				lines[i] = strings.Join(strings.Fields(area.In(lang)), " ")
				if lines[i] == "" {
					lines[i] = noLine
				}
			}
			for len(lines) > 0 && lines[len(lines)-1] == noLine {
				lines = lines[:len(lines)-1]
			}
			return strings.Join(lines, "\n")
		}, func(c *Commitment, s string) string {
			lines := strings.Split(s, "\n")
			areas := make([]Text, max(len(lines), len(c.PolicyAreas)))
			copy(areas, c.PolicyAreas)
			for i := range areas {
				line := ""
				if i < len(lines) {
					line = strings.TrimSpace(lines[i])
				}
				if line == noLine {
					line = ""
				}
				areas[i] = areas[i].With(lang, line)
			}
			c.PolicyAreas = areas
			return ""
		}, ProseMost})
	}
	return cs
}

// noLine stands for a line that one language does not have yet.
const noLine = "-"

// statedColumns are the level that a coordinator states; without one nothing is
// stated, whatever the reason.
func statedColumns() columns[Commitment] {
	stated := func(c *Commitment) *Stated {
		if c.Stated == nil {
			return &Stated{}
		}
		return c.Stated
	}
	set := func(c *Commitment, s Stated) string {
		c.Stated = &s
		if s.Level == "" && s.Reason == (Text{}) {
			c.Stated = nil
		}
		return ""
	}
	cs := columns[Commitment]{{"stated_level", func(c *Commitment) string { return string(stated(c).Level) }, func(c *Commitment, s string) string {
		if s != "" && !slices.Contains(Levels, Level(s)) {
			return "choice"
		}
		v := *stated(c)
		v.Level = Level(s)
		return set(c, v)
	}, LineMost}}
	for _, lang := range Langs {
		cs = append(cs, column[Commitment]{"stated_reason_" + string(lang), func(c *Commitment) string { return stated(c).Reason.In(lang) }, func(c *Commitment, s string) string {
			v := *stated(c)
			v.Reason = v.Reason.With(lang, s)
			return set(c, v)
		}, ProseMost})
	}
	return cs
}

// StateOn dates the level that is stated: it counts from the day on which another
// level or reason was stated than before.
func (c *Commitment) StateOn(before *Stated, day Date) {
	if c.Stated != nil && (before == nil || before.Level != c.Stated.Level || before.Reason != c.Stated.Reason) {
		dated := *c.Stated
		dated.On = day
		c.Stated = &dated
	}
}

var milestoneColumns = slices.Concat(
	within(itemColumns, func(m *Milestone) *Item { return &m.Item }),
	proseOf("expected_output", func(m *Milestone) *Text { return &m.ExpectedOutput }),
)

var indicatorColumns = slices.Concat(
	within(itemColumns, func(i *Indicator) *Item { return &i.Item }),
	proseOf("baseline", func(i *Indicator) *Text { return &i.Baseline }),
	proseOf("target", func(i *Indicator) *Text { return &i.Target }),
	proseOf("actual", func(i *Indicator) *Text { return &i.Actual }),
	dateOf("actual_on", func(i *Indicator) *Date { return &i.ActualOn }),
	yesOf("s4d", func(i *Indicator) *bool { return &i.S4D }),
)

// Fields implements [Editable].
func (c *Commitment) Fields() Fields { return commitmentColumns.read(c) }

// SetFields implements [Editable].
func (c *Commitment) SetFields(f Fields) []Problem {
	ps := commitmentColumns.write(c, f)
	// Only now are both languages of each area there.
	c.PolicyAreas = slices.DeleteFunc(c.PolicyAreas, Text.IsZero)
	return ps
}

// Fields implements [Editable].
func (m *Milestone) Fields() Fields { return milestoneColumns.read(m) }

// SetFields implements [Editable].
func (m *Milestone) SetFields(f Fields) []Problem { return milestoneColumns.write(m, f) }

// Fields implements [Editable].
func (i *Indicator) Fields() Fields { return indicatorColumns.read(i) }

// SetFields implements [Editable].
func (i *Indicator) SetFields(f Fields) []Problem { return indicatorColumns.write(i, f) }
