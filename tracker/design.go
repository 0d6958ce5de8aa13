package tracker

import (
	"slices"
	"strings"
)

// DesignPoint is one mark of a well designed commitment and how far it is met:
// Count of Of parts have it. A blank is shown as blank; it accuses nobody (rules
// v1, 10).
type DesignPoint struct {
	Code  string `json:"code"` // "problem", "outcome", "dates", "measurable", "baseline", "target", "actual", "changed"
	Count int    `json:"count"`
	Of    int    `json:"of"` // 0 where there is nothing to ask it of
}

// Met reports whether every part has it.
func (d DesignPoint) Met() bool { return d.Of > 0 && d.Count == d.Of }

// Design returns the design marks of a commitment, always the same and in the
// same order. What was done (activities) is told apart from what changed
// (results): only the latter counts for "changed".
func (c *Commitment) Design() []DesignPoint {
	points := []DesignPoint{
		textPoint("problem", c.Problem),
		textPoint("outcome", c.Objective, c.Results),
		{Code: "dates"}, {Code: "measurable"}, {Code: "baseline"}, {Code: "target"}, {Code: "actual"},
		textPoint("changed", c.WhatChanged),
	}
	count := func(code string, has bool) {
		p := &points[slices.IndexFunc(points, func(p DesignPoint) bool { return p.Code == code })]
		p.Of++
		if has {
			p.Count++
		}
	}
	plan := Plan{Commitments: []Commitment{*c}}
	for _, l := range plan.Leaves() {
		count("dates", !l.Deadline.Original().IsZero())
		count("measurable", measurable(l))
		if in := l.Indicator; in != nil {
			count("baseline", !in.Baseline.IsZero())
			count("target", !in.Target.IsZero())
			count("actual", !in.Actual.IsZero())
		}
	}
	return points
}

// textPoint is met when any of the texts is written.
func textPoint(code string, texts ...Text) DesignPoint {
	p := DesignPoint{Code: code, Of: 1}
	if slices.ContainsFunc(texts, func(t Text) bool { return !t.IsZero() }) {
		p.Count = 1
	}
	return p
}

// measures are words that announce a figure, folded.
var measures = []string{
	"number of", "percent", "per cent", "share of", "rate of", "ratio", "at least", "all ", "each ", "every ",
	"nombre d", "pourcentage", "pour cent", "taux d", "au moins", "tous ", "toutes ", "chaque ",
}

// measurable reports whether a leaf's wording lets a reader tell when it is
// done: a target, a figure, or a word that announces one.
func measurable(l Leaf) bool {
	if l.Indicator != nil && !l.Indicator.Target.IsZero() {
		return true
	}
	for _, lang := range Langs {
		words := foldLetters(l.Title.In(lang) + " " + l.Description.In(lang))
		if strings.ContainsAny(words, "0123456789%") ||
			slices.ContainsFunc(measures, func(m string) bool { return strings.Contains(words, m) }) {
			return true
		}
	}
	return false
}
