package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"ogptracker/db"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
	"ogptracker/web"
)

// app is the wired program: a store, and a server over it. The end-to-end tests
// start the same one.
type app struct {
	store    *db.Store
	server   *web.Server
	renderer *svg.Renderer
	log      *slog.Logger
}

// chartWorkers is how many charts are drawn at once; each keeps some 5 MB.
const chartWorkers = 2

// openApp opens the data folder and wires the server over it. config holds what
// its user chose: the site's settings, the log, and how people sign in.
func openApp(ctx context.Context, dir string, config web.Config) (*app, error) {
	store, err := db.Open(ctx, dir, db.Options{})
	if err != nil {
		return nil, err
	}
	renderer := svg.NewRenderer(chartWorkers)
	config.Store, config.Work, config.Sessions = store, store, store.Sessions()
	config.Renderer, config.Now = renderer, time.Now
	server, err := web.New(config)
	if err != nil {
		store.Close()
		return nil, err
	}
	return &app{store: store, server: server, renderer: renderer, log: config.Log}, nil
}

// Server timeouts. A report of a long plan is the slowest answer and takes about
// a second; nothing else needs more than a few milliseconds.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 2 * time.Minute
	stopTimeout       = 20 * time.Second
	maxHeaderBytes    = 16 << 10
	// watchEvery is how soon a command's write to the same folder shows.
	watchEvery = time.Second
)

// serve answers on the listener until ctx ends, then finishes the requests in
// flight.
func (a *app) serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler:           a.server.Handler(),
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
	}
	watch, stopWatching := context.WithCancel(context.Background())
	defer stopWatching()
	go a.store.WatchVersion(watch, watchEvery, func(err error) { a.log.Warn("the data version cannot be read", "err", err) })
	go func() {
		a.renderer.Warm()
		// Reading ECharts takes several times what is kept of it.
		debug.FreeOSMemory()
	}()

	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	return srv.Shutdown(stop)
}

// close gives the data folder back.
func (a *app) close() { a.store.Close() }

// siteOf returns the site's settings with their defaults.
func siteOf(base, home, contact string) web.Site {
	return web.Site{
		Base:    base,
		Home:    home,
		Contact: contact,
		Licence: tracker.Text{EN: "Open Government Licence – Canada", FR: "Licence du gouvernement ouvert – Canada"},
		LicenceURL: tracker.Text{
			EN: "https://open.canada.ca/en/open-government-licence-canada",
			FR: "https://ouvert.canada.ca/fr/licence-du-gouvernement-ouvert-canada",
		},
		Program: version,
	}
}
