package tracker

import (
	"slices"
	"strings"
)

// impossibleOrder finds a sibling that comes later in the life of the same work
// but is wholly due before this one's period begins: published before drafted.
// Siblings are of the same work where their titles share a telling word.
func impossibleOrder(a *Assessment, l *LeafState) []Flag {
	if !orderly(l) {
		return nil
	}
	var before []*LeafState // siblings wholly due before this one's period
	for i := range a.Leaves {
		o := &a.Leaves[i]
		siblings := o.Leaf.Commitment == l.Leaf.Commitment && (o.Leaf.Milestone == l.Leaf.Milestone || l.Indicator == nil)
		if siblings && orderly(o) && o.Deadline.Meaning.Due.Before(l.Deadline.Meaning.From) {
			before = append(before, o)
		}
	}
	if len(before) == 0 {
		return nil
	}
	f := Flag{}
	stage, subject := stageOf(l.Title)
	for _, o := range before {
		if s, theirs := stageOf(o.Title); stage > 0 && s > stage && sameSubject(subject, theirs) {
			f.note(o.Code)
		}
	}
	return f.found()
}

// orderly reports whether a leaf's one date, never moved, can be set against
// another's.
func orderly(l *LeafState) bool {
	m := l.Deadline.Meaning
	return m.Kind == Dated && len(m.Dates) < 2 && len(l.Deadline.Revisions) == 0
}

// stages are the steps of a piece of work in their order, by the beginnings of
// the words that tell them in either language, folded.
var stages = [][]string{
	{"draft", "ebauche", "redig", "redaction", "brouillon"},
	{"consult"},
	{"finaliz", "finalis", "approv", "approuv", "adopt"},
	{"publish", "publication", "publie", "launch", "releas", "lancer", "lancement", "diffus"},
	{"evaluat", "evalue"},
}

// stageOf returns the one stage that a title tells, 0 for none or several, and
// the telling words of its subject.
func stageOf(t Text) (stage int, subject []string) {
	title := t.EN
	if blank(title) {
		title = t.FR
	}
	words := strings.FieldsFunc(foldLetters(title[:min(len(title), 400)]), func(r rune) bool { return r < 0x80 && !isWordByte(byte(r)) })
	for _, w := range words {
		s := wordStage(w)
		switch {
		case s == 0 && len(w) >= 6:
			subject = append(subject, w)
		case s != 0 && stage != 0 && s != stage:
			return 0, nil
		case s != 0:
			stage = s
		}
	}
	return stage, subject
}

// wordStage returns the stage that a folded word tells, from 1, 0 for none.
func wordStage(word string) int {
	return 1 + slices.IndexFunc(stages, func(prefixes []string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(word, p) })
	})
}

// sameSubject reports whether two titles share at least half of the telling words
// of the shorter one.
func sameSubject(a, b []string) bool {
	shared := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			shared++
		}
	}
	return shared > 0 && 2*shared >= min(len(a), len(b))
}
