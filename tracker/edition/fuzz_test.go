package edition_test

import (
	"testing"

	"ogptracker/tracker/edition"
)

// FuzzRead holds that no bytes crash the reader, and that what it takes for an edition
// has its figures checked and is compared without crashing either.
func FuzzRead(f *testing.F) {
	frozen, err := edition.Freeze(state(), request())
	if err != nil {
		f.Fatal(err)
	}
	good, err := frozen.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"format":"` + edition.Format + `","record":{"plan":{"time_zone":"Nowhere","commitments":[{"code":"C1"}]}},"figures":null}` + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		read, err := edition.Read(b)
		if err != nil {
			return
		}
		_ = read.Check()
		edition.Compare(frozen, read)
		edition.Compare(read, frozen)
		if _, err := read.Bytes(); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}
