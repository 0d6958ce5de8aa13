package web

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"ogptracker/tracker"
	"ogptracker/tracker/locale"
	"ogptracker/web/view"
)

// WorkStore is what the work area reads and writes. Its methods may be called by
// many requests at once, and their errors are package tracker's.
type WorkStore interface {
	accountStore
	editStore
	fileStore
	factorStore
	linkStore
	updateStore
	auditStore
	ownStore
	identityStore
	accountsStore
	noticeStore
	sheetStore
	freezeStore
	reviewStore
}

// accountStore is what signing in needs.
type accountStore interface {
	Account(ctx context.Context, id int64) (*tracker.Account, error)
	AccountByEmail(ctx context.Context, email string) (*tracker.Account, error)
	Credentials(ctx context.Context, account int64) (tracker.Credentials, error)
	// NoteSignIn notes that an account signed in.
	NoteSignIn(ctx context.Context, account int64) error
	// Secret returns the key that the store keeps under a name.
	Secret(ctx context.Context, name string) ([]byte, error)
}

// Work is a request of somebody who is signed in.
type Work struct {
	*Request
	Account *tracker.Account
	// Form is what a form sent; nil where none was.
	Form url.Values
}

// workAnswer makes the response to a request of the work area.
type workAnswer func(ctx context.Context, w *Work) (*Response, error)

// Sessions end after idleSession without a request, and after wholeSession in any
// case. What was typed outlives both: see [Server.askWho].
const (
	idleSession  = time.Hour
	wholeSession = 12 * time.Hour
	// seenEvery is how often a session notes that it is in use; to note each request
	// would be a write for each.
	seenEvery = 5 * time.Minute
	// streamMost is how long an answer may take that is sent as it is made.
	streamMost = 30 * time.Minute
	// uploadMost is how long a form with a file may take to arrive: ten megabytes
	// over a quarter of a megabit a second.
	uploadMost = 6 * time.Minute
)

// What a session holds.
const (
	sessionAccount = "account" // number
	sessionSeen    = "seen"    // when it was last used, RFC 3339
	sessionBegan   = "began"   // when it began
	sessionDevice  = "device"  // what the browser says it is
	sessionDone    = "done"    // what was just done, for the next page to say
	sessionPending = "pending" // number of an account whose second factor is still to come
	sessionPassed  = "passed"  // when it gave the first
	sessionProved  = "proved"  // when the password was typed again
	sessionSignOn  = "sign_on" // an attempt at single sign-on
	sessionOffer   = "offer"   // secret of a second factor that is being set up
)

// deviceMost is how many bytes are kept of what a browser says it is.
const deviceMost = 300

func newSessions(store scs.CtxStore) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.Codec = jsonCodec{}
	m.HashTokenInStore = true
	m.Lifetime = wholeSession
	m.Cookie.Name = "__Host-session"
	m.Cookie.Secure = true
	m.Cookie.HttpOnly = true
	m.Cookie.Path = "/"
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Persist = false
	return m
}

// jsonCodec writes a session as JSON: what is kept is read by people, too.
type jsonCodec struct{}

type sessionDocument struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(sessionDocument{deadline, values})
}

func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var d sessionDocument
	err := json.Unmarshal(b, &d)
	return d.Deadline, d.Values, err
}

// session answers a request with its session at hand: loaded before, kept and sent
// as a cookie afterwards. Its answers are never stored by anybody.
func (s *Server) session(lang tracker.Lang, limit int64, h func(ctx context.Context, r *Request, form url.Values) (*Response, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		w, r := c.Writer, c.Request
		resp, err := s.inSession(c, lang, limit, h)
		if err != nil {
			s.refuseIn(w, r, lang, err)
			return
		}
		resp.sendPrivate(w, r)
	}
}

func (s *Server) inSession(c *gin.Context, lang tracker.Lang, limit int64, h func(ctx context.Context, r *Request, form url.Values) (*Response, error)) (*Response, error) {
	r := c.Request
	form, err := readForm(c.Writer, r, limit)
	if err != nil {
		return nil, err
	}
	token := ""
	if cookie, err := r.Cookie(s.sessions.Cookie.Name); err == nil {
		token = cookie.Value
	}
	ctx, err := s.sessions.Load(r.Context(), token)
	if err != nil {
		return nil, err
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest("web.error.query")
	}
	resp, err := h(ctx, &Request{
		Request: r, Lang: lang, L: locale.For(lang), Now: s.now(), Params: c.Param, Query: query, Site: s.site,
		Client: c.ClientIP(),
	}, form)
	if err == nil {
		resp, err = s.writeOut(ctx, resp)
	}
	if err != nil {
		return nil, err
	}
	switch s.sessions.Status(ctx) {
	case scs.Modified:
		token, expires, err := s.sessions.Commit(ctx)
		if err != nil && resp.Status == http.StatusServiceUnavailable {
			return resp, nil // it says already that nothing can be written
		}
		if err != nil {
			return nil, err
		}
		s.sessions.WriteSessionCookie(ctx, c.Writer, token, expires)
	case scs.Destroyed:
		s.sessions.WriteSessionCookie(ctx, c.Writer, "", time.Time{})
	}
	return resp, nil
}

