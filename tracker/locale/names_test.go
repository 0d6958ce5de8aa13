package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"ogptracker/tracker"
)

// named are the enumerations of the domain that a reader sees by name.
var named = map[string]string{
	"Level":             "common.level.",
	"ScheduleState":     "common.schedule.",
	"ClockState":        "common.clock_state.",
	"Check":             "common.check.",
	"Publication":       "common.publication.",
	"JurisdictionLevel": "common.jurisdiction_level.",
	"OrganizationKind":  "common.organization_kind.",
	"Risk":              "common.risk.",
	"Precision":         "common.precision.",
	"DeadlineKind":      "common.deadline_kind.",
	"EventKind":         "common.event_kind.",
	"ActivityKind":      "common.activity_kind.",
	"Lang":              "common.language.",
}

// A value that is added to the domain fails here until it has a name.
func TestEveryValueHasAName(t *testing.T) {
	found := map[string]int{}
	for kind, value := range constants(t) {
		prefix, ok := named[kind.name]
		if !ok {
			continue
		}
		found[kind.name]++
		for _, lang := range tracker.Langs {
			if !For(lang).Has(prefix + value) {
				t.Errorf("%s: tracker.%s %q has no name: %s%s", lang, kind.name, value, prefix, value)
			}
		}
	}
	for name := range named {
		if found[name] == 0 {
			t.Errorf("no value of tracker.%s was found", name)
		}
	}
	for _, level := range tracker.Levels {
		if For(tracker.EN).LevelDefinition(level) == string(level) {
			t.Errorf("level %s has no definition", level)
		}
	}
}

// constant is one constant of package tracker: its place makes it unique.
type constant struct {
	name string // of its type
	at   token.Pos
}

// constants reads the string constants of package tracker from its source.
func constants(t *testing.T) map[constant]string {
	t.Helper()
	paths, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	values := map[constant]string{}
	fset := token.NewFileSet()
	for _, path := range paths {
		if !strings.HasSuffix(path.Name(), ".go") || strings.HasSuffix(path.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, "../"+path.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			kind, isNamed := spec.Type.(*ast.Ident)
			literal, isLiteral := spec.Values[0].(*ast.BasicLit)
			if isNamed && isLiteral && literal.Kind == token.STRING {
				value, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				values[constant{kind.Name, spec.Pos()}] = value
			}
			return true
		})
	}
	return values
}

func TestNames(t *testing.T) {
	en, fr := For(tracker.EN), For(tracker.FR)
	for _, c := range []struct{ got, want string }{
		{en.Level(tracker.Limited), "Limited progress"},
		{fr.Level(""), "Aucune preuve disponible"},
		{fr.Schedule(tracker.Overdue), "En retard"},
		{en.Check(tracker.CheckNoLead), "No lead named"},
		{en.ClockState(tracker.ClockMet), "Met"},
		{fr.Value("civic_participation"), "Participation citoyenne"},
		// The record may say what this program does not know.
		{en.Level("splendid"), "splendid"},
		{en.Check("<script>"), "<script>"},
		{en.Clock(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestCountries(t *testing.T) {
	for code, want := range map[string][2]string{
		"CA": {"Canada", "Canada"},
		"GB": {"United Kingdom", "Royaume-Uni"},
		"KR": {"South Korea", "Corée du Sud"},
		"US": {"United States", "États-Unis"},
		"TR": {"Türkiye", "Türkiye"},
		"RU": {"Russia", "Russie"},
		"NA": {"Namibia", "Namibie"},
		"CI": {"Côte d’Ivoire", "Côte d’Ivoire"},
		"MK": {"North Macedonia", "Macédoine du Nord"},
		"BA": {"Bosnia and Herzegovina", "Bosnie-Herzégovine"},
		"CZ": {"Czechia", "Tchéquie"},
		// Neither a country nor a code.
		"ZZ": {"ZZ", "ZZ"}, "EU": {"EU", "EU"}, "": {"", ""}, "world": {"world", "world"}, "419": {"419", "419"},
	} {
		if en, fr := For(tracker.EN).Country(code), For(tracker.FR).Country(code); en != want[0] || fr != want[1] {
			t.Errorf("%s: %q and %q, want %q", code, en, fr, want)
		}
	}
}

// CLDR abbreviates, for lists that are short of room.
func TestCountriesReadWell(t *testing.T) {
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			code := string(first) + string(second)
			for _, lang := range tracker.Langs {
				if name := For(lang).Country(code); strings.ContainsAny(name, "&'") || strings.Contains(name, " - ") || strings.HasPrefix(name, "St. ") {
					t.Errorf("%s: %s is written %q", lang, code, name)
				}
			}
		}
	}
}
