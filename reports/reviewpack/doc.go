// Package reviewpack makes the review package of an edition, one ZIP with everything that
// an independent reviewer needs, and checks one with nothing but the file.
//
// A package holds the frozen edition and those before it, the audit chain up to it, and
// what follows from these alone: reports, data, charts. Its manifest lists every file with
// its SHA-256. To check a package is therefore to hash every file, to follow the chain to
// the head that the edition prints, to compute every figure again, and to make everything
// that follows anew: what differs from the package's own was not made from the edition.
//
// The package reads no clock and keeps nothing. Nothing of a package that is checked is
// written anywhere, and no name in it is followed.
package reviewpack

import (
	"time"

	"ogptracker/tracker/edition"
)

// Format names the layout of a package. It changes when a program that reads the old one
// could misread the new one.
const Format = "ogptracker review package 1"

// The files that a package is checked by.
const (
	manifestFile  = "manifest.json"
	signatureFile = "manifest.json.sig"
	editionFile   = "edition.json"
	auditFile     = "audit.jsonl"
)

// Manifest says what a package holds.
type Manifest struct {
	Format  string       `json:"format"` // [Format]
	Plan    string       `json:"plan"`
	Edition int          `json:"edition"`
	Kind    edition.Kind `json:"kind"`
	AsOf    string       `json:"as_of"`
	SHA256  string       `json:"sha256"`  // of the edition
	Rules   string       `json:"rules"`   // that computed its figures
	Program string       `json:"program"` // version that made the package
	// Audit is the head of the chain that the package holds.
	Audit edition.Head `json:"audit"`
	// Key is the public key that the package is signed with, as [PublicKey.String] writes
	// it; blank for none. Reports print it.
	Key   string `json:"key,omitempty"`
	Files []File `json:"files"` // in the order of the archive, the manifest and its signature apart
}

// File is one file of a package.
type File struct {
	Path   string `json:"path"` // below the package's folder, with slashes
	Size   int64  `json:"size"` // in bytes
	SHA256 string `json:"sha256"`
}

// stamp is the time that a package's files bear; ZIP knows none before 1980.
func stamp(f *edition.Frozen) time.Time {
	at := f.FrozenAt.UTC().Truncate(2 * time.Second)
	if at.Year() < 1980 {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return at
}
