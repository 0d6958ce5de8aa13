package review

import (
	"strings"

	"ogptracker/tracker"
)

// Field is the name under which a form sends the answer to a question.
func (q Question) Field() string {
	if q.Served == "" {
		return string(q.Variable)
	}
	return string(q.Variable) + "_" + string(q.Served)
}

// QuestionOf returns the question whose answer goes by a name.
func QuestionOf(field string) (Question, bool) {
	for _, v := range Every {
		for _, q := range Questions(v) {
			if q.Field() == field {
				return q, true
			}
		}
	}
	return Question{}, false
}

// lineEnds makes one of the ways to end a line: browsers send another one than files
// keep.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// prose is one text with the name of its fields, before the language.
type prose struct {
	name string
	text *tracker.Text
}

func fieldsOf(texts []prose) tracker.Fields {
	var f tracker.Fields
	for _, p := range texts {
		for _, lang := range tracker.Langs {
			f = append(f, tracker.Field{Name: p.name + "_" + string(lang), Value: lineEnds.Replace(p.text.In(lang))})
		}
	}
	return f
}

func setFields(texts []prose, f tracker.Fields) {
	for _, v := range f {
		for _, p := range texts {
			for _, lang := range tracker.Langs {
				if v.Name == p.name+"_"+string(lang) {
					*p.text = p.text.With(lang, v.Value)
				}
			}
		}
	}
}

func (a *Assessment) found() []prose {
	return []prose{{"findings", &a.Findings}, {"evidence_notes", &a.EvidenceNotes}, {"recommendations", &a.Recommendations}}
}

func (r *Review) found() []prose {
	return []prose{{"reviewer", &r.Reviewer}, {"findings", &r.Findings}, {"recommendations", &r.Recommendations}}
}

// Fields returns what the reviewer writes of a commitment, in the order of a form: the
// answers to the variables that are asked for, then the texts. Two versions of it can be
// set against each other.
func (a *Assessment) Fields(asked []Variable) tracker.Fields {
	var f tracker.Fields
	for _, v := range asked {
		for _, q := range Questions(v) {
			f = append(f, tracker.Field{Name: q.Field(), Value: a.Answer(q)})
		}
	}
	return append(f, fieldsOf(a.found())...)
}

// ReplyFields returns what the government writes of a commitment.
func (a *Assessment) ReplyFields() tracker.Fields { return fieldsOf([]prose{{"reply", &a.Reply}}) }

// SetFields writes fields of both kinds; those that f does not name stay. Whether there
// are such answers, [Review.Check] says.
func (a *Assessment) SetFields(f tracker.Fields) {
	for _, v := range f {
		if q, ok := QuestionOf(v.Name); ok {
			a.SetAnswer(q, v.Value)
		}
	}
	setFields(append(a.found(), prose{"reply", &a.Reply}), f)
}

// Fields returns what the reviewer writes of the plan as a whole.
func (r *Review) Fields() tracker.Fields { return fieldsOf(r.found()) }

// ReplyFields returns what the government writes of it.
func (r *Review) ReplyFields() tracker.Fields { return fieldsOf([]prose{{"reply", &r.Reply}}) }

// SetFields is [Assessment.SetFields] for the plan as a whole.
func (r *Review) SetFields(f tracker.Fields) {
	setFields(append(r.found(), prose{"reply", &r.Reply}), f)
}
