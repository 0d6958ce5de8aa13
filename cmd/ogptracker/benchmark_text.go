package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// textChoice is asked for where a command writes JSON unless told otherwise.
type textChoice struct {
	Text bool `help:"cli.help.flag.text"`
}

// asText reports whether people are to read the result. --json wins.
func (c textChoice) asText(out *output) bool { return c.Text && !out.json }

// textTable is a table for people: the first column and those of words are set to
// the left, figures to the right.
type textTable struct {
	head  []string
	rows  [][]string
	words int // how many of the last columns hold words
}

func (t *textTable) add(cells ...string) { t.rows = append(t.rows, cells) }

// printTable writes a heading, the table, and notes below it.
func (o *output) printTable(heading string, t textTable, notes ...string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", heading)
	widths := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range append([][]string{t.head}, t.rows...) {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			switch {
			case i == 0:
				line.WriteString(cell + pad)
			case i >= len(row)-t.words:
				line.WriteString("  " + cell + pad)
			default:
				line.WriteString("  " + pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	for _, note := range notes {
		if note != "" {
			fmt.Fprintf(&b, "\n%s\n", note)
		}
	}
	_, err := io.WriteString(o.stdout, b.String())
	return err
}
