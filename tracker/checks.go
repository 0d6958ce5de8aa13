package tracker

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// leafChecks, commitmentChecks and textChecks are what careful reviewers look
// for (rules v1, 10): one function a check. A check returns what it found on one
// item; the flag's item and code are filled in by [flags].
var (
	leafChecks = []struct {
		check Check
		find  func(*Assessment, *LeafState) []Flag
	}{
		{CheckNoEvidence, completeWithoutEvidence},
		{CheckFallingBack, fallingBack},
		{CheckStandstill, standstill},
		{CheckMissingPeriod, missingPeriod},
		{CheckPastDue, pastDue},
		{CheckDueBeforeStart, dueBeforeStart},
		{CheckOrder, impossibleOrder},
		{CheckLanguagesDiffer, languagesDiffer},
		{CheckDeadLink, deadLink},
		{CheckNoLead, leafWithoutLead},
		{CheckRecurringNoEnd, recurringWithoutEnd},
		{CheckAmbiguousDate, ambiguousDeadline},
	}
	commitmentChecks = []struct {
		check Check
		find  func(*Assessment, *CommitmentState) []Flag
	}{
		{CheckNoLead, commitmentWithoutLead},
		{CheckNoContact, withoutContact},
	}
	textChecks = []struct {
		check Check
		find  func([]field) []Flag
	}{
		{CheckLanguageMissing, languageMissing},
		{CheckPlaceholder, placeholder},
	}
)

// flags runs every check on every item, in the plan's order.
func flags(a *Assessment) []Flag {
	var all []Flag
	add := func(check Check, item string, found []Flag) {
		for _, f := range found {
			f.Check, f.Item = check, item
			all = append(all, f)
		}
	}
	texts := func(item string, fields []field) {
		for _, c := range textChecks {
			add(c.check, item, c.find(fields))
		}
	}
	for i := range a.Commitments {
		c := &a.Commitments[i]
		for _, check := range commitmentChecks {
			add(check.check, c.Code, check.find(a, c))
		}
		texts(c.Code, commitmentFields(c.Commitment))
		for _, m := range c.Milestones {
			texts(m.Code, append(itemFields(&m.Item), field{"expected_output", m.ExpectedOutput}))
		}
		for j := c.First; j < c.Last; j++ {
			l := &a.Leaves[j]
			for _, check := range leafChecks {
				add(check.check, l.Code, check.find(a, l))
			}
			texts(l.Code, leafFields(l))
		}
	}
	return all
}

// completeWithoutEvidence: the derived level "no evidence available" stands
// beside the department's own word, see [LeafState.Supported].
func completeWithoutEvidence(_ *Assessment, l *LeafState) []Flag {
	if l.Supported() == l.Status {
		return nil
	}
	return []Flag{{}}
}

// fallingBack finds the periods that report a lower level than the one reported
// before.
func fallingBack(_ *Assessment, l *LeafState) []Flag {
	f := Flag{}
	before := -1
	for _, p := range l.History {
		steps := p.Level().Steps()
		if steps < 0 {
			continue
		}
		if steps < before {
			f.note(string(p.Period))
		}
		before = steps
	}
	return f.found()
}

// note counts one more thing found and keeps the first.
func (f *Flag) note(what string) {
	if f.Count == 0 {
		f.Other = what
	}
	f.Count++
}

// found returns the flag if it counted anything.
func (f Flag) found() []Flag {
	if f.Count == 0 {
		return nil
	}
	return []Flag{f}
}

// standstill finds two or more reports in a row with one level, short of
// complete, and no progress told.
func standstill(_ *Assessment, l *LeafState) []Flag {
	var run, longest Flag
	level := Level("")
	for _, p := range l.History {
		if p.Update == nil {
			continue
		}
		idle := saysNothing(p.Update.Progress) && p.Level() != Complete && p.Level() != Withdrawn
		switch {
		case !idle:
			run = Flag{}
		case p.Level() != level:
			run = Flag{}
			run.note(string(p.Period))
		default:
			run.note(string(p.Period))
		}
		level = p.Level()
		if run.Count > longest.Count {
			longest = run
		}
	}
	if longest.Count < 2 {
		return nil
	}
	return longest.found()
}

// nothings are the ways in which reports say that there is nothing to say.
var nothings = map[string]bool{
	"": true, "nil": true, "nul": true, "none": true, "n/a": true, "na": true, "no change": true, "no progress": true, "no update": true,
	"nothing to report": true, "not applicable": true, "see above": true, "same": true, "idem": true,
	"neant": true, "aucun": true, "aucune": true, "s/o": true, "so": true, "sans objet": true, "aucun progres": true,
	"aucun changement": true, "aucune mise a jour": true, "rien a signaler": true, "voir ci dessus": true,
}

// saysNothing reports whether a text is blank or "NIL" in both languages, as
// Canada's rows write it.
func saysNothing(t Text) bool {
	return !slices.ContainsFunc(Langs, func(l Lang) bool {
		const line = 60 // bytes; whoever writes more says something
		s := t.In(l)
		return len(s) > line || !nothings[strings.Trim(strings.ReplaceAll(foldLetters(s), "-", " "), " .,;:!\n")]
	})
}

