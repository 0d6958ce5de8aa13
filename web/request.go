package web

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// Site is what an institution sets for its own tracker.
type Site struct {
	// Base is the public address without a path, "https://tracker.example.org";
	// blank to use relative addresses where they do.
	Base string
	// Home is the jurisdiction that the home page and the benchmark put first.
	Home string
	// Contact is the public address for problems with a page.
	Contact string
	// Licence names the licence of the data in both languages.
	Licence tracker.Text
	// LicenceURL is where each language's text of the licence is.
	LicenceURL tracker.Text
	// SendsMail says that notices also go out by e-mail.
	SendsMail bool
	// Program is the program's version.
	Program string
}

// Request is what a handler is told about a request. It is made per request and
// never shared.
type Request struct {
	*http.Request
	Lang   tracker.Lang
	L      *locale.Locale
	Now    time.Time
	Params func(name string) string
	// Query holds only the parameters that the route declares.
	Query url.Values
	Site  Site
	// Client is the address that the request comes from, as far as trusted proxies
	// tell. Only the work area is told.
	Client string
}

// Problem is a refusal that the reader is told about: a status and the catalogue
// key of its explanation.
type Problem struct {
	Status int
	Key    string // "web.error.as_of"; blank for the status's own explanation
	Args   []any
}

func (p *Problem) Error() string { return http.StatusText(p.Status) + " " + p.Key }

// badRequest refuses a request with the catalogue's explanation.
func badRequest(key string, args ...any) error {
	return &Problem{Status: http.StatusBadRequest, Key: key, Args: args}
}

// notFound says that there is nothing at the address.
var notFound error = &Problem{Status: http.StatusNotFound}

// problemOf maps any error to what the reader is told. Whatever is not meant for
// readers is 500, and its text only goes to the log.
func problemOf(err error) *Problem {
	var p *Problem
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, tracker.ErrNotFound):
		return &Problem{Status: http.StatusNotFound}
	case errors.Is(err, tracker.ErrLocked), errors.Is(err, tracker.ErrFull), errors.Is(err, tracker.ErrReadOnly):
		return &Problem{Status: http.StatusServiceUnavailable}
	}
	return &Problem{Status: http.StatusInternalServerError}
}
