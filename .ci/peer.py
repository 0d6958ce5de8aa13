"""What plain numpy takes for the rank range and the simulation of `make bench`,
written as somebody would who needs them once. Prints milliseconds: the range pair
by pair, the range over whole arrays, 10,000 draws."""

import time

import numpy as np

COUNTRIES, COMPONENTS, DRAWS, DELTA, TIE = 100, 20, 10_000, 0.25, 1e-9

rng = np.random.default_rng(1)
z = rng.random((COUNTRIES, COMPONENTS))
low = np.full(COMPONENTS, (1 - DELTA) / COMPONENTS)
high = np.full(COMPONENTS, (1 + DELTA) / COMPONENTS)


def pair_by_pair():
    above = np.zeros((COUNTRIES, COUNTRIES), bool)
    for i in range(COUNTRIES):
        for k in range(COUNTRIES):
            difference = z[i] - z[k]
            above[k, i] = np.where(difference > 0, difference * high, difference * low).sum() < -TIE
    return 1 + above.sum(0), COUNTRIES - above.sum(1)


def whole_arrays():
    difference = z[:, None, :] - z[None, :, :]
    above = np.where(difference > 0, difference * high, difference * low).sum(-1) < -TIE
    return 1 + above.sum(1), COUNTRIES - above.sum(0)


def simulation():
    """Weights, normalisation, aggregation and a dropped component are drawn; there
    are no Sobol indices, which would take twice as many draws again."""
    scaled = (z - z.min(0)) / (z.max(0) - z.min(0))
    standard = (z - z.mean(0)) / z.std(0, ddof=1)
    logarithms = np.log(1 + 99 * scaled)
    ranks = np.empty((DRAWS, COUNTRIES), np.int32)
    for draw in range(DRAWS):
        weights = rng.uniform(low, high)
        dropped = rng.integers(COMPONENTS + 1)
        if dropped < COMPONENTS:
            weights[dropped] = 0
        weights /= weights.sum()
        if rng.integers(2):
            values = logarithms @ weights
        else:
            values = (scaled if rng.integers(2) else standard) @ weights
        ranks[draw] = 1 + (values[None, :] > values[:, None] + TIE).sum(1)
    return np.percentile(ranks, [5, 50, 95], axis=0)


def median_time(function, times):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        function()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[times // 2] * 1000


print(f"{median_time(pair_by_pair, 3):.1f} {median_time(whole_arrays, 5):.1f} {median_time(simulation, 1):.0f}")
