package svg_test

import (
	"os"
	"testing"
)

func TestZZOpt(t *testing.T) {
	for id, c := range benchCharts() {
		os.WriteFile("/tmp/chartlab/opt-"+id+".json", c.Options, 0o644)
	}
}
