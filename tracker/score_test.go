package tracker_test

import (
	"strings"
	"testing"

	"ogptracker/tracker"
)

func TestReadTreesRefuses(t *testing.T) {
	leaf := func(members string) string {
		return `[{"as_of": "2026-03-31", "plan": {"code": "p", "children": [{"code": "a"}, {"code": "b", ` + members + `}]}}]`
	}
	for name, c := range map[string]struct{ in, want string }{
		"no list":              {`{"plan": {}}`, "problem.tree_list"},
		"something after":      {`[] []`, "problem.tree_list"},
		"cut off":              {`[{"plan": {"code"`, "problem.tree_list"},
		"no plan":              {`[{"as_of": "2026-03-31"}]`, "[0].plan: problem.tree_missing"},
		"no day":               {`[{"plan": {}}]`, "[0].as_of: problem.tree_missing"},
		"bad day":              {`[{"plan": {}, "as_of": "31 March"}]`, "[0].as_of: problem.tree_date"},
		"zero weight":          {leaf(`"weight": 0`), "[0].plan.children[1].weight: problem.weight map[weight:0]"},
		"negative weight":      {leaf(`"weight": -0.5`), "[0].plan.children[1].weight: problem.weight map[weight:-0.5]"},
		"weight not a number":  {leaf(`"weight": NaN`), "problem.tree_list"},
		"weight a text":        {leaf(`"weight": "1"`), "[0].plan.children[1].weight: problem.tree_value"},
		"weight too large":     {leaf(`"weight": 1e999`), "[0].plan.children[1].weight: problem.tree_value"},
		"unknown status":       {leaf(`"status": "done"`), "[0].plan.children[1].status: problem.level_unknown map[level:done]"},
		"blank status":         {leaf(`"status": ""`), "[0].plan.children[1].status: "},
		"status on a branch":   {leaf(`"status": "complete", "children": [{}]`), "[0].plan.children[1].status: problem.tree_status"},
		"bad due date":         {leaf(`"due": "2026-02-30"`), "[0].plan.children[1].due: "},
		"deep in the tree":     {leaf(`"children": [{"children": [{"weight": -1}]}]`), "[0].plan.children[1].children[0].children[0].weight: "},
		"one code twice":       {`[{"as_of": "2026-03-31", "plan": {"children": [{"code": "a"}, {"code": "a"}]}}]`, "[0].plan.children[1].code: problem.tree_code_twice map[value:a]"},
		"null":                 {`null`, "problem.tree_list"},
		"a tree that is null":  {`[null]`, "[0]: problem.tree_object"},
		"a plan that is null":  {`[{"as_of": "2026-03-31", "plan": null}]`, "[0].plan: problem.tree_object"},
		"a child that is null": {leaf(`"children": [null]`), "[0].plan.children[1].children[0]: problem.tree_object"},
		"a member misspelt":    {leaf(`"wieght": 2`), "[0].plan.children[1].wieght: problem.tree_member"},
		"another case":         {leaf(`"Weight": 2`), "[0].plan.children[1].Weight: problem.tree_member"},
		"a list as a node":     {leaf(`"children": [[]]`), "children[0]: problem.tree_object"},
		"children no list":     {leaf(`"children": {}`), "[0].plan.children[1].children: problem.tree_value"},
		"too deep": {
			`[{"as_of": "2026-03-31", "plan": ` + strings.Repeat(`{"children": [`, 70) + `{}` + strings.Repeat(`]}`, 70) + `}]`,
			"problem.tree_deep map[limit:64]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tracker.ReadTrees(strings.NewReader(c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestReadTreesReadsDefaults(t *testing.T) {
	trees, err := tracker.ReadTrees(strings.NewReader(`[{"as_of": "2026-03-31", "note": "passed over", "plan": {"status": null, "due": null, "weight": null,
		"children": [{"code": "a", "status": "LP", "weight": 2.5, "due": "2026-01-31"}, {"code": "b", "status": "no_evidence"}]}}]`))
	if err != nil {
		t.Fatal(err)
	}
	a, b := trees[0].Plan.Children[0], trees[0].Plan.Children[1]
	if a.Status != tracker.Limited || a.Weight != 2.5 || a.Due != day("2026-01-31") || b.Status != tracker.NoEvidence || b.Weight != 0 {
		t.Errorf("got %+v and %+v", a, b)
	}
}

func FuzzReadTrees(f *testing.F) {
	f.Add(`[{"as_of": "2026-03-31", "plan": {"code": "p", "children": [{"code": "a", "weight": 0.1, "status": "complete", "due": "2026-01-31"}, {}]}}]`)
	f.Add(`[{"as_of": "2026-03-31", "plan": {"weight": 1e300, "children": [{"weight": 5e-324}, {"code": "b", "status": "withdrawn"}]}}]`)
	f.Fuzz(func(t *testing.T, in string) {
		trees, err := tracker.ReadTrees(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, tree := range trees {
			s := tracker.Score(tree.Plan, tree.AsOf)
			if _, err := s.MarshalJSON(); err != nil {
				t.Fatal(err)
			}
			if s.Level != tracker.Withdrawn && s.Lower.Cmp(s.Upper) > 0 {
				t.Fatalf("lower bound above the upper: %+v", s.Figures)
			}
		}
	})
}
