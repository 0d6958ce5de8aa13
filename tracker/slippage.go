package tracker

import (
	"cmp"
	"slices"
)

// LeadStanding is what an organization leads, and how that stands against its deadlines.
type LeadStanding struct {
	Organization string // code; blank for what nobody leads
	Leaves       int    // those withdrawn apart
	Overdue      int
	Moved        int
	// Slippage is the mean of the moved leaves' slippage, in days; no value where none
	// was moved.
	Slippage Ratio
}

// ByLead counts leaves by the organization that leads them, what has most overdue first.
// A leaf without a lead is the commitment's leads'; one with several counts for each.
func (a *Assessment) ByLead() []LeadStanding {
	moved := map[string][]LeafState{}
	byCode := map[string]*LeadStanding{}
	for i := range a.Leaves {
		leaf := &a.Leaves[i]
		if leaf.Status == Withdrawn {
			continue
		}
		leads := leaf.Leads
		if len(leads) == 0 && leaf.Commitment != nil {
			leads = leaf.Commitment.Leads
		}
		if len(leads) == 0 {
			leads = []string{""}
		}
		for _, code := range leads {
			s := byCode[code]
			if s == nil {
				s = &LeadStanding{Organization: code}
				byCode[code] = s
			}
			s.Leaves++
			if leaf.Schedule.State == Overdue {
				s.Overdue++
			}
			if leaf.Schedule.Slippage != 0 {
				s.Moved++
				moved[code] = append(moved[code], *leaf)
			}
		}
	}
	out := make([]LeadStanding, 0, len(byCode))
	for code, s := range byCode {
		s.Slippage = MeanSlippage(moved[code])
		out = append(out, *s)
	}
	slices.SortFunc(out, func(x, y LeadStanding) int {
		return cmp.Or(cmp.Compare(y.Overdue, x.Overdue), cmp.Compare(y.Moved, x.Moved), cmp.Compare(x.Organization, y.Organization))
	})
	return out
}

// MeanSlippage is the mean of some leaves' slippage (rules v1, 4), in days; no value for
// none.
func MeanSlippage(leaves []LeafState) Ratio {
	if len(leaves) == 0 {
		return Ratio{}
	}
	sum := int64(0)
	for i := range leaves {
		sum += int64(leaves[i].Schedule.Slippage)
	}
	return NewRatio(sum, int64(len(leaves)))
}
