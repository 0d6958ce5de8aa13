package view

import (
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// ChallengeItem is a challenge that was reported.
type ChallengeItem struct {
	Kind   string
	Code   string
	ID     string
	Period string
	Text   Prose
}

// EvidenceRow is a piece of evidence.
type EvidenceRow struct {
	Title    Text
	URL      string
	Language string
	Code     string
	ID       string
	Given    Date // when it was linked to, captured or written
	SHA256   string
	// File leads to the file or copy that is kept; its Href is blank where none is.
	File Link
	// Check says what was last found at the link, and Dead that nobody answers.
	Check string
	Dead  bool
	// InWords is evidence given in words instead of a link.
	InWords Prose
}

// UpdateGroup is every update of a leaf, newest first.
type UpdateGroup struct {
	Item  Item
	Count string // "4 updates"
	Open  bool   // shown at once, where there are few on the page
	Items []UpdateItem
}

// UpdateItem is one published update of a leaf.
type UpdateItem struct {
	On         Date
	Period     string
	By         Text
	Status     Status
	Correction bool // replaces one published before
	Replaced   bool // a later one replaces it
	Progress   Prose
	Kind       string // of the challenge
	Challenge  Prose
}

// updatesShown is how many updates a page shows at once; more stand behind the
// names of their items.
const updatesShown = 4

// addReports adds what was reported for a leaf: every update, the challenge told
// last, and the evidence. What a correction replaced stands among the updates
// only.
func (data *Commitment) addReports(l *locale.Locale, a *tracker.Assessment, leaf *tracker.LeafState) {
	id := "#" + Anchor(leaf.Code)
	group := UpdateGroup{
		Item:  Item{Href: id, Code: leaf.Code, Title: titleOf(l, leaf.Title, leaf.Code)},
		Count: l.N("web.commitment.update_count", len(leaf.Updates)),
	}
	replaced, told := map[int64]bool{}, false
	for _, u := range leaf.Updates { // newest first
		replaced[u.Replaces] = true
		item := updateItem(l, a.Record, u)
		item.Replaced = u.ID != 0 && replaced[u.ID]
		group.Items = append(group.Items, item)
		if item.Replaced {
			continue
		}
		if !told && !item.Challenge.IsZero() {
			told = true
			data.Challenges = append(data.Challenges, ChallengeItem{
				Kind: item.Kind, Code: leaf.Code, ID: id, Period: item.Period, Text: item.Challenge,
			})
		}
		for _, e := range u.Evidence {
			data.Evidence = append(data.Evidence, evidenceRow(l, a.Record, leaf.Code, id, e))
		}
		if !u.EvidenceIn.IsZero() {
			data.Evidence = append(data.Evidence, EvidenceRow{
				Code: leaf.Code, ID: id, InWords: proseOf(l, u.EvidenceIn),
				Given: shortDateOf(l, dayIn(&a.Record.Plan, u.PublishedAt)),
			})
		}
	}
	if len(group.Items) > 0 {
		data.Updates = append(data.Updates, group)
	}
}

func updateItem(l *locale.Locale, r *tracker.Record, u *tracker.Update) UpdateItem {
	item := UpdateItem{
		On: dateOf(l, dayIn(&r.Plan, u.PublishedAt)), Period: l.Month(u.Period), Status: reportedOf(l, u.Status),
		Correction: u.Replaces != 0, Progress: progressOf(l, u.Progress), Kind: clean(l.Risk(u.Risk)), Challenge: proseOf(l, u.Challenges),
	}
	if u.Organization != "" {
		item.By = textOf(l, r.Organization(u.Organization).Name)
	}
	return item
}

// openFew shows every update at once where the page has few.
func (data *Commitment) openFew() {
	total := 0
	for _, g := range data.Updates {
		total += len(g.Items)
	}
	for i := range data.Updates {
		data.Updates[i].Open = total <= updatesShown
	}
}

func evidenceRow(l *locale.Locale, r *tracker.Record, code, id string, e tracker.Evidence) EvidenceRow {
	row := EvidenceRow{
		Title: textOf(l, e.Title), URL: webAddress(e.URL), Code: code, ID: id,
		Given: shortDateOf(l, e.CapturedOn), SHA256: clean(e.SHA256),
	}
	if e.Lang != "" {
		row.Language = l.Language(e.Lang)
	}
	if e.IsFile() {
		row.File = fileLink(l, e.SHA256, e.Media)
		row.Title = fileTitle(l, &e)
	}
	if check := r.LinkCheck(e.URL); e.URL != "" && !check.CheckedAt.IsZero() {
		day := l.Date(dayIn(&r.Plan, check.CheckedAt))
		row.Check = l.T("web.evidence.answers", "day", day)
		if check.Failures > 0 {
			row.Dead = true
			row.Check = l.T("web.evidence.no_answer", "day", l.Date(dayIn(&r.Plan, check.FailingSince)))
		}
		if check.SHA256 != "" {
			row.File, row.SHA256 = fileLink(l, check.SHA256, check.Media), check.SHA256
		}
	}
	if row.Title.IsZero() {
		row.Title = Text{Text: shorten(clean(e.URL), 80)}
	}
	return row
}

// fileTitle is a file's title, else its kind.
func fileTitle(l *locale.Locale, e *tracker.Evidence) Text {
	if title := textOf(l, e.Title); !title.IsZero() {
		return title
	}
	return Text{Text: l.T("web.evidence.file", "kind", fileKind(e.Media))}
}

// fileLink leads to a file that is kept.
func fileLink(l *locale.Locale, sha256, media string) Link {
	return Link{Href: publicFile(tracker.FileName(sha256, media)), Label: l.T("web.evidence.copy", "kind", fileKind(media))}
}

// publicFile is the address of a published file.
func publicFile(name string) string { return "/files/" + name }

// fileKind names the kind of a file by the ending of its name: "PDF".
func fileKind(media string) string {
	return strings.ToUpper(strings.TrimPrefix(tracker.MediaTypes[media], "."))
}
