// Package web serves the tracker: public pages in both languages, charts,
// downloads, reports, feeds and the read-only API. It is the only importer of
// gin.
//
// It computes no figure and holds no SQL: handlers ask the store for a record,
// the domain for its assessment, and package view for the page.
package web
