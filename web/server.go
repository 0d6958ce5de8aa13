package web

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"ogptracker/reports/assets"
	"ogptracker/reports/html"
	"ogptracker/reports/reviewpack"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/signon"
	"ogptracker/web/view"
)

// Config is what a server is made of.
type Config struct {
	Store    Store
	Work     WorkStore
	Sessions SessionStore
	Renderer *svg.Renderer
	Site     Site
	Now      func() time.Time
	Log      *slog.Logger
	// SigningKey is what review packages are signed with, nil for unsigned ones, and
	// RetiredKeys are those that older packages were signed with.
	SigningKey  ed25519.PrivateKey
	RetiredKeys []reviewpack.PublicKey
	// SignOn is the provider of single sign-on, nil for none.
	SignOn *signon.Provider
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []string
}

// Server answers for the whole site.
type Server struct {
	store Store
	// workStore is what the work area reads and writes, and sessions who is signed
	// in.
	workStore WorkStore
	sessions  *scs.SessionManager
	// sessionStore is where the session manager keeps them.
	sessionStore SessionStore
	signOn       *signon.Provider
	lib          *library
	draw         *drawings
	packages     *packages
	site         Site
	now          func() time.Time
	log          *slog.Logger
	static       *staticFiles
	pages        *pageCache
	once         singleflight.Group
	// building bounds how many answers are made at once, and reporting how many
	// reports: both cost processor time, and waiting costs none.
	building, reporting *semaphore.Weighted
	hashing             *semaphore.Weighted // see [hashesAtOnce]
	// choosing bounds the answers that a reader's own choices ask for: there are as many
	// addresses of them as anybody cares to write. composing does so for composites.
	choosing, composing *gate
	throttle            *throttle
	verifier            verifier
	engine              *gin.Engine
	// sorry is the answer when an error page itself cannot be made.
	sorry map[tracker.Lang]*cached
}

const (
	pageCacheBytes = 16 << 20
	buildsAtOnce   = 8
	choicesMade    = 4 // of the builds at once, those with parameters in their address
	choicesAsked   = 200
	choicesWait    = 20 * time.Second
	reportsAtOnce  = 2
	maxURL         = 2048    // bytes; longer ones are 414
	maxParam       = 200     // bytes of one parameter's value
	maxBody        = 1 << 20 // bytes of a form without files
)

// ErrTrustedProxies: one of the trusted proxies is no network.
var ErrTrustedProxies = errors.New("trusted proxies")

// New wires a server. It fails when an embedded template or file is broken.
func New(c Config) (*Server, error) {
	s := &Server{
		store:     c.Store,
		workStore: c.Work,
		sessions:  newSessions(c.Sessions),

		sessionStore: c.Sessions,
		signOn:       c.SignOn,
		lib:          newLibrary(c.Store),
		draw:         newDrawings(c.Renderer),
		packages:     newPackages(c),
		site:         c.Site,
		now:          c.Now,
		log:          c.Log,
		pages:        newPageCache(pageCacheBytes),
		building:     semaphore.NewWeighted(buildsAtOnce),
		reporting:    semaphore.NewWeighted(reportsAtOnce),
		hashing:      semaphore.NewWeighted(hashesAtOnce),
		choosing:     newGate(choicesMade, choicesAsked),
		composing:    newGate(compositesMade, compositesAsked),
		throttle:     newThrottle(),
		sorry:        map[tracker.Lang]*cached{},
	}
	own, err := fs.Sub(staticFS, "static")
	if err != nil {
		return nil, err
	}
	fonts, err := fs.Sub(assets.FS, "web")
	if err != nil {
		return nil, err
	}
	s.static, err = loadStatic(map[string]fs.FS{"": own, "fonts": fonts}, map[string][]byte{
		"echarts.min.js": assets.ECharts(),
		"report.css":     html.Stylesheet,
	})
	if err != nil {
		return nil, err
	}
	for _, lang := range tracker.Langs {
		page, err := s.problemPage(lang, "/"+string(lang)+"/", &Problem{Status: http.StatusInternalServerError})
		if err != nil {
			return nil, fmt.Errorf("the page for our own failures: %w", err)
		}
		s.sorry[lang] = freeze(page)
	}
	s.engine = s.routes()
	s.engine.RemoteIPHeaders = []string{"X-Forwarded-For"}
	if err := s.engine.SetTrustedProxies(c.TrustedProxies); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTrustedProxies, err)
	}
	return s, nil
}

