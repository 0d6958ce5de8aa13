package tracker

// Field is one value of something that people edit, by name, as text.
type Field struct {
	Name  string
	Value string
}

// Fields are the values of one thing, in the order in which a form shows them.
type Fields []Field

// Get returns a value by name, "" where there is none.
func (f Fields) Get(name string) string {
	for _, v := range f {
		if v.Name == name {
			return v.Value
		}
	}
	return ""
}

// Difference is a field that two people changed in different ways since both
// started from the same value.
type Difference struct {
	Name               string
	Base, Mine, Theirs string
}

// Merge joins two edits of one thing that started from base: a field that only one
// of them changed is taken from that one, and one that both changed alike from
// either. The fields that they changed differently are returned as differences;
// the merged value is then mine. Fields are mine's, in its order.
func Merge(base, mine, theirs Fields) (merged Fields, differences []Difference) {
	merged = make(Fields, len(mine))
	for i, m := range mine {
		was, is := base.Get(m.Name), theirs.Get(m.Name)
		merged[i] = m
		switch {
		case m.Value == is || is == was:
		case m.Value == was:
			merged[i].Value = is
		default:
			differences = append(differences, Difference{Name: m.Name, Base: was, Mine: m.Value, Theirs: is})
		}
	}
	return merged, differences
}
