// Package pdf sets a report as PDF: it takes a composed [document.Document] and
// gives back a typeset, tagged, bookmarked file.
//
// The work has three steps. A [flow] lays the document out on pages: it measures
// every text with the fonts' own tables, breaks lines and pages, and leaves a
// list of drawing operations a page, page numbers included. A [painter] then
// plays those operations through gofpdf, once. Last, [tag] appends what gofpdf
// cannot write: the structure tree, the links and the language, as an
// incremental update of the file.
//
// The package computes no figure and holds no sentence of a report; the few
// words of its own (page numbers, "continued") are in the catalogue area "pdf".
// It reads no clock: the same document gives the same bytes. It is the only
// importer of gofpdf.
package pdf
