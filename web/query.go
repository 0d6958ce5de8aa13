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

// many ends the declared name of a parameter that may be given several times, or once
// as a list with commas.
const many = "*"

// family ends the declared beginning of the names of parameters of which there may be
// several, one for each part of something: "weight-impact".
const family = "~"

// maxFamily is how many parameters of one family are read.
const maxFamily = 64

// readQuery returns the declared parameters of a query, and one text for all
// queries that ask for the same: declared order, first value, no blanks; the values of
// a list in their order, for none means more by standing first.
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
		if name, list := strings.CutSuffix(name, many); list {
			values, err := listOf(all[name])
			if err != nil {
				return nil, "", err
			}
			if len(values) > 0 {
				declared[name] = values
				canonical.WriteString("&" + name + "=" + url.QueryEscape(strings.Join(values, ",")))
			}
			continue
		}
		if begin, is := strings.CutSuffix(name, family); is {
			text, err := readFamily(all, begin, declared)
			if err != nil {
				return nil, "", err
			}
			canonical.WriteString(text)
			continue
		}
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

// readFamily adds the parameters of a family, and returns their text in the order of
// their names. A blank one says no more than one that is not there, unless all are.
func readFamily(all url.Values, begin string, declared url.Values) (string, error) {
	var names []string
	blank := true
	for name := range all {
		if !strings.HasPrefix(name, begin) {
			continue
		}
		value := strings.TrimSpace(all.Get(name))
		if names = append(names, name); len(names) > maxFamily || len(name) > maxParam || len(value) > maxParam {
			return "", badRequest("web.error.query")
		}
		blank = blank && value == ""
	}
	slices.Sort(names)
	var text strings.Builder
	for _, name := range names {
		if value := strings.TrimSpace(all.Get(name)); value != "" || blank {
			declared.Set(name, value)
			text.WriteString("&" + url.QueryEscape(name) + "=" + url.QueryEscape(value))
		}
	}
	return text.String(), nil
}

// listOf takes apart lists with commas, and puts their values in order. A value that
// is given twice stays so: whoever asked may be told.
func listOf(lists []string) ([]string, error) {
	var values []string
	for _, list := range lists {
		for value := range strings.SplitSeq(list, ",") {
			if value = strings.TrimSpace(value); len(value) > maxParam {
				return nil, badRequest("web.error.query")
			} else if value != "" {
				values = append(values, value)
			}
		}
	}
	slices.Sort(values)
	return values, nil
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
