package tracker

import (
	"slices"
	"strings"
	"time"
)

// Evidence is a link or a file that supports an update.
type Evidence struct {
	Title      Text   `json:"title"`
	URL        string `json:"url"` // http or https; blank for a file
	Lang       Lang   `json:"lang,omitempty"`
	CapturedOn Date   `json:"captured_on"`
	SHA256     string `json:"sha256,omitempty"` // of the file or copy, lower-case hex; empty when there is none
	// Media is the media type of a file that this site keeps, and Size its size in
	// bytes: blank and 0 where it keeps none. It is served by its SHA256.
	Media string `json:"media,omitempty"`
	Size  int64  `json:"size,omitempty"`
}

// IsFile reports whether the evidence is a file that this site keeps.
func (e *Evidence) IsFile() bool { return e.Media != "" && e.SHA256 != "" }

// File is a file that was given as evidence, or a copy of what a link led to.
type File struct {
	SHA256 string
	Media  string
	Data   []byte
}

// MediaTypes are the media types that a file of evidence may have, with the ending
// of the name that such a file is served under: documents, tables, pictures and
// text, none of which a browser runs.
var MediaTypes = map[string]string{
	"application/pdf": ".pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         ".xlsx",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
	"application/vnd.oasis.opendocument.text":                                   ".odt",
	"application/vnd.oasis.opendocument.spreadsheet":                            ".ods",
	"application/vnd.oasis.opendocument.presentation":                           ".odp",
	"image/png":  ".png",
	"image/jpeg": ".jpg",
	"text/csv":   ".csv",
	"text/plain": ".txt",
}

// FileMost is how large a file of evidence may be, in bytes.
const FileMost = 10 << 20

// FileName is the name under which a file of evidence is served: made of its hash,
// for the name that it came with may be anything.
func FileName(sha256, media string) string { return sha256 + MediaTypes[media] }

// FileOf returns the hash that a name made by [FileName] holds, and whether it is
// such a name.
func FileOf(name string) (sha256 string, ok bool) {
	sha256, _, _ = strings.Cut(name, ".")
	return sha256, isSHA256(sha256)
}

func isSHA256(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// LinkCheck is what was found when somebody last looked whether a link answers.
type LinkCheck struct {
	URL       string    `json:"url"`
	CheckedAt time.Time `json:"checked_at"`
	// Status is the answer's status code, 0 where nobody answered.
	Status int `json:"status"`
	// FailingSince is when it first failed of the failures in a row that end with this
	// one, and Failures how many they are; zero where the link answers.
	FailingSince time.Time `json:"failing_since"`
	Failures     int       `json:"failures"`
	// SHA256 and Media are those of the copy that was kept of what the link led to,
	// and CapturedAt is when; blank where none is kept.
	SHA256     string    `json:"sha256,omitempty"`
	Media      string    `json:"media,omitempty"`
	CapturedAt time.Time `json:"captured_at"`
}

// deadAfter is how many failures in a row make a link dead: a site may be down for
// an hour.
const deadAfter = 2

// DeadAt reports whether the link counts as dead on a day: it failed at least twice
// in a row, and first by the end of that day.
func (c LinkCheck) DeadAt(day Date, loc *time.Location) bool {
	return c.Failures >= deadAfter && !c.FailingSince.After(day.EndIn(loc))
}

// Next returns the check of a link that follows this one: what a look at instant at
// found, with status 0 where nobody answered.
func (c LinkCheck) Next(at time.Time, status int) LinkCheck {
	c.CheckedAt, c.Status = at, status
	switch {
	case answers(status):
		c.FailingSince, c.Failures = time.Time{}, 0
	case c.Failures == 0:
		c.FailingSince, c.Failures = at, 1
	default:
		c.Failures++
	}
	return c
}

// answers reports whether a status says that something is there: success, and
// also what only means that a program may not see it (401, 403, 405, 429).
func answers(status int) bool {
	return status >= 200 && status < 400 || slices.Contains([]int{401, 403, 405, 429}, status)
}

// LinkCheck returns what was last found at an address, the zero check where nobody
// looked.
func (r *Record) LinkCheck(address string) LinkCheck {
	for _, c := range r.Links {
		if c.URL == address {
			return c
		}
	}
	return LinkCheck{}
}
