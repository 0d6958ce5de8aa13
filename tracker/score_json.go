package tracker

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Tree is a bare tree and the day as of which it is to be scored.
type Tree struct {
	Plan Node
	AsOf Date
}

// maxDepth bounds the trees that are read; a plan is four nodes deep.
const maxDepth = 64

// ReadTrees reads a JSON list of {"plan": node, "as_of": "2026-03-31"}, where a
// node is {"code", "weight", "status", "due", "children"}, all optional: a
// weight is 1, a status unknown, a due date absent unless given, and null is as
// good as nothing. Other members are passed over.
//
// The error names the place, as in "[3].plan.children[0].weight": a weight must
// be above 0, a status one of the levels and on a leaf, a date ISO 8601, the
// codes of a plan's commitments unlike, the tree at most 64 levels deep.
func ReadTrees(r io.Reader) ([]Tree, error) {
	var in []struct {
		Plan *jsonNode `json:"plan"`
		AsOf string    `json:"as_of"`
	}
	dec := json.NewDecoder(r)
	if err := dec.Decode(&in); err != nil {
		return nil, fmt.Errorf("not a list of plan trees: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("not a list of plan trees: something follows the list")
	}
	trees := make([]Tree, len(in))
	for i, t := range in {
		at := fmt.Sprintf("[%d].", i)
		if t.Plan == nil {
			return nil, fmt.Errorf("%splan: missing", at)
		}
		var err error
		if trees[i].AsOf, err = ParseDate(t.AsOf); err != nil {
			return nil, fmt.Errorf("%sas_of: %w", at, err)
		}
		if trees[i].AsOf.IsZero() {
			return nil, fmt.Errorf("%sas_of: missing", at)
		}
		if trees[i].Plan, err = t.Plan.node(at+"plan", 1); err != nil {
			return nil, err
		}
		seen := make(map[string]bool)
		for j, c := range trees[i].Plan.Children {
			if seen[c.Code] {
				return nil, fmt.Errorf("%splan.children[%d].code: %q is used twice", at, j, c.Code)
			}
			seen[c.Code] = true
		}
	}
	return trees, nil
}

// jsonNode is a [Node] as it is written.
type jsonNode struct {
	Code     string     `json:"code"`
	Weight   *float64   `json:"weight"`
	Status   *string    `json:"status"`
	Due      string     `json:"due"`
	Children []jsonNode `json:"children"`
}

// node checks what was read at path.
func (j jsonNode) node(path string, depth int) (Node, error) {
	if depth > maxDepth {
		return Node{}, fmt.Errorf("%s: more than %d levels deep", path, maxDepth)
	}
	n := Node{Code: j.Code}
	if j.Weight != nil {
		if n.Weight = *j.Weight; !validWeight(n.Weight) {
			return Node{}, fmt.Errorf("%s.weight: %v is not above 0", path, n.Weight)
		}
	}
	if j.Status != nil {
		var err error
		if n.Status, err = ParseLevel(*j.Status); err != nil {
			return Node{}, fmt.Errorf("%s.status: %w", path, err)
		}
		if len(j.Children) > 0 {
			return Node{}, fmt.Errorf("%s.status: only a leaf has a level", path)
		}
	}
	var err error
	if n.Due, err = ParseDate(j.Due); err != nil {
		return Node{}, fmt.Errorf("%s.due: %w", path, err)
	}
	for i, c := range j.Children {
		child, err := c.node(fmt.Sprintf("%s.children[%d]", path, i), depth+1)
		if err != nil {
			return Node{}, err
		}
		n.Children = append(n.Children, child)
	}
	return n, nil
}

// MarshalJSON writes {"coverage", "lower", "upper", "point", "level", "planned",
// "earned", "spi", "commitments": {code: {...}}}, where point is the progress
// and a figure without a value is null. What is wholly withdrawn has a level and
// nothing else.
func (s TreeScore) MarshalJSON() ([]byte, error) {
	type earned struct {
		Planned Ratio `json:"planned"`
		Earned  Ratio `json:"earned"`
		SPI     Ratio `json:"spi"`
	}
	commitments := make(map[string]scoreJSON, len(s.Commitments))
	for _, c := range s.Commitments {
		commitments[c.Code] = scoreJSONOf(c.Figures)
	}
	out := struct {
		scoreJSON
		*earned
		Commitments map[string]scoreJSON `json:"commitments"`
	}{scoreJSON: scoreJSONOf(s.Figures), Commitments: commitments}
	if s.Level != Withdrawn {
		out.earned = &earned{s.Earned.Planned, s.Earned.Earned, s.Earned.SPI}
	}
	return json.Marshal(out)
}

// scoreJSON is a roll-up as `score` prints it.
type scoreJSON struct {
	*scorePoints
	Level Level `json:"level"`
}

type scorePoints struct {
	Coverage Ratio `json:"coverage"`
	Lower    Ratio `json:"lower"`
	Upper    Ratio `json:"upper"`
	Point    Ratio `json:"point"`
}

func scoreJSONOf(f Figures) scoreJSON {
	if f.Level == Withdrawn {
		return scoreJSON{Level: f.Level}
	}
	return scoreJSON{&scorePoints{f.Coverage, f.Lower, f.Upper, f.Progress}, f.Level}
}
