package tracker

// Node is a bare tree to score: a plan, commitment, milestone or leaf with
// nothing but what the roll-up needs. A node without children is a leaf.
type Node struct {
	Code     string
	Weight   float64 // among its siblings, above 0; 0 is read as 1
	Status   Level   // of a leaf; "" is unknown
	Due      Date    // of a leaf: its original date, zero for none
	Children []Node
}

// TreeScore is what the rules say of a bare tree. Where all of it is withdrawn
// it has a level and no figures.
type TreeScore struct {
	Figures
	Earned      EarnedValue
	Commitments []NodeScore // the root's children, in their order
}

// NodeScore is the roll-up of one child of the root.
type NodeScore struct {
	Code string
	Figures
}

// Score rolls a tree up (rules v1, 2) and sets planned against earned as of a
// day (rules v1, 5). It takes what is not a weight as 1 and what is not a level
// as unknown; [ReadTrees] refuses both.
func Score(root Node, asOf Date) TreeScore {
	tree, leaves := grow(root)
	status := make([]Level, 0, leaves)
	due := make([]dues, 0, leaves)
	counts := make([]bool, 0, leaves)
	root.eachLeaf(func(n Node) {
		status = append(status, n.Status)
		due = append(due, dues{n.Due, n.Due})
		counts = append(counts, n.Status != Withdrawn)
	})
	all := tree.share(counts)
	score := TreeScore{Figures: all.figures(status), Earned: all.earned(status, due, asOf)}
	first := 0
	for i, c := range all.below {
		last := first + len(c.num)
		score.Commitments = append(score.Commitments, NodeScore{root.Children[i].Code, c.figures(status[first:last])})
		first = last
	}
	return score
}

// eachLeaf calls fn for the leaves in the tree's order.
func (n Node) eachLeaf(fn func(Node)) {
	if len(n.Children) == 0 {
		fn(n)
	}
	for _, c := range n.Children {
		c.eachLeaf(fn)
	}
}