// writeOut executes a page of the work area.
func (s *Server) writeOut(ctx context.Context, resp *Response) (*Response, error) {
	p := resp.page
	if p == nil {
		return resp, nil
	}
	unread, err := s.workStore.UnreadNotices(ctx, p.Work.Account)
	if err != nil {
		return nil, err
	}
	p.Tell(unread)
	made, err := s.execute(resp.Status, p)
	if err != nil {
		return nil, err
	}
	whole := *resp // with what is sent along
	whole.Type, whole.Body, whole.page = made.Type, made.Body, nil
	return &whole, nil
}

// readForm reads what a form sent, within a limit in bytes.
func readForm(w http.ResponseWriter, r *http.Request, limit int64) (url.Values, error) {
	if r.Method != http.MethodPost {
		return nil, nil
	}
	if r.ContentLength > limit {
		return nil, tooMuch(limit)
	}
	if limit > maxBody { // a file takes its time; a writer that has no deadline needs none
		until := time.Now().Add(uploadMost)
		_ = http.NewResponseController(w).SetReadDeadline(until)
		_ = http.NewResponseController(w).SetWriteDeadline(until)
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	err := r.ParseForm()
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		const inMemory = 1 << 20 // the rest of a file waits on the disk
		err = r.ParseMultipartForm(inMemory)
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, tooMuch(limit)
	case err != nil:
		return nil, badRequest("web.error.form")
	case sizeOf(r.PostForm) > maxBody: // what is let in beyond that is for files
		return nil, tooMuch(maxBody)
	}
	return r.PostForm, nil
}

// tooMuch refuses a form that is larger than a limit in bytes.
func tooMuch(limit int64) error {
	return &Problem{Status: http.StatusRequestEntityTooLarge, Key: "web.error.too_large", Args: []any{"n", limit >> 20}}
}

// sizeOf returns how many bytes the texts of a form have.
func sizeOf(form url.Values) int {
	n := 0
	for name, values := range form {
		for _, v := range values {
			n += len(name) + len(v)
		}
	}
	return n
}

// work answers for somebody who is signed in; whoever is not is asked to.
func (s *Server) work(lang tracker.Lang, h workAnswer) gin.HandlerFunc {
	return s.workUpTo(lang, maxBody, h)
}

// workUpTo is [Server.work] for forms of up to so many bytes.
func (s *Server) workUpTo(lang tracker.Lang, limit int64, h workAnswer) gin.HandlerFunc {
	return s.session(lang, limit, func(ctx context.Context, r *Request, form url.Values) (*Response, error) {
		account, err := s.whoIs(ctx, r.Now)
		if err != nil {
			return nil, err
		}
		if account == nil {
			return s.askWho(ctx, r, form)
		}
		resp, err := h(ctx, &Work{Request: r, Account: account, Form: form})
		if why := notSaved(err); why != "" && form != nil && repeatable(r, form) && !hasSecret(form) {
			s.log.Error("not saved", "path", r.URL.Path, "err", err)
			return s.render(http.StatusServiceUnavailable, view.NotSavedPage(r.L, account, why, r.URL.RequestURI(), hiddenFields(form)))
		}
		if p := problemOf(err); err != nil && p.Status < http.StatusInternalServerError {
			return s.render(p.Status, view.ProblemInWork(r.L, account, r.URL.Path, p.Status, p.explain))
		}
		return resp, err
	})
}

// notSaved says why nothing was written, where that may pass: the last part of a
// catalogue key, "" for anything else. The form is then offered again; a page cannot
// hold the files of one.
func notSaved(err error) string {
	switch {
	case errors.Is(err, tracker.ErrFull):
		return "full"
	case errors.Is(err, tracker.ErrReadOnly), errors.Is(err, tracker.ErrDisk):
		return "read_only"
	case errors.Is(err, tracker.ErrLocked):
		return "locked"
	}
	return ""
}

// repeatable reports whether a page can hold a form to be sent again: not where files
// came with it, but for a file of evidence, which the form then asks for again.
func repeatable(r *Request, form url.Values) bool {
	switch {
	case r.MultipartForm == nil || len(r.MultipartForm.File) == 0:
		return true
	case len(r.MultipartForm.File[view.SentFile]) > 0:
		form.Set(view.SentFileLost, string(fileGone))
		return true
	}
	return false
}

