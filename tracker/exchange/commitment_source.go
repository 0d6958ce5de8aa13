package exchange

import (
	"io"
	"reflect"

	"ogptracker/tracker"
	"ogptracker/tracker/benchmark"
)

// OGPSource is where OGP's sheet of commitments is from, where nobody says more.
var OGPSource = benchmark.CommitmentSource{
	Source:    tracker.Text{EN: "Open Government Partnership (OGP)", FR: "Partenariat pour un gouvernement ouvert (PGO)"},
	SourceURL: "https://www.opengovpartnership.org/",
}

// ReadCommitmentSource reads where commitments are from, written by hand as YAML or
// JSON with the fields of [benchmark.CommitmentSource]. The error is [Faults] where
// the file is at fault, and r's own otherwise.
func ReadCommitmentSource(r io.Reader) (benchmark.CommitmentSource, error) {
	var faults report
	var source benchmark.CommitmentSource
	n, err := readTree(r, &faults)
	if err != nil {
		return source, err
	}
	if n != nil {
		decoder{&faults}.decode(n, reflect.ValueOf(&source).Elem(), "")
		for _, f := range []struct{ path, value string }{{"source.en", source.Source.EN}, {"source.fr", source.Source.FR}} {
			if f.value == "" {
				faults.add(n.line, f.path, "exchange.required")
			}
		}
	}
	if len(faults.faults) > 0 {
		return benchmark.CommitmentSource{}, faults.faults
	}
	return source, nil
}
