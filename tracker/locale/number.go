package locale

import (
	"math"
	"strconv"
	"strings"

	"ogptracker/tracker"
)

const (
	nbsp  = "\u00a0" // no-break space
	nnbsp = "\u202f" // narrow no-break space
	minus = "\u2212"
	dash  = "\u2013" // stands for a figure that has no value
)

// Int writes a whole number with its thousands set apart: "1,234", French
// "1 234" (U+202F), with a true minus sign. A year is not a number of anything:
// write it with strconv.Itoa.
func (l *Locale) Int(n int) string {
	digits := strconv.Itoa(n)
	if n < 0 {
		return minus + l.group(digits[1:])
	}
	return l.group(digits)
}

// Decimal writes a number with so many digits after the decimal sign, rounded
// half to even as [strconv.FormatFloat] does: "1,234.5", French "1 234,5". It
// writes a dash where f is no number.
func (l *Locale) Decimal(f float64, digits int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return dash
	}
	s := strconv.FormatFloat(math.Abs(f), 'f', digits, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	out := l.group(whole)
	if fraction != "" {
		out += l.decimalSign() + fraction
	}
	if f < 0 && strings.Trim(s, "0.") != "" {
		return minus + out
	}
	return out
}

// Signed writes a change: "+18", "−4" (U+2212), "0".
func (l *Locale) Signed(n int) string {
	if n > 0 {
		return "+" + l.Int(n)
	}
	return l.Int(n)
}

// Percent writes a share in whole per cent, rounded as [tracker.Ratio.Percent]
// rounds: "58%", French "58 %" with a no-break space. It writes a dash where
// there is no value.
func (l *Locale) Percent(r tracker.Ratio) string {
	if !r.Valid() {
		return dash
	}
	if l.lang == tracker.FR {
		return l.Int(r.Percent()) + nbsp + "%"
	}
	return l.Int(r.Percent()) + "%"
}

// Ordinal writes a rank: "1st", "22nd"; French "1er", "22e".
func (l *Locale) Ordinal(n int) string {
	s := l.Int(n)
	if l.lang == tracker.FR {
		if n == 1 {
			return s + "er"
		}
		return s + "e"
	}
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			return s + "st"
		case 2:
			return s + "nd"
		case 3:
			return s + "rd"
		}
	}
	return s + "th"
}

// AtMost writes a number with as many decimals as it needs, at most one: "3", "2.5".
// What rounds to a whole number is written as one.
func (l *Locale) AtMost(f float64) string {
	if tenths := math.Round(10 * f); math.Mod(tenths, 10) == 0 {
		return l.Decimal(tenths/10, 0)
	}
	return l.Decimal(f, 1)
}

// SignedDecimal writes a change with its sign: "+18", "−4.0"; none before what rounds
// to nothing.
func (l *Locale) SignedDecimal(f float64, digits int) string {
	s := l.Decimal(f, digits)
	if f > 0 && strings.ContainsAny(s, "123456789") {
		return "+" + s
	}
	return s
}

// Rank writes a rank, with "=" where others share it: "3", "1=".
func (l *Locale) Rank(rank int, tied bool) string {
	if tied {
		return l.Int(rank) + "="
	}
	return l.Int(rank)
}

// OrdinalRank writes a rank in a sentence, and that others share it: "3rd", "1st (tied)".
func (l *Locale) OrdinalRank(rank int, tied bool) string {
	if tied {
		return l.T("common.tied", "rank", l.Ordinal(rank))
	}
	return l.Ordinal(rank)
}

// group sets the thousands of a run of digits apart.
func (l *Locale) group(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	sign := ","
	if l.lang == tracker.FR {
		sign = nnbsp
	}
	first := (len(digits)-1)%3 + 1
	var b strings.Builder
	b.WriteString(digits[:first])
	for i := first; i < len(digits); i += 3 {
		b.WriteString(sign)
		b.WriteString(digits[i : i+3])
	}
	return b.String()
}

func (l *Locale) decimalSign() string {
	if l.lang == tracker.FR {
		return ","
	}
	return "."
}
