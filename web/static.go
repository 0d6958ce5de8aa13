package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"sync"
)

//go:embed static
var staticFS embed.FS

// staticFiles are the files that pages ask for: styles, the chart script,
// pictures, fonts. All live under one address that carries a hash of them all,
// so they can be kept for ever, and a style may name a font beside it.
type staticFiles struct {
	hash  string
	files map[string]*staticFile
}

type staticFile struct {
	body      []byte
	mediaType string
	once      sync.Once
	frozen    *cached
}

var staticTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".png":   "image/png",
	".woff2": "font/woff2",
	".txt":   "text/plain; charset=utf-8",
}

var keepForEver = []string{"public, max-age=31536000, immutable"}

// loadStatic reads the files of several file systems, each under a prefix, and
// takes single files as they are.
func loadStatic(sources map[string]fs.FS, single map[string][]byte) (*staticFiles, error) {
	s := &staticFiles{files: map[string]*staticFile{}}
	for prefix, source := range sources {
		err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			mediaType, ok := staticTypes[path.Ext(name)]
			if !ok {
				return nil
			}
			body, err := fs.ReadFile(source, name)
			s.files[path.Join(prefix, name)] = &staticFile{body: body, mediaType: mediaType}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("static files: %w", err)
		}
	}
	for name, body := range single {
		s.files[name] = &staticFile{body: body, mediaType: staticTypes[path.Ext(name)]}
	}
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		sum := sha256.Sum256(s.files[name].body)
		fmt.Fprintf(h, "%s %x\n", name, sum)
	}
	s.hash = hex.EncodeToString(h.Sum(nil))[:12]
	return s, nil
}

// path returns the address of a file, which changes when any file does.
func (s *staticFiles) path(name string) string { return "/static/" + s.hash + "/" + name }

// serve answers for one file. An address of an earlier build gets today's file,
// but may not keep it.
func (s *staticFiles) serve(w http.ResponseWriter, r *http.Request, hash, name string) bool {
	f, ok := s.files[name]
	if !ok {
		return false
	}
	f.once.Do(func() { f.frozen = freeze(&Response{Status: http.StatusOK, Type: f.mediaType, Body: f.body}) })
	if hash == s.hash {
		w.Header()[headControl] = keepForEver
	}
	f.frozen.write(w, r)
	return true
}
