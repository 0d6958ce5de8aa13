package db

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// clean returns a deep copy of a value of the domain as it is kept: texts in NFC
// and valid UTF-8, without NUL, which not every engine can store; instants in UTC
// to the microsecond; items with their weight. So what is read back equals what was written, and two ways
// to write é are one.
//
// It reports as [tracker.ErrConflict] what could not be read back at all: a day
// or an instant that is in no calendar, a figure that is no number.
func clean[T any](v T) (T, error) {
	var c cleaner
	out := reflect.New(reflect.TypeFor[T]()).Elem()
	c.copy(out, reflect.ValueOf(&v).Elem())
	return out.Interface().(T), c.err
}

// cleaner copies values, and keeps the first error.
type cleaner struct{ err error }

func (c *cleaner) copy(out, in reflect.Value) {
	switch v := in.Interface().(type) {
	case tracker.Date:
		if back, err := tracker.ParseDate(v.String()); err != nil || back != v {
			c.refuse("%04d-%02d-%02d is no day", v.Year, int(v.Month), v.Day)
		}
		out.Set(in)
		return
	case time.Time:
		v = v.UTC().Truncate(time.Microsecond)
		if v.Year() < 0 || v.Year() > 9999 {
			c.refuse("%v is no instant of our time", v)
		}
		out.Set(reflect.ValueOf(v))
		return
	case benchmark.Values: // NaN stands for a figure that is missing
		for _, x := range v {
			if math.IsInf(x, 0) {
				c.refuse("a figure is infinite")
			}
		}
		out.Set(reflect.ValueOf(append(v[:0:0], v...)))
		return
	}
	switch in.Kind() {
	case reflect.String:
		out.SetString(cleanText(in.String()))
	case reflect.Float64:
		if x := in.Float(); math.IsNaN(x) || math.IsInf(x, 0) {
			c.refuse("%v is no figure", x)
		}
		out.Set(in)
	case reflect.Struct:
		for i := range in.NumField() {
			c.copy(out.Field(i), in.Field(i))
		}
		if it, ok := out.Addr().Interface().(*tracker.Item); ok {
			it.Weigh()
		}
	case reflect.Slice:
		if in.IsNil() {
			return
		}
		out.Set(reflect.MakeSlice(in.Type(), in.Len(), in.Len()))
		for i := range in.Len() {
			c.copy(out.Index(i), in.Index(i))
		}
	case reflect.Pointer:
		if in.IsNil() {
			return
		}
		out.Set(reflect.New(in.Type().Elem()))
		c.copy(out.Elem(), in.Elem())
	default:
		out.Set(in)
	}
}

func (c *cleaner) refuse(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("%w: %s", tracker.ErrConflict, fmt.Sprintf(format, args...))
	}
}

func cleanText(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
}
