// Package linkcheck looks whether somebody answers at a link, and can bring a copy
// of what is there.
//
// Links are written by people who may mean no good: a look never reaches an address
// that is not a public one, follows few redirects, reads no more than it keeps, and
// asks one host seldom. It decides nothing about what it finds; the rules of that
// are package tracker's.
package linkcheck

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/time/rate"

	"ogptracker/tracker"
)

// Found is what a look found.
type Found struct {
	// Status is the last answer's status code, 0 where nobody answered.
	Status int
	// Copy is what was there, where it was asked for, may be kept and is of a media
	// type that is kept; nil otherwise.
	Copy *tracker.File
}

// Checker looks at links. It may be used by any number of goroutines.
type Checker struct {
	client *http.Client
	agent  string
	every  time.Duration
	mu     sync.Mutex
	hosts  map[string]*rate.Limiter
}

// Options are the choices there are.
type Options struct {
	// Agent is how the program names itself, with an address to complain to.
	Agent string
	// Every is how long one host is left in peace between two looks, 2 seconds when 0.
	Every time.Duration
	// Control refuses connections, all to addresses that are not public when nil.
	// Tests, whose servers are on this machine, have another.
	Control func(network, address string, c syscall.RawConn) error
}

const (
	lookTimeout  = 15 * time.Second
	mostRedirect = 5
	// mostHosts bounds the memory of when each host was last asked.
	mostHosts = 4096
)

// New returns a checker.
func New(o Options) *Checker {
	if o.Every == 0 {
		o.Every = 2 * time.Second
	}
	if o.Control == nil {
		o.Control = ssrf.New(ssrf.WithPorts(80, 443)).Safe
	}
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: o.Control}
	return &Checker{
		agent: o.Agent,
		every: o.Every,
		hosts: make(map[string]*rate.Limiter),
		client: &http.Client{
			Timeout: lookTimeout,
			Transport: &http.Transport{
				DialContext:            dialer.DialContext,
				TLSHandshakeTimeout:    5 * time.Second,
				ResponseHeaderTimeout:  10 * time.Second,
				DisableKeepAlives:      true,
				MaxResponseHeaderBytes: 64 << 10,
			},
			CheckRedirect: func(_ *http.Request, via []*http.Request) error {
				if len(via) >= mostRedirect {
					return errors.New("too many redirects")
				}
				return nil
			},
		},
	}
}

// Look asks what is at an address. It waits for the host's turn, so a long list of
// links of one host takes its time; it returns early with the error of ctx when
// that ends.
func (c *Checker) Look(ctx context.Context, address string, keep bool) (Found, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return Found{}, nil
	}
	if err := c.turn(u.Hostname()).Wait(ctx); err != nil {
		return Found{}, fmt.Errorf("wait to look at a link: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return Found{}, nil
	}
	req.Header.Set("User-Agent", c.agent)
	resp, err := c.client.Do(req)
	if err != nil {
		return Found{}, ctx.Err() // nobody answered, unless it is we who gave up
	}
	defer resp.Body.Close()
	found := Found{Status: resp.StatusCode}
	if keep && resp.StatusCode == http.StatusOK && mayKeep(resp.Header) {
		found.Copy = copyOf(resp.Body)
	}
	return found, ctx.Err()
}

// turn returns the limiter of a host.
func (c *Checker) turn(host string) *rate.Limiter {
	c.mu.Lock()
	defer c.mu.Unlock()
	host = strings.ToLower(host)
	l, ok := c.hosts[host]
	if !ok {
		if len(c.hosts) >= mostHosts {
			clear(c.hosts)
		}
		l = rate.NewLimiter(rate.Every(c.every), 1)
		c.hosts[host] = l
	}
	return l
}

// mayKeep reports whether an answer leaves it open to keep a copy.
func mayKeep(h http.Header) bool {
	for name, no := range map[string][]string{"Cache-Control": {"no-store", "private"}, "X-Robots-Tag": {"noarchive", "none"}} {
		for _, value := range h.Values(name) {
			for _, word := range no {
				if strings.Contains(strings.ToLower(value), word) {
					return false
				}
			}
		}
	}
	return true
}

// copyOf reads what may be kept; nil for what is too large or of another kind. A
// page is kept as the text that it is, so that nobody's browser runs it.
func copyOf(body io.Reader) *tracker.File {
	data, err := io.ReadAll(io.LimitReader(body, tracker.FileMost+1))
	if err != nil || len(data) > tracker.FileMost || len(data) == 0 {
		return nil
	}
	media := MediaType(data)
	if media == "text/html" || media == "text/xml" {
		media = "text/plain"
	}
	if _, ok := tracker.MediaTypes[media]; !ok {
		return nil
	}
	return &tracker.File{Media: media, Data: data}
}

// MediaType returns the media type of a file by what is in it, without parameters.
func MediaType(data []byte) string {
	media, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	return media
}
