package locale

import (
	"unicode"
	"unicode/utf8"

	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/review"
)

// Variable returns the name of a variable of the independent review: "Potential
// impact".
func (l *Locale) Variable(v review.Variable) string { return l.name("review.variable.", string(v)) }

// Finding returns the name of one answer to a variable; a blank one was not assessed.
func (l *Locale) Finding(v review.Variable, answer string) string {
	if answer == "" {
		return l.T("review.not_assessed")
	}
	return l.name("review.value.", string(v)+"."+answer)
}

// Answered says what a reviewer answered to a variable. Of relevance it lists the values
// of OGP's that a commitment serves.
func (l *Locale) Answered(c *review.Codes, v review.Variable) string {
	questions := review.Questions(v)
	if v != review.Relevance {
		return l.Finding(v, c.Answer(questions[0]))
	}
	var served []string
	for _, q := range questions {
		if c.Answer(q) == string(benchmark.Yes) {
			served = append(served, l.Served(q.Served))
			if last := len(served) - 1; last > 0 {
				served[last] = lowerStart(served[last])
			}
		}
	}
	if len(served) == 0 || c.IsRelevant() == benchmark.No {
		return l.Finding(v, string(c.IsRelevant()))
	}
	return l.List(served)
}

// lowerStart returns a name as it stands within a sentence, where it is no proper one.
func lowerStart(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(r)) + name[size:]
}

// Served returns the name of a value that a commitment may serve: "Access to
// information".
func (l *Locale) Served(v review.Served) string { return l.name("review.relevance.", string(v)) }

// Derived says yes, no, or that what it follows from was not assessed.
func (l *Locale) Derived(a benchmark.Answer) string {
	if a == "" {
		return l.T("review.not_assessed")
	}
	return l.name("review.derived.", string(a))
}

// StarRule names a rule by which commitments are starred.
func (l *Locale) StarRule(r review.StarRule) string { return l.name("review.star.rule.", string(r)) }

// Star says whether a commitment is starred, and if not, why: "Not starred: potential
// impact is minor".
func (l *Locale) Star(s review.Star) string {
	if s.Starred {
		return l.T("review.star.yes")
	}
	var reasons []string
	for _, c := range s.Missing {
		value := c.Value
		if value == "" {
			value = "not_assessed"
		}
		reasons = append(reasons, l.name("review.star.because.", string(c.Variable)+"."+value))
	}
	return l.T("review.star.no", "reasons", l.List(reasons))
}
