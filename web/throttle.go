package web

import (
	"crypto/sha256"
	"net/netip"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"golang.org/x/time/rate"
)

// throttle slows down the guessing of passwords and codes without ever locking
// anybody out. Whoever comes with a device cookie of the account has an allowance
// of that device's own, which nobody else can use up. All others share one for the
// account and their network, so that guessing from one network leaves the account's
// owner elsewhere alone, and one for their network, so that many accounts cannot be
// tried from it.
//
// The allowances are in memory, bounded, and forgotten when the program ends.
type throttle struct {
	mu     sync.Mutex
	tables map[allowance]*simplelru.LRU[[sha256.Size]byte, *rate.Limiter]
}

// allowance is how many failures in a row are let pass, and how soon one more is
// after that.
type allowance struct {
	name  string
	burst int
	every time.Duration
}

var (
	accountFromNetwork = allowance{"account", 10, time.Minute}
	wholeNetwork       = allowance{"network", 120, 3 * time.Second} // an office is often one network
	knownDevice        = allowance{"device", 10, time.Minute}
	// Codes are asked for after the right password only. There are a million of
	// them, three of which are right at a time: one in 5 minutes finds one in 3
	// years, from however many networks.
	accountCodes = allowance{"codes", 10, 5 * time.Minute}
	deviceCodes  = allowance{"device codes", 10, 5 * time.Minute}
	// Files that come with a form after its session ended, from a browser that is
	// known: see [Server.keepForLater].
	deviceFiles = allowance{"device files", 10, time.Minute}
)

// throttled is how many of each are remembered: the oldest go first.
const throttled = 1 << 16

func newThrottle() *throttle {
	t := &throttle{tables: map[allowance]*simplelru.LRU[[sha256.Size]byte, *rate.Limiter]{}}
	for _, a := range []allowance{accountFromNetwork, wholeNetwork, knownDevice, accountCodes, deviceCodes, deviceFiles} {
		t.tables[a], _ = simplelru.NewLRU[[sha256.Size]byte, *rate.Limiter](throttled, nil) // fails for no size only
	}
	return t
}

// spend takes one attempt from the allowances of who tries, and returns how long
// to wait where one of them is used up. Each use is an allowance and whose it is.
func (t *throttle) spend(now time.Time, uses []use) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	var taken []*rate.Reservation
	for _, u := range uses {
		r := t.limiter(u).ReserveN(now, 1)
		taken = append(taken, r)
		if wait := r.DelayFrom(now); wait > 0 {
			for _, r := range taken {
				r.CancelAt(now)
			}
			// In whole seconds, as it is told: the limiter's own figure can be a billionth
			// of one too short.
			return (wait + time.Second - 1).Truncate(time.Second)
		}
	}
	return 0
}

// forgive gives the first allowance back in full after a success.
func (t *throttle) forgive(uses []use) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tables[uses[0].of].Remove(uses[0].key())
}

// use is somebody's use of an allowance.
type use struct {
	of    allowance
	whose string
}

func (u use) key() [sha256.Size]byte { return sha256.Sum256([]byte(u.whose)) }

func (t *throttle) limiter(u use) *rate.Limiter {
	table := t.tables[u.of]
	if l, ok := table.Get(u.key()); ok {
		return l
	}
	l := rate.NewLimiter(rate.Every(u.of.every), u.of.burst)
	table.Add(u.key(), l)
	return l
}

// networkOf returns the network that an address is in, as far as one customer of
// a provider commands it: 24 bits of IPv4, 64 of IPv6.
func networkOf(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	bits := 64
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return address
	}
	return p.String()
}
