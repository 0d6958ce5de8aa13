package exchange

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
	"ogptracker/tracker/review"
)

// decoder fills Go values from a tree by their json tags. Unlike encoding/json
// and the YAML package it reports every fault, each with its line: a field that
// is unknown, there twice, or of the wrong kind, and text that [clean] refuses.
type decoder struct{ *report }

// allowed lists the values of types that are one of a few words.
var allowed = map[reflect.Type][]string{
	reflect.TypeFor[tracker.JurisdictionLevel](): words(tracker.National, tracker.Provincial, tracker.Municipal),
	reflect.TypeFor[tracker.OrganizationKind]():  words(tracker.Department, tracker.CivilSociety, tracker.OtherPartner),
	reflect.TypeFor[tracker.Publication]():       words(tracker.Direct, tracker.Approval),
	reflect.TypeFor[tracker.Level]():             words(tracker.Levels...),
	reflect.TypeFor[tracker.Lang]():              words(tracker.Langs...),
	reflect.TypeFor[tracker.DeadlineKind]():      words(tracker.Dated, tracker.Recurring, tracker.Undated),
	reflect.TypeFor[tracker.Precision]():         words(tracker.ByDay, tracker.ByMonth, tracker.BySeason, tracker.ByYear),
	reflect.TypeFor[tracker.Risk]():              words(tracker.RiskPeople, tracker.RiskRisks, tracker.RiskChange),
	reflect.TypeFor[tracker.EventKind](): words(tracker.ForumMeeting, tracker.ForumRules, tracker.CocreationTimeline,
		tracker.CocreationStart, tracker.Consultation, tracker.ReasonedResponse, tracker.CivilSocietyMeeting,
		tracker.RepositoryUpdate, tracker.CommentPeriod, tracker.CommentSummary, tracker.SelfAssessmentMid,
		tracker.SelfAssessmentEnd, tracker.IndependentProduct, tracker.PlanSubmitted),
	reflect.TypeFor[benchmark.Series](): words(benchmark.Absolute, benchmark.Scaled),
	reflect.TypeFor[CountryNaming]():    words(ByISO2, ByISO3, ByName),
	reflect.TypeFor[OtherYears]():       words(OtherYearsFault, OtherYearsSkip),

	reflect.TypeFor[review.Degree]():             review.Values(review.Specificity),
	reflect.TypeFor[benchmark.Answer]():          review.Values(review.Verifiable),
	reflect.TypeFor[benchmark.PotentialImpact](): review.Values(review.PotentialImpact),
	reflect.TypeFor[benchmark.Potential]():       review.Values(review.Potential),
	reflect.TypeFor[benchmark.Completion]():      review.Values(review.Completion),
	reflect.TypeFor[benchmark.Opened]():          review.Values(review.Opened),
	reflect.TypeFor[benchmark.EarlyResults]():    review.Values(review.EarlyResults),
}

func words[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// decode fills v, which can be set, from n. path names n for people.
func (d decoder) decode(n *node, v reflect.Value, path string) {
	if n.kind == blankNode {
		return // as if it were not there
	}
	switch target := v.Addr().Interface().(type) {
	case *time.Time:
		d.time(n, target, path)
		return
	case encoding.TextUnmarshaler: // tracker.Date
		if n.kind != scalarNode || target.UnmarshalText([]byte(n.text)) != nil {
			d.wrong(n, path, "exchange.expected_date")
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.decode(n, v.Elem(), path)
	case reflect.Struct:
		d.fields(n, v, path)
	case reflect.Slice:
		if n.kind != listNode {
			d.wrong(n, path, "exchange.expected_list")
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
		for i, item := range n.items {
			d.decode(item, v.Index(i), indexed(path, i))
		}
	case reflect.String:
		d.text(n, v, path)
	case reflect.Int, reflect.Int64:
		whole, err := strconv.ParseInt(n.text, 10, 64)
		if n.kind != scalarNode || n.quoted || err != nil {
			d.wrong(n, path, "exchange.expected_whole")
			return
		}
		v.SetInt(whole)
	case reflect.Float64:
		number, err := strconv.ParseFloat(n.text, 64)
		if n.kind != scalarNode || n.quoted || err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
			d.wrong(n, path, "exchange.expected_number")
			return
		}
		v.SetFloat(number)
	case reflect.Bool:
		if n.kind != scalarNode || n.quoted || n.text != "true" && n.text != "false" {
			d.wrong(n, path, "exchange.expected_true_or_false")
			return
		}
		v.SetBool(n.text == "true")
	default:
		panic("exchange: no format for " + v.Type().String()) // a type of our own, found by the first test
	}
}

func (d decoder) wrong(n *node, path, key string) { d.add(n.line, path, key, "value", shorten(n.text)) }

// fields fills a struct from a mapping. Embedded structs lend their fields, as
// in encoding/json.
func (d decoder) fields(n *node, v reflect.Value, path string) {
	if n.kind != mapNode {
		d.wrong(n, path, "exchange.expected_mapping")
		return
	}
	known := make(map[string]reflect.StructField)
	var names []string
	for _, f := range reflect.VisibleFields(v.Type()) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			known[name] = f
			names = append(names, name)
		}
	}
	seen := make(map[string]bool, len(n.fields))
	for _, f := range n.fields {
		at := strings.TrimPrefix(path+"."+f.key, ".")
		target, ok := known[f.key]
		switch {
		case !ok:
			d.add(f.line, at, "exchange.field_unknown", "expected", strings.Join(names, ", "))
		case seen[f.key]:
			d.add(f.line, at, "exchange.field_twice")
		default:
			d.decode(f.value, v.FieldByIndex(target.Index), at)
		}
		seen[f.key] = true
	}
}

func (d decoder) text(n *node, v reflect.Value, path string) {
	if n.kind != scalarNode {
		d.wrong(n, path, "exchange.expected_text")
		return
	}
	text, key, args := clean(n.text)
	if key != "" {
		d.add(n.line, path, key, args...)
		return
	}
	if values, limited := allowed[v.Type()]; limited && text != "" && !slices.Contains(values, text) {
		d.add(n.line, path, "exchange.value_unknown", "value", shorten(n.text), "expected", strings.Join(values, ", "))
		return
	}
	v.SetString(text)
}

// time reads an instant; a day alone means its first instant in UTC.
func (d decoder) time(n *node, t *time.Time, path string) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if at, err := time.Parse(layout, n.text); err == nil && n.kind == scalarNode {
			*t = at.UTC()
			return
		}
	}
	d.wrong(n, path, "exchange.expected_time")
}

// indexed names an item of a list, "updates[3]".
func indexed(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
