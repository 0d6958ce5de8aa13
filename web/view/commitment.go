package view

import (
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"slices"
)

// CommitmentInput is what the page of a commitment needs beside the plan's
// figures.
type CommitmentInput struct {
	Code    string
	Day     Day
	Amended tracker.Date // of its last amendment, zero where there is none
	// Reviewed is the plan's newest review, nil where there is none or a day was asked
	// for.
	Reviewed *Reviewed
}

// Commitment is the page of one commitment.
type Commitment struct {
	Heading     Text
	AsOf        AsOf
	Level       Status
	Stated      *Stated
	Theme       Text
	People      People
	Figure      Figure
	Bar         Lane
	Method      string
	Computation string // with these figures
	Rules       string
	Quote       Prose // brief description
	Parts       []Part
	Facts       Facts
	Withdraw    Prose

	Milestones []MilestoneBlock
	Unit       string // head of the column of items
	Key        []Status
	Moved      []MovedRow
	Challenges []ChallengeItem
	Evidence   []EvidenceRow
	Copies     bool // whether a copy is kept of any of the evidence
	Updates    []UpdateGroup
	Checks     []CheckGroup
	ChecksLink string
	Design     []DesignRow
	Review     *ReviewBrief // nil where there is none
	Contents   []Link
	// Before and After are the neighbours in the plan.
	Before, After *Item
}

// DesignRow is one mark of a well designed commitment.
type DesignRow struct {
	Name string
	Met  bool
	Text string // "3 of 4 indicators", or blank where it is yes or no
}

// Stated is a level that the coordinator states beside the computed one.
type Stated struct {
	Level  Status
	Reason Prose
	On     Date
}

// Part is a labelled text of a commitment.
type Part struct {
	Label string
	Text  Prose
}

// Facts are the facts beside a commitment's text.
type Facts struct {
	Leads, Supporting []Text
	Contact           Contact
	Runs              string // from when to when
	PolicyAreas       []Text
	OGPID             string
	Overdue           string
	LastUpdate        Date
	Files             []Link
	FactSheet         ReportFiles
	// History leads to who changed the commitment and how, and PlanThen to the whole
	// plan on the day that is shown.
	History, PlanThen Link
}

// MilestoneBlock is a milestone with what it is measured by. Where updates
// attach to the milestone itself, Leaves holds it alone; where they attach to
// the commitment, Title is blank.
type MilestoneBlock struct {
	ID       string
	Code     string
	Title    Text
	Level    Status
	Reported string // "83% complete · 2 of 2 indicators reported"
	Output   Text   // expected
	Text     Prose  // description
	Deadline Deadline
	Leaves   []LeafBlock
}

// LeafBlock is an indicator, or what else updates attach to.
type LeafBlock struct {
	ID       string
	Code     string
	Title    Text
	Status   Status
	Timing   Timing
	Deadline Deadline
	Leads    []Text
	Evidence string // "3 pieces of evidence", blank where there is none
	Progress Prose  // of the latest update
	Period   string // of the latest update
	Measures []Part // baseline, target, actual; blank is shown as blank
	History  []HistoryCell
	Text     Prose // description
	// Top is set where no milestone stands above it as a heading.
	Top bool
	// Unsupported is set where complete was reported without any evidence.
	Unsupported bool
}

// HistoryCell is what was reported for a period.
type HistoryCell struct {
	Month, Year string
	Status      Status
	None        bool
	Now         bool // the latest period
}

