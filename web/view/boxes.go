package view

// Boxes is a group of boxes of which any number may be ticked. The template
// "boxes" draws it.
type Boxes struct {
	// ID is the group's id, which an error summary links to, and the name under
	// which each ticked value is sent.
	ID     string
	Legend string
	Hint   string
	Error  string
	Each   []Box
	// Long is a list to be shown in columns.
	Long bool
}

// Box is one box of [Boxes].
type Box struct {
	Value   string
	Label   Text
	Note    string // what it means, blank where the label says it
	Checked bool
}

// Described lists the ids of what explains the group.
func (b Boxes) Described() string { return Input{ID: b.ID, Hint: b.Hint, Error: b.Error}.Described() }
