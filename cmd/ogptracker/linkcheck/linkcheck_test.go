package linkcheck

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"ogptracker/tracker"
)

// open lets connections to this machine through.
func open(string, string, syscall.RawConn) error { return nil }

func TestLook(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!DOCTYPE html><title>Minutes</title><script>alert(1)</script>"))
	})
	mux.HandleFunc("/report", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n"))
	})
	mux.HandleFunc("/program", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("MZ\x90\x00\x03\x00\x00\x00"))
	})
	mux.HandleFunc("/private", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Robots-Tag", "NoArchive")
		_, _ = w.Write([]byte("not for keeping"))
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(strings.Repeat("x", tracker.FileMost+1)))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/report", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
	})
	site := httptest.NewServer(mux)
	defer site.Close()
	c := New(Options{Agent: "test", Every: time.Microsecond, Control: open})
	for path, want := range map[string]struct {
		status int
		media  string
	}{
		"/page":    {200, "text/plain"},
		"/report":  {200, "application/pdf"},
		"/moved":   {200, "application/pdf"},
		"/program": {200, ""},
		"/private": {200, ""},
		"/large":   {200, ""},
		"/missing": {404, ""},
		"/loop":    {0, ""},
	} {
		found, err := c.Look(t.Context(), site.URL+path, true)
		media := ""
		if found.Copy != nil {
			media = found.Copy.Media
		}
		if err != nil || found.Status != want.status || media != want.media {
			t.Errorf("%s: status %d, copy %q, %v; want %+v", path, found.Status, media, err, want)
		}
	}
	if found, err := c.Look(t.Context(), site.URL+"/report", false); err != nil || found.Copy != nil {
		t.Errorf("a copy that nobody asked for: %+v, %v", found, err)
	}
}

// TestPrivateAddresses holds that no look reaches an address that is not public,
// whether the link names it or a redirect leads there.
func TestPrivateAddresses(t *testing.T) {
	var asked atomic.Int64
	site := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer site.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(site.URL, "http://"), ":")
	c := New(Options{Agent: "test", Every: time.Microsecond})
	for _, address := range []string{
		site.URL, "http://localhost:" + port, "http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://0.0.0.0:" + port,
		"http://2130706433:" + port, "http://127.1:" + port,
		"file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "//127.0.0.1", "http://user:pass@127.0.0.1/", "", "http://%zz",
	} {
		if found, err := c.Look(t.Context(), address, true); err != nil || found != (Found{}) {
			t.Errorf("%s: %+v, %v", address, found, err)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("a private address was asked %d times", asked.Load())
	}
}

func TestOneHostIsAskedSeldom(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer site.Close()
	c := New(Options{Agent: "test", Every: time.Hour, Control: open})
	if found, err := c.Look(t.Context(), site.URL, false); err != nil || found.Status != 200 {
		t.Fatalf("%+v, %v", found, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Look(ctx, site.URL, false); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("the second look came at once: %v", err)
	}
}
