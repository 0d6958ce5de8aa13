package tracker

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// The look that saves the work never changes what comes of it, JSON or not.
func TestCanonicalJSONWithAndWithoutTheLook(t *testing.T) {
	alphabet := []string{`"`, `\`, `\"`, `\u2028`, "<", ">", "&", "\u2028", "\u2029", "\u2019", "\xe2\x80", " ", "\t", "\n", "\r",
		"{", "}", "[", "]", ":", ",", "1", "null", `"a"`, "é", "\x00"}
	rapid.Check(t, func(t *rapid.T) {
		var raw []byte
		if rapid.Bool().Draw(t, "valid") {
			raw, _ = json.Marshal(rapid.MapOf(rapid.SampledFrom(alphabet), rapid.SampledFrom(alphabet)).Draw(t, "document"))
			if rapid.Bool().Draw(t, "raw characters") {
				raw = bytes.ReplaceAll(raw, []byte(`\u003c`), []byte("<"))
				raw = bytes.ReplaceAll(raw, []byte(`\u2028`), []byte("\u2028"))
			}
		} else {
			for _, part := range rapid.SliceOf(rapid.SampledFrom(alphabet)).Draw(t, "parts") {
				raw = append(raw, part...)
			}
		}
		want := raw
		var compact, escaped bytes.Buffer
		if json.Compact(&compact, raw) == nil {
			json.HTMLEscape(&escaped, compact.Bytes())
			want = escaped.Bytes()
		}
		if got := canonicalJSON(raw); !bytes.Equal(got, want) {
			t.Fatalf("%q became %q, want %q", raw, got, want)
		}
	})
}
