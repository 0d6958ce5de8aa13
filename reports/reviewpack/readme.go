package reviewpack

import (
	"fmt"
	"strings"

	"ogptracker/reports/opendata"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

const readmeFile = "README.md"

// readme says in both languages what a package is, how it is checked and cited.
func readme(f *edition.Frozen, m *Manifest) []byte {
	var b strings.Builder
	for i, lang := range tracker.Langs {
		l := locale.For(lang)
		if i > 0 {
			b.WriteString("\n---\n\n")
		}
		title := opendata.Markdown(l.Text(f.Record.Plan.Title))
		fmt.Fprintf(&b, "# %s\n\n%s\n", l.T("reviewpack.readme.title", "plan", title, "number", f.Number), l.T("reviewpack.readme.what"))
		if f.Record.Plan.Illustrative {
			fmt.Fprintf(&b, "\n%s\n", l.T("common.demonstration"))
		}
		b.WriteString("\n")
		for _, fact := range [][2]string{
			{l.T("reviewpack.readme.kind"), l.T("report.kind." + string(f.Kind))},
			{l.T("reviewpack.readme.as_of"), l.Date(f.AsOf)},
			{l.T("reviewpack.readme.sha256"), "`" + m.SHA256 + "`"},
			{l.T("reviewpack.readme.audit", "entry", l.Int(int(m.Audit.Seq))), "`" + m.Audit.Hash + "`"},
			{l.T("reviewpack.readme.rules"), m.Rules},
			{l.T("reviewpack.readme.key"), m.Key},
			{l.T("reviewpack.readme.licence"), l.Text(opendata.DefaultLicence) + ", " + l.Text(opendata.DefaultLicenceURL)},
			{l.T("reviewpack.readme.cite"), l.T("reviewpack.readme.citation", "jurisdiction", opendata.Markdown(l.Text(f.Record.Jurisdiction.Name)), "plan", title,
				"number", f.Number, "day", f.AsOf, "sha256", m.SHA256)},
		} {
			if fact[1] != "" {
				fmt.Fprintf(&b, "- %s\n", l.T("opendata.readme.pair", "label", "**"+fact[0]+"**", "text", fact[1]))
			}
		}
		fmt.Fprintf(&b, "\n## %s\n\n", l.T("reviewpack.readme.files"))
		for _, file := range []string{editionFile, "editions/", auditFile, "data/", "charts/", "reports/", manifestFile} {
			fmt.Fprintf(&b, "- %s\n", l.T("opendata.readme.pair", "label", "`"+file+"`", "text", l.T("reviewpack.readme.file."+strings.Trim(strings.ReplaceAll(file, ".", "_"), "/"))))
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n    ogptracker verify %s.zip\n\n%s\n", l.T("reviewpack.readme.check"), l.T("reviewpack.readme.check_text"), Name(f.Plan, f.Number), l.T("reviewpack.readme.check_limits"))
	}
	return []byte(b.String())
}
