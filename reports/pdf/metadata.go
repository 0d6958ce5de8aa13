package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// creator names the program in the file's metadata.
const creator = "ogptracker"

// describeFile sets the file's metadata. Both dates come from the document: a
// clock would make every file another one.
func (f *flow) describeFile(pdf *gofpdf.Fpdf) {
	date := f.doc.Date.UTC()
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(date)
	pdf.SetModificationDate(date)
	pdf.SetTitle(f.fileTitle(), true)
	pdf.SetSubject(f.clean.text(f.doc.Subject), true)
	pdf.SetCreator(creator, true)
	pdf.SetProducer(creator, true)
}

// fileTitle is the title that a reader shows in its window.
func (f *flow) fileTitle() string {
	title := f.doc.Title
	if f.doc.Kind != "" {
		title += " – " + f.doc.Kind
	}
	return f.clean.text(title)
}

// xmp returns the metadata once more as XMP, where newer readers look first. It
// says that the file is to conform to PDF/UA-1 (ISO 14289-1, 5).
func (f *flow) xmp() []byte {
	escape := func(s string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(s)) // a buffer takes all
		return b.String()
	}
	date := f.doc.Date.UTC().Format(time.RFC3339)
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>%s</xmp:CreateDate>
<xmp:ModifyDate>%s</xmp:ModifyDate>
<xmp:CreatorTool>%s</xmp:CreatorTool>
<pdf:Producer>%s</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`,
		"\ufeff", escape(f.fileTitle()), escape(f.clean.text(f.doc.Subject)), language(f.doc.Lang), date, date, creator, creator)
}
