// Package assets holds the third-party files that the program carries in its
// binary: the chart library and the fonts.
//
// The files come from npm packages and are never committed; `make assets` (go
// run ./reports/assets/copy) copies them from node_modules into files/, with
// their licences. The package only hands the bytes out: it neither reads fonts
// nor runs scripts.
package assets

import (
	"embed"
	"fmt"
	"io/fs"
)

// If the compiler says that the first pattern below matches no files, the files
// have not been copied yet: run `make assets`.
//
//go:embed files/copied-by-make-assets.txt
//go:embed files
var embedded embed.FS

// Manifest names the list of what was copied, inside [FS]: one line a file with
// its SHA-256, its path, and the package and version it comes from.
const Manifest = "copied-by-make-assets.txt"

// FS holds the copied files by the paths that the copier gives them:
// "echarts.min.js", "fonts/*.ttf" for drawing, "web/*.woff2" for pages, and
// "licences/".
var FS = sub()

func sub() fs.FS {
	f, err := fs.Sub(embedded, "files")
	if err != nil {
		panic(err) // "files" is a valid path, so this cannot happen
	}
	return f
}

// ECharts returns the chart library's script. The caller must not change the
// bytes.
func ECharts() []byte { return mustRead("echarts.min.js") }

// Font returns a TrueType file by its name without folder and ending,
// "NotoSans_400Regular". The bytes are a fresh copy, since gofpdf writes into
// what it is given. It panics for a name that is not embedded: the names are
// constants, and [TestFiles] holds that all of them are there.
func Font(name string) []byte { return mustRead("fonts/" + name + ".ttf") }

func mustRead(name string) []byte {
	b, err := fs.ReadFile(FS, name)
	if err != nil {
		panic(fmt.Sprintf("assets: %v; run `make assets` and build again", err))
	}
	return b
}
