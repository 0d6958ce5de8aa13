package reviewpack

import (
	"fmt"
	"slices"

	"ogptracker/tracker/locale"
)

// FaultCode says what is wrong with a package.
type FaultCode string

// The faults, in the order in which they are looked for.
const (
	BadArchive   FaultCode = "archive"     // it is no ZIP, or a part of one; Found says how
	TooLarge     FaultCode = "too_large"   // more files or bytes than a package may have
	BadName      FaultCode = "name"        // a file that is no plain file in the package's folder
	Twice        FaultCode = "twice"       // two files of one name
	NoManifest   FaultCode = "no_manifest" // there is none, or it is none; Found says how
	Missing      FaultCode = "missing"
	Renamed      FaultCode = "renamed" // Found is its name now
	Added        FaultCode = "added"   // a file that the manifest does not list
	Changed      FaultCode = "changed" // its content has another hash
	Unsigned     FaultCode = "unsigned"
	BadSignature FaultCode = "signature"
	OtherKey     FaultCode = "other_key"
	BadEdition   FaultCode = "edition"  // it is none; Found says how
	OtherHeader  FaultCode = "header"   // edition and manifest contradict each other; Subject is the field
	BadFigure    FaultCode = "figure"   // a figure does not follow from the record; Subject is the figure
	BadChain     FaultCode = "chain"    // Subject is the number of the entry, Found how it is broken
	OtherHead    FaultCode = "head"     // the chain does not pass the head that an edition prints; Subject is the edition
	NotAgainst   FaultCode = "against"  // nothing has the hash that the package is checked against
	Underivable  FaultCode = "derived"  // a file is not what follows from the edition
	OtherProgram FaultCode = "program"  // likewise, but another version made it; Stated and Found are the versions
	NotMade      FaultCode = "not_made" // a file that does not follow from the edition
	BrokenSeal   FaultCode = "seal"     // the archive was changed outside of its files
)

// Fault is the first difference that [Verify] found.
type Fault struct {
	Code          FaultCode
	Subject       string // what it is about: a file, a figure, an entry
	Stated, Found string // blank for none
}

func (e *Fault) Error() string {
	return fmt.Sprintf("%s %s: stated %q, found %q", e.Code, e.Subject, e.Stated, e.Found)
}

// Text says in a sentence what is wrong.
func (e *Fault) Text(l *locale.Locale) string {
	found := e.Found
	if e.Code == BadChain && slices.Contains([]string{"missing", "previous", "changed"}, found) {
		found = l.T("reviewpack.chain." + found)
	}
	return l.T("reviewpack.fault."+string(e.Code), "subject", e.Subject, "stated", e.Stated, "found", found)
}
