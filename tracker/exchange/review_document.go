package exchange

import (
	"io"
	"reflect"
	"strconv"
	"strings"

	"ogptracker/tracker"
	"ogptracker/tracker/review"
)

// ReadReview reads a review written as YAML or JSON with the fields of [review.Review],
// as far as it was written. It must be of the plan, and where it names an edition and
// its hash, of that one. The government's replies are not the reviewer's to import and
// are read all the same, so that the review in a frozen edition's file can be read. The
// error is r's own; what is wrong with the file is a fault, at its line.
func ReadReview(r io.Reader, p *tracker.Plan, of *review.Review) (ReviewFile, error) {
	var faults report
	var f ReviewFile
	n, err := readTree(r, &faults)
	if err != nil {
		return f, err
	}
	if n != nil {
		decoder{&faults}.decode(n, reflect.ValueOf(&f.Review).Elem(), "")
	}
	f.Rows = len(f.Review.Assessments)
	if len(faults.faults) == 0 {
		checkReview(n, &f.Review, p, of, &faults)
	}
	if f.Faults = faults.faults; len(f.Faults) > 0 {
		f.Review = review.Review{}
	}
	return f, nil
}

// checkReview reports what is said of another plan or edition, and what no review of the
// plan may say.
func checkReview(n *node, r *review.Review, p *tracker.Plan, of *review.Review, faults *report) {
	for _, name := range []struct{ field, is, want string }{
		{"plan", r.Plan, of.Plan}, {"edition", blankZero(r.Edition), blankZero(of.Edition)}, {"sha256", r.SHA256, of.SHA256},
	} {
		if name.is != "" && name.is != name.want {
			faults.add(n.get(name.field).line, name.field, "exchange.value_unknown", "value", shorten(name.is), "expected", name.want)
		}
	}
	for _, problem := range r.Check(p) {
		line, path := n.line, problem.Field
		if list := n.get("assessments"); problem.Item != "" && list != nil {
			for i := range r.Assessments {
				if r.Assessments[i].Commitment == problem.Item {
					line, path = list.items[i].line, indexed("assessments", i)+"."+problem.Field
				}
			}
		}
		args := make([]any, 0, 2*len(problem.Args))
		for key, value := range problem.Args {
			args = append(args, key, value)
		}
		faults.add(line, strings.TrimSuffix(path, "."), problem.Code, args...)
	}
}

func blankZero(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
