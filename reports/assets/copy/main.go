// Command copy fills reports/assets/files from node_modules: the chart library,
// the fonts and their licences, and a list of them with checksums. It gives the
// same bytes for the same packages, downloads nothing, and removes what an
// older list of files left behind.
//
// Run it from the module's root, after `npm ci`:
//
//	go run ./reports/assets/copy
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

// manifest is the list that is written beside the files; its name is what the
// compiler prints when the files are missing.
const manifest = "copied-by-make-assets.txt"

// files maps what is embedded to where it comes from.
var files = map[string]struct{ pkg, path string }{
	"echarts.min.js":                       {"echarts", "dist/echarts.min.js"},
	"licences/echarts.txt":                 {"echarts", "LICENSE"},
	"licences/echarts-notice.txt":          {"echarts", "NOTICE"},
	"licences/echarts-d3.txt":              {"echarts", "licenses/LICENSE-d3"},
	"fonts/NotoSans_400Regular.ttf":        {"@expo-google-fonts/noto-sans", "400Regular/NotoSans_400Regular.ttf"},
	"fonts/NotoSans_400Regular_Italic.ttf": {"@expo-google-fonts/noto-sans", "400Regular_Italic/NotoSans_400Regular_Italic.ttf"},
	"fonts/NotoSans_600SemiBold.ttf":       {"@expo-google-fonts/noto-sans", "600SemiBold/NotoSans_600SemiBold.ttf"},
	"licences/noto-sans.txt":               {"@expo-google-fonts/noto-sans", "LICENSE_FONT"},
	"fonts/Lato_700Bold.ttf":               {"@expo-google-fonts/lato", "700Bold/Lato_700Bold.ttf"},
	"fonts/Lato_900Black.ttf":              {"@expo-google-fonts/lato", "900Black/Lato_900Black.ttf"},
	"licences/lato.txt":                    {"@expo-google-fonts/lato", "LICENSE_FONT"},
	"fonts/NotoSansMono_400Regular.ttf":    {"@expo-google-fonts/noto-sans-mono", "400Regular/NotoSansMono_400Regular.ttf"},
	"licences/noto-sans-mono.txt":          {"@expo-google-fonts/noto-sans-mono", "LICENSE_FONT"},
	"fonts/SourceSans3_400Regular.ttf":     {"@expo-google-fonts/source-sans-3", "400Regular/SourceSans3_400Regular.ttf"},
	"licences/source-sans-3.txt":           {"@expo-google-fonts/source-sans-3", "LICENSE_FONT"},
	"web/lato-latin-700-normal.woff2":      {"@fontsource/lato", "files/lato-latin-700-normal.woff2"},
	"licences/web-lato.txt":                {"@fontsource/lato", "LICENSE"},
	"web/noto-sans-latin-400-normal.woff2": {"@fontsource/noto-sans", "files/noto-sans-latin-400-normal.woff2"},
	"web/noto-sans-latin-600-normal.woff2": {"@fontsource/noto-sans", "files/noto-sans-latin-600-normal.woff2"},
	"licences/web-noto-sans.txt":           {"@fontsource/noto-sans", "LICENSE"},
}

func main() {
	from := flag.String("from", "node_modules", "folder that npm fills")
	to := flag.String("to", filepath.Join("reports", "assets", "files"), "folder to fill")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		if errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintln(os.Stderr, "assets: run `npm ci` in the module's root first")
		}
		os.Exit(1)
	}
}

// run copies the files and writes their list. Everything is read before
// anything is written, so a missing package leaves the folder as it was.
func run(from, to string) error {
	contents := make(map[string][]byte, len(files)+1)
	names := make([]string, 0, len(files))
	for name, src := range files {
		b, err := os.ReadFile(filepath.Join(from, filepath.FromSlash(src.pkg), filepath.FromSlash(src.path)))
		if err != nil {
			return err
		}
		contents[name] = b
		names = append(names, name)
	}
	sort.Strings(names)

	var list bytes.Buffer
	for _, name := range names {
		version, err := versionOf(from, files[name].pkg)
		if err != nil {
			return err
		}
		fmt.Fprintf(&list, "%x  %s  %s %s\n", sha256.Sum256(contents[name]), name, files[name].pkg, version)
	}
	contents[manifest] = list.Bytes()

	if err := os.RemoveAll(to); err != nil {
		return err
	}
	for name, b := range contents {
		path := filepath.Join(to, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// versionOf reads the version of an installed package.
func versionOf(from, pkg string) (string, error) {
	b, err := os.ReadFile(filepath.Join(from, filepath.FromSlash(pkg), "package.json"))
	if err != nil {
		return "", err
	}
	var v struct{ Version string }
	if err := json.Unmarshal(b, &v); err != nil {
		return "", fmt.Errorf("%s: %w", pkg, err)
	}
	return v.Version, nil
}
