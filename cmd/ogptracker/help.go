package main

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"ogptracker/tracker/locale"
)

// helpIn prints help in the reader's language. The parser's own few headings are
// English; French ones take their place.
func helpIn(l *locale.Locale) kong.HelpPrinter {
	headings := strings.NewReplacer(
		"Usage:", l.T("cli.help_heading.usage"),
		"Arguments:", l.T("cli.help_heading.arguments"),
		"Flags:", l.T("cli.help_heading.flags"),
		"Commands:", l.T("cli.help_heading.commands"),
		"Show context-sensitive help.", l.T("cli.help_heading.help"),
		"[flags]", l.T("cli.help_heading.any_flags"),
		"<command>", l.T("cli.help_heading.any_command"),
	)
	more := regexp.MustCompile(`Run "(.+?)" for more information( on a command)?\.`)
	return func(options kong.HelpOptions, ctx *kong.Context) error {
		if err := inWords(l, ctx.Model); err != nil {
			return err
		}
		var b bytes.Buffer
		stdout := ctx.Stdout
		ctx.Stdout = &b
		err := kong.DefaultHelpPrinter(options, ctx)
		ctx.Stdout = stdout
		if err != nil {
			return err
		}
		b.WriteString(examples(l, ctx))
		text := headings.Replace(b.String())
		text = more.ReplaceAllStringFunc(text, func(line string) string {
			return l.T("cli.help_heading.more", "command", more.FindStringSubmatch(line)[1])
		})
		_, err = io.WriteString(stdout, text)
		return err
	}
}

// inWords puts the text of its catalogue key in the place of every help text. It is
// done when help is asked for: filled in as the parser's variables, the texts would
// cost every command more than the rest of its start.
func inWords(l *locale.Locale, model *kong.Application) error {
	return kong.Visit(model, func(v kong.Visitable, next kong.Next) error {
		switch v := v.(type) {
		case *kong.Node:
			v.Help = helpText(l, v.Help)
		case *kong.Flag:
			v.Help = helpText(l, v.Help)
		case *kong.Value:
			v.Help = helpText(l, v.Help)
		}
		return next(nil)
	})
}

// helpText returns what a key stands for; the parser's own texts are none.
func helpText(l *locale.Locale, help string) string {
	if strings.HasPrefix(help, "cli.help.") {
		return l.T(help)
	}
	return help
}

// examples returns the examples of the command that help is shown for.
func examples(l *locale.Locale, ctx *kong.Context) string {
	node := ctx.Selected()
	if node == nil {
		node = ctx.Model.Node
	}
	key := "cli.examples.all"
	if names := strings.Fields(node.Path()); len(names) > 0 {
		key = "cli.examples." + strings.Join(names, ".")
	}
	if !l.Has(key) {
		return ""
	}
	return "\n" + l.T("cli.help_heading.examples") + "\n" + l.T(key) + "\n"
}

// environmentFirst reads a configuration file of flag names and values. A value
// in the environment wins over the file, as a flag wins over both.
func environmentFirst(r io.Reader) (kong.Resolver, error) {
	file, err := kong.JSON(r)
	if err != nil {
		return nil, err
	}
	return kong.ResolverFunc(func(ctx *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
		for _, name := range flag.Envs {
			if _, set := os.LookupEnv(name); set {
				return nil, nil
			}
		}
		return file.Resolve(ctx, parent, flag)
	}), nil
}
