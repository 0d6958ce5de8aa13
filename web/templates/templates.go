// Package templates holds the HTML of the public pages: layout.html around each
// page, partials.html with the parts that several pages share, and one file a
// page. Package view parses and fills them; nothing else reads them.
package templates

import "embed"

// FS holds the templates.
//
//go:embed *.html
var FS embed.FS
