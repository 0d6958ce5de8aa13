package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
)

// SessionStore keeps login state, by hashed tokens.
type SessionStore interface {
	scs.CtxStore
	scs.IterableCtxStore
}

// signedInFrom is a session of an account.
type signedInFrom struct {
	token       string // hashed
	began, seen time.Time
	device      string // what the browser says it is
	pending     bool   // the second factor is still to come
}

// sessionsOf lists the sessions of an account, the last used first.
func (s *Server) sessionsOf(ctx context.Context, account int64) ([]signedInFrom, error) {
	all, err := s.sessionStore.AllCtx(ctx)
	if err != nil {
		return nil, err
	}
	var own []signedInFrom
	for token, data := range all {
		_, values, err := s.sessions.Codec.Decode(data)
		if err != nil {
			return nil, err
		}
		f := signedInFrom{token: token}
		switch float64(account) { // as JSON has it
		case values[sessionAccount]:
		case values[sessionPending]:
			f.pending = true
		default:
			continue
		}
		f.began, f.seen = timeIn(values, sessionBegan), timeIn(values, sessionSeen)
		f.device, _ = values[sessionDevice].(string)
		own = append(own, f)
	}
	slices.SortFunc(own, func(a, b signedInFrom) int {
		if c := b.seen.Compare(a.seen); c != 0 {
			return c
		}
		return strings.Compare(a.token, b.token)
	})
	return own, nil
}

func timeIn(values map[string]any, key string) time.Time {
	text, _ := values[key].(string)
	t, _ := time.Parse(time.RFC3339, text)
	return t
}

// hereAs returns the hashed token of the session that a request is of.
func (s *Server) hereAs(ctx context.Context) string { return hashedToken(s.sessions.Token(ctx)) }

// hashedToken returns a session's token as the session manager keeps it.
func hashedToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// endSessions ends the sessions of an account, but for the one whose hashed token
// is given.
func (s *Server) endSessions(ctx context.Context, account int64, but string) error {
	own, err := s.sessionsOf(ctx, account)
	if err != nil {
		return err
	}
	for _, f := range own {
		if f.token == but {
			continue
		}
		if err := s.sessionStore.DeleteCtx(ctx, f.token); err != nil {
			return err
		}
	}
	return nil
}