// hasSecret reports whether a form holds a password, which no page repeats.
func hasSecret(form url.Values) bool {
	return form.Has("password") || form.Has("old_password") || form.Has("new_password")
}

// whoIs returns the account that the session is of, nil for nobody. A session that
// was not used for too long, or whose account may no longer sign in, is ended.
func (s *Server) whoIs(ctx context.Context, now time.Time) (*tracker.Account, error) {
	id := s.sessionNumber(ctx, sessionAccount)
	if id == 0 {
		return nil, nil
	}
	account, err := s.workStore.Account(ctx, id)
	if err != nil && !errors.Is(err, tracker.ErrNotFound) {
		return nil, err
	}
	seen, _ := time.Parse(time.RFC3339, s.sessions.GetString(ctx, sessionSeen))
	if err != nil || account.Disabled || now.Sub(seen) > idleSession {
		return nil, s.sessions.Destroy(ctx)
	}
	if now.Sub(seen) > seenEvery {
		s.sessions.Put(ctx, sessionSeen, now.UTC().Format(time.RFC3339))
	}
	return account, nil
}

// sessionNumber returns the account that the session holds under a key, 0 for
// none. A number comes back from JSON as a floating one.
func (s *Server) sessionNumber(ctx context.Context, key string) int64 {
	switch id := s.sessions.Get(ctx, key).(type) {
	case float64:
		return int64(id)
	case int64:
		return id
	}
	return 0
}

// askWho sends a reader to sign in, and back afterwards. A form that was sent is
// kept in the page, and offered again after signing in: nothing typed is lost with
// a session. A file of evidence is kept on the server meanwhile; other files are
// not, for a page cannot hold them, nor passwords.
func (s *Server) askWho(ctx context.Context, r *Request, form url.Values) (*Response, error) {
	k := view.Links{Lang: r.Lang}
	if r.Method != http.MethodPost {
		return seeOther(k.SignIn(r.URL.RequestURI())), nil
	}
	if err := s.keepForLater(ctx, r, form); err != nil {
		return nil, err
	}
	on := view.Onward{Next: r.URL.RequestURI(), Kept: form.Encode()}
	if hasSecret(form) {
		on = view.Onward{Next: k.Account()}
	}
	page := s.signInForm(r, view.SignInInput{Onward: on})
	return s.render(http.StatusUnauthorized, page)
}

// may returns nil where the account may do something, and else the refusal, which
// says why and whom to ask.
func (w *Work) may(right tracker.Right, on tracker.Subject) error {
	if d := w.Account.May(right, on); !d.Allowed {
		return &Problem{Status: http.StatusForbidden, Key: "common.why." + string(d.Why)}
	}
	return nil
}

// seeOther sends a reader to another address of this site.
func seeOther(address string) *Response {
	return &Response{Status: http.StatusSeeOther, Location: address}
}

// sendPrivate sends a response that nobody else may see or keep. It is not
// compressed: what somebody typed may stand beside what somebody else wants to
// know.
func (r *Response) sendPrivate(w http.ResponseWriter, req *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if r.Cookie != nil {
		http.SetCookie(w, r.Cookie)
	}
	if r.RetryAfter != "" {
		h.Set("Retry-After", r.RetryAfter)
	}
	if r.Refresh != "" {
		h.Set("Refresh", r.Refresh)
	}
	if r.Location != "" {
		h.Set("Location", r.Location)
		w.WriteHeader(r.Status)
		return
	}
	r.send(w, req)
}

// send sends a response as it is.
func (r *Response) send(w http.ResponseWriter, req *http.Request) {
	h := w.Header()
	h.Set("Content-Type", r.Type)
	if r.Filename != "" {
		h.Set("Content-Disposition", `attachment; filename="`+r.Filename+`"`)
	}
	if r.Stream != nil {
		// Much is sent; a writer that has no deadline needs none.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(streamMost))
		w.WriteHeader(r.Status)
		if err := r.Stream(w); err != nil {
			panic(http.ErrAbortHandler) // the reader must not take the part for the whole
		}
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(r.Body)))
	w.WriteHeader(r.Status)
	if req.Method != http.MethodHead {
		_, _ = w.Write(r.Body) // the reader went away: there is nobody to tell
	}
}

// hiddenFields returns the values of a kept form as a page sends them again.
func hiddenFields(form url.Values) []view.Hidden {
	var fields []view.Hidden
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			fields = append(fields, view.Hidden{Name: name, Value: value})
		}
	}
	return fields
}
