package view

import (
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/locale"
)

// HomeInput is what the home page needs. Every part may be missing: a tracker
// starts empty.
type HomeInput struct {
	Jurisdiction tracker.Jurisdiction
	Current      *tracker.Assessment // of the plan that is shown at a glance
	Day          Day
	Activity     []tracker.Activity // newest first
	Records      func(plan string) *tracker.Record
	Benchmark    *benchmark.Table
	Clock        *time.Location // of changes whose plan is not there
	Home         string         // the home country's code
	Modified     tracker.Date
}

// Home is the start page.
type Home struct {
	Intro   []string
	Plan    *Glance
	Feed    []FeedEntry
	FeedAll string
	Overdue []OverdueRow
	// OverdueAll leads to all that is overdue, "" where there is no more.
	OverdueAll Link
	Standing   *Standing
	Use        []Use
}

// Glance is the current plan at a glance.
type Glance struct {
	Name          string // "Current plan", or "Latest plan" where none runs
	Href          string
	Title         Text
	Period        string
	NextReport    string // "31 December 2017, for the period that ends then"; blank when none is due
	Earlier       string // where the other plans are
	Figure        Figure
	Bar           Lane
	Method, Rules string
	Alerts        []Alert
	LevelsTitle   string
	Levels        []LevelCount
}

// Standing is where the home country stands in the benchmark.
type Standing struct {
	Caption string
	Since   bool
	Rows    []StandingRow
	More    Link
	Credit  Credit
}

// StandingRow is a country.
type StandingRow struct {
	Rank          string
	Tied          bool
	Country       Link
	Score, Change string
	Up, Down      bool
	Bar           Lane
	Home          bool
}

// RankText is a rank as it is shown, and whether others share it.
type RankText struct {
	Rank string
	Tied bool
}

// Use is one way to use the record.
type Use struct {
	Link Link
	Note string
}

// How much of each list the home page shows.
const (
	homeFeed, homeOverdue, homeCountries = 4, 4, 5
)

// HomePage is the start page.
func HomePage(l *locale.Locale, in HomeInput) *Page {
	page := plainPage(l, "home", "", Links.Home)
	page.Crumbs = nil
	page.Title, page.Description = l.T("web.home.title"), l.T("web.home.description")
	page.Modified = in.Modified
	k := page.Links()
	page.Feed = k.ActivityFeed(ActivityChoice{})
	data := &Home{Intro: introduction(l, in.Jurisdiction), FeedAll: k.Activity(ActivityChoice{})}
	page.Data = data
	if in.Current != nil {
		data.addPlan(l, in)
		page.Notice = noticeOf(l, in.Current.Record.Plan.Illustrative)
	}
	for _, c := range in.Activity[:min(homeFeed, len(in.Activity))] {
		data.Feed = append(data.Feed, activityEntry(l, k, c, in.Records(c.Plan), in.Clock))
	}
	if in.Benchmark != nil && in.Benchmark.Size() > 0 {
		data.Standing = standingOf(l, k, in.Benchmark, in.Home)
	}
	data.Use = []Use{
		{Link: Link{Href: k.Reports(), Label: l.T("web.nav.reports")}, Note: l.T("web.home.use_reports")},
		{Link: Link{Href: k.Data(), Label: l.T("web.nav.data")}, Note: l.T("web.home.use_data")},
		{Link: Link{Href: k.Methodology(""), Label: l.T("web.nav.methodology")}, Note: l.T("web.home.use_methodology")},
	}
	return page
}

// introduction says what the partnership is and why the plan exists.
func introduction(l *locale.Locale, j tracker.Jurisdiction) []string {
	joined := l.T("web.home.joined")
	if j.Since != 0 {
		joined = l.T("web.home.joined_in", "country", titleOf(l, j.Name, j.Code).plain(), "year", strconv.Itoa(j.Since))
	}
	return []string{l.T("web.home.what"), joined, l.T("web.home.report"), l.T("web.home.read")}
}

func (data *Home) addPlan(l *locale.Locale, in HomeInput) {
	a := in.Current
	r, p, u := a.Record, &a.Record.Plan, unitOf(a.Leaves)
	k := in.Day.links(l.Lang())
	plan := k.Plan(p.ID)
	data.Plan = &Glance{
		Href: plan, Title: planShort(l, p), Period: l.DateRange(p.Start, p.End), Earlier: k.Plans(),
		Figure: figureOf(l, a.Figures, u), Bar: boundsLane(l, a.Figures, a.Elapsed),
		Method: k.Methodology("rollup"), Rules: l.T("web.rules", "version", a.Rules),
		Alerts: alertsOf(l, a, u, in.Day, plan), LevelsTitle: l.N("web.home.levels", len(a.Commitments)), Levels: levelCounts(l, a),
	}
	data.Plan.Name = l.T("web.home.current")
	if p.End.Before(in.Day.Today) {
		data.Plan.Name = l.T("web.home.latest")
	}
	for _, period := range p.Periods {
		if period.End().After(in.Day.Today) {
			data.Plan.NextReport = l.T("web.home.next_report_on", "day", period.End())
			break
		}
	}
	overdue := a.Overdue()
	for i := range overdue[:min(homeOverdue, len(overdue))] {
		leaf := &overdue[i]
		data.Overdue = append(data.Overdue, OverdueRow{
			Item: itemOf(l, k, p.ID, leaf), People: peopleOf(l, r, leaf.Commitment, leaf.Leads),
			Days: l.N("web.timing.late", abs(leaf.Schedule.Days)),
		})
	}
	if len(overdue) > 0 {
		data.OverdueAll = Link{Href: plan + "#overdue", Label: l.N("web.home.all_overdue", len(overdue), "units", u.of(l, len(overdue)))}
	}
}

// standingOf shows the best countries and the home country.
func standingOf(l *locale.Locale, k Links, t *benchmark.Table, home string) *Standing {
	rows := t.Rows[:min(homeCountries, len(t.Rows))]
	if row := t.Row(home); row != nil && row.Rank > rows[len(rows)-1].Rank {
		rows = append(append([]benchmark.Row{}, rows...), *row)
	}
	s := &Standing{
		Caption: l.T("web.home.standing_caption", "index", textOf(l, t.Index.Name).plain(),
			"year", strconv.Itoa(t.Year), "first", strconv.Itoa(t.First), "n", len(rows), "of", t.Size()),
		Credit: creditOf(l, &t.Index),
		More:   Link{Href: k.Benchmark(BenchmarkChoice{}), Label: l.T("web.home.standing_more", "countries", t.Size(), "editions", len(t.Years))},
	}
	for _, row := range rows {
		s.Rows = append(s.Rows, standingRow(l, t, row, home))
	}
	return s
}

func standingRow(l *locale.Locale, t *benchmark.Table, row benchmark.Row, home string) StandingRow {
	out := StandingRow{
		Rank: l.Int(row.Rank), Tied: row.Tied, Score: scoreOf(l, t, row.Score),
		Country: Link{Href: Links{Lang: l.Lang()}.Country(row.Country), Label: l.Country(row.Country)},
		Home:    row.Country == home, Bar: scoreLane(row.Score, row.Country == home),
	}
	if row.Since != 0 {
		out.Change = l.SignedDecimal(row.Change, t.ScoreDigits)
		out.Up, out.Down = row.Change > 0, row.Change < 0
	}
	return out
}
