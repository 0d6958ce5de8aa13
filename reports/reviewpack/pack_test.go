package reviewpack_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"ogptracker/reports/reporttest"
	"ogptracker/reports/reviewpack"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

var renderer = svg.NewRenderer(1)

// chainOf is an audit chain of n entries; odd ones are not public.
func chainOf(n int, change func(*tracker.AuditEntry)) []*tracker.AuditEntry {
	var out []*tracker.AuditEntry
	head := ""
	for i := range n {
		e := &tracker.AuditEntry{
			Seq: int64(i + 1), At: time.Date(2016, 7, 1, 12, i, 0, 0, time.UTC), Actor: "account/7", Action: "publish", Subject: fmt.Sprintf("update/%d", i),
			After: json.RawMessage(`{"status":"limited"}`), Salt: fmt.Sprintf("%096d", i), Prev: head,
		}
		if i%2 == 1 {
			e.Subject, e.After = "account/7", json.RawMessage(`{"name":"secret"}`)
		}
		if change != nil {
			change(e)
		}
		e.Hash = e.Sum()
		head = e.Hash
		out = append(out, e)
	}
	return out
}

func head(chain []*tracker.AuditEntry) edition.Head {
	last := chain[len(chain)-1]
	return edition.Head{Seq: last.Seq, Hash: last.Hash}
}

// frozen freezes the sample twice, the first time with the first five entries of the
// chain.
func frozen(t testing.TB, chain []*tracker.AuditEntry) (first, second []byte) {
	t.Helper()
	record := reporttest.Sample()
	var all []edition.Edition
	var out [][]byte
	for i, day := range []string{"2017-06-30", "2018-06-30"} {
		f, err := edition.Freeze(edition.State{
			Record: record, Editions: all, Audit: head(chain[:min(5*(i+1), len(chain))]), Now: time.Date(2018, 8, 1, 12, i, 0, 0, time.UTC),
		}, edition.Request{Plan: record.Plan.ID, Kind: edition.Interim, AsOf: tracker.MustDate(day), Program: "test"})
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, edition.Edition{Header: f.Header, SHA256: edition.Sum(b)})
		out = append(out, b)
	}
	return out[0], out[1]
}

func sourceOf(chain []*tracker.AuditEntry, of []byte, earlier ...[]byte) reviewpack.Source {
	return reviewpack.Source{Edition: of, Earlier: earlier, Links: func(_ context.Context, upTo int64, fn func(*tracker.AuditLink) error) error {
		for _, e := range chain {
			if e.Seq > upTo {
				return nil
			}
			if err := fn(e.PublicLink(func(string) bool { return true })); err != nil {
				return err
			}
		}
		return nil
	}}
}

