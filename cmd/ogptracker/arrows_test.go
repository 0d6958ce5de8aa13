package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestArrows holds the direction of imports that docs/architecture.md draws: the
// domain at the centre knows nobody, adapters know the domain and not each other.
func TestArrows(t *testing.T) {
	const module = "ogptracker/"
	rules := []struct {
		pattern string   // packages that the rule is about
		never   []string // prefixes that must not be among their imports, direct or not
	}{
		{"./tracker", []string{module, "github.com/", "golang.org/", "modernc.org/"}},
		{"./tracker/...", []string{module + "db", module + "reports", module + "web", module + "cmd", "database/sql", "github.com/gin-gonic"}},
		{"./db/...", []string{module + "reports", module + "web", module + "cmd", "github.com/gin-gonic"}},
		{"./reports/...", []string{module + "db", module + "web", module + "cmd", "github.com/gin-gonic", "modernc.org/sqlite"}},
		{"./web/...", []string{module + "db", module + "cmd", "modernc.org/sqlite"}},
	}
	for _, rule := range rules {
		t.Run(rule.pattern, func(t *testing.T) {
			out := goList(t, "-f", `{{$p := .ImportPath}}{{range .Deps}}{{$p}} {{.}}{{"\n"}}{{end}}`, rule.pattern)
			if len(out) == 0 {
				t.Fatal("no package matches")
			}
			for _, line := range out {
				pkg, dep, _ := strings.Cut(line, " ")
				for _, never := range rule.never {
					if dep == never || strings.HasPrefix(dep, strings.TrimSuffix(never, "/")+"/") {
						t.Errorf("%s imports %s", pkg, dep)
					}
				}
			}
		})
	}
}

// TestOnlyImporters holds that a dependency stays behind one package.
func TestOnlyImporters(t *testing.T) {
	homes := map[string]string{
		"github.com/gin-gonic/gin":              "ogptracker/web",
		"github.com/jung-kurt/gofpdf":           "ogptracker/reports/pdf",
		"modernc.org/sqlite":                    "ogptracker/db",
		"github.com/dop251/goja":                "ogptracker/reports/svg",
		"github.com/alexedwards/scs/v2":         "ogptracker/web",
		"github.com/pquerna/otp":                "ogptracker/tracker/credential",
		"golang.org/x/crypto/argon2":            "ogptracker/tracker/credential",
		"github.com/xuri/excelize/v2":           "ogptracker/tracker/exchange ogptracker/reports/opendata",
		"github.com/goccy/go-yaml":              "ogptracker/tracker/exchange",
		"github.com/alecthomas/kong":            "ogptracker/cmd/ogptracker",
		"github.com/yuin/goldmark":              "ogptracker/web/view",
		"github.com/wneessen/go-mail":           "ogptracker/cmd/ogptracker/mail",
		"github.com/pressly/goose/v3":           "ogptracker/db",
		"github.com/nicksnyder/go-i18n/v2/i18n": "ogptracker/tracker/locale",
	}
	seen := map[string]bool{}
	for _, line := range goList(t, "-f", `{{$p := .ImportPath}}{{range .Imports}}{{$p}} {{.}}{{"\n"}}{{end}}`, "ogptracker/...") {
		pkg, dep, _ := strings.Cut(line, " ")
		home, kept := homes[dep]
		if !kept {
			continue
		}
		seen[dep] = true
		allowed := false
		for _, h := range strings.Fields(home) {
			allowed = allowed || pkg == h
		}
		if !allowed {
			t.Errorf("%s imports %s, which stays behind %s", pkg, dep, home)
		}
	}
	for dep := range homes {
		if !seen[dep] {
			t.Errorf("nothing imports %s any more: take it off the list", dep)
		}
	}
}

func goList(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"list", "-tags", "nomsgpack"}, args...)...)
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var lines []string
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
