# Comparisons between ints and floats of any size, chains, and truth values.
import itertools

from pyomp_cc import njit


@njit
def int_order(a: int, b: int) -> int:
    return (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a >= b) + 32 * (a > b)


@njit
def float_order(a: float, b: float) -> int:
    return (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a >= b) + 32 * (a > b)


@njit
def mixed_order(a: int, b: float) -> int:
    return (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a >= b) + 32 * (a > b)


@njit
def between(low: float, x: float, high: float) -> bool:
    return low <= x < high


@njit
def chain(a: int, b: int, c: int) -> bool:
    return a < b < c != a


@njit
def logic(a: int, b: int) -> bool:
    return a > 0 and b > 0 or not (a < -1 or b < -1)


@njit
def choose(a: int, b: float) -> float:
    return a if a > b else b * 2.0


@njit
def truth(n: int, x: float) -> int:
    k = 0
    if n:
        k += 1
    if x:
        k += 2
    if not n and not x:
        k += 4
    return k


@njit
def extremes(a: float, b: float, c: float) -> float:
    return min(a, b, c) + max(a, b, c) * 10.0 + abs(a)


@njit
def int_extremes(a: int, b: int) -> int:
    return min(a, b) * 3 - max(a, b) + abs(a - b)


INF, NAN = float("inf"), float("nan")
INTS = [0, 1, -1, 2**53, 2**53 + 1, -(2**53) - 1, 2**62, 2**63 - 1, -(2**63)]
FLOATS = [0.0, -0.0, 0.5, 1.0, -1.0, 2.0**53, 2.0**62, 2.0**63, -(2.0**63), INF, -INF, NAN]
SMALL = [-3, -2, -1, 0, 1, 2]
CASES = {
    "int_order": list(itertools.product(INTS, repeat=2)),
    "float_order": list(itertools.product(FLOATS, repeat=2)),
    "mixed_order": list(itertools.product(INTS, FLOATS)),
    "between": list(itertools.product([0.0, 1.0, NAN], [-1.0, 0.0, 0.5, 1.0, NAN], [1.0, 0.0])),
    "chain": list(itertools.product(SMALL[:4], repeat=3)),
    "logic": list(itertools.product(SMALL, repeat=2)),
    "choose": list(itertools.product([3], FLOATS[:4])) + [(0, NAN)],
    "truth": list(itertools.product([0, 5, -5], [0.0, -0.0, 0.1, NAN])),
    "extremes": list(itertools.product([0.0, -1.5, 2.0], repeat=3)) + [(0.0, -0.0, 0.0), (-0.0, 0.0, 0.0)],
    "int_extremes": list(itertools.product(SMALL, repeat=2)),
}
DIFFERENCES = {"choose": [((3, 2.5), 3.0)]}
CASES["choose"] = [case for case in CASES["choose"] if not case[0] > case[1]]
