package web

import "net/http"

// pageCSP is the content security policy of every answer. Pages carry no inline
// script and no inline style; the one script and all styles, fonts and pictures
// come from this site; nothing may frame a page.
const pageCSP = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; " +
	"frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'"

// securityHeaders are set on every answer, whatever it is.
var securityHeaders = map[string]string{
	"Content-Security-Policy":      pageCSP,
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"Referrer-Policy":              "strict-origin-when-cross-origin",
	"Strict-Transport-Security":    "max-age=63072000; includeSubDomains",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
}

// secure sets the security headers before anything else runs, so that redirects
// and errors of the router carry them too.
func secure(next http.Handler) http.Handler {
	values := make(map[string][]string, len(securityHeaders))
	for name, value := range securityHeaders {
		values[http.CanonicalHeaderKey(name)] = []string{value}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		for name, value := range values {
			h[name] = value
		}
		next.ServeHTTP(w, r)
	})
}
