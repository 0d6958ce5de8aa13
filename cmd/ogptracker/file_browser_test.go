package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"ogptracker/tracker"
)

// attach chooses a file in the form that is open, as the browser's own dialogue does.
func (p *typist) attach(name string, data []byte) {
	p.Helper()
	file := filepath.Join(p.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		p.Fatal(err)
	}
	if _, err := chromedp.Run(p.ctx, chromedp.SetUploadFiles("#evidence_file", []string{file})); err != nil {
		p.Fatal(err)
	}
}

// leadAttaches goes from the form to a reader's download: a file that is refused,
// one that is kept with the draft at once, handed in and published.
func leadAttaches(t *testing.T, h *house) {
	document := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
	title := tracker.Text{EN: "Minutes of the working group", FR: "Procès-verbal du groupe de travail"}
	p, c := h.member(t, lead), h.member(t, coordinator)
	p.says("work.coverage.title")
	p.enter(form("C02.3.1"))
	at := p.path()
	p.fillIn("Typed before the file.", "Saisi avant le fichier.")
	p.press(".add-file > summary", " ")
	p.attach("page.pdf", []byte("<!DOCTYPE html><script>alert(1)</script>"))
	p.write("#file_title_en", title.EN)
	p.write("#file_title_fr", title.FR)
	p.enter(`button[value="attach"]`)
	p.says("work.file.kind")
	p.mends("evidence_file")
	if h.script {
		p.attach("large.pdf", append(bytes.Clone(document), make([]byte, tracker.FileMost)...))
		if asks[bool](p, `document.querySelector("#evidence_file").checkValidity()`) {
			t.Error("the script does not tell that the file is too large")
		}
	}
	p.attach("minutes.pdf", document)
	p.enter(`button[value="attach"]`)
	p.says("work.file.did_keep")
	p.open(at)
	if got := asks[string](p, `document.querySelector("#progress_en").value + " " + document.querySelector("#link-1-title_fr").value`); got != "Typed before the file. "+title.FR {
		t.Errorf("the form holds %q", got)
	}
	if got := p.download(asks[string](p, `document.querySelector(".file-name a").getAttribute("href")`)); !bytes.Equal(got, document) {
		t.Errorf("the draft's file holds %q", got)
	}
	p.handsIn("C02.3.1")

	c.enter(`.plan-nav ` + linkTo(c.k.Queue()))
	c.enter(`main .queue a[href*="/ca-6/"]`)
	c.reads(title.In(h.lang))
	c.enter(`button[value="publish"]`)

	reader := h.visitor(t)
	reader.open(reader.k.Commitment("ca-6", "C02"))
	reader.reads(title.In(h.lang))
	public := asks[string](reader, `document.querySelector('#evidence a[href^="/files/"]').getAttribute("href")`)
	if got := reader.download(public); !bytes.Equal(got, document) {
		t.Errorf("a reader gets %q", got)
	}
	resp, _ := get(t, h.base+public)
	if how := resp.Header.Get("Content-Disposition"); !strings.HasPrefix(how, "attachment;") {
		t.Errorf("sent as %q", how)
	}
}
