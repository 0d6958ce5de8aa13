package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"ogptracker/reports/reviewpack"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

// packages makes review packages and keeps those asked for last, each in a file without a
// name: what the program leaves behind when it ends, the system clears away.
type packages struct {
	source   reviewpack.Store
	renderer *svg.Renderer
	options  reviewpack.Options
	retired  []reviewpack.PublicKey
	making   singleflight.Group
	// kept holds no more than a few; one that goes is closed once nobody reads it any
	// more, when the collector finds it.
	kept *lru.Cache[string, *os.File]
}

const (
	packagesKept = 8
	packageTakes = 2 * time.Minute // at most
)

func newPackages(c Config) *packages {
	kept, _ := lru.New[string, *os.File](packagesKept) // the size is positive
	return &packages{
		source: c.Store, renderer: c.Renderer, retired: c.RetiredKeys, kept: kept,
		options: reviewpack.Options{Program: c.Site.Program, Key: c.SigningKey},
	}
}

// of returns the package of an edition. Who asks while it is made waits for it.
func (p *packages) of(ctx context.Context, acquire func(context.Context) (release func(), err error), plan string, number int, sha256 string) (*os.File, error) {
	if f, ok := p.kept.Get(sha256); ok {
		return f, nil
	}
	made := p.making.DoChan(sha256, func() (any, error) {
		// It is made for all who wait, whoever goes away.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), packageTakes)
		defer cancel()
		release, err := acquire(ctx)
		if err != nil {
			return nil, err
		}
		defer release()
		f, err := p.make(ctx, plan, number)
		if err == nil {
			p.kept.Add(sha256, f)
		}
		return f, err
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case m := <-made:
		f, _ := m.Val.(*os.File)
		return f, m.Err
	}
}

// make writes a package into a file without a name.
func (p *packages) make(ctx context.Context, plan string, number int) (*os.File, error) {
	source, err := reviewpack.SourceOf(ctx, p.source, plan, number)
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp("", "ogptracker-package-*")
	if err != nil {
		return nil, fmt.Errorf("review package: %w", err)
	}
	err = errors.Join(os.Remove(f.Name()), reviewpack.Build(ctx, f, source, p.renderer, p.options))
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// editionPackage sends the review package of an edition. It never changes, unless the
// program or its key does.
func (s *Server) editionPackage(c *gin.Context) {
	f, name, err := s.packageOf(c.Request.Context(), c.Param("plan"), c.Param("edition"))
	if err != nil {
		s.refuse(c.Writer, c.Request, err)
		return
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		s.refuse(c.Writer, c.Request, err)
		return
	}
	seal := make([]byte, 64) // the archive ends with the hash of all before
	if _, err := f.ReadAt(seal, size-int64(len(seal))); err != nil && !errors.Is(err, io.EOF) {
		s.refuse(c.Writer, c.Request, err)
		return
	}
	h := c.Writer.Header()
	h.Set(headType, "application/zip")
	h.Set(headETag, `"`+string(seal)+`"`)
	h.Set(headControl, "no-cache")
	h.Set(headAttachment, `attachment; filename="`+name+`.zip"`)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, io.NewSectionReader(f, 0, size))
}

func (s *Server) packageOf(ctx context.Context, plan, number string) (*os.File, string, error) {
	_, all, err := s.lib.Editions(ctx, plan)
	if err != nil {
		return nil, "", err
	}
	e, err := editionNamed(all, number)
	if err != nil {
		return nil, "", err
	}
	f, err := s.packages.of(ctx, func(ctx context.Context) (func(), error) {
		return func() { s.reporting.Release(1) }, s.reporting.Acquire(ctx, 1)
	}, e.Plan, e.Number, e.SHA256)
	if errors.Is(err, tracker.ErrConflict) {
		err = &Problem{Status: http.StatusConflict, Key: "problem.unsalted_audit"}
	}
	return f, reviewpack.Name(e.Plan, e.Number), err
}

// keys lists the keys that packages are or were signed with, for whoever checks one.
func (s *Server) keys(c *gin.Context) {
	type key struct {
		ID        string `json:"id"`
		Algorithm string `json:"algorithm"`
		PublicKey string `json:"public_key"` // in base64
		Current   bool   `json:"current"`
	}
	list := []key{}
	add := func(k reviewpack.PublicKey, current bool) {
		list = append(list, key{k.ID(), "Ed25519", k.String(), current})
	}
	if own := s.packages.options.Key; own != nil {
		add(reviewpack.PublicOf(own), true)
	}
	for _, k := range s.packages.retired {
		add(k, false)
	}
	c.Header(headControl, "no-cache")
	c.JSON(http.StatusOK, gin.H{"keys": list})
}

// signingKey is the public half of the key that packages are signed with, blank for none.
func (p *packages) signingKey() string {
	if p.options.Key == nil {
		return ""
	}
	return reviewpack.PublicOf(p.options.Key).String()
}
