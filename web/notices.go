package web

import (
	"context"
	"errors"
	"net/http"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// noticeStore keeps what accounts are told, and what they chose of their e-mail.
type noticeStore interface {
	Notices(ctx context.Context, account, before int64, most int) ([]tracker.Notice, error)
	UnreadNotices(ctx context.Context, account int64) (int, error)
	ReadNotices(ctx context.Context, account, first, last int64) error
	NoticeSettings(ctx context.Context, account int64) (tracker.NoticeSettings, error)
	SaveNoticeSettings(ctx context.Context, account int64, settings tracker.NoticeSettings) error
}

// noticesPageSize is how many notices a page lists.
const noticesPageSize = 50

// noticeRoutes lays out the addresses of one's own notices. Everybody who is signed
// in has some, and nobody sees another's.
func (s *Server) noticeRoutes(on func(method, path string, h workAnswer), w view.Words) {
	on(http.MethodGet, "/"+w.Notices, s.notices)
	on(http.MethodPost, "/"+w.Notices+"/"+w.ReadNotices, s.readNotices)
	on(http.MethodGet, "/"+w.Notices+"/"+w.NoticeSettings, s.noticeSettings)
	on(http.MethodPost, "/"+w.Notices+"/"+w.NoticeSettings, s.saveNoticeSettings)
}

// notices lists what the account is told.
func (s *Server) notices(ctx context.Context, w *Work) (*Response, error) {
	before, ok := view.ParseNumber(w.Query.Get(view.WordsOf(w.Lang).Before))
	if !ok {
		return nil, badRequest("web.error.choice")
	}
	in := view.NoticesInput{Before: before, PageSize: noticesPageSize}
	var err error
	if in.Notices, err = s.workStore.Notices(ctx, w.Account.ID, before, noticesPageSize+1); err != nil {
		return nil, err
	}
	if in.Unread, err = s.workStore.UnreadNotices(ctx, w.Account.ID); err != nil {
		return nil, err
	}
	if in.Clock, err = s.zone(ctx, ""); err != nil {
		return nil, err
	}
	records, names := map[string]*tracker.Record{}, map[int64]string{}
	for _, n := range in.Notices {
		if err := s.lookUp(ctx, n, records, names); err != nil {
			return nil, err
		}
	}
	in.Records = func(plan string) *tracker.Record { return records[plan] }
	in.Name = func(account int64) string { return names[account] }
	return s.showWork(ctx, http.StatusOK, view.NoticesPage(w.L, w.Account, in))
}

// lookUp adds the record of a notice's plan and the name of who did it, where they
// are not there yet. What is gone is left out.
func (s *Server) lookUp(ctx context.Context, n tracker.Notice, records map[string]*tracker.Record, names map[int64]string) error {
	if _, known := records[n.Plan]; n.Plan != "" && !known {
		r, err := s.lib.Record(ctx, n.Plan)
		if err != nil && !errors.Is(err, tracker.ErrNotFound) {
			return err
		}
		records[n.Plan] = r
	}
	if _, known := names[n.By]; n.By != 0 && !known {
		a, err := s.workStore.Account(ctx, n.By)
		if err != nil && !errors.Is(err, tracker.ErrNotFound) {
			return err
		}
		if err == nil {
			names[n.By] = a.Name
		}
	}
	return nil
}

// readNotices marks notices of the account as read: those from first to last.
func (s *Server) readNotices(ctx context.Context, w *Work) (*Response, error) {
	first, okFirst := view.ParseNumber(w.Form.Get("first"))
	last, okLast := view.ParseNumber(w.Form.Get("last"))
	if !okFirst || !okLast {
		return nil, badRequest("web.error.form")
	}
	if err := s.workStore.ReadNotices(ctx, w.Account.ID, first, last); err != nil {
		return nil, err
	}
	return seeOther(view.Links{Lang: w.Lang}.Notices(0)), nil
}

// noticeSettings shows what the account chose of its e-mail.
func (s *Server) noticeSettings(ctx context.Context, w *Work) (*Response, error) {
	settings, err := s.workStore.NoticeSettings(ctx, w.Account.ID)
	if err != nil {
		return nil, err
	}
	return s.render(http.StatusOK, view.NoticeSettingsPage(w.L, w.Account, settings, s.site.SendsMail))
}

// saveNoticeSettings keeps what the account chooses of its e-mail.
func (s *Server) saveNoticeSettings(ctx context.Context, w *Work) (*Response, error) {
	settings, ok := view.ParseNoticeSettings(w.Form.Get)
	if !ok {
		return nil, badRequest("web.error.form")
	}
	if err := s.workStore.SaveNoticeSettings(ctx, w.Account.ID, settings); err != nil {
		return nil, err
	}
	s.say(ctx, w.L.T("work.notice.saved"))
	return seeOther(view.Links{Lang: w.Lang}.Notices(0)), nil
}
