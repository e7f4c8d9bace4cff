# One number at a time from np.random: its type and range; the numbers themselves are the generator's.
import numpy as np

from pyomp_cc import njit, prange


@njit(parallel=True)
def circle(n: int):
    inside = 0
    for _ in prange(n):
        x = np.random.random()
        y = np.random.rand()
        if x * x + y * y < 1.0:
            inside += 1
    return 0.7 < inside / n < 0.86


@njit
def ranges(n: int):
    s = 0.0
    for _ in range(n):
        k = np.random.randint(3, 7)
        if not 3 <= k < 7 or np.random.randint(2) > 1:
            return -1
        u = np.random.uniform(-2.0, -1.0)
        if not -2.0 <= u <= -1.0 or not 0.0 <= np.random.uniform() < 1.0:
            return -2
        s += np.random.normal(10.0, 0.001) + np.random.randn() * 0.0 + np.random.standard_normal() * 0.0
    return round(s / n)


@njit
def wrong(low: int, high: int):
    return np.random.randint(low, high) - low


@njit
def scale(s: float):
    return np.random.normal(1.0, s)


CASES = {
    "circle": [(10000,)],
    "ranges": [(200,)],
    "wrong": [(4, 5), (5, 5), (0, 0)],
    "scale": [(0.0,), (-1.0,)],
}