// CommitmentPage is the page of one commitment. It is nil when the plan has none
// with that code.
func CommitmentPage(l *locale.Locale, a *tracker.Assessment, in CommitmentInput) *Page {
	c := a.Commitment(in.Code)
	if c == nil {
		return nil
	}
	r, p := a.Record, &a.Record.Plan
	k := in.Day.links(l.Lang())
	self := func(k Links) string { return k.Commitment(p.ID, c.Code) }
	page := planFrame(l, r, in.Day, "commitment", self)
	title := commitmentTitle(l, c.Commitment)
	leaves := a.Leaves[c.First:c.Last]
	u := unitOf(leaves)

	data := &Commitment{
		Heading: title, Unit: u.head(l),
		AsOf:  asOfForm(l, a, in.Day, self),
		Level: levelOf(l, c.Level), Theme: textOf(l, p.Theme(c.Theme).Name), People: peopleOf(l, r, c.Commitment, nil),
		Figure: figureOf(l, c.Figures, u), Bar: boundsLane(l, c.Figures, a.Elapsed),
		Method: k.Methodology("rollup"), Computation: k.Computation(a.Record.Plan.ID, in.Code), Rules: l.T("web.rules", "version", a.Rules),
		Quote: proseOf(l, c.Description), Parts: partsOf(l, c.Commitment),
		Withdraw: proseOf(l, c.WithdrawReason), ChecksLink: k.Methodology("checks"),
	}
	if s := c.Stated; s != nil && !s.On.After(a.AsOf) {
		data.Stated = &Stated{Level: levelOf(l, s.Level), Reason: proseOf(l, s.Reason), On: dateOf(l, s.On)}
	}
	data.Facts = factsOf(l, k, a, c)
	data.Facts.History = Link{Href: k.History(p.ID, c.Code, HistoryChoice{}), Label: l.T("web.commitment.history_link")}
	data.Facts.PlanThen = Link{Href: Links{Lang: l.Lang(), AsOf: in.Day.AsOf}.Plan(p.ID), Label: l.T("web.history.as_of", "day", in.Day.AsOf)}
	for _, v := range []tracker.Level{tracker.Complete, tracker.Substantial, tracker.Limited, tracker.NotStarted} {
		data.Key = append(data.Key, levelOf(l, v))
	}
	data.Milestones = milestoneBlocks(l, a, c)
	for i := range leaves {
		leaf := &leaves[i]
		if leaf.Schedule.Slippage != 0 {
			data.Moved = append(data.Moved, movedRow(l, k, a, leaf))
		}
		data.addReports(l, a, leaf)
	}
	data.openFew()
	data.Copies = slices.ContainsFunc(data.Evidence, func(e EvidenceRow) bool { return e.SHA256 != "" })
	data.Checks = checkGroups(l, k, a, flagsUnder(a, c))
	data.Design = designRows(l, c.Commitment)
	data.Before, data.After = neighbours(l, k, a, c)
	data.Review = reviewOfCommitment(l, in.Reviewed, c.Code)
	data.Contents = data.contents(l)

	page.Data, page.Title = data, title.plain()
	page.Description = data.Figure.Value + " " + data.Figure.Strong + data.Figure.Rest
	page.Modified = latestOf(append(changesOf(a, c), in.Amended), a.AsOf)
	return page
}

// partsOf are the texts of a commitment, those that say something.
func partsOf(l *locale.Locale, c *tracker.Commitment) []Part {
	all := []Part{
		{l.T("web.commitment.problem"), proseOf(l, c.Problem)},
		{l.T("web.commitment.objective"), proseOf(l, c.Objective)},
		{l.T("web.commitment.actions"), proseOf(l, c.Actions)},
		{l.T("web.commitment.results"), proseOf(l, c.Results)},
		{l.Value("access_to_information"), proseOf(l, c.Values.AccessToInformation)},
		{l.Value("civic_participation"), proseOf(l, c.Values.CivicParticipation)},
		{l.Value("public_accountability"), proseOf(l, c.Values.PublicAccountability)},
		{l.T("web.commitment.resources"), proseOf(l, c.Resources)},
		{l.T("web.commitment.related"), proseOf(l, c.RelatedPlans)},
		{l.T("web.commitment.stakeholders"), proseOf(l, c.NonGovernment)},
		{l.T("web.commitment.changed"), proseOf(l, c.WhatChanged)},
		{l.T("web.commitment.next"), proseOf(l, c.NextSteps)},
	}
	var said []Part
	for _, part := range all {
		if !part.Text.IsZero() {
			said = append(said, part)
		}
	}
	return said
}

