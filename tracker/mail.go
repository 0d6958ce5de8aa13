package tracker

import (
	"slices"
	"time"
)

// Delivery is how an account gets notices of a kind by e-mail. In the application
// it gets all of them.
type Delivery string

// The ways of delivery.
const (
	AtOnce   Delivery = "at_once"
	InDigest Delivery = "digest"
	NoMail   Delivery = "none"
)

// Deliveries lists the ways in the order in which a form offers them.
var Deliveries = []Delivery{AtOnce, InDigest, NoMail}

// DigestEvery is how often an account gets a digest.
type DigestEvery string

// How often a digest comes.
const (
	Daily  DigestEvery = "daily"
	Weekly DigestEvery = "weekly" // on Mondays
)

// DigestRhythms lists how often a digest may come, as a form offers it.
var DigestRhythms = []DigestEvery{Daily, Weekly}

// NoticeSettings are what an account chose of its e-mail. The zero value has chosen
// nothing.
type NoticeSettings struct {
	// Delivery holds the kinds for which something was chosen.
	Delivery map[NoticeKind]Delivery `json:"delivery,omitempty"`
	Digest   DigestEvery             `json:"digest,omitempty"`
}

// DeliveryOf returns how notices of a kind are sent: as chosen, and else at once
// where the reader has something to do, and with the digest where not.
func (s *NoticeSettings) DeliveryOf(kind NoticeKind) Delivery {
	if d, ok := s.Delivery[kind]; ok && slices.Contains(Deliveries, d) {
		return d
	}
	switch kind {
	case NoticeHandedIn, NoticePublishedAlone, NoticePublished, NoticePlan, NoticeAmended:
		return InDigest
	}
	return AtOnce
}

// Every returns how often the digest comes: as chosen, and else every day.
func (s *NoticeSettings) Every() DigestEvery {
	if s.Digest == Weekly {
		return Weekly
	}
	return Daily
}

// digestHour is the hour at which digests are made: before work begins.
const digestHour = 7

// DigestDue reports whether a digest is due, of an account whose last one was made
// at last, or that exists since. The days and hours are those of now's location.
// However long the program did not run, one digest makes up for it.
func (s *NoticeSettings) DigestDue(last, now time.Time) bool {
	day := DateOf(now)
	if now.Hour() < digestHour {
		day = day.AddDays(-1)
	}
	if s.Every() == Weekly {
		sinceMonday := (int(day.UTC().Weekday()) + 6) % 7
		day = day.AddDays(-sinceMonday)
	}
	return last.Before(time.Date(day.Year, day.Month, day.Day, digestHour, 0, 0, 0, now.Location()))
}

// DigestOf returns what a digest holds of the notices that wait for it: those that
// were not read meanwhile. Where there are none there is no digest.
func DigestOf(waiting []Notice) []Notice {
	return slices.DeleteFunc(slices.Clone(waiting), func(n Notice) bool { return n.Read })
}

// Mail is one e-mail on its way to an account. It holds no words: they are made when
// it is sent, from the notices that it tells of.
type Mail struct {
	ID int64
	// Token names it for good, in its Message-ID: whoever gets it twice can tell.
	Token   string
	Account Account
	Digest  bool
	Notices []Notice // oldest first
	MadeAt  time.Time
	// Attempts counts how often sending was begun, this time included.
	Attempts int
	NextAt   time.Time // when it is tried next
	// Reason is what the mail server last said where it did not take it.
	Reason   string
	SentAt   time.Time // zero until it was
	FailedAt time.Time // when it was given up, zero where it was not
}

// The pauses between attempts grow from one minute to four hours, as a mail
// server's own do, and end after MailGivenUpAfter.
const (
	MailGivenUpAfter = 3 * 24 * time.Hour
	mailFirstPause   = time.Minute
	mailLongestPause = 4 * time.Hour
)

// Retry returns when a mail is tried again after an attempt that failed at now, and
// false where it is given up instead.
func (m *Mail) Retry(now time.Time) (time.Time, bool) {
	pause := mailFirstPause
	for i := 1; i < m.Attempts && pause < mailLongestPause; i++ {
		pause *= 3
	}
	next := now.Add(min(pause, mailLongestPause))
	return next, next.Before(m.MadeAt.Add(MailGivenUpAfter))
}
