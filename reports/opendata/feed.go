package opendata

import (
	"encoding/xml"
	"io"
	"strconv"
	"time"

	"github.com/google/uuid"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// FeedOptions are the addresses that a feed names. They must be absolute.
type FeedOptions struct {
	Self string // of the feed itself
	Page string // of the page that shows the same changes
	// Item returns the address of what a change is about.
	Item func(tracker.Activity) string
	// Illustrative says in the feed's subtitle that progress is made up to show
	// the program.
	Illustrative bool
}

// The elements of Atom (RFC 4287). They are written here rather than by a feed
// library because the feed carries its language, and an entry that of its title.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   atomAuthor  `xml:"author"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    atomText     `xml:"title"`
	Updated  string       `xml:"updated"`
	Link     *atomLink    `xml:"link,omitempty"`
	Category atomCategory `xml:"category"`
	Summary  atomText     `xml:"summary"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Lang string `xml:"xml:lang,attr,omitempty"` // where it is not the feed's
	Text string `xml:",chardata"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// WriteFeed writes published changes, newest first, as an Atom feed in a
// language. The feed says that it was updated when its newest change came out, so
// that the same changes give the same bytes.
func WriteFeed(w io.Writer, l *locale.Locale, changes []tracker.Activity, o FeedOptions) error {
	feed := atomFeed{
		Lang: string(l.Lang()), ID: o.Self, Title: l.T("opendata.feed.title"),
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links:   []atomLink{{Rel: "self", Type: "application/atom+xml", Href: o.Self}, {Rel: "alternate", Type: "text/html", Href: o.Page}},
		Author:  atomAuthor{"ogptracker"},
	}
	if o.Illustrative {
		feed.Subtitle = l.T("common.demonstration")
	}
	for i, change := range changes {
		if i == 0 {
			feed.Updated = change.At.UTC().Format(time.RFC3339)
		}
		feed.Entries = append(feed.Entries, entryOf(l, change, o))
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	out := xml.NewEncoder(w)
	out.Indent("", "  ")
	if err := out.Encode(feed); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func entryOf(l *locale.Locale, change tracker.Activity, o FeedOptions) atomEntry {
	title, lang := inEither(l, change.Title)
	if change.Item != "" {
		title = change.Item + " " + title
	}
	entry := atomEntry{
		ID:       changeID(o.Page, change),
		Title:    atomText{Type: "text", Text: oneLine(title)},
		Updated:  change.At.UTC().Format(time.RFC3339),
		Category: atomCategory{string(change.Kind), l.ActivityKind(change.Kind)},
		Summary:  atomText{Type: "text", Text: summary(l, change)},
	}
	if lang != l.Lang() {
		entry.Title.Lang = string(lang)
	}
	if o.Item != nil {
		if href := o.Item(change); href != "" {
			entry.Link = &atomLink{Rel: "alternate", Type: "text/html", Href: href}
		}
	}
	return entry
}

// changeID names a change for good, by the number of its audit entry and the
// place that publishes it.
func changeID(page string, change tracker.Activity) string {
	name := page + "#" + strconv.FormatInt(change.Seq, 10)
	return "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String()
}

// summary says what changed, and from what to what.
func summary(l *locale.Locale, change tracker.Activity) string {
	switch {
	case change.Kind == tracker.ActivityUpdate && change.Correction:
		return l.T("opendata.feed.correction", "period", change.Period, "to", change.To)
	case change.Kind == tracker.ActivityUpdate && change.From == "":
		return l.T("opendata.feed.first", "period", change.Period, "to", change.To)
	case change.Kind == tracker.ActivityUpdate:
		return l.T("opendata.feed.update", "period", change.Period, "from", change.From, "to", change.To)
	case change.Kind == tracker.ActivityDeadline:
		s := l.T("opendata.feed.deadline", "from", change.DueFrom, "to", change.DueTo)
		if reason := line(l, change.Reason); reason != "" {
			s = l.T("opendata.feed.reason", "what", s, "reason", reason)
		}
		return s
	}
	return l.ActivityKind(change.Kind)
}
