package view

import (
	"strconv"

	"ogptracker/tracker"
)

// EditionWords are the words in the addresses of frozen editions.
type EditionWords struct {
	Editions, Report, Freeze, Changes string // in paths
	Review, Package                   string // likewise
	FromEdition, ToEdition            string // in queries
}

var editionWords = map[tracker.Lang]EditionWords{
	tracker.EN: {Editions: "editions", Report: "report", Freeze: "freeze", Changes: "changes", Review: "review", Package: "package", FromEdition: "from", ToEdition: "to"},
	tracker.FR: {Editions: "editions", Report: "rapport", Freeze: "figer", Changes: "changements", Review: "examen", Package: "trousse", FromEdition: "de", ToEdition: "vers"},
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

// EditionSummary, EditionSlippage and EditionReview are further reports of an edition,
// likewise.
func (k Links) EditionSummary(plan string, number int, ext string) string {
	return k.Edition(plan, number) + "/" + k.words().Summary + ext
}

// EditionSlippage is the report on what was late and moved, see [Links.EditionSummary].
func (k Links) EditionSlippage(plan string, number int, ext string) string {
	return k.Edition(plan, number) + "/" + k.words().Slippage + ext
}

// EditionReview is the report of the review that an edition holds, see
// [Links.EditionSummary].
func (k Links) EditionReview(plan string, number int, ext string) string {
	return k.Edition(plan, number) + "/" + k.words().Review + ext
}

// EditionChangesReport is the comparison of two editions as a report.
func (k Links) EditionChangesReport(plan string, from, to int, ext string) string {
	w := k.words()
	path := k.path(w.Plans, plan, w.Editions, w.Changes, w.Report) + ext
	return query(path, w.FromEdition, seqText(int64(from)), w.ToEdition, seqText(int64(to)))
}

// EditionPackage is the review package of an edition.
func (k Links) EditionPackage(plan string, number int) string {
	return k.Edition(plan, number) + "/" + k.words().Package + ".zip"
}

// EditionComputation is how an edition's figures come about, see [Links.Computation].
func (k Links) EditionComputation(plan string, number int, commitment string) string {
	path := k.Edition(plan, number) + "/" + k.words().Computation
	if commitment == "" {
		return path
	}
	return fragment(path, Anchor(commitment))
}

// EditionData is a data file of an edition: "commitments.csv".
func (k Links) EditionData(plan string, number int, file string) string {
	return k.Edition(plan, number) + "/" + k.words().Data + "/" + file
}

// EditionReviewCSV is what the review that an edition holds found of each commitment.
func (k Links) EditionReviewCSV(plan string, number int) string {
	return k.Edition(plan, number) + "/" + k.words().Review + ".csv"
}

// EditionChart is the chart of an edition's review as a file.
func (k Links) EditionChart(plan string, number int, id, ext string) string {
	w := k.words()
	return k.Edition(plan, number) + "/" + w.Charts + "/" + id + "." + ext
}

// EditionChanges shows what changed from one edition to another, as a page or, with
// ".json", for programs; from the one before the newest to it where both are 0.
func (k Links) EditionChanges(plan string, from, to int, ext string) string {
	w := k.words()
	path := k.path(w.Plans, plan, w.Editions, w.Changes) + ext
	return query(path, w.FromEdition, seqText(int64(from)), w.ToEdition, seqText(int64(to)))
}

// FreezePlan is where a plan is frozen.
func (k Links) FreezePlan(plan string) string { return k.PlanEditor(plan, k.words().Freeze) }
