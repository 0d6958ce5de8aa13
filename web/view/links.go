package view

import (
	"net/url"
	"strconv"
	"strings"

	"ogptracker/tracker"
)

// Words are the words of one language that stand in addresses. Routes and links
// are both made from them, so an address is spelt in one place.
type Words struct {
	// In paths.
	Plans, Commitments, Timeline, Reports, SelfAssessment, Charts, Data string
	Summary, Slippage, FactSheet, Computation                           string
	Benchmark, Methodology, Activity, About                             string
	// In queries.
	AsOf, Theme, Lead, Show          string // of plan pages
	Plan, Organization, Kind, Before string // of the activity
	// In paths of the work area.
	Work, SignIn, SignOut string
	Files                 string
	AccountWords
	Updates, Queue, Draft string
	HistoryWords
	NoticeWords
	BenchmarkWords
	CompletionWords
	CompositeWords
	EditorWords
	EditionWords
	ReviewWords
	SheetWords
}

var words = map[tracker.Lang]Words{
	tracker.EN: {
		Plans: "plans", Commitments: "commitments", Timeline: "timeline", Reports: "reports",
		SelfAssessment: "self-assessment", Charts: "charts", Data: "data",
		Summary: "summary", Slippage: "slippage", FactSheet: "fact-sheet", Computation: "computation",
		Benchmark: "benchmark", Methodology: "methodology", Activity: "activity", About: "about",
		AsOf: "as-of", Theme: "theme", Lead: "lead", Show: "show",
		Plan: "plan", Organization: "organization", Kind: "kind", Before: "before",
		Work: "work", SignIn: "sign-in", SignOut: "sign-out",
		Files:        "files",
		AccountWords: accountWords[tracker.EN],
		Updates:      "updates", Queue: "to-publish", Draft: "draft",
		HistoryWords:    HistoryWords{History: "history", Audit: "audit", Verify: "verify", Item: "item", Who: "who", From: "from", To: "to"},
		NoticeWords:     noticeWords[tracker.EN],
		BenchmarkWords:  benchmarkWords[tracker.EN],
		CompletionWords: completionWords[tracker.EN],
		CompositeWords:  compositeWords[tracker.EN],
		EditorWords:     editorWords[tracker.EN],
		EditionWords:    editionWords[tracker.EN],
		ReviewWords:     reviewWords[tracker.EN],
		SheetWords:      sheetWords[tracker.EN],
	},
	tracker.FR: {
		Plans: "plans", Commitments: "engagements", Timeline: "calendrier", Reports: "rapports",
		SelfAssessment: "auto-evaluation", Charts: "graphiques", Data: "donnees",
		Summary: "sommaire", Slippage: "retards", FactSheet: "fiche", Computation: "calcul",
		Benchmark: "comparaison-internationale", Methodology: "methodologie", Activity: "activite", About: "a-propos",
		AsOf: "au", Theme: "theme", Lead: "responsable", Show: "afficher",
		Plan: "plan", Organization: "organisation", Kind: "type", Before: "avant",
		Work: "travail", SignIn: "connexion", SignOut: "deconnexion",
		Files:        "fichiers",
		AccountWords: accountWords[tracker.FR],
		Updates:      "mises-a-jour", Queue: "a-publier", Draft: "brouillon",
		HistoryWords:    HistoryWords{History: "historique", Audit: "journal", Verify: "verifier", Item: "element", Who: "qui", From: "du", To: "jusqu-au"},
		NoticeWords:     noticeWords[tracker.FR],
		BenchmarkWords:  benchmarkWords[tracker.FR],
		CompletionWords: completionWords[tracker.FR],
		CompositeWords:  compositeWords[tracker.FR],
		EditorWords:     editorWords[tracker.FR],
		EditionWords:    editionWords[tracker.FR],
		ReviewWords:     reviewWords[tracker.FR],
		SheetWords:      sheetWords[tracker.FR],
	},
}

// WordsOf returns the words of a language.
func WordsOf(lang tracker.Lang) Words { return words[lang] }

// Links writes the addresses of one language's pages. All are relative to the
// site's root.
type Links struct {
	Lang tracker.Lang
	// AsOf is carried from one page of a plan to the next; zero for the day that
	// the plan shows by itself.
	AsOf tracker.Date
}

// TimelineFilter narrows a timeline. The zero value shows everything.
type TimelineFilter struct {
	Theme string // code
	Lead  string // organization's code
	Show  string // [ShowAttention] or blank
}

// ShowAttention narrows a timeline to what is overdue or has moved.
const ShowAttention = "attention"

// ActivityChoice narrows the activity. The zero value shows the newest of
// everything.
type ActivityChoice struct {
	Plan         string
	Organization string
	Kind         tracker.ActivityKind
	Before       int64 // only what comes after this change in the list
}

func (k Links) words() Words { return words[k.Lang] }

// path joins segments under the language, escaping each.
func (k Links) path(segments ...string) string {
	p := make([]byte, 0, 96)
	p = append(p, '/')
	p = append(p, k.Lang...)
	p = append(p, '/')
	for i, s := range segments {
		if i > 0 {
			p = append(p, '/')
		}
		p = append(p, url.PathEscape(s)...)
	}
	return string(p)
}

// query appends the pairs that have a value, in the order given.
func query(path string, pairs ...string) string {
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			path += sep + pairs[i] + "=" + url.QueryEscape(pairs[i+1])
			sep = "&"
		}
	}
	return path
}

// dated appends the day that is carried along, and further pairs.
func (k Links) dated(path string, pairs ...string) string {
	return query(path, append([]string{k.words().AsOf, k.AsOf.String()}, pairs...)...)
}

// Home is the start page.
func (k Links) Home() string { return k.path() }

