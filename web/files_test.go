package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ogptracker/tracker"
)

// upload returns a request that sends one file.
func upload(t *testing.T, name string, data []byte) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(data)
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, "/en/work", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFilesAreKeptByWhatIsInThem(t *testing.T) {
	d := newDesk(t)
	pdf := []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
	for name, c := range map[string]struct {
		file  string
		data  []byte
		media string
		fault fileFault
	}{
		"a document":                     {"minutes.pdf", pdf, "application/pdf", ""},
		"a document by another name":     {"minutes.exe", pdf, "application/pdf", ""},
		"text":                           {"minutes.txt", []byte("The forum met."), "text/plain", ""},
		"a picture":                      {"x.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "image/png", ""},
		"a page called a document":       {"minutes.pdf", []byte("<!DOCTYPE html><script>alert(1)</script>"), "", fileOfKind},
		"a drawing that can run scripts": {"x.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "", fileOfKind},
		"a program":                      {"minutes.pdf", []byte("\x7fELF\x02\x01\x01\x00"), "", fileOfKind},
		"an archive":                     {"x.zip", []byte("PK\x03\x04\x14\x00\x00\x00\x00\x00"), "", fileOfKind},
		"nothing":                        {"empty.pdf", nil, "", fileEmpty},
		"too much":                       {"large.pdf", append(pdf, make([]byte, tracker.FileMost)...), "", fileTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			e, fault, err := d.server.keepFile(t.Context(), upload(t, c.file, c.data), "file", "ca-3")
			if err != nil || e.Media != c.media || fault != c.fault {
				t.Fatalf("%q, %q, %v", e.Media, fault, err)
			}
			if c.media == "" {
				return
			}
			if f, err := d.store.File(t.Context(), e.SHA256); err != nil || !bytes.Equal(f.Data, c.data) || e.Size != int64(len(c.data)) {
				t.Errorf("kept %d bytes, %v", e.Size, err)
			}
		})
	}
	if e, fault, err := d.server.keepFile(t.Context(), httptest.NewRequest(http.MethodPost, "/", http.NoBody), "file", "ca-3"); e != (tracker.Evidence{}) || fault != "" || err != nil {
		t.Errorf("no file: %+v, %q, %v", e, fault, err)
	}
}

// TestFilesAreServedSafely holds that a file of a draft is for those who may report
// on it, and one that is published for everybody, to be saved and not run.
func TestFilesAreServedSafely(t *testing.T) {
	d := newDesk(t)
	hash, err := d.store.SaveFile(t.Context(), "text/plain", []byte("<script>alert(1)</script>"))
	if err != nil {
		t.Fatal(err)
	}
	draft, err := d.store.SaveDraft(t.Context(), "test", tracker.Draft{Plan: "ca-3", State: tracker.DraftOpen, Update: tracker.Update{
		Leaf: "C02.1", Period: "2018-06", Organization: "tbs-sct", Status: tracker.Limited, Progress: text("Begun."),
		Evidence: []tracker.Evidence{{SHA256: hash, Media: "text/plain", Size: 25}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	name := tracker.FileName(hash, "text/plain")
	for who, want := range map[string]int{"lead": http.StatusOK, "coordinator": http.StatusOK, "reviewer": http.StatusNotFound, "admin": http.StatusNotFound} {
		if a := d.signedIn(who).get("/en/work/files/" + name); a.Code != want {
			t.Errorf("draft's file as %s: %d, want %d", who, a.Code, want)
		}
	}
	if a := d.visitor().get("/files/" + name); a.Code != http.StatusNotFound {
		t.Errorf("a draft's file is public: %d", a.Code)
	}
	if err := d.store.PublishDrafts(t.Context(), "test", "ca-3", []tracker.DraftVersion{{ID: draft.ID, Version: draft.Version}}); err != nil {
		t.Fatal(err)
	}
	a := d.visitor().get("/files/" + name)
	if a.Code != http.StatusOK || a.Body.String() != "<script>alert(1)</script>" {
		t.Fatalf("status %d, %s", a.Code, a.Body)
	}
	for header, want := range map[string]string{
		"Content-Type": "text/plain", "Content-Disposition": `attachment; filename="` + name + `"`,
		"Content-Security-Policy": fileCSP, "X-Content-Type-Options": "nosniff",
	} {
		if got := a.Header().Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	for _, wrong := range []string{"/files/x", "/files/" + strings.Repeat("0", 64), "/files/..%2F..%2Fetc%2Fpasswd", "/files/" + strings.ToUpper(hash)} {
		if a := d.visitor().get(wrong); a.Code != http.StatusNotFound {
			t.Errorf("%s: %d", wrong, a.Code)
		}
	}
}
