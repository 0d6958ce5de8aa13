package exchange

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares bytes with a file of testdata, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got:\n%s", path, got)
	}
}

// testFile returns a file of testdata.
func testFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// listed writes faults as "row column key", one a line, for comparison.
func listed(faults []RowError) []string {
	lines := []string{}
	for _, f := range faults {
		lines = append(lines, fmt.Sprintf("%d %s %s", f.Row, f.Column, strings.TrimPrefix(f.Key, "exchange.")))
	}
	return lines
}

func sameFaults(t *testing.T, what string, faults []RowError, want ...string) {
	t.Helper()
	if got := listed(faults); !slices.Equal(got, append([]string{}, want...)) {
		t.Errorf("%s: faults\n\t%s\nwant\n\t%s", what, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want, key string }{
		{"", "", ""},
		{"plain\ttext\n", "plain\ttext\n", ""},
		{"line\r\nends\rall", "line\nends\nall", ""},
		{"de\u0301ja\u0300", "déjà", ""}, // decomposed
		{"emoji 🍁 and \u202b right-to-left", "emoji 🍁 and \u202b right-to-left", ""},
		{"caf\xe9", "", "exchange.not_utf8"}, // Windows-1252
		{"a\x00b", "", "exchange.control_character"},
		{"a\x0bb", "", "exchange.control_character"},
		{"a\u0085b", "", "exchange.control_character"},
		{"a\x7fb", "", "exchange.control_character"},
		{strings.Repeat("x", MaxCellBytes), strings.Repeat("x", MaxCellBytes), ""},
		{strings.Repeat("x", MaxCellBytes+1), "", "exchange.text_too_long"},
	} {
		got, key, _ := clean(c.in)
		if got != c.want || key != c.key {
			t.Errorf("clean(%.20q) = %.20q, %q; want %.20q, %q", c.in, got, key, c.want, c.key)
		}
	}
}

// clean takes short cuts past Unicode's tables; they must lead to the same place.
func TestCleanIsNFC(t *testing.T) {
	for r := rune(0xA0); r <= 0x10FFFF; r++ {
		if got, _, _ := clean(string(r)); got != norm.NFC.String(string(r)) {
			t.Errorf("clean(%U) = %+q, want %+q", r, got, norm.NFC.String(string(r)))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("eA\u0301\u0327\u00e9\u2000\u2019\u212b\u1100\u1161\uac00"))).Draw(t, "text")
		if got, _, _ := clean(text); got != norm.NFC.String(text) {
			t.Fatalf("clean(%+q) = %+q", text, got)
		}
	})
}

// What goes out comes in again, and what came in goes out unchanged.
func TestOutgoingTextIsCleanAndStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		if rapid.Bool().Draw(t, "text") {
			raw = rapid.String().Draw(t, "string")
		}
		once := outgoing(raw)
		again, key, _ := clean(once)
		if key != "" || again != once {
			t.Fatalf("outgoing(%q) = %q, which clean makes %q, %q", raw, once, again, key)
		}
	})
}

func TestFormulas(t *testing.T) {
	for _, c := range []struct{ text, escaped string }{
		{"", ""}, {"plain", "plain"}, {"1 = 1", "1 = 1"}, {"'quoted'", "'quoted'"},
		{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"- a bullet", "'- a bullet"}, {"@cmd", "'@cmd"}, {"\tx", "'\tx"},
		{"'=1+1", "''=1+1"}, {"''-", "'''-"}, {"-", "'-"},
	} {
		if got := escapeFormula(c.text); got != c.escaped {
			t.Errorf("escapeFormula(%q) = %q, want %q", c.text, got, c.escaped)
		}
		if got := unescapeFormula(c.escaped); got != c.text {
			t.Errorf("unescapeFormula(%q) = %q, want %q", c.escaped, got, c.text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("'=+-@\t a"))).Draw(t, "text")
		escaped := escapeFormula(text)
		if startsFormula(escaped) {
			t.Fatalf("%q still runs", escaped)
		}
		if back := unescapeFormula(escaped); back != text {
			t.Fatalf("%q came back as %q", text, back)
		}
	})
}

// Every message that the code names is in both catalogues, and the arguments of
// a message are the same in both.
func TestMessagesExist(t *testing.T) {
	named := make(map[string]bool)
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range regexp.MustCompile(`"(exchange\.[a-z0-9_]+)"`).FindAllSubmatch(b, -1) {
			named[string(key[1])] = true
		}
	}
	var placeholders [2]map[string][]string
	for i, lang := range []string{"en", "fr"} {
		b, err := os.ReadFile("../locale/catalog/exchange." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]string
		if err := json.Unmarshal(b, &messages); err != nil {
			t.Fatal(err)
		}
		for key := range named {
			if messages[key] == "" {
				t.Errorf("%s has no %s", lang, key)
			}
		}
		placeholders[i] = make(map[string][]string)
		for key, message := range messages {
			found := regexp.MustCompile(`{{\.\w+}}`).FindAllString(message, -1)
			slices.Sort(found)
			placeholders[i][key] = found
		}
	}
	for key, found := range placeholders[0] {
		if !slices.Equal(found, placeholders[1][key]) {
			t.Errorf("%s names %v in English and %v in French", key, found, placeholders[1][key])
		}
	}
}
