package reviewpack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
)

// What a package may have at most. A plan's takes some ten megabytes.
const (
	mostFiles   = 2_000
	mostBytes   = 1 << 30 // of all files together, unpacked
	mostOfOne   = 1 << 28 // of one file, unpacked
	mostInPlace = 1 << 26 // of a file that is read whole: the manifest, an edition
)

// pack is a package being read.
type pack struct {
	folder string
	files  map[string]*zip.File // by path below the folder
	order  []string
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*(/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)+$`)

// open looks at an archive's list of files, and at nothing in them.
func open(in io.ReaderAt, size int64) (*pack, error) {
	z, err := zip.NewReader(in, size)
	if err != nil {
		return nil, &Fault{Code: BadArchive, Found: err.Error()}
	}
	if len(z.File) > mostFiles {
		return nil, &Fault{Code: TooLarge}
	}
	p := &pack{files: map[string]*zip.File{}}
	total := uint64(0)
	for _, f := range z.File {
		folder, path, _ := strings.Cut(f.Name, "/")
		if p.folder == "" {
			p.folder = folder
		}
		if !plainName.MatchString(f.Name) || folder != p.folder || !f.Mode().IsRegular() {
			return nil, &Fault{Code: BadName, Subject: f.Name}
		}
		if p.files[path] != nil {
			return nil, &Fault{Code: Twice, Subject: path}
		}
		if total += f.UncompressedSize64; f.UncompressedSize64 > mostOfOne || total > mostBytes {
			return nil, &Fault{Code: TooLarge, Subject: path}
		}
		p.files[path] = f
		p.order = append(p.order, path)
	}
	return p, nil
}

// read calls fn with the content of a file, of which no more is unpacked than the archive
// says that there is.
func (p *pack) read(path string, fn func(io.Reader) error) error {
	f := p.files[path]
	if f == nil {
		return &Fault{Code: Missing, Subject: path}
	}
	in, err := f.Open()
	if err != nil {
		return &Fault{Code: Changed, Subject: path, Found: err.Error()}
	}
	defer in.Close()
	limited := io.LimitReader(in, int64(f.UncompressedSize64)+1) //nolint:gosec // open bounds it
	err = fn(limited)
	if fault := (*Fault)(nil); err != nil && !errors.As(err, &fault) {
		return &Fault{Code: Changed, Subject: path, Found: err.Error()}
	}
	return err
}

// whole returns the content of a file.
func (p *pack) whole(path string) ([]byte, error) {
	if f := p.files[path]; f != nil && f.UncompressedSize64 > mostInPlace {
		return nil, &Fault{Code: TooLarge, Subject: path}
	}
	var b bytes.Buffer
	err := p.read(path, func(in io.Reader) error { _, err := b.ReadFrom(in); return err })
	return b.Bytes(), err
}

// hash returns size and SHA-256 of a file.
func (p *pack) hash(path string) (File, error) {
	sum := sha256.New()
	var n int64
	err := p.read(path, func(in io.Reader) (err error) { n, err = io.Copy(sum, in); return err })
	return File{path, n, hex.EncodeToString(sum.Sum(nil))}, err
}

// manifest reads the manifest, and its bytes, which may be signed.
func (p *pack) manifest() (*Manifest, []byte, error) {
	if p.files[manifestFile] == nil {
		return nil, nil, &Fault{Code: NoManifest}
	}
	text, err := p.whole(manifestFile)
	if err != nil {
		return nil, nil, err
	}
	var m Manifest
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&m); err != nil {
		return nil, nil, &Fault{Code: NoManifest, Found: err.Error()}
	}
	if m.Format != Format {
		return nil, nil, &Fault{Code: NoManifest, Stated: m.Format}
	}
	if again, err := encode(&m); err != nil || !bytes.Equal(again, text) {
		return nil, nil, &Fault{Code: NoManifest, Found: "laid out anew"}
	}
	return &m, text, nil
}

// compare compares the files that there are with those that the manifest lists.
func (p *pack) compare(m *Manifest) error {
	listed := map[string]bool{manifestFile: true}
	if p.files[signatureFile] != nil {
		listed[signatureFile] = true
	}
	for i := range m.Files {
		if listed[m.Files[i].Path] {
			return &Fault{Code: Twice, Subject: m.Files[i].Path}
		}
		listed[m.Files[i].Path] = true
	}
	added := map[string]string{} // by hash
	first := ""
	for _, path := range p.order {
		if listed[path] {
			continue
		}
		found, err := p.hash(path)
		if err != nil {
			return err
		}
		added[found.SHA256] = path
		if first == "" {
			first = path
		}
	}
	for _, want := range m.Files {
		if p.files[want.Path] == nil {
			if now, ok := added[want.SHA256]; ok {
				return &Fault{Code: Renamed, Subject: want.Path, Found: now}
			}
			return &Fault{Code: Missing, Subject: want.Path}
		}
		found, err := p.hash(want.Path)
		if fault := (*Fault)(nil); errors.As(err, &fault) && fault.Code == Changed {
			fault.Stated = want.SHA256 // it cannot be unpacked, so it has no hash
		}
		if err != nil {
			return err
		}
		if found != want {
			return &Fault{Code: Changed, Subject: want.Path, Stated: want.SHA256, Found: found.SHA256}
		}
	}
	if first != "" {
		return &Fault{Code: Added, Subject: first}
	}
	return nil
}

// checkSeal compares the hash in the archive's comment with that of all bytes before it.
func checkSeal(in io.ReaderAt, size int64) error {
	digits := int64(hex.EncodedLen(sha256.Size))
	if size < digits {
		return &Fault{Code: BrokenSeal}
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(in, 0, size-digits)); err != nil {
		return err
	}
	stated := make([]byte, digits)
	if _, err := in.ReadAt(stated, size-digits); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if found := hex.EncodeToString(sum.Sum(nil)); found != string(stated) {
		return &Fault{Code: BrokenSeal}
	}
	return nil
}
