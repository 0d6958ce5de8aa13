package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ogptracker/tracker"
)

// dayNames are the parameter of the day in English, in French and in the API. Each
// is read wherever one of them is: whoever changes the language of an address by
// hand gets the day that was asked for.
var dayNames = []string{"as-of", "au", "as_of"}

// readQuery returns the declared parameters of a query, and one text for all
// queries that ask for the same: declared order, first value, no blanks.
func readQuery(raw string, params []string) (url.Values, string, error) {
	if raw == "" {
		return nil, "", nil
	}
	all, err := url.ParseQuery(raw)
	if err != nil {
		return nil, "", badRequest("web.error.query")
	}
	declared := url.Values{}
	var canonical strings.Builder
	for _, name := range params {
		value := strings.TrimSpace(all.Get(name))
		for i := 0; value == "" && slices.Contains(dayNames, name) && i < len(dayNames); i++ {
			value = strings.TrimSpace(all.Get(dayNames[i]))
		}
		if value == "" {
			continue
		}
		if len(value) > maxParam {
			return nil, "", badRequest("web.error.query")
		}
		declared.Set(name, value)
		canonical.WriteString("&" + name + "=" + url.QueryEscape(value))
	}
	return declared, canonical.String(), nil
}

// cacheKey names an answer.
func cacheKey(version int64, day, path, query string) string {
	return strconv.FormatInt(version, 36) + " " + day + path + "?" + query
}

// asOf returns the day that a plan's page is asked for: the parameter's, never
// after today, or the day that the plan shows by itself.
func (s *Server) asOf(r *Request, param string, rec *tracker.Record) (tracker.Date, error) {
	today := rec.Plan.Today(r.Now)
	text := r.Query.Get(param)
	if text == "" {
		return rec.ReportingDay(today), nil
	}
	day, err := tracker.ParseDate(text)
	if err != nil {
		return day, badRequest("web.error.as_of", "value", text)
	}
	if day.After(today) {
		return today, &Problem{Status: http.StatusBadRequest, Key: "web.error.as_of_future", Args: []any{"value", text}}
	}
	return day, nil
}
