package reviewpack

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
)

// Against is what a package is checked against besides itself.
type Against struct {
	// Hash is that of an edition, as an earlier report or package prints it, or the head
	// of the audit chain; blank for none.
	Hash string
	// Key is the key that must have signed the package; nil for any, or none.
	Key PublicKey
	// Program is the version of this program.
	Program string
}

// Verified is what a package that holds was found to be.
type Verified struct {
	Manifest
	Entries  int64 // of the audit chain
	Opened   int64 // how many of them can be read in part or whole
	Earlier  int   // editions before this one
	Derived  int   // files that were made anew and are the same
	SignedBy string
}

// Verify checks a package of a size. It reports a [*Fault] for the first difference, and
// any other error where in itself cannot be read.
func Verify(ctx context.Context, in io.ReaderAt, size int64, r *svg.Renderer, against Against) (*Verified, error) {
	p, err := open(in, size)
	if err != nil {
		return nil, err
	}
	m, text, err := p.manifest()
	if err != nil {
		return nil, err
	}
	v := &Verified{Manifest: *m}
	if err := p.compare(m); err != nil {
		return nil, err
	}
	if v.SignedBy, err = p.signature(m, text, against.Key); err != nil {
		return nil, err
	}
	c := &checking{pack: p, Verified: v, passed: map[string]bool{}}
	for _, step := range []func() error{
		c.editions, c.chain,
		func() error { return c.against(against.Hash) },
		func() error { return c.derive(ctx, r, against.Program) },
		func() error { return checkSeal(in, size) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// signature checks the signature of a manifest and returns the key that made it, blank
// for none.
func (p *pack) signature(m *Manifest, text []byte, want PublicKey) (string, error) {
	if p.files[signatureFile] == nil {
		if want != nil || m.Key != "" {
			return "", &Fault{Code: Unsigned}
		}
		return "", nil
	}
	b, err := p.whole(signatureFile)
	if err != nil {
		return "", err
	}
	var s signature
	if err := json.Unmarshal(b, &s); err != nil {
		return "", &Fault{Code: BadSignature, Found: err.Error()}
	}
	key, err1 := base64.StdEncoding.DecodeString(s.Key)
	raw, err2 := base64.StdEncoding.DecodeString(s.Signature)
	again, err3 := encode(s)
	if errors.Join(err1, err2, err3) != nil || len(key) != ed25519.PublicKeySize || s.Algorithm != algorithm || s.KeyID != PublicKey(key).ID() ||
		!bytes.Equal(again, b) || s.Key != m.Key || !ed25519.Verify(key, text, raw) {
		return "", &Fault{Code: BadSignature}
	}
	if want != nil && !bytes.Equal(want, key) {
		return "", &Fault{Code: OtherKey, Stated: want.String(), Found: s.Key}
	}
	return s.Key, nil
}

// checking checks what a package says.
type checking struct {
	*pack
	*Verified
	frozen *edition.Frozen
	hashes []string         // of the editions, from the first on
	all    []edition.Header // likewise
	passed map[string]bool  // hashes that the chain has
}

// editions reads the edition and those before it, and computes their figures again.
func (c *checking) editions() error {
	for n := 1; n <= c.Manifest.Edition; n++ {
		path := earlierFile(n)
		if n == c.Manifest.Edition {
			path = editionFile
		}
		b, err := c.whole(path)
		if err != nil {
			return err
		}
		f, err := edition.Read(b)
		if err != nil {
			return &Fault{Code: BadEdition, Subject: path, Found: err.Error()}
		}
		if f.Plan != c.Plan || f.Number != n {
			return &Fault{Code: OtherHeader, Subject: "edition", Stated: c.Plan + " " + strconv.Itoa(n), Found: f.Plan + " " + strconv.Itoa(f.Number)}
		}
		var differs *edition.FigureError
		if err := f.Check(); errors.As(err, &differs) {
			return &Fault{Code: BadFigure, Subject: differs.Figure, Stated: differs.Stated, Found: differs.Computed}
		} else if err != nil {
			return &Fault{Code: BadEdition, Subject: path, Found: err.Error()}
		}
		if of := f.Of; of != nil && (of.Number < 1 || of.Number > len(c.hashes) || c.hashes[of.Number-1] != of.SHA256) {
			return &Fault{Code: OtherHeader, Subject: "of", Stated: of.SHA256}
		}
		c.hashes, c.all, c.frozen = append(c.hashes, edition.Sum(b)), append(c.all, f.Header), f
	}
	if c.frozen == nil {
		return &Fault{Code: NoManifest, Found: "edition " + strconv.Itoa(c.Manifest.Edition)}
	}
	c.Earlier = len(c.all) - 1
	f := c.frozen
	want := manifestOf(f, c.hashes[len(c.hashes)-1], Options{})
	for _, field := range []struct{ name, stated, found string }{
		{"folder", c.folder, Name(f.Plan, f.Number)},
		{"sha256", c.SHA256, want.SHA256},
		{"kind", string(c.Kind), string(want.Kind)},
		{"as_of", c.AsOf, want.AsOf},
		{"rules", c.Rules, want.Rules},
		{"audit.hash", c.Audit.Hash, want.Audit.Hash},
		{"audit.seq", strconv.FormatInt(c.Audit.Seq, 10), strconv.FormatInt(want.Audit.Seq, 10)},
	} {
		if field.stated != field.found {
			return &Fault{Code: OtherHeader, Subject: field.name, Stated: field.stated, Found: field.found}
		}
	}
	return nil
}

// chain follows the audit chain from its first link to the head that the edition prints,
// by way of those that the editions before it print.
func (c *checking) chain() error {
	var check tracker.ChainCheck
	err := c.read(auditFile, func(in io.Reader) error {
		lines := json.NewDecoder(in)
		for lines.More() {
			var l tracker.AuditLink
			if err := lines.Decode(&l); err != nil {
				return &Fault{Code: BadChain, Subject: strconv.FormatInt(check.Seq+1, 10), Found: err.Error()}
			}
			if err := check.Next(l.Seq, l.Prev, l.Hash, l.Sum()); err != nil {
				broken := (*tracker.ChainError)(nil)
				errors.As(err, &broken) // it is always one
				return &Fault{Code: BadChain, Subject: strconv.FormatInt(broken.Seq, 10), Found: chainFaults[broken.Broken]}
			}
			if l.Open.At != nil {
				c.Opened++
			}
			c.passed[l.Hash] = true
			for _, h := range c.all {
				if h.Audit.Seq == l.Seq && h.Audit.Hash != l.Hash {
					return &Fault{Code: OtherHead, Subject: strconv.Itoa(h.Number), Stated: h.Audit.Hash, Found: l.Hash}
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.Entries = check.Seq
	if check.Seq != c.Audit.Seq || check.Head != c.Audit.Hash {
		return &Fault{Code: OtherHead, Subject: strconv.Itoa(c.frozen.Number), Stated: c.Audit.Hash, Found: check.Head}
	}
	return nil
}

// chainFaults name how a chain is broken, as the catalogues do.
var chainFaults = map[tracker.ChainFault]string{
	tracker.BrokenSeq: "missing", tracker.BrokenPrev: "previous", tracker.BrokenHash: "changed",
}

// against looks for a hash that was printed earlier: an edition's, whose head of the chain
// was compared already, or a head's itself.
func (c *checking) against(hash string) error {
	if hash == "" || c.passed[hash] {
		return nil
	}
	for _, h := range c.hashes {
		if h == hash {
			return nil
		}
	}
	return &Fault{Code: NotAgainst, Stated: hash}
}

// derive makes every file that follows from the edition, and compares it with the
// package's.
func (c *checking) derive(ctx context.Context, r *svg.Renderer, program string) error {
	listed := map[string]string{}
	for _, f := range c.Files {
		listed[f.Path] = f.SHA256
	}
	made := map[string]bool{editionFile: true, auditFile: true}
	for n := 1; n < c.frozen.Number; n++ {
		made[earlierFile(n)] = true
	}
	same := func(name string, content []byte) error {
		made[name] = true
		switch found := edition.Sum(content); {
		case listed[name] == "":
			return &Fault{Code: Missing, Subject: name}
		case listed[name] == found:
			c.Derived++
			return nil
		case program != c.Program:
			return &Fault{Code: OtherProgram, Subject: name, Stated: c.Program, Found: program}
		default:
			return &Fault{Code: Underivable, Subject: name, Stated: listed[name], Found: found}
		}
	}
	if err := same(readmeFile, readme(c.frozen, &c.Manifest)); err != nil {
		return err
	}
	if err := derived(ctx, c.frozen, c.SHA256, c.Key, r, same); err != nil {
		return err
	}
	for _, f := range c.Files {
		if !made[f.Path] {
			return &Fault{Code: NotMade, Subject: f.Path}
		}
	}
	return nil
}
