package db

import (
	"reflect"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// clean returns a deep copy of a value of the domain as it is kept: texts in NFC
// and valid UTF-8, without NUL, which not every engine can store; instants in UTC
// to the microsecond. So what is read back equals what was written, and two ways
// to write é are one.
func clean[T any](v T) T {
	out := reflect.New(reflect.TypeFor[T]()).Elem()
	cleanInto(out, reflect.ValueOf(&v).Elem())
	return out.Interface().(T)
}

func cleanInto(out, in reflect.Value) {
	switch in.Kind() {
	case reflect.String:
		out.SetString(cleanText(in.String()))
	case reflect.Struct:
		out.Set(in)
		if t, ok := in.Interface().(time.Time); ok {
			out.Set(reflect.ValueOf(t.UTC().Truncate(time.Microsecond)))
			return
		}
		for i := range in.NumField() {
			cleanInto(out.Field(i), in.Field(i))
		}
	case reflect.Slice:
		if in.IsNil() {
			return
		}
		out.Set(reflect.MakeSlice(in.Type(), in.Len(), in.Len()))
		for i := range in.Len() {
			cleanInto(out.Index(i), in.Index(i))
		}
	case reflect.Pointer:
		if in.IsNil() {
			return
		}
		out.Set(reflect.New(in.Type().Elem()))
		cleanInto(out.Elem(), in.Elem())
	default:
		out.Set(in)
	}
}

func cleanText(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
}
