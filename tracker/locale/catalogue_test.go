package locale

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ogptracker/tracker"
)

// entry is one message of a catalogue file as it is written there.
type entry struct {
	file, key string
	forms     map[string]string // by plural form; "other" alone for a plain message
}

// entries reads the files without go-i18n, which would hide a key that is written
// twice.
func entries(t *testing.T, lang tracker.Lang) []entry {
	t.Helper()
	paths, err := fs.Glob(files, "catalog/*."+string(lang)+".json")
	if err != nil {
		t.Fatal(err)
	}
	var all []entry
	for _, path := range paths {
		f, err := files.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(f)
		if _, err := d.Token(); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			var value any
			if err := d.Decode(&value); err != nil {
				t.Fatalf("%s: %s: %v", path, key, err)
			}
			e := entry{file: path, key: key.(string), forms: map[string]string{}}
			switch value := value.(type) {
			case string:
				e.forms["other"] = value
			case map[string]any:
				for form, text := range value {
					e.forms[form], _ = text.(string)
				}
			default:
				t.Errorf("%s: %s is neither a text nor plural forms", path, e.key)
			}
			all = append(all, e)
		}
	}
	return all
}

func byKey(entries []entry) map[string]entry {
	m := make(map[string]entry, len(entries))
	for _, e := range entries {
		m[e.key] = e
	}
	return m
}

func TestEveryMessageIsInBothLanguages(t *testing.T) {
	en, fr := byKey(entries(t, tracker.EN)), byKey(entries(t, tracker.FR))
	for key := range en {
		if _, ok := fr[key]; !ok {
			t.Errorf("%s is in English only", key)
		}
	}
	for key := range fr {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is in French only", key)
		}
	}
	if len(en) < 100 {
		t.Errorf("only %d messages were found", len(en))
	}
	if keys := Keys(); len(keys[tracker.EN]) != len(en) || len(keys[tracker.FR]) != len(fr) {
		t.Errorf("Keys lists %d and %d keys, the files %d and %d", len(keys[tracker.EN]), len(keys[tracker.FR]), len(en), len(fr))
	}
}

// A French sentence that cannot know a name's article lists it after a colon; the colon
// follows a whole clause, and never the little word that asks for what comes next.
func TestFrenchColonsFollowAClause(t *testing.T) {
	hangs := regexp.MustCompile(`(?i)(?:^|[\s(])(à|avec|chez|dans|de|derrière|devant|et|par|parmi|pour|que|selon|sur)\x{a0}:`)
	for _, e := range entries(t, tracker.FR) {
		for _, text := range e.forms {
			if cut := hangs.FindString(text); cut != "" && !label[e.key] {
				t.Errorf("%s: “%s” in: %s", e.key, cut, text)
			}
		}
	}
}

// label is what stands before a control or a list of links.
var label = map[string]bool{"work.update.as": true, "web.history.who": true}

func TestMessagesAreWellFormed(t *testing.T) {
	key := regexp.MustCompile(`^[a-z]+(\.[A-Za-z0-9_-]+)+$`)
	forms := map[tracker.Lang][]string{tracker.EN: {"one", "other"}, tracker.FR: {"many", "one", "other"}}
	for _, lang := range tracker.Langs {
		seen := map[string]string{}
		for _, e := range entries(t, lang) {
			area, _, _ := strings.Cut(filepath.Base(e.file), ".")
			area, _, _ = strings.Cut(area, "_") // a large area has several files
			if !key.MatchString(e.key) || !strings.HasPrefix(e.key, area+".") {
				t.Errorf("%s: key %q is not %s.something", e.file, e.key, area)
			}
			if other, twice := seen[e.key]; twice {
				t.Errorf("%s: %s is also in %s", e.file, e.key, other)
			}
			seen[e.key] = e.file
			if e.forms["other"] == "" {
				t.Errorf("%s: %s has no general form", e.file, e.key)
			}
			if len(e.forms) > 1 && e.forms["one"] == "" {
				t.Errorf("%s: %s has several forms, but none for one", e.file, e.key)
			}
			for form, text := range e.forms {
				if !slices.Contains(forms[lang], form) {
					t.Errorf("%s: %s: the language has no form %q", e.file, e.key, form)
				}
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s: %s is blank", e.file, e.key)
				}
				if _, err := (placeholders{}).Parse(text, "", ""); err != nil {
					t.Errorf("%s: %s: %v", e.file, e.key, err)
				}
			}
		}
	}
}

