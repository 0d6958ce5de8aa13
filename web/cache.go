package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"ogptracker/web/view"
)

// Response is a whole answer, ready to be sent many times.
type Response struct {
	Status int
	Type   string // media type
	Body   []byte
	// Filename makes the answer a download.
	Filename string
	// Lasting says that the address will never answer otherwise, whatever is written: what
	// an edition holds.
	Lasting bool
	// Stream writes the body instead, bit by bit as it is made; only answers of the
	// work area do.
	Stream func(io.Writer) error
	// page is one of the work area that is written out when it is sent, for only then
	// is it known how many notices of the account are new.
	page *view.Page
	// Location sends the reader to another address instead; only answers of the work
	// area do.
	Location string
	// Cookie, RetryAfter and Refresh are sent along where they are set, by answers of the work
	// area only.
	Cookie     *http.Cookie
	RetryAfter string // seconds
	Refresh    string // where the browser goes on to by itself
}

// cached is a response with everything that sending it needs, so that a hit
// costs a look-up and a write. Header values are slices because that is what an
// [http.Header] holds: a hit allocates none of them.
type cached struct {
	status       int
	plain, small []byte // small is gzip, nil where that is no smaller
	etag, etagGz []string
	length       []string
	lengthGz     []string
	mediaType    []string
	disposition  []string
}

var (
	gzipEncoding   = []string{"gzip"}
	varyEncoding   = []string{"Accept-Encoding"}
	revalidate     = []string{"no-cache"}
	headETag       = "Etag" // canonical form of ETag in an http.Header
	headVary       = "Vary"
	headEncoding   = "Content-Encoding"
	headLength     = "Content-Length"
	headType       = "Content-Type"
	headControl    = "Cache-Control"
	headAttachment = "Content-Disposition"
)

// freeze compresses a response and computes its validators.
func freeze(r *Response) *cached {
	sum := sha256.Sum256(r.Body)
	tag := base64.RawURLEncoding.EncodeToString(sum[:18])
	c := &cached{
		status:    r.Status,
		plain:     exact(r.Body),
		etag:      []string{`"` + tag + `"`},
		etagGz:    []string{`"` + tag + `-gz"`},
		length:    []string{strconv.Itoa(len(r.Body))},
		mediaType: []string{r.Type},
	}
	if r.Filename != "" {
		c.disposition = []string{`attachment; filename="` + r.Filename + `"`}
	}
	if compressible(r.Type) {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a valid constant
		_, _ = z.Write(r.Body)                                // a bytes.Buffer does not fail
		_ = z.Close()
		if b.Len() < len(r.Body) {
			c.small = exact(b.Bytes())
			c.lengthGz = []string{strconv.Itoa(b.Len())}
		}
	}
	return c
}

// exact returns bytes that are kept for long without the room that their making left
// behind them, which may be as much again.
func exact(b []byte) []byte {
	if cap(b)-len(b) < len(b)/16 {
		return b
	}
	return append(make([]byte, 0, len(b)), b...)
}

// compressible reports whether a media type is text; pictures, archives and PDF
// are compressed already.
func compressible(mediaType string) bool {
	base, _, _ := strings.Cut(mediaType, ";")
	switch base {
	case "image/svg+xml", "application/json", "application/javascript", "application/atom+xml", "application/xml":
		return true
	}
	return strings.HasPrefix(base, "text/")
}

// write sends the response, or 304 when the reader has it.
func (c *cached) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	body, etag, length := c.plain, c.etag, c.length
	if c.small != nil {
		h[headVary] = varyEncoding
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			body, etag, length = c.small, c.etagGz, c.lengthGz
			h[headEncoding] = gzipEncoding
		}
	}
	h[headETag] = etag
	if h[headControl] == nil {
		h[headControl] = revalidate
	}
	if c.status == http.StatusOK && etagMatches(r.Header.Get("If-None-Match"), etag[0]) {
		delete(h, headEncoding)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h[headType] = c.mediaType
	h[headLength] = length
	if c.disposition != nil {
		h[headAttachment] = c.disposition
	}
	w.WriteHeader(c.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader went away: there is nobody to tell
		return
	}
	if now, ok := w.(interface{ WriteHeaderNow() }); ok {
		now.WriteHeaderNow() // or gin takes a missing page for unanswered, and says so in plain text
	}
}

// acceptsGzip reads an Accept-Encoding header: gzip or * named, and not refused
// by a weight of zero.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, weighted := strings.Cut(strings.TrimSpace(part), ";")
		if name != "gzip" && name != "*" {
			continue
		}
		q := strings.TrimSpace(weight)
		return !weighted || strings.Trim(strings.TrimPrefix(q, "q="), "0.") != ""
	}
	return false
}

// etagMatches reads an If-None-Match header. Comparison is weak, as RFC 9110
// 13.1.2 asks.
func etagMatches(header, etag string) bool {
	if header == "" {
		return false
	}
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == etag || part == "*" {
			return true
		}
	}
	return false
}

// pageCache keeps whole responses, the least recently used going first once they
// take more than a set number of bytes. Keys carry the data version and the day,
// so nothing in it is ever stale: it just stops being asked for.
type pageCache struct {
	mu    sync.Mutex
	lru   *simplelru.LRU[string, *cached]
	bytes int
	limit int
}

func newPageCache(limit int) *pageCache {
	p := &pageCache{limit: limit}
	// The count never binds: the bytes do.
	p.lru, _ = simplelru.NewLRU(1<<20, func(_ string, c *cached) { p.bytes -= c.size() })
	return p
}

func (c *cached) size() int { return len(c.plain) + len(c.small) + 512 }

func (p *pageCache) get(key string) *cached {
	p.mu.Lock()
	c, _ := p.lru.Get(key)
	p.mu.Unlock()
	return c
}

func (p *pageCache) put(key string, c *cached) {
	if c.size() > p.limit/4 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lru.Remove(key)
	p.lru.Add(key, c)
	p.bytes += c.size()
	for p.bytes > p.limit {
		p.lru.RemoveOldest()
	}
}
