package assets

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// TestFiles holds that what is embedded is what was copied, byte for byte, and
// that every file the program asks for by name is there.
func TestFiles(t *testing.T) {
	manifest, err := fs.ReadFile(FS, Manifest)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{Manifest: true}
	lines := bufio.NewScanner(bytes.NewReader(manifest))
	for lines.Scan() {
		sum, rest, _ := strings.Cut(lines.Text(), "  ")
		name, from, _ := strings.Cut(rest, "  ")
		if from == "" {
			t.Errorf("%q names no package", lines.Text())
		}
		b, err := fs.ReadFile(FS, name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(b)); got != sum {
			t.Errorf("%s has the sum %s, the list says %s", name, got, sum)
		}
		listed[name] = true
	}
	err = fs.WalkDir(FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[path] {
			t.Errorf("%s is not on the list", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"NotoSans_400Regular", "NotoSans_400Regular_Italic", "NotoSans_600SemiBold",
		"Lato_700Bold", "Lato_900Black", "NotoSansMono_400Regular", "SourceSans3_400Regular",
	} {
		if !bytes.HasPrefix(Font(name), []byte{0, 1, 0, 0}) {
			t.Errorf("%s is not a TrueType font", name)
		}
	}
	if !bytes.Contains(ECharts(), []byte("echarts")) {
		t.Error("the chart library is not in its file")
	}
}

// TestLicences holds that every package's licence is copied beside its files.
func TestLicences(t *testing.T) {
	for _, name := range []string{"echarts", "echarts-notice", "lato", "noto-sans", "noto-sans-mono", "source-sans-3", "web-lato", "web-noto-sans"} {
		b, err := fs.ReadFile(FS, "licences/"+name+".txt")
		if err != nil || len(b) < 100 {
			t.Errorf("licence of %s: %d bytes, %v", name, len(b), err)
		}
	}
}

// TestFontIsACopy holds that a caller who writes into a font spoils nobody
// else's.
func TestFontIsACopy(t *testing.T) {
	a := Font("Lato_700Bold")
	a[0] = 'x'
	if Font("Lato_700Bold")[0] == 'x' {
		t.Error("two callers share the bytes of a font")
	}
}

func TestUnknownFont(t *testing.T) {
	defer func() {
		if p, ok := recover().(string); !ok || !strings.Contains(p, "make assets") {
			t.Errorf("the panic does not say what to do: %v", p)
		}
	}()
	Font("Comic_Sans")
}
