// Command ogptracker records Open Government Partnership action plans, measures
// them, compares countries, and serves and prints the result.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	_ "time/tzdata" // plans name their time zone, and the machine may know none

	"github.com/alecthomas/kong"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// version is set by the linker when a release is built.
var version = "dev"

// commands is the command line. Help texts are catalogue keys; helpIn prints
// what they stand for.
type commands struct {
	Data   string          `help:"cli.help.flag.data" env:"OGPTRACKER_DATA" default:"data" placeholder:"DIR"`
	JSON   bool            `help:"cli.help.flag.json" name:"json"`
	Lang   tracker.Lang    `help:"cli.help.flag.lang" env:"OGPTRACKER_LANG" enum:"en,fr" default:"${lang}"`
	Config kong.ConfigFlag `help:"cli.help.flag.config" placeholder:"FILE"`

	Serve     serveCommand     `cmd:"" help:"cli.help.cmd.serve"`
	Demo      demoCommand      `cmd:"" help:"cli.help.cmd.demo"`
	Import    importCommand    `cmd:"" help:"cli.help.cmd.import"`
	Export    exportCommand    `cmd:"" help:"cli.help.cmd.export"`
	Freeze    freezeCommand    `cmd:"" help:"cli.help.cmd.freeze"`
	Report    reportCommand    `cmd:"" help:"cli.help.cmd.report"`
	Verify    verifyCommand    `cmd:"" help:"cli.help.cmd.verify"`
	Keygen    keygenCommand    `cmd:"" help:"cli.help.cmd.keygen"`
	Score     scoreCommand     `cmd:"" help:"cli.help.cmd.score"`
	Deadline  deadlineCommand  `cmd:"" help:"cli.help.cmd.deadline"`
	Benchmark benchmarkCommand `cmd:"" help:"cli.help.cmd.benchmark"`
	Audit     auditCommand     `cmd:"" help:"cli.help.cmd.audit"`
	User      userCommand      `cmd:"" help:"cli.help.cmd.user"`
	Links     linksCommand     `cmd:"" help:"cli.help.cmd.links"`
	Notify    notifyCommand    `cmd:"" help:"cli.help.cmd.notify"`
	Doctor    doctorCommand    `cmd:"" help:"cli.help.cmd.doctor"`
	Version   versionCommand   `cmd:"" help:"cli.help.cmd.version"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program but for the process: tests call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	lang := chooseLang(args)
	l := locale.For(lang)
	out := &output{stdin: stdin, stdout: stdout, stderr: stderr, json: asksJSON(args), l: l}
	defer func() {
		if p := recover(); p != nil {
			code = out.finish(fmt.Errorf("panic: %v", p))
		}
	}()

	var c commands
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("ogptracker"),
		kong.Description(l.T("cli.description")),
		kong.Vars{"lang": string(lang)},
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code; panic(leave{}) }),
		kong.Help(helpIn(l)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Configuration(environmentFirst, configFile),
	)
	if err != nil {
		return out.finish(err)
	}
	kctx, err := parse(parser, args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		return out.finish(complaint(l, err))
	}
	out.json = c.JSON
	kctx.BindTo(ctx, (*context.Context)(nil))
	return out.finish(kctx.Run(&c, out))
}

// leave unwinds the parser after it printed help.
type leave struct{}

func parse(parser *kong.Kong, args []string) (ctx *kong.Context, err error) {
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(leave); !ok {
				panic(p)
			}
		}
	}()
	return parser.Parse(args)
}
