package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"sync"
	"testing"

	"ogptracker/tracker/locale"
	"ogptracker/web"
)

// The end-to-end tests start the real program over the demonstration data, once
// for all of them, on a port that the system chooses.
var (
	siteOnce sync.Once
	siteAddr string
	siteErr  error
	siteStop = func() {}
)

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main() // and does not return
	}
	code := m.Run()
	siteStop()
	os.Exit(code)
}

// startSite returns the address of the running program.
func startSite(t *testing.T) string {
	t.Helper()
	siteOnce.Do(func() { siteAddr, siteStop, siteErr = openSite(fillSite) })
	if siteErr != nil {
		t.Fatal(siteErr)
	}
	return siteAddr
}

// ownSite starts a site that no other test writes to, over what fill puts into an
// empty folder.
func ownSite(t *testing.T, fill func(*app) error) string {
	t.Helper()
	addr, stop, err := openSite(fill)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return addr
}

// fillSite puts the demonstration into it.
func fillSite(a *app) error {
	return fillDemo(context.Background(), a.store, &output{stdout: io.Discard, stderr: io.Discard, l: locale.For("en")})
}

func openSite(fill func(*app) error) (addr string, stop func(), err error) {
	dir, err := os.MkdirTemp("", "ogptracker-e2e-")
	if err != nil {
		return "", nil, err
	}
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	addr = "http://" + l.Addr().String()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := openApp(context.Background(), dir, web.Config{Site: siteOf(addr, "CA", ""), Log: log})
	if err != nil {
		return "", nil, err
	}
	if err := fill(a); err != nil {
		return "", nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.serve(ctx, l) }()
	return addr, func() {
		cancel()
		<-done
		a.close()
		_ = os.RemoveAll(dir)
	}, nil
}

// get fetches an address of the site.
func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

var locPattern = regexp.MustCompile(`<loc>([^<]+)</loc>`)

// Nearly two hundred countries have pages that are alike. Looked at are those of the
// home country, of one with commitments, and of one that is in a single index.
var (
	countryPage     = regexp.MustCompile(`/(?:countries|pays)/([A-Z]{2})$`)
	countriesLooked = []string{"CA", "KR", "AD"}
)

// sitePages lists every public page, as the site map does.
func sitePages(t *testing.T) []string {
	t.Helper()
	_, body := get(t, startSite(t)+"/sitemap.xml")
	var pages []string
	for _, m := range locPattern.FindAllStringSubmatch(body, -1) {
		if c := countryPage.FindStringSubmatch(m[1]); c == nil || slices.Contains(countriesLooked, c[1]) {
			pages = append(pages, m[1])
		}
	}
	if len(pages) < 20 {
		t.Fatalf("the site map lists %d pages", len(pages))
	}
	return pages
}