// The general form names every value; a special one may leave the number out, as
// "one day" does.
func TestLanguagesSayTheSameValues(t *testing.T) {
	en, fr := byKey(entries(t, tracker.EN)), byKey(entries(t, tracker.FR))
	for key, e := range en {
		if a, b := values(e.forms["other"]), values(fr[key].forms["other"]); !slices.Equal(a, b) {
			t.Errorf("%s: English says %v, French %v", key, a, b)
		}
		for _, e := range []entry{e, fr[key]} {
			all := values(e.forms["other"])
			for form, text := range e.forms {
				for _, v := range values(text) {
					if !slices.Contains(all, v) {
						t.Errorf("%s: %s: form %q says {{.%s}}, which the general form does not", e.file, key, form, v)
					}
				}
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

// values lists the placeholders of a text, each once, in alphabetical order.
func values(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

var update = flag.Bool("update", false, "set the texts of the catalogues")

// verbatim are messages that are typed into a terminal.
const verbatim = "cli.examples."

// A catalogue holds its texts as they are printed: setting them once more changes
// nothing. With -update they are set.
func TestMessagesAreTypeset(t *testing.T) {
	percent := map[tracker.Lang]*regexp.Regexp{
		tracker.EN: regexp.MustCompile(`[\s\x{a0}\x{202f}]%`),
		tracker.FR: regexp.MustCompile(`[^\x{a0}(]%`),
	}
	for _, lang := range tracker.Langs {
		if *update {
			setFiles(t, lang)
			continue
		}
		for _, e := range entries(t, lang) {
			if strings.HasPrefix(e.key, verbatim) {
				continue
			}
			for _, text := range e.forms {
				if set := For(lang).Typeset(text); set != text {
					t.Errorf("%s: %s\n is  %+q\n not %+q", e.file, e.key, text, set)
				}
				if percent[lang].MatchString(text) {
					t.Errorf("%s: %s: the space before %% in %+q", e.file, e.key, text)
				}
			}
		}
	}
}

// setFiles sets the texts of a language's files and leaves all else in them as it
// is.
func setFiles(t *testing.T, lang tracker.Lang) {
	text := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	paths, err := filepath.Glob("catalog/*." + string(lang) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(source), "\n")
		for i, line := range lines {
			if strings.Contains(line, `"`+verbatim) {
				continue
			}
			lines[i] = text.ReplaceAllStringFunc(line, func(literal string) string {
				var old string
				if err := json.Unmarshal([]byte(literal), &old); err != nil {
					t.Fatalf("%s: %s: %v", path, literal, err)
				}
				set := For(lang).Typeset(old)
				if set == old {
					return literal
				}
				var out strings.Builder
				e := json.NewEncoder(&out)
				e.SetEscapeHTML(false)
				if err := e.Encode(set); err != nil {
					t.Fatal(err)
				}
				return strings.TrimSpace(out.String())
			})
		}
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// completed are the beginnings of keys that a program completes with what the
// given files hold, between quotes or, for commands, by other means.
var completed = map[string][]string{
	"problem.": {"tracker/validate.go", "tracker/account.go", "tracker/amendment.go", "tracker/fields.go", "tracker/fields_item.go",
		"tracker/fields_plan.go", "tracker/update_check.go", "tracker/review/review.go"},
	"cli.examples.": nil, // by the name of each command
}

// completes reports whether a key is the beginning of others.
func completes(key string) bool {
	_, ok := completed[key+"."]
	return ok
}

// fileNames end so, and are no keys.
var fileNames = map[string]bool{".css": true, ".js": true, ".html": true, ".tmpl": true, ".json": true, ".pdf": true}

// quoted finds keys, and beginnings of keys that are completed on the spot, in Go
// and in templates.
var quoted = regexp.MustCompile("[\"`]([a-z]+\\.[A-Za-z0-9_.-]*)(%[^\"`]*)?[\"`]")

// TestMessagesAndProgramAgree holds that every message is used, and that every
// message that is used is there.
func TestMessagesAndProgramAgree(t *testing.T) {
	whole, beginnings := map[string]bool{}, []string{}
	areas := map[string]bool{}
	for _, e := range entries(t, tracker.EN) {
		area, _, _ := strings.Cut(e.key, ".")
		areas[area] = true
	}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2) {
			return fs.SkipDir
		}
		if ext := filepath.Ext(path); strings.HasSuffix(path, "_test.go") || ext != ".go" && ext != ".html" && ext != ".tmpl" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range quoted.FindAllSubmatch(source, -1) {
			key := string(m[1])
			if !strings.HasSuffix(key, ".") && len(m[2]) == 0 {
				whole[key] = true
				if area, _, _ := strings.Cut(key, "."); areas[area] && !For(tracker.EN).Has(key) && !fileNames[filepath.Ext(key)] && !completes(key) {
					t.Errorf("%s: no catalogue has %s", path, key)
				}
			} else if strings.Count(key, ".") > 1 { // an area's name alone claims nothing
				beginnings = append(beginnings, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for beginning, paths := range completed {
		if len(paths) == 0 {
			beginnings = append(beginnings, beginning)
		}
		for _, path := range paths {
			source, err := os.ReadFile("../../" + path)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`"([a-z_]+)"`).FindAllSubmatch(source, -1) {
				whole[beginning+string(m[1])] = true
			}
		}
	}
	for _, e := range entries(t, tracker.EN) {
		begins := func(beginning string) bool { return strings.HasPrefix(e.key, beginning) }
		if !whole[e.key] && !slices.ContainsFunc(beginnings, begins) {
			t.Errorf("%s: nothing uses %s", e.file, e.key)
		}
	}
}