func factsOf(l *locale.Locale, k Links, a *tracker.Assessment, c *tracker.CommitmentState) Facts {
	r, plan := a.Record, a.Record.Plan.ID
	f := Facts{
		Leads: organizations(l, r, c.Leads), Supporting: organizations(l, r, c.Supporting),
		Contact: contactOf(l, r, c.Contact), Runs: l.DateRange(c.Start, c.End), OGPID: clean(c.OGPID),
		LastUpdate: dateOf(l, c.LastUpdate),
		FactSheet:  reportFiles(l.T("report.factsheet.kind"), func(ext string) string { return k.FactSheet(plan, c.Code, ext) }),
		Files: []Link{
			{Href: k.PlanData(plan, "updates.csv"), Label: l.T("web.file.updates_csv")},
			{Href: k.PlanData(plan, "commitments.csv"), Label: l.T("web.file.commitments_csv")},
			{Href: k.PlanData(plan, "assessment.json"), Label: l.T("web.file.assessment_json")},
		},
	}
	for _, t := range c.PolicyAreas {
		if area := textOf(l, t); !area.IsZero() {
			f.PolicyAreas = append(f.PolicyAreas, area)
		}
	}
	late, longest := 0, 0
	for _, leaf := range a.Leaves[c.First:c.Last] {
		if leaf.Schedule.State == tracker.Overdue {
			late++
			longest = max(longest, abs(leaf.Schedule.Days))
		}
	}
	if late > 0 {
		u := unitOf(a.Leaves[c.First:c.Last])
		f.Overdue = l.T("web.commitment.overdue", "n", late, "units", u.of(l, late), "days", l.Days(longest))
	}
	return f
}

// milestoneBlocks are the milestones of a commitment with their leaves.
func milestoneBlocks(l *locale.Locale, a *tracker.Assessment, c *tracker.CommitmentState) []MilestoneBlock {
	if len(c.Milestones) == 0 { // updates attach to the commitment itself
		return []MilestoneBlock{{Leaves: leafBlocks(l, a, a.Leaves[c.First:c.Last])}}
	}
	blocks := make([]MilestoneBlock, len(c.Milestones))
	for i := range c.Milestones {
		m := &c.Milestones[i]
		leaves := a.Leaves[m.First:m.Last]
		b := MilestoneBlock{
			ID: Anchor(m.Code), Code: m.Code, Title: titleOf(l, m.Title, m.Code), Output: textOf(l, m.ExpectedOutput),
			Level: levelOf(l, m.Level), Leaves: leafBlocks(l, a, leaves), Text: proseOf(l, m.Description),
		}
		if len(m.Indicators) > 0 { // else the leaf below says all of this
			b.Reported = milestoneFigure(l, m.Figures)
			b.Deadline.Text = textOf(l, m.Milestone.Deadline.Text)
		} else {
			b.ID, b.Text = "", Prose{}
		}
		blocks[i] = b
	}
	return blocks
}

func milestoneFigure(l *locale.Locale, f tracker.Figures) string {
	reported := knownOf(l, f, indicators)
	switch s := shareOf(l, f); {
	case s.None:
		return reported
	case f.BoundsOnly():
		return l.T("web.figure.bounds_short", "lower", f.Lower, "upper", f.Upper) + " · " + reported
	default:
		return l.T("web.figure.short", "share", f.Progress) + " · " + reported
	}
}

func leafBlocks(l *locale.Locale, a *tracker.Assessment, leaves []tracker.LeafState) []LeafBlock {
	blocks := make([]LeafBlock, len(leaves))
	for i := range leaves {
		leaf := &leaves[i]
		b := LeafBlock{
			ID: Anchor(leaf.Code), Code: leaf.Code, Title: titleOf(l, leaf.Title, leaf.Code),
			Status: reportedOf(l, leaf.Status), Timing: timingOf(l, leaf.Schedule), Deadline: deadlineOf(l, leaf),
			Top: leaf.Indicator == nil, Leads: organizations(l, a.Record, leadsOf(leaf)), Text: proseOf(l, leaf.Description),
			History: historyOf(l, leaf), Unsupported: leaf.Supported() != leaf.Status,
		}
		if leaf.Commitment != nil && leaf.Milestone == nil {
			b.Text = Prose{} // the page begins with it
		}
		if u := leaf.Latest; u != nil {
			b.Progress, b.Period = progressOf(l, u.Progress), l.Month(u.Period)
		}
		if n := evidenceCount(leaf); n > 0 {
			b.Evidence = l.N("web.commitment.evidence_count", n)
		}
		if in := leaf.Indicator; in != nil {
			b.Measures = measuresOf(l, in)
		}
		blocks[i] = b
	}
	return blocks
}

