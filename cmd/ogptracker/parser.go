package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// configFile is read where --config names no other.
const configFile = "/etc/ogptracker/config.json"

// complaints are what the parser says of a command line, in English only, and the
// catalogue keys that say the same. What the groups match becomes the arguments
// named.
var complaints = []struct {
	pattern *regexp.Regexp
	key     string
	args    []string
}{
	{regexp.MustCompile(`^unknown flag (.+?), did you mean (?:one of )?(.+)\?$`), "cli.parser.unknown_flag_like", []string{"flag", "like"}},
	{regexp.MustCompile(`^unknown flag (.+)$`), "cli.parser.unknown_flag", []string{"flag"}},
	{regexp.MustCompile(`^unexpected argument (.+?), did you mean (?:one of )?(.+)\?$`), "cli.parser.unexpected_like", []string{"value", "like"}},
	{regexp.MustCompile(`^unexpected argument (.+)$`), "cli.parser.unexpected", []string{"value"}},
	{regexp.MustCompile(`^missing flags: (.+)$`), "cli.parser.missing", []string{"flags"}},
	{regexp.MustCompile(`^missing positional arguments (.+)$`), "cli.parser.missing", []string{"flags"}},
	{regexp.MustCompile(`^expected one of (.+)$`), "cli.parser.expected_one", []string{"values"}},
	{regexp.MustCompile(`^expected "(.+)"$`), "cli.parser.missing", []string{"flags"}},
	{regexp.MustCompile(`^(\S+) must be one of (.+) but got "(.*)"$`), "cli.parser.one_of", []string{"flag", "values", "value"}},
	{regexp.MustCompile(`^(\S+): expected .* but got "EOL" \(<EOL>\)$`), "cli.parser.no_value", []string{"flag"}},
	{regexp.MustCompile(`^(\S+): missing value`), "cli.parser.no_value", []string{"flag"}},
	{regexp.MustCompile(`^(\S+): expected (?:a valid \d+ bit u?int|an int|int value|an unsigned int) but got "(.*?)"`), "cli.parser.whole", []string{"flag", "value"}},
	{regexp.MustCompile(`^(\S+): expected (?:a float|float value) but got "(.*?)"`), "cli.parser.number", []string{"flag", "value"}},
	{regexp.MustCompile(`^(\S+): bool value must be .* but got "(.*)"$`), "cli.parser.yes_no", []string{"flag", "value"}},
	{regexp.MustCompile(`^(--\S+) and (--\S+) can't be used together$`), "cli.parser.together", []string{"flag", "other"}},
}

// plainly takes the parser's quotation marks away.
var plainly = strings.NewReplacer(`","`, ", ", `"`, "", "...", "…")

// complaint says in the reader's language what is wrong with a command line.
func complaint(l *locale.Locale, err error) error {
	var unread *fs.PathError
	var broken *json.SyntaxError
	if errors.As(err, &unread) {
		return unread
	}
	f := &failure{code: exitUsage, key: "cli.error.usage", hint: usageHint(l, err)}
	text := err.Error()
	if errors.As(err, &broken) || strings.Contains(text, "unexpected EOF") || strings.HasPrefix(text, "json: ") {
		f.args, f.err = []any{"detail", l.T("cli.parser.config")}, err
		return f
	}
	for _, c := range complaints {
		m := c.pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		var args []any
		for i, name := range c.args {
			args = append(args, name, plainly.Replace(m[i+1]))
		}
		f.args = []any{"detail", l.T(c.key, args...)}
		return f
	}
	f.args, f.err = []any{"detail", l.T("cli.parser.other")}, err
	return f
}

// usageHint names the help that a reader of a complaint needs.
func usageHint(l *locale.Locale, err error) string {
	var pe *kong.ParseError
	if !errors.As(err, &pe) || pe.Context == nil {
		return ""
	}
	command := placeholder.ReplaceAllString("ogptracker "+pe.Context.Command(), "")
	return l.T("cli.error.usage_hint", "command", strings.TrimSpace(command))
}

// placeholder is where an argument stands in the name of a command.
var placeholder = regexp.MustCompile(` <[^>]*>`)

// flagValue finds a flag before the command line is parsed.
func flagValue(args []string, name string) (value string, given bool) {
	for i, a := range args {
		if a == "--" {
			break
		}
		if a == name && i+1 < len(args) {
			return args[i+1], true
		}
		if value, ok := strings.CutPrefix(a, name+"="); ok {
			return value, true
		}
	}
	return "", false
}

// asksJSON reports whether a command line asks for JSON, before it is parsed: a
// complaint about it is JSON then too.
func asksJSON(args []string) bool {
	for _, a := range args {
		switch a {
		case "--":
			return false
		case "--json", "--json=true", "--json=1", "--json=yes":
			return true
		}
	}
	return false
}

// chooseLang finds the language before the command line is parsed, since help
// and complaints about the command line are in it too. As for every flag, the
// command line wins over the environment, and that over the configuration; what
// the machine is set to comes last.
func chooseLang(args []string) tracker.Lang {
	chosen, given := flagValue(args, "--lang")
	if !given {
		chosen = os.Getenv("OGPTRACKER_LANG")
	}
	if chosen == "" {
		chosen = configuredLang(args)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if chosen == "" {
			chosen = os.Getenv(name)
		}
	}
	if strings.HasPrefix(strings.ToLower(chosen), string(tracker.FR)) {
		return tracker.FR
	}
	return tracker.EN
}

// configuredLang returns the language that the configuration file names. A file
// that cannot be read is the parser's to complain about.
func configuredLang(args []string) string {
	name, given := flagValue(args, "--config")
	if !given {
		name = configFile
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	var file struct {
		Lang string `json:"lang"`
	}
	if json.Unmarshal(raw, &file) != nil {
		return ""
	}
	return file.Lang
}
