package web

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"strconv"
	"testing"

	"github.com/gin-gonic/gin"

	"ogptracker/reports/chart"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/view"
)

const benchPath = "/en/plans/xx-1"

// BenchmarkPage sets a cached plan page against a gin handler that writes the
// same bytes, both over loopback with kept connections. The bar: the page is
// served at least at 80 % of the fixed bytes' rate.
func BenchmarkPage(b *testing.B) {
	s := newTestServer(b, fixtureStore())
	for _, gzipped := range []bool{false, true} {
		name, header := "plain", ""
		if gzipped {
			name, header = "gzip", "Accept-Encoding: gzip\r\n"
		}
		body, encoding := fetchOnce(b, s.Handler(), header)
		b.Run("cached/"+name, func(b *testing.B) { load(b, s.Handler(), header) })
		b.Run("fixed/"+name, func(b *testing.B) { load(b, fixedBytes(body, encoding), header) })
	}
}

// BenchmarkUncached sets everything that a plan page costs when it is not cached
// (store, rules, charts remembered, template) against its template alone. The
// bar: at most 1.3 times.
func BenchmarkUncached(b *testing.B) {
	s := newTestServer(b, fixtureStore())
	ctx := context.Background()
	request := func() *Request {
		return &Request{Lang: tracker.EN, L: locale.For(tracker.EN), Now: s.now(), Params: func(string) string { return "xx-1" }, Site: s.site}
	}
	ready, err := s.planPage(ctx, request())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("page", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.show(s.planPage)(ctx, request()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("template", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := view.Render(ready); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkChart draws one chart and turns it into a picture.
func BenchmarkChart(b *testing.B) {
	s := newTestServer(b, fixtureStore())
	a, err := s.lib.Assessment(context.Background(), "xx-1", tracker.MustDate("2018-01-16"))
	if err != nil {
		b.Fatal(err)
	}
	build, ok := chart.ForPlan("burn-up")
	if !ok {
		b.Fatal("no burn-up chart")
	}
	c := build(locale.For(tracker.EN), a, chart.Wide)
	picture, err := s.draw.renderer.SVG(context.Background(), c, tracker.EN)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("svg", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.draw.renderer.SVG(context.Background(), c, tracker.EN); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("png", func(b *testing.B) {
		for b.Loop() {
			if _, err := svg.PNG(picture, pngScale); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// fixedBytes answers every request with the same bytes, as gin's shortest
// handler does.
func fixedBytes(body []byte, encoding string) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.GET(benchPath, func(c *gin.Context) {
		if encoding != "" {
			c.Header("Content-Encoding", encoding)
		}
		c.Data(http.StatusOK, "text/html; charset=utf-8", body)
	})
	return e
}

// fetchOnce makes the page, so that the benchmark finds it cached.
func fetchOnce(b *testing.B, h http.Handler, header string) (body []byte, encoding string) {
	addr := listen(b, h)
	c := dial(b, addr, header)
	c.ask(b)
	resp, err := http.ReadResponse(c.in, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		b.Fatalf("status %d", resp.StatusCode)
	}
	var out bytes.Buffer
	if _, err := io.Copy(&out, resp.Body); err != nil {
		b.Fatal(err)
	}
	return out.Bytes(), resp.Header.Get("Content-Encoding")
}

// load asks for the page as fast as the connections allow.
func load(b *testing.B, h http.Handler, header string) {
	addr := listen(b, h)
	b.ReportAllocs()
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		c := dial(b, addr, header)
		for pb.Next() {
			c.ask(b)
			c.drain(b)
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
}

func listen(b *testing.B, h http.Handler) string {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	srv := &http.Server{Handler: h} //nolint:gosec // a benchmark's own client
	go func() { _ = srv.Serve(l) }()
	b.Cleanup(func() { _ = srv.Close() })
	return l.Addr().String()
}

// client is as little of an HTTP client as there can be, so that it does not
// hide what the server costs.
type client struct {
	conn    net.Conn
	in      *bufio.Reader
	request []byte
}

func dial(b *testing.B, addr, header string) *client {
	conn, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = conn.Close() })
	return &client{conn, bufio.NewReaderSize(conn, 64<<10), []byte("GET " + benchPath + " HTTP/1.1\r\nHost: bench\r\n" + header + "\r\n")}
}

func (c *client) ask(b *testing.B) {
	if _, err := c.conn.Write(c.request); err != nil {
		b.Error(err)
	}
}

// drain reads one answer by its Content-Length.
func (c *client) drain(b *testing.B) {
	length := -1
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			b.Error(err)
			return
		}
		if len(line) <= 2 {
			break
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && textproto.CanonicalMIMEHeaderKey(string(name)) == headLength {
			length, err = strconv.Atoi(string(bytes.TrimSpace(value)))
			if err != nil {
				b.Error(err)
			}
		}
	}
	if _, err := c.in.Discard(length); err != nil {
		b.Error(err)
	}
}
