package tracker

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Tree is a bare tree and the day as of which it is to be scored.
type Tree struct {
	Plan Node
	AsOf Date
}

// maxDepth bounds the trees that are read; a plan is four nodes deep.
const maxDepth = 64

// TreeFault is what is wrong with a list of plan trees, and where.
type TreeFault struct {
	Place string // "[3].plan.children[0].weight"; blank for the whole list
	Code  string // catalogue key, "problem.tree_missing"
	Args  map[string]any
}

func (f *TreeFault) Error() string {
	return fmt.Sprintf("%s: %s %v", f.Place, f.Code, f.Args)
}

// treeFault makes a fault; args are names and values in turn.
func treeFault(place, code string, args ...any) error {
	f := &TreeFault{Place: place, Code: code, Args: make(map[string]any, len(args)/2)}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i].(string)] = args[i+1]
	}
	return f
}

// ReadTrees reads a JSON list of {"plan": node, "as_of": "2026-03-31"}, where a
// node is {"code", "weight", "status", "due", "children"}, all optional: a
// weight is 1, a status unknown, a due date absent unless given, and null is as
// good as nothing for each of them. A node is never null, and has no other member:
// one misspelt would change the figures. Other members beside plan and as_of are
// passed over.
//
// The error is a [*TreeFault]: a weight must be above 0, a status one of the levels
// and on a leaf, a date ISO 8601, the codes of a plan's commitments unlike, the
// tree at most 64 levels deep.
func ReadTrees(r io.Reader) ([]Tree, error) {
	dec := json.NewDecoder(r)
	var list []json.RawMessage
	if err := dec.Decode(&list); err != nil || list == nil {
		return nil, treeFault("", "problem.tree_list")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, treeFault("", "problem.tree_list")
	}
	trees := make([]Tree, len(list))
	for i, raw := range list {
		place := fmt.Sprintf("[%d]", i)
		members, err := treeMembers(raw, place)
		if err != nil {
			return nil, err
		}
		plan, asOf := place+".plan", place+".as_of"
		if trees[i].AsOf, err = treeDate(members["as_of"], asOf); err != nil {
			return nil, err
		}
		if trees[i].AsOf.IsZero() {
			return nil, treeFault(asOf, "problem.tree_missing")
		}
		if members["plan"] == nil {
			return nil, treeFault(plan, "problem.tree_missing")
		}
		if trees[i].Plan, err = treeNode(members["plan"], plan, 1); err != nil {
			return nil, err
		}
		seen := make(map[string]bool)
		for j, c := range trees[i].Plan.Children {
			if seen[c.Code] {
				return nil, treeFault(fmt.Sprintf("%s.children[%d].code", plan, j), "problem.tree_code_twice", "value", c.Code)
			}
			seen[c.Code] = true
		}
	}
	return trees, nil
}

// nodeMembers are the members of a node, in order of the alphabet.
var nodeMembers = []string{"children", "code", "due", "status", "weight"}

// treeNode reads the node at a place.
func treeNode(raw json.RawMessage, place string, depth int) (n Node, err error) {
	if depth > maxDepth {
		return n, treeFault(place, "problem.tree_deep", "limit", maxDepth)
	}
	members, err := treeMembers(raw, place)
	if err != nil {
		return n, err
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(nodeMembers, name) {
			return n, treeFault(place+"."+name, "problem.tree_member", "expected", strings.Join(nodeMembers, ", "))
		}
	}
	if _, err := treeValue(members["code"], place+".code", &n.Code); err != nil {
		return n, err
	}
	given, err := treeValue(members["weight"], place+".weight", &n.Weight)
	if err != nil {
		return n, err
	}
	if given && !validWeight(n.Weight) {
		return n, treeFault(place+".weight", "problem.weight", "weight", n.Weight)
	}
	status := ""
	stated, err := treeValue(members["status"], place+".status", &status)
	if err != nil {
		return n, err
	}
	if stated {
		if n.Status, err = ParseLevel(status); err != nil {
			return n, treeFault(place+".status", "problem.level_unknown", "level", status)
		}
	}
	if n.Due, err = treeDate(members["due"], place+".due"); err != nil {
		return n, err
	}
	var children []json.RawMessage
	if _, err := treeValue(members["children"], place+".children", &children); err != nil {
		return n, err
	}
	if stated && len(children) > 0 {
		return n, treeFault(place+".status", "problem.tree_status")
	}
	for i, child := range children {
		c, err := treeNode(child, fmt.Sprintf("%s.children[%d]", place, i), depth+1)
		if err != nil {
			return n, err
		}
		n.Children = append(n.Children, c)
	}
	return n, nil
}

// treeMembers reads the members of the object at a place.
func treeMembers(raw json.RawMessage, place string) (members map[string]json.RawMessage, err error) {
	if err := json.Unmarshal(raw, &members); err != nil || members == nil {
		return nil, treeFault(place, "problem.tree_object")
	}
	return members, nil
}

// treeValue reads a value of one kind, and reports whether one is given: null is
// not.
func treeValue[T any](raw json.RawMessage, place string, v *T) (given bool, err error) {
	if raw == nil || string(raw) == "null" {
		return false, nil
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return false, treeFault(place, "problem.tree_value", "value", shortened(string(raw)))
	}
	return true, nil
}

// shortened returns enough of a value to name it.
func shortened(s string) string {
	const most = 40
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

func treeDate(raw json.RawMessage, place string) (Date, error) {
	text := ""
	if _, err := treeValue(raw, place, &text); err != nil {
		return Date{}, err
	}
	d, err := ParseDate(text)
	if err != nil {
		return Date{}, treeFault(place, "problem.tree_date", "value", shortened(text))
	}
	return d, nil
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
