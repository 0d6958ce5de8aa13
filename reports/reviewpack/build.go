package reviewpack

import (
	"archive/zip"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"

	"ogptracker/reports/svg"
	"ogptracker/tracker/edition"
)

// Options are the choices of who makes a package.
type Options struct {
	Program string             // version of the program that makes it
	Key     ed25519.PrivateKey // nil for an unsigned package
}

// Build writes the package of an edition. The same source and options give the same
// bytes. One file is held in memory at a time; nothing more grows with the package.
//
// It returns the source's error, that of a report, or the writer's.
func Build(ctx context.Context, w io.Writer, s Source, r *svg.Renderer, o Options) error {
	f, err := edition.Read(s.Edition)
	if err != nil {
		return fmt.Errorf("reviewpack: %w", err)
	}
	m := manifestOf(f, edition.Sum(s.Edition), o)
	a := newArchive(w, f)
	add := func(name string, write func(io.Writer) error) error {
		file, err := a.add(name, write)
		m.Files = append(m.Files, file)
		return err
	}
	content := func(b []byte) func(io.Writer) error {
		return func(w io.Writer) error { _, err := w.Write(b); return err }
	}
	steps := []func() error{
		func() error { return add(readmeFile, content(readme(f, &m))) },
		func() error { return add(editionFile, content(s.Edition)) },
		func() error {
			for i, b := range s.Earlier {
				if err := add(earlierFile(i+1), content(b)); err != nil {
					return err
				}
			}
			return nil
		},
		func() error { return add(auditFile, func(w io.Writer) error { return writeAudit(ctx, w, f, s) }) },
		func() error {
			return derived(ctx, f, m.SHA256, m.Key, r, func(name string, b []byte) error { return add(name, content(b)) })
		},
		func() error { return a.finish(&m, o.Key) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("reviewpack: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func manifestOf(f *edition.Frozen, sha256 string, o Options) Manifest {
	m := Manifest{
		Format: Format, Plan: f.Plan, Edition: f.Number, Kind: f.Kind, AsOf: f.AsOf.String(), SHA256: sha256,
		Rules: f.Rules, Program: o.Program, Audit: f.Audit,
	}
	if o.Key != nil {
		m.Key = PublicOf(o.Key).String()
	}
	return m
}

// Name is what a package is called, and its folder in the archive.
func Name(plan string, number int) string { return plan + "-edition-" + strconv.Itoa(number) }

func earlierFile(number int) string { return "editions/" + strconv.Itoa(number) + ".json" }

// archive writes a ZIP whose comment is the SHA-256 over all bytes before the hash
// itself, so that no bit of it can change unseen, also where ZIP itself does not look.
type archive struct {
	zip    *zip.Writer
	frozen *edition.Frozen
	seal   *sealer
}

// sealText stands in the comment before the hash.
const sealText = "SHA-256 "

func newArchive(w io.Writer, f *edition.Frozen) *archive {
	seal := &sealer{to: w, hash: sha256.New()}
	return &archive{zip.NewWriter(seal), f, seal}
}

// add writes a file and returns what the manifest says of it.
func (a *archive) add(name string, write func(io.Writer) error) (File, error) {
	part, err := a.zip.CreateHeader(&zip.FileHeader{
		Name: Name(a.frozen.Plan, a.frozen.Number) + "/" + name, Method: zip.Deflate, Modified: stamp(a.frozen),
	})
	if err != nil {
		return File{}, err
	}
	sum := sha256.New()
	counted := &counter{to: io.MultiWriter(part, sum)}
	if err := write(counted); err != nil {
		return File{}, fmt.Errorf("%s: %w", name, err)
	}
	return File{name, counted.n, hex.EncodeToString(sum.Sum(nil))}, nil
}

// finish writes the manifest, its signature and the archive's end.
func (a *archive) finish(m *Manifest, key ed25519.PrivateKey) error {
	text, err := encode(m)
	if err != nil {
		return err
	}
	files := []struct {
		name string
		text []byte
	}{{manifestFile, text}}
	if key != nil {
		signed, err := sign(text, key)
		if err != nil {
			return err
		}
		files = append(files, struct {
			name string
			text []byte
		}{signatureFile, signed})
	}
	for _, f := range files {
		if _, err := a.add(f.name, func(w io.Writer) error { _, err := w.Write(f.text); return err }); err != nil {
			return err
		}
	}
	if err := a.zip.SetComment(sealText + strings.Repeat("0", hex.EncodedLen(sha256.Size))); err != nil {
		return err
	}
	if err := a.zip.Close(); err != nil {
		return err
	}
	return a.seal.finish()
}

// counter counts what is written.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	return n, err
}

// sealer holds back as many bytes as a hash has digits, and at the end writes in their
// place the hash of all before them.
type sealer struct {
	to   io.Writer
	hash hash.Hash
	tail []byte
}

func (s *sealer) Write(b []byte) (int, error) {
	s.tail = append(s.tail, b...)
	ready := len(s.tail) - hex.EncodedLen(sha256.Size)
	if ready <= 0 {
		return len(b), nil
	}
	s.hash.Write(s.tail[:ready])
	if _, err := s.to.Write(s.tail[:ready]); err != nil {
		return 0, err
	}
	s.tail = append(s.tail[:0], s.tail[ready:]...)
	return len(b), nil
}

func (s *sealer) finish() error {
	_, err := io.WriteString(s.to, hex.EncodeToString(s.hash.Sum(nil)))
	return err
}
