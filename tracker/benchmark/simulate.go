package benchmark

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Choice is a choice that whoever makes a composite has to make, and that a
// simulation draws. Handbook, step 7, "sources of uncertainty".
type Choice string

// The choices.
const (
	// VaryWeights draws each weight w uniformly from w (1 - delta) to
	// w (1 + delta), independently, and renormalises them.
	VaryWeights Choice = "weights"
	// VaryNormalisation draws min-max or z-score, evenly. Distance to the best
	// is min-max but for a factor and ranks alike, so that drawing it too would
	// only weigh min-max twice. The geometric mean is taken of min-max values
	// whichever is drawn, since z-scores have none.
	VaryNormalisation Choice = "normalisation"
	// VaryAggregation draws the arithmetic or the geometric mean, evenly.
	VaryAggregation Choice = "aggregation"
	// VaryComponents leaves out one component or none, each as likely. One that
	// is all that some country has is never left out. COINr: remove_elements.
	VaryComponents Choice = "components"
)

// Choices lists them, in the order in which results do.
var Choices = []Choice{VaryWeights, VaryNormalisation, VaryAggregation, VaryComponents}

// The bounds of a simulation: time grows with the draws, memory with the square
// of the countries.
const (
	DefaultDraws = 10_000
	MaxDraws     = 1_000_000
	MaxSimulated = 500 // countries
)

// What may be wrong with a simulation.
var (
	ErrDraws   = fmt.Errorf("the number of draws must be from 2 to %d", MaxDraws)
	ErrTooMany = fmt.Errorf("at most %d countries can be simulated", MaxSimulated)
	ErrChoice  = errors.New("there is no such choice to vary")
)

// Simulation is what is drawn. The same simulation of the same matrix gives the
// same result, to the bit, on any machine.
type Simulation struct {
	Weights []float64 // by component, in any proportion; nil weighs all alike
	Delta   float64   // share by which a weight varies, 0 <= Delta < 1
	Draws   int       // 2 to MaxDraws; an odd number is raised by one
	Seed    uint64
	Vary    []Choice // nil draws all; the others stay as in the min-max arithmetic mean
}

// Usual is the simulation that published pages and reports show: every choice is
// drawn, all components weigh alike at first.
func Usual() Simulation { return Simulation{Delta: WeightDelta, Draws: DefaultDraws, Seed: 1} }

// Simulable reports whether an edition of an index can be simulated: it has
// components, and no more countries than [MaxSimulated].
func Simulable(ix *Index, e *Edition) bool {
	return len(ix.Components) > 0 && len(e.Scores) > 0 && len(e.Scores) <= MaxSimulated
}

// Simulated is how the ranks came out, by country in the order of the matrix. The
// span from Low to High is a sensitivity range: it says how far a rank hangs on
// choices that could have been made otherwise, and nothing of errors in the data.
// It is no confidence interval.
type Simulated struct {
	Draws int
	// Nominal is the rank of the min-max arithmetic mean with the weights
	// undrawn; 0 for a country that did not enter, which has no other figure.
	Nominal []int
	// Median, Low and High are the 50th, 5th and 95th percentile of the rank, as
	// R's quantile computes them (type 7); NaN where there is no rank.
	Median, Low, High Values
	Least, Greatest   []int // the best and the worst rank drawn
	// Overall says which choice matters most to the ranks altogether, ByCountry
	// to each one's, in the order of the choices drawn.
	Overall   []Influence
	ByCountry [][]Influence
}

// Influence is the share of the variance of a rank that goes back to a choice: by
// itself (First), and together with the others (Total). First-order indices sum to
// at most 1; what is missing is interaction. Both are 0 to 1, and NaN where the rank
// never changed. Overall, variances are summed over the countries.
//
// They are Sobol' indices, estimated from the draws: First after Saltelli et al.
// (2010), Computer Physics Communications 181, 259-270, with centred outputs, Total
// after Jansen (1999), Computer Physics Communications 117, 35-43. Estimates that
// chance puts outside 0 to 1 are cut off there. Handbook, step 7; COINr: Si and STi of
// get_sensitivity with SA_type = "SA".
type Influence struct {
	Choice       Choice
	First, Total float64
}

// MarshalJSON writes the indices by COINr's names, null where there are none.
func (in Influence) MarshalJSON() ([]byte, error) {
	var out struct {
		Choice Choice   `json:"choice"`
		Si     *float64 `json:"si"`
		STi    *float64 `json:"sti"`
	}
	out.Choice = in.Choice
	if !math.IsNaN(in.First) {
		out.Si, out.STi = &in.First, &in.Total
	}
	return json.Marshal(out)
}

