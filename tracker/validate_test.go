package tracker_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"ogptracker/tracker"
)

func TestValidate(t *testing.T) {
	leaf := func(r *tracker.Record) *tracker.Indicator { return &r.Plan.Commitments[0].Milestones[0].Indicators[0] }
	revised := func(rs ...tracker.Revision) func(*tracker.Record) {
		return func(r *tracker.Record) { leaf(r).Deadline.Revisions = rs }
	}
	updated := func(change func(*tracker.Update)) func(*tracker.Record) {
		return func(r *tracker.Record) {
			u := report(2, "L", "2017-06", tracker.Limited, "2017-07-20")
			change(&u)
			r.Updates = append(r.Updates, u)
		}
	}
	for name, c := range map[string]struct {
		change func(*tracker.Record)
		want   string // item field code args; ...
	}{
		"nothing":                {func(*tracker.Record) {}, ""},
		"another identifier":     {func(r *tracker.Record) { r.Plan.ID = "ca-4" }, " id problem.id_mismatch map[expected:ca-3 id:ca-4]"},
		"no jurisdiction":        {func(r *tracker.Record) { r.Plan.Jurisdiction, r.Plan.ID = "", "-3" }, " jurisdiction problem.jurisdiction_missing map[]"},
		"no number":              {func(r *tracker.Record) { r.Plan.Number, r.Plan.ID = 0, "ca-0" }, " number problem.number map[number:0]"},
		"no title":               {func(r *tracker.Record) { r.Plan.Title = both(" ") }, " title problem.title_missing map[]"},
		"one title is enough":    {func(r *tracker.Record) { r.Plan.Title = tracker.Text{FR: "Plan"} }, ""},
		"no beginning":           {func(r *tracker.Record) { r.Plan.Start = tracker.Date{} }, " start problem.date_missing map[]"},
		"ends before it begins":  {func(r *tracker.Record) { r.Plan.End = day("2016-06-30") }, "  problem.dates_reversed map[end:2016-06-30 start:2016-07-01]"},
		"three-year cycle":       {func(r *tracker.Record) { r.Plan.CycleYears = 3 }, " cycle_years problem.cycle_years map[years:3]"},
		"no publication policy":  {func(r *tracker.Record) { r.Plan.Publication = "" }, " publication problem.publication_unknown map[publication:]"},
		"no time zone":           {func(r *tracker.Record) { r.Plan.TimeZone = "" }, " time_zone problem.time_zone_unknown map[zone:]"},
		"unknown time zone":      {func(r *tracker.Record) { r.Plan.TimeZone = "Ottawa" }, " time_zone problem.time_zone_unknown map[zone:Ottawa]"},
		"unknown level in rules": {func(r *tracker.Record) { r.Plan.Rules.EvidenceFor = []tracker.Level{"done"} }, " rules problem.level_unknown map[level:done]"},
		"source is no address":   {func(r *tracker.Record) { r.Plan.Source = "javascript:alert(1)" }, " source problem.url_unsafe map[url:javascript:alert(1)]"},
		"malformed period":       {func(r *tracker.Record) { r.Plan.Periods = []tracker.Period{"2016-12", "2017-13"} }, " periods problem.period_malformed map[period:2017-13]"},
		"periods out of order":   {func(r *tracker.Record) { r.Plan.Periods = []tracker.Period{"2016-12", "2016-06"} }, " periods problem.period_order map[before:2016-12 period:2016-06]"},
		"period twice":           {func(r *tracker.Record) { r.Plan.Periods = []tracker.Period{"2016-12", "2016-12"} }, " periods problem.period_order map[before:2016-12 period:2016-12]"},
		"theme twice":            {func(r *tracker.Record) { r.Plan.Themes = []tracker.Theme{{Code: "a"}, {Code: "a"}} }, " themes problem.theme_duplicate map[theme:a]"},
		"unknown theme":          {func(r *tracker.Record) { r.Plan.Commitments[0].Theme = "b" }, "C1 theme problem.theme_unknown map[theme:b]"},
		"no code":                {func(r *tracker.Record) { leaf(r).Code = "" }, " code problem.code_missing map[]; L updates.leaf problem.update_leaf_unknown map[leaf:L]"},
		"code twice":             {func(r *tracker.Record) { r.Plan.Commitments[0].Milestones[0].Code = "C1" }, "C1 code problem.code_duplicate map[code:C1]"},
		"number twice": {func(r *tracker.Record) {
			r.Plan.Commitments = append(r.Plan.Commitments, tracker.Commitment{Item: tracker.Item{Code: "C2", Title: both("Second")}, Number: 1})
		}, "C2 number problem.number_duplicate map[number:1]"},
		"item without title":  {func(r *tracker.Record) { leaf(r).Title = tracker.Text{} }, "L title problem.title_missing map[]"},
		"negative weight":     {func(r *tracker.Record) { leaf(r).Weight = -1 }, "L weight problem.weight map[weight:-1]"},
		"weight not a number": {func(r *tracker.Record) { leaf(r).Weight = math.NaN() }, "L weight problem.weight map[weight:NaN]"},
		"infinite weight":     {func(r *tracker.Record) { leaf(r).Weight = math.Inf(1) }, "L weight problem.weight map[weight:+Inf]"},
		"commitment backwards": {func(r *tracker.Record) {
			r.Plan.Commitments[0].Start, r.Plan.Commitments[0].End = day("2017-02-01"), day("2017-01-01")
		}, "C1  problem.dates_reversed map[end:2017-01-01 start:2017-02-01]"},
		"impossible day": {func(r *tracker.Record) {
			r.Plan.Commitments[0].Start = tracker.Date{Year: 2017, Month: time.June, Day: 31}
		}, "C1  problem.date_impossible map[date:2017-06-31]"},
		"unknown deadline":     {func(r *tracker.Record) { leaf(r).Deadline.Meaning.Kind = "soon" }, "L deadline.meaning.kind problem.deadline_kind_unknown map[kind:soon]"},
		"dated without a date": {func(r *tracker.Record) { leaf(r).Deadline.Meaning = tracker.Meaning{Kind: tracker.Dated} }, "L deadline.meaning.due problem.deadline_date_missing map[]"},
		"unknown stated level": {func(r *tracker.Record) {
			r.Plan.Commitments[0].Stated = &tracker.Stated{Level: "good", Reason: both("x")}
		}, "C1 stated.level problem.level_unknown map[level:good]"},
		"stated without reason":   {func(r *tracker.Record) { r.Plan.Commitments[0].Stated = &tracker.Stated{Level: tracker.Complete} }, "C1 stated.reason problem.stated_reason_missing map[]"},
		"revision without day":    {revised(tracker.Revision{Due: day("2018-01-01"), Reason: both("x")}), "L deadline.revisions problem.revision_incomplete map[]"},
		"revision without reason": {revised(tracker.Revision{On: day("2017-01-01"), Due: day("2018-01-01")}), "L deadline.revisions problem.revision_reason_missing map[on:2017-01-01]"},
		"revisions out of order": {revised(tracker.Revision{On: day("2017-02-01"), Due: day("2018-01-01"), Reason: both("x")}, tracker.Revision{On: day("2017-01-01"), Due: day("2018-02-01"), Reason: both("x")}),
			"L deadline.revisions problem.revision_order map[on:2017-01-01]"},
		"organization twice":       {func(r *tracker.Record) { r.Organizations = append(r.Organizations, r.Organizations[0]) }, " organizations problem.organization_duplicate map[organization:tbs-sct]"},
		"unknown lead":             {func(r *tracker.Record) { leaf(r).Leads = []string{"nobody"} }, "L leads problem.organization_unknown map[organization:nobody]"},
		"unknown supporter":        {func(r *tracker.Record) { leaf(r).Supporting = []string{"nobody"} }, "L supporting problem.organization_unknown map[organization:nobody]"},
		"update of a milestone":    {updated(func(u *tracker.Update) { u.Leaf = "C1.1" }), "C1.1 updates.leaf problem.update_leaf_unknown map[leaf:C1.1]"},
		"update of no period":      {updated(func(u *tracker.Update) { u.Period = "2019-06" }), "L updates.period problem.update_period_unknown map[period:2019-06]"},
		"update of no level":       {updated(func(u *tracker.Update) { u.Status = "" }), "L updates.status problem.level_unknown map[level:]"},
		"update of no time":        {updated(func(u *tracker.Update) { u.PublishedAt = time.Time{} }), "L updates.published_at problem.update_time_missing map[]"},
		"update with an odd link":  {updated(func(u *tracker.Update) { *u = linking(*u, "data:text/html,x") }), "L updates.evidence.url problem.url_unsafe map[url:data:text/html,x]"},
		"update number twice":      {updated(func(u *tracker.Update) { u.ID = 1 }), "L updates.id problem.update_id_duplicate map[id:1]"},
		"update corrects nothing":  {updated(func(u *tracker.Update) { u.Replaces = 9 }), "L updates.replaces problem.update_replaces_unknown map[id:9]"},
		"update corrects itself":   {updated(func(u *tracker.Update) { u.Replaces = 2 }), "L updates.replaces problem.update_replaces_unknown map[id:2]"},
		"update corrects another":  {updated(func(u *tracker.Update) { u.Replaces = 1 }), ""},
		"unknown event":            {func(r *tracker.Record) { r.Events = []tracker.Event{event("party", "2017-01-01")} }, " events.kind problem.event_kind_unknown map[kind:party]"},
		"event without a day":      {func(r *tracker.Record) { r.Events = []tracker.Event{{Kind: tracker.ForumMeeting}} }, " events.on problem.date_missing map[]"},
		"event backwards":          {func(r *tracker.Record) { r.Events = []tracker.Event{comments("2017-02-01", "2017-01-01")} }, " events problem.dates_reversed map[end:2017-01-01 start:2017-02-01]"},
		"unknown level of a reply": {func(r *tracker.Record) { r.Recommendations = []tracker.Recommendation{{Number: 1, Level: "ok"}} }, " recommendations.level problem.level_unknown map[level:ok]"},
	} {
		t.Run(name, func(t *testing.T) {
			r := record(clean())
			r.Updates = []tracker.Update{report(1, "L", "2016-12", tracker.Limited, "2017-01-20")}
			c.change(r)
			var got []string
			for _, p := range r.Validate() {
				got = append(got, fmt.Sprintf("%s %s %s %v", p.Item, p.Field, p.Code, p.Args))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got  %q\nwant %q", s, c.want)
			}
		})
	}
}