// missingPeriod finds the periods that ended more than [ReportingGraceDays] ago,
// or before a period that was reported, and have no report, while the work was
// not complete.
func missingPeriod(a *Assessment, l *LeafState) []Flag {
	if l.Status == Withdrawn {
		return nil
	}
	f := Flag{}
	complete := false
	for i, p := range l.History {
		if p.Update != nil {
			complete = p.Level() == Complete
			continue
		}
		laterReport := slices.ContainsFunc(l.History[i:], func(p PeriodUpdate) bool { return p.Update != nil })
		if !complete && (laterReport || a.AsOf.DaysSince(p.Period.End()) > ReportingGraceDays) {
			f.note(string(p.Period))
		}
	}
	return f.found()
}

func pastDue(_ *Assessment, l *LeafState) []Flag {
	if l.Schedule.State != Overdue {
		return nil
	}
	return []Flag{{Days: -l.Schedule.Days}}
}

// dueBeforeStart finds what was due before the plan or its first reporting period
// began.
func dueBeforeStart(a *Assessment, l *LeafState) []Flag {
	due, start := l.Schedule.Original, later(a.Record.Plan.Start, a.Record.Plan.firstPeriodStart())
	if due.IsZero() || !due.Before(start) {
		return nil
	}
	return []Flag{{Days: start.DaysSince(due), Other: due.String()}}
}

// firstPeriodStart returns the day on which the first reporting period begins. A
// period names its last month only; how long it is shows from the one after it,
// and a single period is taken for a month.
func (p *Plan) firstPeriodStart() Date {
	if len(p.Periods) == 0 {
		return Date{}
	}
	end, months := p.Periods[0].End(), 1
	if len(p.Periods) > 1 {
		next := p.Periods[1].End()
		months = 12*(next.Year-end.Year) + int(next.Month-end.Month)
	}
	return NewDate(end.Year, end.Month+1, 1).AddMonths(-months)
}

// languagesDiffer reads both languages again; a date set by hand settles it.
func languagesDiffer(a *Assessment, l *LeafState) []Flag {
	if l.Deadline.SetByHand || blank(l.Deadline.Text.EN) || blank(l.Deadline.Text.FR) {
		return nil
	}
	if _, agree := ReadDeadline(l.Deadline.Text, a.Record.Plan.Start); agree {
		return nil
	}
	return []Flag{{}}
}

func ambiguousDeadline(_ *Assessment, l *LeafState) []Flag {
	if l.Deadline.SetByHand || !l.Deadline.Meaning.Ambiguous {
		return nil
	}
	return []Flag{{Other: l.Schedule.Original.String()}}
}

func recurringWithoutEnd(_ *Assessment, l *LeafState) []Flag {
	if l.Deadline.Meaning.Kind != Recurring || !l.Schedule.Current.IsZero() {
		return nil
	}
	return []Flag{{}}
}

// deadLink finds links that nobody can follow: by their form, and by what was
// recorded when they were checked. Nothing is fetched here. The links of an
// illustrative plan lead nowhere on purpose.
func deadLink(a *Assessment, l *LeafState) []Flag {
	f := Flag{}
	if l.Latest == nil || a.Record.Plan.Illustrative {
		return nil
	}
	for _, e := range l.Latest.Evidence {
		check := a.Record.LinkCheck(e.URL)
		if e.URL != "" && (!PublicURL(e.URL) || check.DeadAt(a.AsOf, a.Record.Plan.Location())) {
			f.note(e.URL)
		}
	}
	return f.found()
}

// reservedHosts are names that lead nowhere (RFC 2606, RFC 6761, RFC 6762).
var reservedHosts = []string{"example", "example.com", "example.net", "example.org", "invalid", "test", "localhost", "local", "internal"}

// PublicURL reports whether a link could work for a member of the public: http or
// https, with a host that is neither reserved nor a private address.
func PublicURL(link string) bool {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	reserved := slices.ContainsFunc(reservedHosts, func(r string) bool { return host == r || strings.HasSuffix(host, "."+r) })
	return strings.Contains(host, ".") && !reserved
}

// leafWithoutLead: nobody is named on the leaf, its milestone or its commitment,
// although others of the commitment have a lead; where none has,
// [commitmentWithoutLead] says so once.
func leafWithoutLead(a *Assessment, l *LeafState) []Flag {
	if l.hasLead() || !a.Commitment(l.Leaf.Commitment.Code).anyLead(a) {
		return nil
	}
	return []Flag{{}}
}

func (l *LeafState) hasLead() bool {
	return len(l.Leads) > 0 || l.Leaf.Milestone != nil && len(l.Leaf.Milestone.Leads) > 0 || len(l.Leaf.Commitment.Leads) > 0
}

func (c *CommitmentState) anyLead(a *Assessment) bool {
	return slices.ContainsFunc(a.Leaves[c.First:c.Last], func(l LeafState) bool { return l.hasLead() })
}

func commitmentWithoutLead(a *Assessment, c *CommitmentState) []Flag {
	if c.anyLead(a) {
		return nil
	}
	return []Flag{{}}
}

func withoutContact(_ *Assessment, c *CommitmentState) []Flag {
	if contact := c.Contact; contact.Name != "" || contact.Email != "" || !contact.Title.IsZero() {
		return nil
	}
	return []Flag{{}}
}
