package tracker

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// AuditLink is an audit entry as it may leave the building: in three parts, each either
// open or sealed. What is sealed is there as a digest alone, which says nothing of it, and
// the hash of the link is that of the entry all the same: whoever has a chain of links
// can follow it to its head.
//
// A part's digest is over a key and what the part holds, so that short texts cannot be
// found by trying. The keys are the thirds of the entry's salt, which never leaves the
// store whole: the key of an open part says nothing of those of the sealed ones.
type AuditLink struct {
	Seq     int64      `json:"seq"`
	Who     LinkPart   `json:"who"`
	What    LinkPart   `json:"what"`
	Content LinkPart   `json:"content"`
	Open    OpenedPart `json:"open"`
	Prev    string     `json:"prev"` // hash of the link before, "" for the first
	Hash    string     `json:"hash"` // see [AuditLink.Sum]
}

// LinkPart is a part of a link: its digest where it is sealed, its key where it is open.
type LinkPart struct {
	Digest string `json:"digest,omitempty"`
	Key    string `json:"key,omitempty"`
}

// OpenedPart holds what the open parts of a link say.
type OpenedPart struct {
	Actor   string          `json:"actor,omitempty"`
	At      *time.Time      `json:"at,omitempty"`
	Action  string          `json:"action,omitempty"`
	Subject string          `json:"subject,omitempty"`
	Before  json.RawMessage `json:"before,omitempty"`
	After   json.RawMessage `json:"after,omitempty"`
}

// Opening says which parts of an entry are opened.
type Opening struct{ Who, What, Content bool }

// OpenAll opens an entry whole.
var OpenAll = Opening{true, true, true}

// The domains of the parts.
const (
	whoDomain     = "ogptracker audit who v2"
	whatDomain    = "ogptracker audit what v2"
	contentDomain = "ogptracker audit content v2"
)

// Link returns the entry with the parts opened that are asked for. An entry from before
// there was a salt has none: [AuditEntry.CanBeSealed] says so.
func (e *AuditEntry) Link(open Opening) *AuditLink {
	l := &AuditLink{Seq: e.Seq, Prev: e.Prev, Hash: e.Hash}
	size := len(e.Salt) / 3
	key := func(part int) string { return e.Salt[part*size : (part+1)*size] }
	at := e.At.UTC()
	l.Open = OpenedPart{Actor: e.Actor, At: &at, Action: e.Action, Subject: e.Subject, Before: e.Before, After: e.After}
	l.Who.Key, l.What.Key, l.Content.Key = key(0), key(1), key(2)
	if !open.Who {
		l.Who = LinkPart{Digest: l.who()}
		l.Open.Actor = ""
	}
	if !open.What {
		l.What = LinkPart{Digest: l.what()}
		l.Open.At, l.Open.Action, l.Open.Subject = nil, "", ""
	}
	if !open.Content {
		l.Content = LinkPart{Digest: l.content()}
		l.Open.Before, l.Open.After = nil, nil
	}
	return l
}

// CanBeSealed reports whether the entry has a key for each part.
func (e *AuditEntry) CanBeSealed() bool { return len(e.Salt) == 2*SaltSize }

// Sum returns the hash that the link must have: [sumOf] over the decimal number, the
// digests of who, what and content, and the hash of the link before. Who is the actor;
// what is the instant, the action and the subject; content is what was there before and
// after, as JSON without spaces between tokens and with <, >, &, U+2028 and U+2029
// escaped in strings, as encoding/json writes it: laying an entry out anew in a file does
// not change its hash. Each digest is over the part's key and these.
func (l *AuditLink) Sum() string {
	return sumOf(auditDomain, strconv.AppendInt(nil, l.Seq, 10), []byte(l.who()), []byte(l.what()), []byte(l.content()), []byte(l.Prev))
}

func (l *AuditLink) who() string { return l.Who.digest(whoDomain, []byte(l.Open.Actor)) }

func (l *AuditLink) what() string {
	var at []byte
	if l.Open.At != nil {
		at = instant(*l.Open.At)
	}
	return l.What.digest(whatDomain, at, []byte(l.Open.Action), []byte(l.Open.Subject))
}

func (l *AuditLink) content() string {
	return l.Content.digest(contentDomain, canonicalJSON(l.Open.Before), canonicalJSON(l.Open.After))
}

// digest returns a part's digest: the one that is there, or of an open part the one that
// follows from its key and what it holds.
func (p LinkPart) digest(domain string, fields ...[]byte) string {
	if p.Digest != "" {
		return p.Digest
	}
	return sumOf(domain, append([][]byte{[]byte(p.Key)}, fields...)...)
}

// PublicLink returns the entry as anybody may have it: who wrote it is sealed always,
// what and content where the entry is not public, and the content too where it names a
// person. published says whether a plan was public already when this was written of it.
// What belongs to no plan and may have been written for one that is not public, such as
// an organization, stays sealed.
func (e *AuditEntry) PublicLink(published func(plan string) bool) *AuditLink {
	public := e.IsPublic()
	if s := ParseSubject(e.Subject); s.Plan != "" {
		public = public && published(s.Plan)
	} else {
		public = public && slices.Contains([]SubjectKind{SubjectUpdate, SubjectIndex, SubjectCommitments, SubjectSource}, s.Kind)
	}
	return e.Link(Opening{What: public, Content: public && !namesSomebody(e.Before) && !namesSomebody(e.After)})
}

// namesSomebody reports whether one side of an entry holds a field that is not for
// everybody or names a person, at whatever depth.
func namesSomebody(side json.RawMessage) bool {
	if side == nil {
		return false
	}
	var v any
	if json.Unmarshal(side, &v) != nil {
		return true // nobody knows what it holds
	}
	return anyField(v, func(name string) bool { return hidden[name] })
}

// hidden are the names of such fields.
var hidden = map[string]bool{"author": true, "portal": true, "contact": true, "email": true}

func anyField(v any, is func(string) bool) bool {
	switch v := v.(type) {
	case map[string]any:
		for name, inside := range v {
			if is(name) && inside != nil && inside != "" || anyField(inside, is) {
				return true
			}
		}
	case []any:
		for _, inside := range v {
			if anyField(inside, is) {
				return true
			}
		}
	}
	return false
}
