package view

import (
	"slices"
	"strconv"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// NoticeLine is a notice in words, as its page and its e-mail say it.
type NoticeLine struct {
	What string // "Update returned to you", "3 updates handed in"
	// Item is what it is about and where to go for it: a plan where the notice is of
	// several things, the work area where it is of the account.
	Item   Item
	Plan   Text   // blank where Item is the plan already
	Period string // blank for none
	By     string // name of who did it, blank for nobody in particular
	On     tracker.Date
}

// NoticeLineOf puts a notice into words. r is the record of its plan, nil where it
// has none, and then its day is that of clock; by is the name of the account that did
// it.
func NoticeLineOf(l *locale.Locale, k Links, n tracker.Notice, r *tracker.Record, clock *time.Location, by string) NoticeLine {
	line := NoticeLine{What: noticeWhat(l, n), By: clean(by), On: dayWhere(r, clock, n.At)}
	if n.Period != "" {
		line.Period = l.Month(n.Period)
	}
	switch {
	case n.Plan == "":
		line.Item = Item{Href: k.Account(), Title: Text{Text: l.T("work.account.title")}}
		return line
	case r == nil:
		line.Item = Item{Href: k.Work(), Title: Text{Text: l.T("work.title")}}
		return line
	}
	line.Item = Item{Href: noticeAddress(k, n, &r.Plan), Title: planShort(l, &r.Plan)}
	if part := r.Plan.Part(n.Item); part != nil {
		line.Item.Code, line.Item.Title = part.Code, titleOf(l, part.Title, part.Code)
		line.Plan = planShort(l, &r.Plan)
	}
	return line
}

func noticeWhat(l *locale.Locale, n tracker.Notice) string {
	key := "work.notice.what." + string(n.Kind)
	if !l.Has(key) { // of a later version of the program
		return string(n.Kind)
	}
	return l.N(key, n.Count, "until", n.Period.End())
}

// noticeAddress is where a reader goes from a notice: to the form where there is
// something to write, and else to what changed.
func noticeAddress(k Links, n tracker.Notice, p *tracker.Plan) string {
	switch n.Kind {
	case tracker.NoticeHandedIn:
		return k.Queue()
	case tracker.NoticeReturned, tracker.NoticeDraftChanged, tracker.NoticeOvertaken, tracker.NoticeClosing, tracker.NoticeOwed:
		if n.Item == "" || n.Period == "" {
			return k.Work()
		}
		return k.Update(tracker.DraftKey{Plan: p.ID, Leaf: n.Item, Period: n.Period})
	}
	if part := p.Part(n.Item); part != nil {
		return k.Item(p.ID, part.Commitment.Code, part.Code)
	}
	return k.Plan(p.ID)
}

// NoticesInput is what the page of notices needs.
type NoticesInput struct {
	Notices  []tracker.Notice // newest first, one more than PageSize where there are more
	PageSize int
	Before   int64 // the notice after which the list begins, 0 for the newest
	Unread   int
	Records  func(plan string) *tracker.Record // may return nil
	Clock    *time.Location                    // of notices whose plan is not there
	Name     func(account int64) string        // blank for nobody
}

// Notices lists what an account is told.
type Notices struct {
	Entries  []NoticeEntry
	Unread   string // says how many are new, blank for none
	Read     string // where the forms post to
	Newest   string // number of the newest one
	First    string // back to the newest, blank on the first page
	Older    string // the next page, blank on the last
	Settings string
}

// NoticeEntry is a notice in the list.
type NoticeEntry struct {
	NoticeLine
	ID  string
	On  Date
	New bool
	// Hidden continues the words of the button for those who hear it.
	Hidden string
}

// NoticesPage lists what an account is told.
func NoticesPage(l *locale.Locale, account *tracker.Account, in NoticesInput) *Page {
	page := workPage(l, account, "notices", func(k Links) string { return k.Notices(in.Before) })
	page.Title = l.T("work.notice.title")
	k := page.Links()
	data := &Notices{Read: k.ReadNotices(), Settings: k.NoticeSettings()}
	page.Data = data
	if in.Unread > 0 {
		data.Unread = l.N("work.notice.new", in.Unread)
	}
	notices := in.Notices
	if len(notices) > in.PageSize {
		notices = notices[:in.PageSize]
		data.Older = k.Notices(notices[len(notices)-1].ID)
	}
	if in.Before != 0 {
		data.First = k.Notices(0)
	}
	for _, n := range notices {
		line := NoticeLineOf(l, k, n, in.Records(n.Plan), in.Clock, in.Name(n.By))
		data.Entries = append(data.Entries, NoticeEntry{
			NoticeLine: line, ID: number(n.ID), On: dateOf(l, line.On), New: !n.Read,
			Hidden: l.T("work.notice.read_what", "what", line.What, "title", line.Item.Title.plain()),
		})
	}
	if len(notices) > 0 {
		data.Newest = number(notices[0].ID)
	}
	return page
}

// NoticeSettings is the page on which an account chooses its e-mail.
type NoticeSettings struct {
	Action string
	Back   string
	Email  string
	// Silent is set where this site sends no e-mail.
	Silent bool
	Kinds  []Input
	Digest Input
}

// NoticeSettingsPage shows what an account chose. sends says whether this site sends
// e-mail.
func NoticeSettingsPage(l *locale.Locale, account *tracker.Account, settings tracker.NoticeSettings, sends bool) *Page {
	page := workPage(l, account, "notice-settings", Links.NoticeSettings)
	page.Title = l.T("work.notice.settings")
	k := page.Links()
	page.Crumbs = append(page.Crumbs, Link{Href: k.Notices(0), Label: l.T("work.notice.title")})
	data := &NoticeSettings{Action: k.NoticeSettings(), Back: k.Notices(0), Email: account.Email, Silent: !sends}
	for _, kind := range tracker.NoticeKinds {
		if !kind.For(account) || kind == tracker.NoticeAccount { // that is over when its owner chooses
			continue
		}
		in := Input{ID: string(kind), Type: "select", Label: l.T("work.notice.kind." + string(kind))}
		for _, d := range tracker.Deliveries {
			in.Options = append(in.Options, Option{Value: string(d), Label: l.T("work.notice.delivery." + string(d)), Selected: d == settings.DeliveryOf(kind)})
		}
		data.Kinds = append(data.Kinds, in)
	}
	data.Digest = Input{ID: digestField, Type: "select", Label: l.T("work.notice.digest"), Hint: l.T("work.notice.digest_hint")}
	for _, every := range tracker.DigestRhythms {
		data.Digest.Options = append(data.Digest.Options, Option{Value: string(every), Label: l.T("work.notice.every." + string(every)), Selected: every == settings.Every()})
	}
	page.Data = data
	return page
}

// digestField is the name of the control that says how often the digest comes; the
// others are named by the kinds.
const digestField = "digest"

// ParseNoticeSettings reads what the form of [NoticeSettingsPage] sends; get returns
// a value. It reports whether every value is one that the form offers.
func ParseNoticeSettings(get func(name string) string) (tracker.NoticeSettings, bool) {
	s := tracker.NoticeSettings{Delivery: map[tracker.NoticeKind]tracker.Delivery{}}
	ok := true
	for _, kind := range tracker.NoticeKinds {
		if v := tracker.Delivery(get(string(kind))); v != "" {
			s.Delivery[kind] = v
			ok = ok && slices.Contains(tracker.Deliveries, v)
		}
	}
	s.Digest = tracker.DigestEvery(get(digestField))
	return s, ok && (s.Digest == "" || slices.Contains(tracker.DigestRhythms, s.Digest))
}

// ParseNumber reads the number of a notice, 0 for a blank one. It reports whether it
// is one.
func ParseNumber(s string) (int64, bool) {
	if s == "" {
		return 0, true
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0
}