// Plans is the list of plans.
func (k Links) Plans() string { return k.path(k.words().Plans) }

// Plan is a plan's dashboard.
func (k Links) Plan(id string) string { return k.dated(k.path(k.words().Plans, id)) }

// Commitment is the page of a commitment.
func (k Links) Commitment(plan, code string) string {
	return k.dated(k.path(k.words().Plans, plan, k.words().Commitments, code))
}

// Item is the place of a milestone or indicator on its commitment's page.
func (k Links) Item(plan, commitment, item string) string {
	return k.Commitment(plan, commitment) + "#" + Anchor(item)
}

// Timeline is a plan's milestones on a time axis.
func (k Links) Timeline(plan string, f TimelineFilter) string {
	w := k.words()
	return k.dated(k.path(w.Plans, plan, w.Timeline), w.Theme, f.Theme, w.Lead, f.Lead, w.Show, f.Show)
}

// SelfAssessment is a plan's self-assessment report; ext is "" for the page and
// ".pdf" for the file.
func (k Links) SelfAssessment(plan, ext string) string {
	w := k.words()
	return k.dated(k.path(w.Plans, plan, w.Reports, w.SelfAssessment+ext))
}

// Summary is a plan's summary for executives, and Slippage what is late and was moved;
// ext is "" for the page and ".pdf" for the file.
func (k Links) Summary(plan, ext string) string {
	w := k.words()
	return k.dated(k.path(w.Plans, plan, w.Reports, w.Summary+ext))
}

// Slippage is the report on what is late and was moved, see [Links.Summary].
func (k Links) Slippage(plan, ext string) string {
	w := k.words()
	return k.dated(k.path(w.Plans, plan, w.Reports, w.Slippage+ext))
}

// FactSheet is the report on a commitment, see [Links.Summary].
func (k Links) FactSheet(plan, code, ext string) string {
	w := k.words()
	return k.dated(k.path(w.Plans, plan, w.Commitments, code, w.FactSheet+ext))
}

// Computation is how a plan's figures come about: of all of them, or at a commitment.
func (k Links) Computation(plan, commitment string) string {
	w := k.words()
	path := k.dated(k.path(w.Plans, plan, w.Computation))
	if commitment == "" {
		return path
	}
	return fragment(path, Anchor(commitment))
}

// PlanChart is a chart of a plan as a file; ext is "svg", "png" or "csv".
func (k Links) PlanChart(plan, chart, ext string) string {
	w := k.words()
	return k.dated(k.path(w.Plans, plan, w.Charts, chart+"."+ext))
}

// PlanData is a data file of a plan: "updates.csv".
func (k Links) PlanData(plan, file string) string {
	w := k.words()
	return k.dated(k.path(w.Plans, plan, w.Data, file))
}

// Methodology is one rule, or all of them where anchor is blank.
func (k Links) Methodology(anchor string) string {
	return fragment(k.path(k.words().Methodology), anchor)
}

// Data is the page of downloads, formats and fields.
func (k Links) Data() string { return k.path(k.words().Data) }

// Reports lists every report.
func (k Links) Reports() string { return k.path(k.words().Reports) }

// Activity lists what was published.
func (k Links) Activity(c ActivityChoice) string {
	return k.activity(k.path(k.words().Activity), c)
}

// ActivityFeed is the Atom feed of an activity list.
func (k Links) ActivityFeed(c ActivityChoice) string {
	c.Before = 0
	return k.activity(k.path(k.words().Activity+".atom"), c)
}

func (k Links) activity(path string, c ActivityChoice) string {
	w, before := k.words(), ""
	if c.Before > 0 {
		before = strconv.FormatInt(c.Before, 10)
	}
	return query(path, w.Plan, c.Plan, w.Organization, c.Organization, w.Kind, string(c.Kind), w.Before, before)
}

// About is the page about the site, or a part of it.
func (k Links) About(anchor string) string { return fragment(k.path(k.words().About), anchor) }

// InOther returns the address of a public page in the other language, without its
// query; that of the home page where the address is none of a public page.
func InOther(lang tracker.Lang, path string) string {
	from, to := words[lang], words[lang.Other()]
	rest, ok := strings.CutPrefix(path, "/"+string(lang)+"/")
	if !ok {
		return Links{Lang: lang.Other()}.Home()
	}
	segments := strings.Split(rest, "/")
	turn := func(i int, pairs ...string) bool {
		for j := 0; j+1 < len(pairs); j += 2 {
			if i < len(segments) && segments[i] == pairs[j] {
				segments[i] = pairs[j+1]
				return true
			}
		}
		return false
	}
	known := turn(0, from.Plans, to.Plans, from.Benchmark, to.Benchmark, from.Activity, to.Activity)
	switch {
	case segments[0] == to.Benchmark:
		known = known && (len(segments) == 1 || turn(1, from.Reports, to.Reports) && turn(2, from.Comparison, to.Comparison) || turn(1, from.Countries, to.Countries, from.Compare, to.Compare, from.Composite, to.Composite, from.Completion, to.Completion))
	case len(segments) > 2:
		known = known && turn(2, from.Timeline, to.Timeline, from.Commitments, to.Commitments)
	}
	if !known || len(segments) > 4 {
		return Links{Lang: lang.Other()}.Home()
	}
	return Links{Lang: lang.Other()}.path(segments...)
}

func fragment(path, anchor string) string {
	if anchor != "" {
		path += "#" + anchor
	}
	return path
}

// Anchor returns the id under which an item stands on its commitment's page. A
// code may hold any character, an id no space.
func Anchor(code string) string {
	id := []byte("item-")
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '-':
			id = append(id, c)
		default:
			id = append(id, '_')
			id = strconv.AppendUint(id, uint64(c), 16)
		}
	}
	return string(id)
}
