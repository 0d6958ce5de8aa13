package main

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"
)

// download returns what an address gives to whoever is signed in.
func (p *typist) download(path string) []byte {
	p.Helper()
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`fetch("`+path+`").then(r => r.blob()).then(b => new Promise(done => {
		const r = new FileReader(); r.onload = () => done(r.result.split(",")[1]); r.readAsDataURL(b) }))`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatal(err)
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		p.Fatal(err)
	}
	return b
}

// fillIn writes values into the row of a code, by the header of their column, and
// returns the name of the file that holds the workbook.
func (p *typist) fillIn(workbook []byte, code string, values map[string]string) string {
	p.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		p.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		p.Fatal(err)
	}
	n := slices.IndexFunc(rows, func(row []string) bool { return row[0] == code })
	for header, value := range values {
		cell, err := excelize.CoordinatesToCellName(slices.Index(rows[0], header)+1, n+1)
		if err == nil {
			err = f.SetCellStr(sheet, cell, value)
		}
		if err != nil {
			p.Fatal(err)
		}
	}
	name := filepath.Join(p.TempDir(), "filled-in.xlsx")
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		p.Fatal(err)
	}
	return name
}

// TestSheetInTheBrowser walks a lead's journey by spreadsheet, in French, past a
// conflict with a draft that was written meanwhile, and looks at each page.
func TestSheetInTheBrowser(t *testing.T) {
	p := &typist{T: t, ctx: browser(t), base: ownSite(t)}
	look := p.looker()
	const form, sheet = "/fr/travail/mises-a-jour/ca-6/C01.4.2/2026-12", "/fr/travail/tableur/ca-6"
	p.signIn("fr", "contributor@example.org")
	for _, path := range []string{"/en/work/spreadsheet", "/fr/travail/tableur", "/en/work/spreadsheet/ca-6", sheet} {
		p.open(path)
		look(path)
	}
	file := p.fillIn(p.download(sheet+"/classeur.xlsx?periode=2026-12"), "C01.4.2", map[string]string{
		"Statut": "SP", "Progrès en anglais": "Mine, from the sheet.", "Progrès en français": "Le mien, du tableur.",
	})
	p.open(form)
	p.write("#progress_en", "Written meanwhile.")
	p.enter(`.submit button[value="save"]`)

	p.open(sheet)
	p.enter(`form[enctype] button`)
	p.says("Choisissez un fichier")
	look("no file")
	if _, err := chromedp.Run(p.ctx, chromedp.SetUploadFiles("#file", []string{file})); err != nil {
		t.Fatal(err)
	}
	p.enter(`form[enctype] button`)
	p.says("Written meanwhile.")
	look("preview with a conflict")
	p.enter(`button[value="draft"]`)
	p.says("choisissez l’une des trois versions")
	look("preview without a choice")
	p.tab(`input[type="radio"]`)
	p.do("mine", chromedp.KeyEvent(" "))
	p.enter(`button[value="draft"]`)
	p.says("Une mise à jour a été enregistrée comme brouillon")
	look("result")
	p.open(form)
	if !p.is(`document.querySelector("#progress_en").value === "Mine, from the sheet."`) {
		t.Error("the form does not hold what was uploaded")
	}
}