// measuresOf are the values of an indicator. Where one is given, the others show
// that they are not.
func measuresOf(l *locale.Locale, in *tracker.Indicator) []Part {
	if in.Baseline.IsZero() && in.Target.IsZero() && in.Actual.IsZero() {
		return nil
	}
	actual := l.T("web.commitment.actual")
	if !in.ActualOn.IsZero() {
		actual = l.T("web.commitment.actual_on", "day", in.ActualOn)
	}
	return []Part{
		{l.T("web.commitment.baseline"), proseOf(l, in.Baseline)},
		{l.T("web.commitment.target"), proseOf(l, in.Target)},
		{actual, proseOf(l, in.Actual)},
	}
}

// leadsOf are the codes of those who answer for a leaf: its own leads, else those
// of what it belongs to.
func leadsOf(leaf *tracker.LeafState) []string {
	switch {
	case len(leaf.Leads) > 0:
		return leaf.Leads
	case leaf.Milestone != nil && len(leaf.Milestone.Leads) > 0:
		return leaf.Milestone.Leads
	}
	return leaf.Commitment.Leads
}

func evidenceCount(leaf *tracker.LeafState) int {
	n := 0
	for _, u := range leaf.Updates {
		n += len(u.Evidence)
		if !u.EvidenceIn.IsZero() {
			n++
		}
	}
	return n
}

func historyOf(l *locale.Locale, leaf *tracker.LeafState) []HistoryCell {
	cells := make([]HistoryCell, len(leaf.History))
	for i, h := range leaf.History {
		month, year := splitMonth(l, h.Period)
		cells[i] = HistoryCell{
			Month: month, Year: year, Status: reportedOf(l, h.Level()),
			None: h.Update == nil, Now: i == len(leaf.History)-1,
		}
	}
	return cells
}

// splitMonth returns the two lines that head a column: "Jun", "2018".
func splitMonth(l *locale.Locale, p tracker.Period) (month, year string) {
	s := l.ShortMonth(p)
	if n := len(s) - len(" 2018"); n > 0 && s[n] == ' ' {
		return s[:n], s[n+1:]
	}
	return s, ""
}

// flagsUnder are the flags on a commitment and on all that belongs to it.
func flagsUnder(a *tracker.Assessment, c *tracker.CommitmentState) []tracker.Flag {
	flags := a.FlagsOf(c.Code)
	for i := range c.Milestones {
		if m := &c.Milestones[i]; len(m.Indicators) > 0 {
			flags = append(flags, a.FlagsOf(m.Code)...)
		}
	}
	if len(c.Milestones) > 0 {
		for i := range a.Leaves[c.First:c.Last] {
			flags = append(flags, a.Leaves[c.First+i].Flags...)
		}
	}
	return flags
}

// designRows are the marks of a well designed commitment that can be asked of
// this one.
func designRows(l *locale.Locale, c *tracker.Commitment) []DesignRow {
	var rows []DesignRow
	for _, d := range c.Design() {
		if d.Of == 0 {
			continue
		}
		row := DesignRow{Name: l.T("common.design." + d.Code), Met: d.Met(), Text: l.T("web.of", "n", d.Count, "of", d.Of)}
		if d.Of == 1 {
			row.Text = l.T("web.no")
			if d.Met() {
				row.Text = l.T("web.yes")
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// neighbours are the commitments before and after one in the plan.
func neighbours(l *locale.Locale, k Links, a *tracker.Assessment, c *tracker.CommitmentState) (before, after *Item) {
	item := func(i int) *Item {
		if i < 0 || i >= len(a.Commitments) {
			return nil
		}
		n := a.Commitments[i].Commitment
		return &Item{Href: k.Commitment(a.Record.Plan.ID, n.Code), Title: commitmentTitle(l, n)}
	}
	for i := range a.Commitments {
		if a.Commitments[i].Code == c.Code {
			return item(i - 1), item(i + 1)
		}
	}
	return nil, nil
}

// contents lists the sections that the page has.
func (data *Commitment) contents(l *locale.Locale) []Link {
	links := []Link{{Href: "#milestones", Label: l.T("web.commitment.milestones")}}
	add := func(has bool, href, label string) {
		if has {
			links = append(links, Link{Href: href, Label: label})
		}
	}
	add(len(data.Moved) > 0, "#deadlines", l.T("web.plan.toc_deadlines"))
	add(true, "#challenges", l.T("web.commitment.challenges"))
	add(data.Review != nil, "#review", l.T("web.review.title"))
	add(true, "#evidence", l.T("web.commitment.evidence"))
	add(true, "#updates", l.T("web.commitment.updates"))
	add(true, "#checks", l.T("web.plan.toc_checks"))
	return links
}
