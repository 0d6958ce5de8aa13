package view

import (
	"strconv"

	"ogptracker/tracker"
)

// NoticeWords are the words in the addresses of notices.
type NoticeWords struct {
	Notices, ReadNotices, NoticeSettings string // below Work
}

var noticeWords = map[tracker.Lang]NoticeWords{
	tracker.EN: {Notices: "notices", ReadNotices: "read", NoticeSettings: "settings"},
	tracker.FR: {Notices: "avis", ReadNotices: "lus", NoticeSettings: "preferences"},
}

// Notices lists what an account is told; where before is not 0, what comes after
// that notice in the list.
func (k Links) Notices(before int64) string {
	number := ""
	if before > 0 {
		number = strconv.FormatInt(before, 10)
	}
	return query(k.Work(k.words().Notices), k.words().Before, number)
}

// ReadNotices is where a form says that notices were read.
func (k Links) ReadNotices() string { return k.Work(k.words().Notices, k.words().ReadNotices) }

// NoticeSettings is the page on which an account chooses its e-mail.
func (k Links) NoticeSettings() string { return k.Work(k.words().Notices, k.words().NoticeSettings) }
