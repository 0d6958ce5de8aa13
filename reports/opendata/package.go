package opendata

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// WritePackage writes everything as one data package (Frictionless Data): a ZIP
// of the tables as CSV, the record and its figures as JSON, datapackage.json,
// which says in both languages what every field means, a README in both, and
// SHA256SUMS, which lists the hash of every other file as sha256sum does.
//
// The same export gives the same bytes: files bear the day of the data.
func (e *Export) WritePackage(w io.Writer) error {
	files, err := e.Files()
	if err != nil {
		return fmt.Errorf("opendata: %w", err)
	}
	var sums strings.Builder
	for _, f := range files {
		fmt.Fprintf(&sums, "%s  %s\n", f.hash(), f.Name)
	}
	files = append(files, File{"SHA256SUMS", []byte(sums.String())})
	out := zip.NewWriter(w)
	for _, f := range files {
		// The name of its folder comes first, so that unpacking leaves one folder.
		part, err := out.CreateHeader(&zip.FileHeader{
			Name: e.PackageName() + "/" + f.Name, Method: zip.Deflate, Modified: zipDay(e.a.AsOf),
		})
		if err != nil {
			return err
		}
		if _, err := part.Write(f.Content); err != nil {
			return err
		}
	}
	return out.Close()
}

// PackageName is what the package's folder is called: plan, day, and the part where
// it is not everything.
func (e *Export) PackageName() string {
	name := fileName(e.a.Record.Plan.ID) + "-" + e.a.AsOf.String()
	if e.part != "" {
		name += "-" + string(e.part)
	}
	return name
}

// fileName returns a plan's ID as part of a file's name.
func fileName(id string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(id))
	if name == "" {
		return "plan"
	}
	return name
}

// zipDay is the day a file in a ZIP bears; the format knows none before 1980.
func zipDay(d tracker.Date) time.Time {
	if d.Year < 1980 {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return d.UTC()
}

// File is one file of the package.
type File struct {
	Name    string
	Content []byte
}

func (f File) hash() string {
	sum := sha256.Sum256(f.Content)
	return hex.EncodeToString(sum[:])
}

// Files makes every file of the package but the list of hashes.
func (e *Export) Files() ([]File, error) {
	var tables, files []File
	add := func(to *[]File, name string, write func(io.Writer) error) error {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		*to = append(*to, File{name, b.Bytes()})
		return nil
	}
	for i := range e.Tables {
		t := &e.Tables[i]
		if err := add(&tables, t.Name+".csv", func(w io.Writer) error { return t.WriteCSV(w, CSVOptions{}) }); err != nil {
			return nil, err
		}
	}
	write := map[string]func(io.Writer) error{"plan": e.WriteRecord, "assessment": e.WriteAssessment}
	if err := add(&files, "README.md", e.writeReadme); err != nil {
		return nil, err
	}
	if err := add(&files, "datapackage.json", func(w io.Writer) error { return e.writeDescriptor(w, tables) }); err != nil {
		return nil, err
	}
	for _, name := range e.documents() {
		if err := add(&files, name+".json", write[name]); err != nil {
			return nil, err
		}
	}
	return append(files, tables...), nil
}

// descriptor is datapackage.json. What the specification has in one language is
// English, and stands beside it in French under the same name and "_fr".
type descriptor struct {
	Profile       string       `json:"profile"`
	Name          string       `json:"name"`
	Title         string       `json:"title"`
	TitleFR       string       `json:"title_fr"`
	Description   string       `json:"description"`
	DescriptionFR string       `json:"description_fr"`
	Homepage      string       `json:"homepage,omitempty"`
	HomepageFR    string       `json:"homepage_fr,omitempty"`
	Version       string       `json:"version"` // the day of the state
	Created       string       `json:"created"`
	Rules         string       `json:"rules"`
	Illustrative  bool         `json:"illustrative"`
	Licenses      []licence    `json:"licenses"`
	Resources     []descriptee `json:"resources"`
}

type licence struct {
	Title   string `json:"title"`
	TitleFR string `json:"title_fr"`
	Path    string `json:"path,omitempty"`
	PathFR  string `json:"path_fr,omitempty"`
}

type descriptee struct {
	Profile   string `json:"profile"`
	Name      string `json:"name"`
	Path      string `json:"path"`
	Title     string `json:"title"`
	TitleFR   string `json:"title_fr"`
	Format    string `json:"format"`
	MediaType string `json:"mediatype"`
	Encoding  string `json:"encoding"`
	Bytes     int    `json:"bytes"`
	Hash      string `json:"hash"`
	Schema    schema `json:"schema"`
}

type schema struct {
	Fields        []describedField `json:"fields"`
	PrimaryKey    []string         `json:"primaryKey,omitempty"`
	MissingValues []string         `json:"missingValues"`
}

type describedField struct {
	Name          string `json:"name"`
	Type          Type   `json:"type"`
	Description   string `json:"description"`
	DescriptionFR string `json:"description_fr"`
}

// writeDescriptor writes datapackage.json for the tables, whose files are given
// in their order.
func (e *Export) writeDescriptor(w io.Writer, tables []File) error {
	en, fr := locale.For(tracker.EN), locale.For(tracker.FR)
	plan := &e.a.Record.Plan
	d := descriptor{
		Profile: "tabular-data-package", Name: e.PackageName(),
		Title: e.title(en), TitleFR: e.title(fr),
		Description: e.description(en), DescriptionFR: e.description(fr),
		Homepage: e.o.Page.EN, HomepageFR: e.o.Page.FR,
		Version: e.a.AsOf.String(), Created: e.a.AsOf.UTC().Format(time.RFC3339),
		Rules: e.a.Rules, Illustrative: plan.Illustrative,
		Licenses: []licence{{e.o.Licence.EN, e.o.Licence.FR, e.o.LicenceURL.EN, e.o.LicenceURL.FR}},
	}
	for i := range e.Tables {
		t := &e.Tables[i]
		r := descriptee{
			Profile: "tabular-data-resource", Name: t.Name, Path: tables[i].Name, Title: t.Title(en), TitleFR: t.Title(fr),
			Format: "csv", MediaType: "text/csv", Encoding: "utf-8", Bytes: len(tables[i].Content), Hash: "sha256:" + tables[i].hash(),
			Schema: schema{PrimaryKey: t.Key, MissingValues: []string{""}},
		}
		for _, f := range t.Fields {
			r.Schema.Fields = append(r.Schema.Fields, describedField{f.Name, f.Type, f.Description(en), f.Description(fr)})
		}
		d.Resources = append(d.Resources, r)
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(d)
}