// Handler returns the whole site: limits and security headers around the routes.
func (s *Server) Handler() http.Handler {
	limited := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.RequestURI) > maxURL {
			s.refuse(w, r, &Problem{Status: http.StatusRequestURITooLong})
			return
		}
		s.engine.ServeHTTP(w, r)
	})
	return secure(http.NewCrossOriginProtection().Handler(limited))
}

// answer makes a whole response for a request.
type answer func(ctx context.Context, r *Request) (*Response, error)

// page makes a page for a request.
type page func(ctx context.Context, r *Request) (*view.Page, error)

// show turns a page's handler into an answer.
func (s *Server) show(h page) answer {
	return func(ctx context.Context, r *Request) (*Response, error) {
		p, err := h(ctx, r)
		if err != nil {
			return nil, err
		}
		return s.render(cmp.Or(p.Status, http.StatusOK), p)
	}
}

// render fills in what every page shares and executes its template into memory,
// so that a failing template never sends half a page. A page of the work area is
// left for [Server.writeOut].
func (s *Server) render(status int, p *view.Page) (*Response, error) {
	if p.Work != nil {
		return &Response{Status: status, page: p}, nil
	}
	return s.execute(status, p)
}

func (s *Server) execute(status int, p *view.Page) (*Response, error) {
	p.Assets = "/static/" + s.static.hash
	p.Base = s.site.Base
	p.Contact = s.site.Contact
	body, err := view.Render(p)
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", p.Template, err)
	}
	return &Response{Status: status, Type: "text/html; charset=utf-8", Body: body}, nil
}

// cache answers from the page cache, making the answer once for all who wait. The
// key holds the data version and the day: a write or midnight makes a new page,
// and nothing else does. params are the query parameters that the answer depends
// on; others are ignored.
func (s *Server) cache(lang tracker.Lang, h answer, params ...string) gin.HandlerFunc {
	return func(c *gin.Context) {
		now := s.now()
		query, canonical, err := readQuery(c.Request.URL.RawQuery, params)
		if err != nil {
			s.refuseIn(c.Writer, c.Request, lang, err)
			return
		}
		day, err := s.lib.Day(c.Request.Context(), now)
		if err != nil {
			s.refuseIn(c.Writer, c.Request, lang, err)
			return
		}
		key := cacheKey(s.store.Version(), day, c.Request.URL.EscapedPath(), canonical)
		lasting := cacheKey(0, "", c.Request.URL.EscapedPath(), canonical)
		for _, k := range []string{key, lasting} {
			if hit := s.pages.get(k); hit != nil {
				hit.write(c.Writer, c.Request)
				return
			}
		}
		made, err, _ := s.once.Do(key, func() (any, error) {
			// Others may wait for this answer, so the first reader's leaving does
			// not end the work.
			ctx := context.WithoutCancel(c.Request.Context())
			if canonical != "" {
				leave, err := s.choosing.enter(ctx, choicesWait)
				if err != nil {
					return nil, err
				}
				defer leave()
			}
			if err := s.building.Acquire(ctx, 1); err != nil {
				return nil, err
			}
			defer s.building.Release(1)
			resp, err := h(ctx, &Request{
				Request: c.Request, Lang: lang, L: locale.For(lang), Now: now,
				Params: c.Param, Query: query, Site: s.site,
			})
			if err != nil {
				return nil, err
			}
			frozen := freeze(resp)
			if resp.Lasting {
				s.pages.put(lasting, frozen)
			} else {
				s.pages.put(key, frozen)
			}
			return frozen, nil
		})
		if err != nil {
			s.refuseIn(c.Writer, c.Request, lang, err)
			return
		}
		made.(*cached).write(c.Writer, c.Request)
	}
}

// recovered answers for a handler that panicked. What it was is logged; cookies
// and parameters are not.
func (s *Server) recovered(c *gin.Context) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(p)
		}
		s.refuse(c.Writer, c.Request, fmt.Errorf("panic: %v", p))
		c.Abort()
	}()
	c.Next()
}
