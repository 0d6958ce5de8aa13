// Package demo holds the demonstration data: Canada's six action plans and the
// Open Data Barometer, in the formats that the import commands read. What is
// illustrative in them says so itself.
package demo

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed *.yaml *.csv
var files embed.FS

// File is one file to import.
type File struct {
	Name string
	Data []byte
	// Mapping names the columns where Data is a benchmark index; nil for a plan.
	Mapping []byte
}

// Files returns the files in the order in which they are imported.
func Files() []File {
	var out []File
	names, _ := fs.Glob(files, "ca-*.yaml") // the pattern is well formed
	for _, name := range names {
		out = append(out, File{Name: name, Data: read(name)})
	}
	tables, _ := fs.Glob(files, "*.csv")
	for _, name := range tables {
		mapping := strings.TrimSuffix(name, path.Ext(name)) + ".yaml"
		out = append(out, File{Name: name, Data: read(name), Mapping: read(mapping)})
	}
	return out
}

// read returns an embedded file; that it is there was settled by the compiler.
func read(name string) []byte {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return b
}
