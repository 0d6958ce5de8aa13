package web

import (
	"bytes"
	"compress/zlib"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/PuerkitoBio/goquery"

	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/edition"
	"ogptracker/tracker/locale"
)

// stated is what an edition states of a plan or of a commitment.
type stated struct {
	Coverage, Lower, Upper, Progress *float64
	Level                            tracker.Level
	Known                            int
}

// TestEditionStatesItsFiguresEverywhere holds that an edition's page, JSON, CSV, HTML and
// PDF state the same figures, in both languages: of the plan and of every commitment.
func TestEditionStatesItsFiguresEverywhere(t *testing.T) {
	d := newDesk(t)
	e, err := d.store.Freeze(t.Context(), dbtest.Actor, edition.Request{Plan: "ca-3", Kind: edition.EndOfTerm, AsOf: tracker.MustDate("2018-06-30")})
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range tracker.Langs {
		t.Run(string(lang), func(t *testing.T) { sameFigures(t, d, e, lang) })
	}
}

func sameFigures(t *testing.T, d *desk, e edition.Edition, lang tracker.Lang) {
	l, public := locale.For(lang), d.visitor()
	get := func(english, french string) string {
		path := "/en/plans/ca-3/editions/" + strconv.Itoa(e.Number) + english
		if lang == tracker.FR {
			path = "/fr/plans/ca-3/editions/" + strconv.Itoa(e.Number) + french
		}
		a := public.get(path)
		if a.Code != 200 {
			t.Fatalf("%s: %d", path, a.Code)
		}
		return a.Body.String()
	}
	var frozen struct {
		Figures struct {
			stated
			Commitments []struct {
				Code   string
				Leaves int
				stated
			}
			Earned struct{ Planned, Earned, SPI *float64 } `json:"earned_value"`
		}
	}
	if err := json.Unmarshal([]byte(get(".json", ".json")), &frozen); err != nil {
		t.Fatal(err)
	}
	f := frozen.Figures
	if len(f.Commitments) < 2 || f.Progress == nil || f.Earned.SPI == nil {
		t.Fatalf("nothing to compare: %+v", f)
	}

	// CSV, exactly.
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(get("/data/commitments.csv", "/donnees/commitments.csv"), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(f.Commitments)+1 {
		t.Fatalf("%v: %d rows of CSV", err, len(rows))
	}
	column := func(row int, name string) string {
		for i, head := range rows[0] {
			if head == name {
				return rows[row][i]
			}
		}
		t.Fatalf("no column %s", name)
		return ""
	}
	for i, c := range f.Commitments {
		for name, want := range map[string]*float64{"coverage": c.Coverage, "lower": c.Lower, "upper": c.Upper, "progress": c.Progress} {
			text := ""
			if want != nil {
				text = strconv.FormatFloat(*want, 'g', -1, 64)
			}
			if got := column(i+1, name); got != text {
				t.Errorf("CSV: %s of %s is %q, the edition says %q", name, c.Code, got, text)
			}
		}
		if column(i+1, "level") != string(c.Level) || column(i+1, "counted") != strconv.Itoa(c.Leaves) || column(i+1, "reported") != strconv.Itoa(c.Known) {
			t.Errorf("CSV: %s is %s, %s of %s", c.Code, column(i+1, "level"), column(i+1, "reported"), column(i+1, "counted"))
		}
	}

	// The page: a row a commitment.
	page, err := goquery.NewDocumentFromReader(strings.NewReader(get("", "")))
	if err != nil {
		t.Fatal(err)
	}
	shown := page.Find(`section[aria-labelledby="figures"] tbody tr`)
	if shown.Length() != len(f.Commitments) {
		t.Fatalf("the page has %d rows", shown.Length())
	}
	lead := plainText(page.Find(`section[aria-labelledby="figures"] > p`).First().Text())
	for _, want := range f.words(l) {
		if !strings.Contains(lead, want) {
			t.Errorf("page: %q lacks %q", lead, want)
		}
	}
	for i, c := range f.Commitments {
		row := plainText(shown.Eq(i).Text())
		for _, want := range append(c.words(l), c.Code) {
			if !strings.Contains(row, want) {
				t.Errorf("page: %q lacks %q", row, want)
			}
		}
	}

	// The report as a page: a strip a commitment, and the key figures.
	report, err := goquery.NewDocumentFromReader(strings.NewReader(get("/report", "/rapport")))
	if err != nil {
		t.Fatal(err)
	}
	strips := report.Find("dl.strip")
	if strips.Length() != len(f.Commitments) {
		t.Fatalf("the report has %d commitments", strips.Length())
	}
	var inOrder []string // what the PDF must say, in the report's order
	key := plainText(report.Find("ul.figures").First().Text())
	spi := l.Decimal(*f.Earned.SPI, 2)
	for _, want := range []string{percent(l, f.Progress), percent(l, f.Coverage), spi} {
		if !strings.Contains(key, want) {
			t.Errorf("report: %q lacks %q", key, want)
		}
	}
	for i, c := range f.Commitments {
		strip := plainText(strips.Eq(i).Text())
		for _, want := range c.words(l) {
			if !strings.Contains(strip, want) {
				t.Errorf("report: %q of %s lacks %q", strip, c.Code, want)
			}
		}
		inOrder = append(inOrder, plainText(strips.Eq(i).Find("dd").Eq(0).Text()), plainText(strips.Eq(i).Find("div.wide dd").Text()))
	}

	// The report as a file says the same, commitment after commitment.
	text := textOf(t, []byte(get("/report.pdf", "/rapport.pdf")))
	for _, want := range []string{percent(l, f.Progress), percent(l, f.Coverage), spi} {
		if !strings.Contains(text, squeezed(want)) {
			t.Errorf("PDF lacks %q", want)
		}
	}
	rest := text
	for _, want := range inOrder {
		_, after, found := strings.Cut(rest, squeezed(want))
		if !found {
			t.Errorf("PDF lacks %q, or has it out of its place", want)
			continue
		}
		rest = after
	}
}

// words are the figures as people read them: progress or its bounds, and the level.
func (s stated) words(l *locale.Locale) []string {
	out := []string{l.Level(s.Level)}
	switch {
	case s.Level == tracker.Withdrawn:
	case s.Progress == nil:
	case *s.Progress == 1 && *s.Coverage < 1: // only the bounds may be shown
		out = append(out, number(l, s.Lower), percent(l, s.Upper))
	default:
		out = append(out, percent(l, s.Progress))
		if *s.Coverage < 1 {
			out = append(out, number(l, s.Lower), percent(l, s.Upper))
		}
	}
	return out
}

// percent is a share as people read it. The edition's JSON has enough digits for the
// fraction that it was.
func percent(l *locale.Locale, share *float64) string {
	const scale = 1 << 40
	return plainText(l.Percent(tracker.NewRatio(int64(*share*scale+0.5), scale)))
}

// number is a share as people read it, without its sign: "28–78%" has one for both.
func number(l *locale.Locale, share *float64) string {
	return strings.TrimRight(percent(l, share), "% ")
}

// plainText is a text with one space between words.
func plainText(s string) string { return strings.Join(strings.Fields(s), " ") }

// squeezed is a text without spaces and commas: a PDF has neither between the pieces that
// it sets apart.
func squeezed(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), ",", "")
}

var (
	pdfStream = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
	pdfString = regexp.MustCompile(`(?s)\(((?:\\.|[^\\()])*)\) ?Tj`)
)

// textOf returns what the pages of a PDF by gofpdf say, without spaces: strings of UTF-16.
func textOf(t *testing.T, file []byte) string {
	t.Helper()
	var out strings.Builder
	for _, m := range pdfStream.FindAllSubmatch(file, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue // not deflated: no page
		}
		// A stream may end with what looks like the line's end: its checksum may be cut.
		content, _ := io.ReadAll(z)
		for _, s := range pdfString.FindAllSubmatch(content, -1) {
			var raw []byte
			for i := 0; i < len(s[1]); i++ {
				if s[1][i] == '\\' {
					if i++; s[1][i] == 'r' {
						raw = append(raw, '\r')
						continue
					}
				}
				raw = append(raw, s[1][i])
			}
			var units []uint16
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
			}
			out.WriteString(squeezed(string(utf16.Decode(units))))
		}
	}
	if out.Len() < 1000 {
		t.Fatalf("%d letters in the PDF", out.Len())
	}
	return out.String()
}
