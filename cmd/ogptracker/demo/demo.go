// Package demo holds the demonstration data: Canada's six action plans, the Open
// Data Barometer, the Statistical Performance Indicators, a sample of OGP's commitments
// and a review of the third plan, in the formats that the import commands read. What is
// illustrative in them, or a sample, says so itself.
package demo

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed *.yaml *.csv
var files embed.FS

// Kind is what a file holds.
type Kind int

// The kinds of files.
const (
	Plan Kind = iota
	Index
	Commitments
)

// File is one file to import.
type File struct {
	Name string
	Kind Kind
	Data []byte
	// About is what the import needs beside Data: the mapping of an index, and where
	// commitments are from; nil for a plan.
	About []byte
}

// Files returns the files in the order in which they are imported.
func Files() []File {
	var out []File
	names, _ := fs.Glob(files, "ca-*.yaml") // the pattern is well formed
	for _, name := range names {
		out = append(out, File{Name: name, Kind: Plan, Data: read(name)})
	}
	tables, _ := fs.Glob(files, "*.csv")
	for _, name := range tables {
		f := File{Name: name, Kind: Index, Data: read(name), About: read(strings.TrimSuffix(name, path.Ext(name)) + ".yaml")}
		if name == "ogp.csv" {
			f.Kind = Commitments
		}
		out = append(out, f)
	}
	return out
}

// Review returns the independent review of the third plan, of its edition at the end of
// the term. It is imported once that is frozen.
func Review() []byte { return read("review-ca-3.yaml") }

// read returns an embedded file; that it is there was settled by the compiler.
func read(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return b
}
