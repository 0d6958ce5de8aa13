package view

import (
	"strconv"

	"ogptracker/tracker"
)

// EditionWords are the words in the addresses of frozen editions.
type EditionWords struct {
	Editions, Report, Freeze string // in paths
}

var editionWords = map[tracker.Lang]EditionWords{
	tracker.EN: {Editions: "editions", Report: "report", Freeze: "freeze"},
	tracker.FR: {Editions: "editions", Report: "rapport", Freeze: "figer"},
}

// Editions is the list of a plan's frozen editions.
func (k Links) Editions(plan string) string {
	return k.path(k.words().Plans, plan, k.words().Editions)
}

// Edition is the page of an edition. It never changes, nor does its address.
func (k Links) Edition(plan string, number int) string {
	return k.path(k.words().Plans, plan, k.words().Editions, strconv.Itoa(number))
}

// EditionJSON is the edition itself, byte by byte.
func (k Links) EditionJSON(plan string, number int) string { return k.Edition(plan, number) + ".json" }

// EditionReport is the report of an edition, as a page or, with ".pdf", as a file.
func (k Links) EditionReport(plan string, number int, ext string) string {
	return k.Edition(plan, number) + "/" + k.words().Report + ext
}

// FreezePlan is where a plan is frozen.
func (k Links) FreezePlan(plan string) string { return k.PlanEditor(plan, k.words().Freeze) }