func build(t testing.TB, s reviewpack.Source, o reviewpack.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	o.Program = "test"
	if err := reviewpack.Build(t.Context(), &b, s, renderer, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func verify(t testing.TB, b []byte, a reviewpack.Against) (*reviewpack.Verified, error) {
	t.Helper()
	if a.Program == "" {
		a.Program = "test"
	}
	return reviewpack.Verify(t.Context(), bytes.NewReader(b), int64(len(b)), renderer, a)
}

// wantFault holds that the first difference is of a kind and names what it is about, in
// both languages.
func wantFault(t testing.TB, name string, err error, code reviewpack.FaultCode, subject string) {
	t.Helper()
	var fault *reviewpack.Fault
	if !errors.As(err, &fault) || fault.Code != code || fault.Subject != subject {
		t.Errorf("%s: %v, want %s of %q", name, err, code, subject)
		return
	}
	for _, lang := range tracker.Langs {
		if text := fault.Text(locale.For(lang)); strings.Contains(text, "reviewpack.") || !strings.HasSuffix(text, ".") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// unsigned is the sample's package without a signature, made once.
var unsigned struct {
	sync.Once
	pack []byte
}

// sample is a package with two editions.
func sample(t testing.TB, o reviewpack.Options) (chain []*tracker.AuditEntry, first, second, pack []byte) {
	t.Helper()
	chain = chainOf(12, nil)
	first, second = frozen(t, chain)
	if o.Key != nil {
		return chain, first, second, build(t, sourceOf(chain, second, first), o)
	}
	unsigned.Do(func() { unsigned.pack = build(t, sourceOf(chain, second, first), o) })
	return chain, first, second, unsigned.pack
}

// TestPackage builds a package twice and checks it.
func TestPackage(t *testing.T) {
	chain, first, second, pack := sample(t, reviewpack.Options{})
	if again := build(t, sourceOf(chain, second, first), reviewpack.Options{}); !bytes.Equal(pack, again) {
		t.Error("built twice, it is not the same")
	}
	if bytes.Contains(unpacked(t, pack), []byte("secret")) {
		t.Error("what is not for everybody is in the package")
	}
	for _, hash := range []string{"", edition.Sum(first), edition.Sum(second), chain[4].Hash, chain[0].Hash} {
		v, err := verify(t, pack, reviewpack.Against{Hash: hash})
		if err != nil {
			t.Fatalf("against %q: %v", hash, err)
		}
		if v.Entries != 10 || v.Opened != 5 || v.Earlier != 1 || v.Derived < 20 || v.SignedBy != "" {
			t.Errorf("%+v", v)
		}
	}
	_, err := verify(t, pack, reviewpack.Against{Hash: strings.Repeat("ab", 32)})
	wantFault(t, "against another", err, reviewpack.NotAgainst, "")
	_, err = verify(t, pack, reviewpack.Against{Program: "next"})
	if err != nil {
		t.Errorf("another version that makes the same: %v", err)
	}
}

// TestSignedPackage holds that a signature is of the manifest and by the key asked for.
func TestSignedPackage(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	other := reviewpack.PublicOf(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize)))
	public := reviewpack.PublicOf(key)
	chain, first, second, pack := sample(t, reviewpack.Options{Key: key})
	for _, want := range []reviewpack.PublicKey{nil, public} {
		if v, err := verify(t, pack, reviewpack.Against{Key: want}); err != nil || v.SignedBy != public.String() {
			t.Errorf("%v: %+v", err, v)
		}
	}
	if !bytes.Contains(unpacked(t, pack), []byte(public.String())) {
		t.Error("the key is not printed")
	}
	_, err := verify(t, pack, reviewpack.Against{Key: other})
	wantFault(t, "another key", err, reviewpack.OtherKey, "")
	_, err = verify(t, build(t, sourceOf(chain, second, first), reviewpack.Options{}), reviewpack.Against{Key: public})
	wantFault(t, "no signature", err, reviewpack.Unsigned, "")
	_, err = verify(t, repack(t, pack, func(name string, b []byte) (string, []byte) {
		if strings.HasSuffix(name, ".sig") {
			return "", nil
		}
		return name, b
	}), reviewpack.Against{})
	wantFault(t, "its signature taken away", err, reviewpack.Unsigned, "")
	_, err = verify(t, repack(t, pack, func(name string, b []byte) (string, []byte) {
		if strings.HasSuffix(name, "manifest.json") {
			b = bytes.Replace(b, []byte(`"program": "test"`), []byte(`"program": "tesT"`), 1)
		}
		return name, b
	}), reviewpack.Against{})
	wantFault(t, "a manifest that was signed otherwise", err, reviewpack.BadSignature, "")
	text, err := reviewpack.EncodeKey(key)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := reviewpack.ReadKey(text); err != nil || !back.Equal(key) {
		t.Errorf("%v: the key read back is another", err)
	}
	pem, err := reviewpack.EncodePublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range [][]byte{pem, []byte(public.String() + "\n"), append(bytes.Clone(pem), pem...)} {
		if keys, err := reviewpack.ReadPublicKeys(text); err != nil || !bytes.Equal(keys[0], public) {
			t.Errorf("%v: %q", err, text)
		}
	}
	for _, text := range [][]byte{nil, []byte("x"), text, append(bytes.Clone(pem), 'x')} {
		if _, err := reviewpack.ReadPublicKeys(text); !errors.Is(err, reviewpack.ErrKey) {
			t.Errorf("%v: %q", err, text)
		}
	}
}

// files lists what a package holds, by its path in the folder.
func files(t testing.TB, pack []byte) (names []string, content map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}
	content = map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
		content[f.Name] = b
	}
	return names, content
}

