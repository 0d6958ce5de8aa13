package mail

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/view"
)

// Source is what the words of an e-mail are looked up in.
type Source struct {
	// Base is the public address of the site, without a path.
	Base    string
	Clock   *time.Location                    // of what concerns no plan
	Records func(plan string) *tracker.Record // may return nil
	Name    func(account int64) string        // blank for nobody
}

// linesMost is how many notices an e-mail lists; the page has the others.
const linesMost = 50

// Compose writes an e-mail in both languages, the account's own first. It names what
// happened and where to read it, and quotes no text of an update: one that is not
// published is seen only by those signed in.
func Compose(m *tracker.Mail, from Source) Message {
	own, other := locale.For(m.Account.Lang), locale.For(m.Account.Lang.Other())
	return Message{
		ID: "ogptracker." + m.Token, To: m.Account.Email, Name: m.Account.Name, At: m.MadeAt,
		Subject:  subject(own, m, from),
		Text:     other.T("mail.below") + "\n\n" + part(own, m, from) + "\n" + strings.Repeat("-", 40) + "\n\n" + part(other, m, from),
		Settings: from.Base + view.Links{Lang: own.Lang()}.NoticeSettings(),
	}
}

// subject says what happened, where it is one thing.
func subject(l *locale.Locale, m *tracker.Mail, from Source) string {
	if len(m.Notices) != 1 {
		return l.N("mail.subject.digest", len(m.Notices), "site", l.T("web.site"))
	}
	line := lineOf(l, m.Notices[0], from)
	if m.Notices[0].Plan == "" {
		return line.What
	}
	return l.T("mail.subject.one", "what", line.What, "title", titleOf(line))
}

func lineOf(l *locale.Locale, n tracker.Notice, from Source) view.NoticeLine {
	return view.NoticeLineOf(l, view.Links{Lang: l.Lang()}, n, from.Records(n.Plan), from.Clock, from.Name(n.By))
}

// titleOf is what a notice is about, with the mark of the other language where the
// text is in that one.
func titleOf(line view.NoticeLine) string {
	title := line.Item.Title.Text
	if line.Item.Title.Mark != "" {
		title += " (" + line.Item.Title.Mark + ")"
	}
	return strings.TrimSpace(line.Item.Code + " " + title)
}

// part writes the e-mail in one language.
func part(l *locale.Locale, m *tracker.Mail, from Source) string {
	var b strings.Builder
	line := func(words ...string) {
		b.WriteString(oneLine(strings.Join(words, "")))
		b.WriteByte('\n')
	}
	k := view.Links{Lang: l.Lang()}
	if m.Digest {
		line(l.T("mail.digest"))
		line()
	}
	for i, n := range m.Notices {
		if i == linesMost {
			line(l.N("mail.more", len(m.Notices)-i))
			line()
			break
		}
		says := lineOf(l, n, from)
		line(says.What)
		if n.Plan != "" {
			line(titleOf(says))
		}
		about := []string{}
		for _, s := range []string{says.Plan.Text, says.Period, says.By, l.Date(says.On)} {
			if s != "" {
				about = append(about, s)
			}
		}
		line(strings.Join(about, ", "))
		line(from.Base, says.Item.Href)
		line()
	}
	line(l.T("mail.all", "url", from.Base+k.Notices(0)))
	line(l.T("mail.settings", "url", from.Base+k.NoticeSettings()))
	line(l.T("mail.automatic", "site", l.T("web.site")))
	return b.String()
}

// oneLine takes out of a text what could begin a line or a header of its own, or
// turn the direction of reading.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069', r == utf8.RuneError:
			return -1
		}
		return r
	}, s))
}
