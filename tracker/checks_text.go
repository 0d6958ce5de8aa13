package tracker

import (
	"slices"
	"strings"
)

// field is one public text of an item, by the name it has in a record.
type field struct {
	name string
	text Text
}

func itemFields(i *Item) []field {
	return []field{{"title", i.Title}, {"description", i.Description}, {"deadline", i.Deadline.Text}}
}

func commitmentFields(c *Commitment) []field {
	return append(itemFields(&c.Item), []field{
		{"problem", c.Problem}, {"objective", c.Objective}, {"actions", c.Actions}, {"results", c.Results},
		{"access_to_information", c.Values.AccessToInformation}, {"civic_participation", c.Values.CivicParticipation},
		{"public_accountability", c.Values.PublicAccountability}, {"resources", c.Resources}, {"related_plans", c.RelatedPlans},
		{"non_government", c.NonGovernment}, {"contact", c.Contact.Title}, {"what_changed", c.WhatChanged}, {"next_steps", c.NextSteps},
		{"withdraw_reason", c.WithdrawReason},
	}...)
}

// leafFields returns the texts of an indicator, and of the latest update of any
// leaf. The texts of commitments and milestones are checked once, with them.
func leafFields(l *LeafState) []field {
	var fs []field
	if in := l.Indicator; in != nil {
		fs = append(itemFields(&in.Item), field{"baseline", in.Baseline}, field{"target", in.Target}, field{"actual", in.Actual})
	}
	if u := l.Latest; u != nil {
		fs = append(fs, field{"progress", u.Progress}, field{"challenges", u.Challenges}, field{"evidence_text", u.EvidenceIn})
	}
	return fs
}

// languageMissing finds texts that wait for their translation, one flag a
// language.
func languageMissing(fields []field) []Flag {
	var out []Flag
	for _, lang := range Langs {
		f := Flag{Lang: lang}
		for _, t := range fields {
			if slices.Contains(t.text.Missing(), lang) {
				f.note(t.name)
			}
		}
		out = append(out, f.found()...)
	}
	return out
}

// placeholders are words that stand in for a text still to be written.
var placeholders = []string{
	"tbd", "tbc", "to be determined", "to be confirmed", "to be added", "lorem ipsum", "insert text", "text here", "placeholder",
	"xxx", "todo", "coming soon",
	"a determiner", "a confirmer", "a completer", "a venir", "inserer le texte", "texte a inserer", "texte ici",
}

// placeholder finds texts that are nothing but a placeholder, or start with one.
func placeholder(fields []field) []Flag {
	f := Flag{}
	for _, t := range fields {
		for _, lang := range Langs {
			if isPlaceholder(t.text.In(lang)) {
				f.note(t.name)
				break
			}
		}
	}
	return f.found()
}

func isPlaceholder(s string) bool {
	const opening = 80 // bytes; a placeholder stands at a text's beginning
	s = foldLetters(s[:min(len(s), opening)])
	s = strings.TrimLeft(s, " [(<*\n")
	return slices.ContainsFunc(placeholders, func(p string) bool {
		rest, ok := strings.CutPrefix(s, p)
		return ok && (rest == "" || !isWordByte(rest[0]))
	})
}

func isWordByte(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b >= 0x80 }
