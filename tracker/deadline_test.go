package tracker_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ogptracker/tracker"
)

var update = flag.Bool("update", false, "write golden files anew")

// planStartLine opens a section of texts of plans that begin on a day.
const planStartLine = "plan starts "

// TestParseDeadlineTexts reads testdata/deadlines.txt: lines "en | text | what is
// read", in sections by the plan's beginning.
func TestParseDeadlineTexts(t *testing.T) {
	const name = "testdata/deadlines.txt"
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	var start tracker.Date
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if s, ok := strings.CutPrefix(line, planStartLine); ok {
			start = day(s)
		}
		cells := strings.Split(line, " | ")
		if len(cells) < 2 || strings.HasPrefix(line, "#") {
			fmt.Fprintln(&out, line)
			continue
		}
		got := shown(tracker.ParseDeadline(cells[1], tracker.Lang(cells[0]), start))
		fmt.Fprintf(&out, "%s | %s | %s\n", cells[0], cells[1], got)
		if len(cells) != 3 || got != cells[2] {
			if !*update {
				t.Errorf("%s:%d: %s\n got %s", name, n, line, got)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// shown writes a meaning on one line.
func shown(m tracker.Meaning) string {
	s := string(m.Kind)
	if m.Precision != "" {
		s += fmt.Sprintf(" %s from %s", m.Precision, m.From)
	}
	for _, d := range m.Dates {
		s += " " + d.String()
	}
	if !m.Due.IsZero() {
		s += " due " + m.Due.String()
	}
	if m.Ambiguous {
		s += " ambiguous"
	}
	return s
}

func TestReadDeadlineComparesTheLanguages(t *testing.T) {
	for _, c := range []struct {
		en, fr string
		want   string
		agree  bool
	}{
		{"By fall 2027", "D’ici l’automne 2027", "dated season from 2027-09-01 2027-11-30 due 2027-11-30", true},
		{"By winter 2025", "D’ici l’hiver 2025", "dated season from 2024-12-01 2025-02-28 due 2025-02-28 ambiguous", true},
		{"2026-27", "2026\u20112027", "dated year from 2026-04-01 2027-03-31 due 2027-03-31", true},
		{"Ongoing", "Permanent", "recurring", true},
		{"By June 2024", "D’ici juillet 2024", "dated month from 2024-07-01 2024-07-31 due 2024-07-31 ambiguous", false},
		{"By June 2024", "D’ici mai 2024", "dated month from 2024-06-01 2024-06-30 due 2024-06-30 ambiguous", false},
		{"Ongoing", "D’ici juin 2024", "dated month from 2024-06-01 2024-06-30 due 2024-06-30 ambiguous", false},
		{"By June 2024", "", "dated month from 2024-06-01 2024-06-30 due 2024-06-30", true},
		{" ", "D’ici juin 2024", "dated month from 2024-06-01 2024-06-30 due 2024-06-30", true},
		{"", "", "undated", true},
	} {
		m, agree := tracker.ReadDeadline(tracker.Text{EN: c.en, FR: c.fr}, tracker.Date{})
		if got := shown(m); got != c.want || agree != c.agree {
			t.Errorf("%q, %q: got %s, %v; want %s, %v", c.en, c.fr, got, agree, c.want, c.agree)
		}
	}
}

// TestOneDateInBothLanguages draws dates and writes them in both languages, in
// several ways; all must be read as the same day, month or season.
func TestOneDateInBothLanguages(t *testing.T) {
	en := strings.Fields("January February March April May June July August September October November December")
	fr := strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
	seasons := []struct {
		en, fr string
		end    time.Month
	}{{"spring", "le printemps", time.May}, {"summer", "l’été", time.August}, {"fall", "l’automne", time.November}}
	rapid.Check(t, func(t *rapid.T) {
		d := tracker.NewDate(rapid.IntRange(2000, 2099).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		first := ""
		if d.Day == 1 {
			first = "er"
		}
		season := rapid.SampledFrom(seasons).Draw(t, "season")
		for _, c := range []struct {
			lang tracker.Lang
			text string
			due  tracker.Date
		}{
			{tracker.EN, fmt.Sprintf("By %d %s %d", d.Day, en[d.Month-1], d.Year), d},
			{tracker.EN, fmt.Sprintf("%s %d, %d", en[d.Month-1], d.Day, d.Year), d},
			{tracker.EN, d.String(), d},
			{tracker.FR, fmt.Sprintf("le %d%s %s %d", d.Day, first, fr[d.Month-1], d.Year), d},
			{tracker.FR, d.String(), d},
			{tracker.EN, fmt.Sprintf("by %s %d", en[d.Month-1], d.Year), tracker.MonthEnd(d.Year, d.Month)},
			{tracker.FR, fmt.Sprintf("d’ici la fin %s %d", fr[d.Month-1], d.Year), tracker.MonthEnd(d.Year, d.Month)},
			{tracker.EN, fmt.Sprintf("in the %s of %d", season.en, d.Year), tracker.MonthEnd(d.Year, season.end)},
			{tracker.FR, fmt.Sprintf("d’ici %s de %d", season.fr, d.Year), tracker.MonthEnd(d.Year, season.end)},
			{tracker.EN, fmt.Sprintf("fiscal year %d-%02d", d.Year, (d.Year+1)%100), tracker.NewDate(d.Year+1, time.March, 31)},
			{tracker.FR, fmt.Sprintf("exercice %d-%d", d.Year, d.Year+1), tracker.NewDate(d.Year+1, time.March, 31)},
		} {
			m := tracker.ParseDeadline(c.text, c.lang, tracker.Date{})
			if m.Kind != tracker.Dated || m.Due != c.due || m.Ambiguous {
				t.Fatalf("%q: got %s, want %s", c.text, shown(m), c.due)
			}
			sameHoweverWritten(t, c.text, c.lang)
		}
	})
}

// sameHoweverWritten compares the reading of a text with that of the same text
// in upper case, with other hyphens and spaces, and with accents apart from
// their letters.
func sameHoweverWritten(t interface{ Fatalf(string, ...any) }, text string, lang tracker.Lang) {
	want := shown(tracker.ParseDeadline(text, lang, tracker.Date{}))
	for name, other := range map[string]string{
		"upper case":     strings.ToUpper(text),
		"hyphens":        strings.ReplaceAll(text, "-", "\u2011"),
		"dashes":         strings.ReplaceAll(text, "-", "–"),
		"no-break space": strings.ReplaceAll(text, " ", "\u00a0"),
		"apostrophes":    strings.ReplaceAll(text, "’", "'"),
		"decomposed":     strings.NewReplacer("é", "e\u0301", "É", "E\u0301", "û", "u\u0302").Replace(text),
		"full stop":      text + ".",
	} {
		if got := shown(tracker.ParseDeadline(other, lang, tracker.Date{})); got != want {
			t.Fatalf("%s: %q reads %s, but %q reads %s", name, other, got, text, want)
		}
	}
}

func FuzzParseDeadline(f *testing.F) {
	for _, s := range []string{
		"By June 2022 for reporting year 2022, and June 2023 for reporting year 2023", "2025 to 2028", "Biannually until 2029",
		"D’ici le 1er trimestre de 2026-2027", "31/12/2026", "fall/winter 2025", "mi-2026", "may and may and may and 2026",
		"[link](https://example.org/2026)", "\u0301\u0301 2026", strings.Repeat("2026-", 2000),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range tracker.Langs {
			m := tracker.ParseDeadline(text, lang, day("2025-06-01"))
			switch {
			case m.Kind == tracker.Dated && m.Due.IsZero(),
				m.Kind == tracker.Undated && (!m.Due.IsZero() || len(m.Dates) > 0),
				m.Kind != tracker.Dated && m.Kind != tracker.Recurring && m.Kind != tracker.Undated,
				!m.Due.IsZero() && (m.From.After(m.Due) || m.Dates[len(m.Dates)-1] != m.Due):
				t.Fatalf("%q in %s reads %s", text, lang, shown(m))
			}
			for i := range m.Dates {
				if i > 0 && !m.Dates[i-1].Before(m.Dates[i]) {
					t.Fatalf("%q in %s: dates out of order: %v", text, lang, m.Dates)
				}
			}
		}
	})
}