func unpacked(t testing.TB, pack []byte) []byte {
	names, content := files(t, pack)
	var all []byte
	for _, n := range names {
		all = append(all, content[n]...)
	}
	return all
}

// archived writes a ZIP as the package does, seal included.
func archived(t testing.TB, names []string, content map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Deflate, Modified: time.Date(2018, 8, 1, 12, 1, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content[n]); err != nil {
			t.Fatal(err)
		}
	}
	_ = z.SetComment("SHA-256 " + strings.Repeat("0", 64))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	out := b.Bytes()
	body := out[:len(out)-64]
	sum := sha256.Sum256(body)
	return append(body[:len(body):len(body)], hex.EncodeToString(sum[:])...)
}

// repack changes the files of a package one by one; a blank name takes one away.
func repack(t testing.TB, pack []byte, change func(name string, content []byte) (string, []byte)) []byte {
	t.Helper()
	names, content := files(t, pack)
	var out []string
	changed := map[string][]byte{}
	for _, n := range names {
		name, b := change(n, content[n])
		if name != "" {
			out = append(out, name)
			changed[name] = b
		}
	}
	return archived(t, out, changed)
}

// forged changes files of a package and its manifest with them, as somebody would who
// knows how a package is made.
func forged(t testing.TB, pack []byte, change map[string]func([]byte) []byte) []byte {
	t.Helper()
	names, content := files(t, pack)
	folder, _, _ := strings.Cut(names[0], "/")
	var m reviewpack.Manifest
	if err := json.Unmarshal(content[folder+"/manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	for path, fn := range change {
		if path == "manifest" {
			continue
		}
		b := fn(content[folder+"/"+path])
		if bytes.Equal(b, content[folder+"/"+path]) {
			t.Fatalf("%s was not changed", path)
		}
		content[folder+"/"+path] = b
		for i := range m.Files {
			if m.Files[i].Path == path {
				m.Files[i].Size, m.Files[i].SHA256 = int64(len(b)), edition.Sum(b)
			}
		}
	}
	text, _ := json.MarshalIndent(m, "", "  ")
	text = append(text, '\n')
	if fn := change["manifest"]; fn != nil {
		text = fn(text)
	}
	content[folder+"/manifest.json"] = text
	return archived(t, names, content)
}

func replaced(old, new string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

// TestForgeries changes a package in every way, and asks for the reason that is given.
func TestForgeries(t *testing.T) {
	chain, first, _, pack := sample(t, reviewpack.Options{})
	if same := repack(t, pack, func(n string, b []byte) (string, []byte) { return n, b }); !bytes.Equal(same, pack) {
		t.Fatal("the test does not write an archive as the package does")
	}
	folder := "ca-3-edition-2/"
	for name, c := range map[string]struct {
		pack    []byte
		code    reviewpack.FaultCode
		subject string
	}{
		"nothing":   {nil, reviewpack.BadArchive, ""},
		"truncated": {pack[:len(pack)*2/3], reviewpack.BadArchive, ""},
		"a file changed": {repack(t, pack, func(n string, b []byte) (string, []byte) {
			if n == folder+"data/commitments.csv" {
				b = append(bytes.Clone(b), '\n')
			}
			return n, b
		}), reviewpack.Changed, "data/commitments.csv"},
		"a file removed": {repack(t, pack, func(n string, b []byte) (string, []byte) {
			if n == folder+"charts/fr/status.svg" {
				return "", nil
			}
			return n, b
		}), reviewpack.Missing, "charts/fr/status.svg"},
		"a file renamed": {repack(t, pack, func(n string, b []byte) (string, []byte) {
			return strings.Replace(n, "fr/status.svg", "fr/status2.svg", 1), b
		}), reviewpack.Renamed, "charts/fr/status.svg"},
		"no manifest": {repack(t, pack, func(n string, b []byte) (string, []byte) {
			if n == folder+"manifest.json" {
				return "", nil
			}
			return n, b
		}), reviewpack.NoManifest, ""},
		"another folder": {repack(t, pack, func(n string, b []byte) (string, []byte) {
			return strings.Replace(n, "edition-2", "edition-3", 1), b
		}), reviewpack.OtherHeader, "folder"},
		"a path out of the folder": {repack(t, pack, func(n string, b []byte) (string, []byte) {
			return strings.Replace(n, folder+"charts/fr/status.svg", folder+"../status.svg", 1), b
		}), reviewpack.BadName, folder + "../status.svg"},
		"an absolute path": {repack(t, pack, func(n string, b []byte) (string, []byte) {
			return strings.Replace(n, folder+"charts/fr/status.svg", "/status.svg", 1), b
		}), reviewpack.BadName, "/status.svg"},
		"a table forged with the manifest":  {forged(t, pack, map[string]func([]byte) []byte{"data/commitments.csv": replaced("ca-3", "ca-4")}), reviewpack.Underivable, "data/commitments.csv"},
		"a report forged with the manifest": {forged(t, pack, map[string]func([]byte) []byte{"reports/en/selfassessment.html": replaced("%", "9%")}), reviewpack.Underivable, "reports/en/selfassessment.html"},
		"a figure forged with the manifest": {forged(t, pack, map[string]func([]byte) []byte{"edition.json": replaced(`"progress":0.`, `"progress":0.9`)}), reviewpack.BadFigure, "progress"},
		"another edition":                   {forged(t, pack, map[string]func([]byte) []byte{"edition.json": replaced(`"program":"test"`, `"program":"tesT"`)}), reviewpack.OtherHeader, "sha256"},
		"a manifest that contradicts":       {forged(t, pack, map[string]func([]byte) []byte{"manifest": replaced(`"kind": "interim"`, `"kind": "mid_term"`)}), reviewpack.OtherHeader, "kind"},
		"a manifest with more in it":        {forged(t, pack, map[string]func([]byte) []byte{"manifest": replaced(`"plan"`, `"x": 1, "plan"`)}), reviewpack.NoManifest, ""},
		"an entry changed":                  {forged(t, pack, map[string]func([]byte) []byte{"audit.jsonl": replaced(`"limited"`, `"complete"`)}), reviewpack.BadChain, "1"},
		"an entry taken away": {forged(t, pack, map[string]func([]byte) []byte{"audit.jsonl": func(b []byte) []byte {
			_, rest, _ := bytes.Cut(b, []byte("\n"))
			return rest
		}}), reviewpack.BadChain, "1"},
		"the last entry taken away": {forged(t, pack, map[string]func([]byte) []byte{"audit.jsonl": func(b []byte) []byte {
			return b[:bytes.LastIndexByte(b[:len(b)-1], '\n')+1]
		}}), reviewpack.OtherHead, "2"},
		"no chain":        {forged(t, pack, map[string]func([]byte) []byte{"audit.jsonl": func([]byte) []byte { return []byte("{") }}), reviewpack.BadChain, "1"},
		"a longer ending": {append(bytes.Clone(pack), 'x'), reviewpack.BrokenSeal, ""},
	} {
		_, err := verify(t, c.pack, reviewpack.Against{})
		wantFault(t, name, err, c.code, c.subject)
	}
	damaged := bytes.Clone(pack)
	damaged[len(damaged)/2] ^= 1
	var fault *reviewpack.Fault
	if _, err := verify(t, damaged, reviewpack.Against{}); !errors.As(err, &fault) || fault.Code != reviewpack.Changed || len(fault.Stated) != 64 || fault.Found == "" {
		t.Errorf("damaged: %v", err)
	}
	names, content := files(t, pack)
	content[folder+"more.txt"] = []byte("more")
	_, err := verify(t, archived(t, append(names, folder+"more.txt"), content), reviewpack.Against{})
	wantFault(t, "a file added", err, reviewpack.Added, "more.txt")
	_, err = verify(t, archived(t, append(names, names[0]), content), reviewpack.Against{})
	wantFault(t, "a file twice", err, reviewpack.Twice, "README.md")

	// A history rewritten from its first entry on, with an edition to fit: whole in itself,
	// but not what was printed before.
	rewritten := chainOf(12, func(e *tracker.AuditEntry) {
		if e.Seq == 1 {
			e.After = json.RawMessage(`{"status":"complete"}`)
		}
	})
	newFirst, newSecond := frozen(t, rewritten)
	whole := build(t, sourceOf(rewritten, newSecond, newFirst), reviewpack.Options{})
	if _, err := verify(t, whole, reviewpack.Against{}); err != nil {
		t.Fatalf("a consistent package: %v", err)
	}
	for _, printed := range []string{edition.Sum(first), chain[4].Hash} {
		_, err = verify(t, whole, reviewpack.Against{Hash: printed})
		wantFault(t, "a rewritten history", err, reviewpack.NotAgainst, "")
	}
	// The old first edition put into it does not fit its chain.
	_, err = verify(t, build(t, sourceOf(rewritten, newSecond, first), reviewpack.Options{}), reviewpack.Against{Hash: edition.Sum(first)})
	wantFault(t, "a rewritten history with the old edition", err, reviewpack.OtherHead, "1")
}

// TestAnyBit changes bits of a package wherever they are: none goes unseen.
func TestAnyBit(t *testing.T) {
	_, _, _, pack := sample(t, reviewpack.Options{})
	r := rand.New(rand.NewPCG(1, 2))
	at := []int{0, 9, 10, 27, len(pack) - 1, len(pack) - 64, len(pack) - 65, len(pack) - 73, len(pack) - 90}
	for range 50 {
		at = append(at, r.IntN(len(pack)))
	}
	for _, i := range at {
		changed := bytes.Clone(pack)
		changed[i] ^= 1 << r.IntN(8)
		var fault *reviewpack.Fault
		if _, err := verify(t, changed, reviewpack.Against{}); !errors.As(err, &fault) {
			t.Errorf("byte %d of %d: %v", i, len(pack), err)
		}
	}
}

// TestBombs holds that what would not end is not begun.
func TestBombs(t *testing.T) {
	bomb := func(write func(*zip.Writer)) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		write(z)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	many := bomb(func(z *zip.Writer) {
		for i := range 2_001 {
			if _, err := z.Create(fmt.Sprintf("p/f%d", i)); err != nil {
				t.Fatal(err)
			}
		}
	})
	_, err := verify(t, many, reviewpack.Against{})
	wantFault(t, "many files", err, reviewpack.TooLarge, "")
	large := bomb(func(z *zip.Writer) {
		w, err := z.Create("p/manifest.json")
		if err != nil {
			t.Fatal(err)
		}
		zeros := make([]byte, 1<<20)
		for range 257 {
			if _, err := w.Write(zeros); err != nil {
				t.Fatal(err)
			}
		}
	})
	_, err = verify(t, large, reviewpack.Against{})
	wantFault(t, "a large file", err, reviewpack.TooLarge, "manifest.json")
	link := bomb(func(z *zip.Writer) {
		h := &zip.FileHeader{Name: "p/manifest.json"}
		h.SetMode(fs.ModeSymlink | 0o777)
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, "/etc/passwd")
	})
	_, err = verify(t, link, reviewpack.Against{})
	wantFault(t, "a link", err, reviewpack.BadName, "p/manifest.json")
}

// FuzzVerify reads anything without harm. What it takes for a package is one.
func FuzzVerify(f *testing.F) {
	_, _, _, pack := sample(f, reviewpack.Options{})
	f.Add(pack)
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := reviewpack.Verify(t.Context(), bytes.NewReader(b), int64(len(b)), renderer, reviewpack.Against{Program: "test"})
		if err == nil && (v.Edition < 1 || !bytes.Equal(b, pack)) {
			t.Fatal("another package was taken")
		}
	})
}