// Simulate draws the choices anew for each draw and ranks the countries. Those that
// the coverage rule keeps out do not take part, whatever is drawn; which enter is
// settled once, by the weights undrawn.
//
// It uses every processor, memory that does not grow with the draws, and ends early
// with the context's error. Other errors are those of [RankRange], [ErrDraws],
// [ErrTooMany] and [ErrChoice].
func Simulate(ctx context.Context, m Matrix, s Simulation) (*Simulated, error) {
	return simulate(ctx, m, s, runtime.GOMAXPROCS(0))
}

// chunk is how many pairs of draws a worker takes at a time.
const chunk = 64

func simulate(ctx context.Context, m Matrix, s Simulation, workers int) (*Simulated, error) {
	sim, err := newSimulator(m, s)
	if err != nil {
		return nil, err
	}
	pairs := (s.Draws + 1) / 2
	var next atomic.Int64
	var wait sync.WaitGroup
	workers = max(1, min(workers, (pairs+chunk-1)/chunk))
	tallies := make([]*tally, workers)
	for i := range tallies {
		tallies[i] = sim.newTally()
		wait.Go(func() {
			for ctx.Err() == nil {
				from := int(next.Add(chunk)) - chunk
				if from >= pairs {
					return
				}
				for pair := from; pair < min(from+chunk, pairs); pair++ {
					tallies[i].draw(pair)
				}
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// Only whole numbers are added up, so that it does not matter who drew what.
	for _, t := range tallies[1:] {
		tallies[0].merge(t)
	}
	return tallies[0].result(m, pairs), nil
}

// simulator is what all workers read.
type simulator struct {
	Simulation
	nominal []int
	entered []int // places in the matrix of the countries that take part
	parts   int   // components that have a scale and weigh something
	weights []float64
	// Values, all countries of one component after those of the other: z-scores,
	// min-max values, and logarithms of 1 + 0.99 of them. Missing ones are 0. So a
	// sum over components runs over all countries at once, and no step of it waits
	// for the one before.
	zscore, minmax, log []float64
	gaps                [][]bool // by country, which components it lacks; nil for none
	droppable           []int    // components that may be left out, after -1 for none
}

func newSimulator(m Matrix, s Simulation) (*simulator, error) {
	if !(s.Delta >= 0 && s.Delta < 1) {
		return nil, fmt.Errorf("%w: %v", ErrDelta, s.Delta)
	}
	if s.Draws < 2 || s.Draws > MaxDraws {
		return nil, fmt.Errorf("%w: %d", ErrDraws, s.Draws)
	}
	if len(m.Countries) > MaxSimulated {
		return nil, fmt.Errorf("%w: %d", ErrTooMany, len(m.Countries))
	}
	if s.Vary == nil {
		s.Vary = Choices
	}
	for _, c := range s.Vary {
		if !slices.Contains(Choices, c) {
			return nil, fmt.Errorf("%w: %q", ErrChoice, c)
		}
	}
	nominal, err := Compose(m, Method{MinMax, Arithmetic, s.Weights})
	if err != nil {
		return nil, err
	}
	minmax, err := m.scaled(s.Weights, MinMax)
	if err != nil {
		return nil, err
	}
	zscore, err := m.scaled(s.Weights, ZScore)
	if err != nil {
		return nil, err
	}
	sim := &simulator{Simulation: s, nominal: nominal.Ranks}
	var used []int
	for j, w := range minmax.weights {
		if w > 0 {
			used = append(used, j)
			sim.weights = append(sim.weights, w)
		}
	}
	sim.parts = len(used)
	for i, rank := range nominal.Ranks {
		if rank > 0 {
			sim.entered = append(sim.entered, i)
		}
	}
	sim.gaps = make([][]bool, len(sim.entered))
	for at, j := range used {
		for place, i := range sim.entered {
			z, x := zscore.rows[i][j], minmax.rows[i][j]
			if math.IsNaN(x) {
				if sim.gaps[place] == nil {
					sim.gaps[place] = make([]bool, sim.parts)
				}
				sim.gaps[place][at], z, x = true, 0, 0
			}
			sim.zscore, sim.minmax, sim.log = append(sim.zscore, z), append(sim.minmax, x), append(sim.log, math.Log(1+0.99*x))
		}
	}
	sim.droppable = sim.mayDrop()
	return sim, nil
}

// mayDrop lists -1, for none, and the components that every country has others
// beside.
func (s *simulator) mayDrop() []int {
	may := []int{-1}
	for j := range s.parts {
		all := func(gaps []bool) bool { // the country has this one only
			if gaps == nil {
				return s.parts == 1
			}
			return !gaps[j] && !slices.Contains(slices.Concat(gaps[:j], gaps[j+1:]), false)
		}
		if !slices.ContainsFunc(s.gaps, all) {
			may = append(may, j)
		}
	}
	return may
}
