package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// signInRoutes lays out the way in and out, for those who are not signed in.
func (s *Server) signInRoutes(e *gin.Engine, lang tracker.Lang, w view.Words) {
	at := "/" + string(lang) + "/"
	on := func(method, path string, h func(context.Context, *Request, url.Values) (*Response, error)) {
		e.Handle(method, at+path, s.session(lang, maxBody, h))
	}
	on(http.MethodGet, w.SignIn, s.signInPage)
	on(http.MethodPost, w.SignIn, s.signIn)
	on(http.MethodGet, w.SignIn+"/"+w.Code, s.step(false, s.codePage))
	on(http.MethodPost, w.SignIn+"/"+w.Code, s.step(false, s.code))
	on(http.MethodGet, w.SignIn+"/"+w.SecondFactor, s.step(true, s.enrolStep))
	on(http.MethodPost, w.SignIn+"/"+w.SecondFactor, s.step(true, s.enrol))
	on(http.MethodGet, w.SignIn+"/"+w.OneTime, s.oneTimePage)
	on(http.MethodPost, w.SignIn+"/"+w.OneTime, s.oneTime)
	on(http.MethodPost, w.SignIn+"/"+w.SignOn, s.toSignOn)
	on(http.MethodPost, w.SignOut, s.signOut)
}
