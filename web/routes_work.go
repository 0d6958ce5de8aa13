package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// workRoutes lays out the addresses of those who sign in, in one language. Who may
// do what there is asked of [tracker.Account.May] by each handler, and held by
// TestAccess, which knows every address.
func (s *Server) workRoutes(e *gin.Engine, lang tracker.Lang) {
	w := view.WordsOf(lang)
	at := "/" + string(lang) + "/"
	s.signInRoutes(e, lang, w)

	area := at + w.Work
	on := func(method, path string, h workAnswer) { e.Handle(method, area+path, s.work(lang, h)) }
	on(http.MethodGet, "", s.workHome)
	upTo := func(limit int64, path string, h workAnswer) { e.POST(area+path, s.workUpTo(lang, limit, h)) }
	s.updateRoutes(on, upTo, w)
	s.accountRoutes(on, w)
	s.accountsRoutes(on, w)
	s.editRoutes(on, upTo, w)
	s.reviewRoutes(on, w)
	on(http.MethodGet, "/"+w.Files+"/:name", s.draftFile)
	s.historyRoutes(on, w)
	s.noticeRoutes(on, w)
	s.sheetRoutes(e, lang, w)
}
