package web

import (
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/gabriel-vasile/mimetype"
	"github.com/gin-gonic/gin"

	"ogptracker/tracker"
)

// fileStore is what keeps files of evidence.
type fileStore interface {
	// SaveFile keeps a file and returns its hash.
	SaveFile(ctx context.Context, media string, data []byte) (hash string, err error)
	// PublicFile returns a file that something published refers to.
	PublicFile(ctx context.Context, hash string) (*tracker.File, error)
	// File returns any file, and DraftsOfFile the drafts that refer to it.
	File(ctx context.Context, hash string) (*tracker.File, error)
	DraftsOfFile(ctx context.Context, hash string) ([]tracker.Draft, error)
}

// fileCSP keeps a browser that shows a file nonetheless from running anything in it.
const fileCSP = "default-src 'none'; sandbox; frame-ancestors 'none'"

// publicFile sends a file of published evidence, to be saved: whatever is in it, no
// browser opens it as a page of this site.
func (s *Server) publicFile(c *gin.Context) {
	hash, ok := tracker.FileOf(c.Param("name"))
	if !ok {
		s.refuse(c.Writer, c.Request, notFound)
		return
	}
	f, err := s.workStore.PublicFile(c.Request.Context(), hash)
	if err != nil {
		s.refuse(c.Writer, c.Request, err)
		return
	}
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", fileCSP)
	h[headControl] = keepForEver // a name is made of what is in the file
	fileResponse(f).send(c.Writer, c.Request)
}

func fileResponse(f *tracker.File) *Response {
	return &Response{Status: http.StatusOK, Type: f.Media, Body: f.Data, Filename: tracker.FileName(f.SHA256, f.Media)}
}

// draftFile sends a file of a draft to those who may report on what the draft is
// about.
func (s *Server) draftFile(ctx context.Context, w *Work) (*Response, error) {
	hash, ok := tracker.FileOf(w.Params("name"))
	if !ok {
		return nil, notFound
	}
	drafts, err := s.workStore.DraftsOfFile(ctx, hash)
	if err != nil {
		return nil, err
	}
	for i := range drafts {
		rec, err := s.lib.Record(ctx, drafts[i].Plan)
		if err != nil {
			return nil, err
		}
		for _, leaf := range rec.Plan.Leaves() {
			if leaf.Item.Code != drafts[i].Update.Leaf || w.may(tracker.MayReport, tracker.Subject{Plan: &rec.Plan, Leaf: &leaf}) != nil {
				continue
			}
			f, err := s.workStore.File(ctx, hash)
			if err != nil {
				return nil, err
			}
			return fileResponse(f), nil
		}
	}
	return nil, notFound
}

// fileFault is why a file is refused.
type fileFault string

const (
	fileTooLarge fileFault = "too_large"
	fileEmpty    fileFault = "empty"
	fileOfKind   fileFault = "kind"    // not of a media type that is kept
	fileMissing  fileFault = "missing" // something was typed about a file, and none was sent
	fileGone     fileFault = "gone"    // it was sent, and could not be kept
)

var fileFaults = []fileFault{fileTooLarge, fileEmpty, fileOfKind, fileMissing, fileGone}

// keepFile keeps the file that a form's control sent, by what is in it and not by
// what its name says, and returns it as evidence. Where none was sent, the evidence
// is blank. It was taken on the day that it is where the plan is; a blank plan is home.
func (s *Server) keepFile(ctx context.Context, r *http.Request, control, plan string) (tracker.Evidence, fileFault, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File[control]) == 0 {
		return tracker.Evidence{}, "", nil
	}
	data, fault, err := readUpload(r.MultipartForm.File[control][0])
	if fault != "" || err != nil {
		return tracker.Evidence{}, fault, err
	}
	media, _, _ := strings.Cut(mimetype.Detect(data).String(), ";")
	if _, ok := tracker.MediaTypes[media]; !ok {
		return tracker.Evidence{}, fileOfKind, nil
	}
	zone, err := s.zone(ctx, plan)
	if err != nil {
		return tracker.Evidence{}, "", err
	}
	hash, err := s.workStore.SaveFile(ctx, media, data)
	return tracker.Evidence{SHA256: hash, Media: media, Size: int64(len(data)), CapturedOn: tracker.DateOf(s.now().In(zone))}, "", err
}

func readUpload(h *multipart.FileHeader) ([]byte, fileFault, error) {
	switch {
	case h.Size > tracker.FileMost:
		return nil, fileTooLarge, nil
	case h.Size == 0:
		return nil, fileEmpty, nil
	}
	f, err := h.Open()
	if err != nil {
		return nil, "", fmt.Errorf("open an uploaded file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, tracker.FileMost))
	return data, "", err
}
