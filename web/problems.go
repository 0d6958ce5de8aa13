package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/view"
)

// refuse tells the reader what is wrong in the language of the address, or of
// the browser where the address has none.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	s.refuseIn(w, r, langOf(r), err)
}

// refuseIn answers with an error's page. What is not meant for readers goes to
// the log only.
func (s *Server) refuseIn(w http.ResponseWriter, r *http.Request, lang tracker.Lang, err error) {
	p := problemOf(err)
	if p.Status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.log.Error("request failed", "method", r.Method, "path", r.URL.Path, "err", err)
	}
	h := w.Header()
	h[headControl] = []string{"no-store"}
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "5")
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		writeAPIProblem(w, r, p)
		return
	}
	resp, err := s.problemPage(lang, r.URL.Path, p)
	if err != nil {
		s.log.Error("error page failed", "err", err)
		s.sorry[lang].write(w, r)
		return
	}
	freeze(resp).write(w, r)
}

// problemPage says what is wrong, in both languages where the address has none.
func (s *Server) problemPage(lang tracker.Lang, path string, p *Problem) (*Response, error) {
	_, known := langOfPath(path)
	page := view.ProblemPage(lang, !known, p.Status, p.explain)
	if p.Status == http.StatusBadRequest {
		page.OtherPath = view.InOther(lang, path)
	}
	return s.render(p.Status, page)
}

// explain says in a language what exactly is wrong, as [view.Explain].
func (p *Problem) explain(l *locale.Locale) string {
	if p.Key == "" {
		return ""
	}
	return l.T(p.Key, p.Args...)
}

// langOf reads the language from an address, else from Accept-Language.
func langOf(r *http.Request) tracker.Lang {
	if lang, ok := langOfPath(r.URL.Path); ok {
		return lang
	}
	return preferredLang(r)
}

func langOfPath(path string) (tracker.Lang, bool) {
	for _, lang := range tracker.Langs {
		prefix := "/" + string(lang)
		if path == prefix || strings.HasPrefix(path, prefix+"/") {
			return lang, true
		}
	}
	return "", false
}

var offered = language.NewMatcher([]language.Tag{language.English, language.French})

// preferredLang reads Accept-Language; English where it says neither.
func preferredLang(r *http.Request) tracker.Lang {
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return tracker.EN
	}
	if _, i, _ := offered.Match(tags...); i == 1 {
		return tracker.FR
	}
	return tracker.EN
}
