package chart

// maxRows bounds the rows of a chart; its table has all of them.
const maxRows = 120

// printHeight bounds a chart in a report, in points: a page with its title and
// caption.
const printHeight = 586

// text is the size of type. A report is set in points, about half a screen's
// pixels.
func (s Size) text() float64 {
	switch s {
	case Narrow:
		return 13
	case Print:
		return 7.5
	}
	return 14
}

// small is the size of codes and other marks inside a chart.
func (s Size) small() float64 {
	if s == Print {
		return 6.75
	}
	return 12
}

// unit converts a length that is given for the screen.
func (s Size) unit() float64 {
	if s == Print {
		return 0.54
	}
	return 1
}
