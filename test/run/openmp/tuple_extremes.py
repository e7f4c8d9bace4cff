"""min and max of tuples: pairs of a value and its place, alone and reduced."""

from pyomp_cc import njit, openmp


@njit
def alone(a: int, b: int) -> tuple:
    first = (a, 1.5, "a")
    return min(first, (b, 0.5, "b")), max((b, 0.5, "c"), first, (a, 1.5, "b")), min((a, b), (b, a), (a, a))


@njit
def nearest(n: int, to: float) -> tuple:
    best = (1e9, -1)
    with openmp("parallel for reduction(min: best)"):
        for i in range(n):
            v = (abs(i - to), i)
            best = min(best, v)
    return best


@njit
def farthest(n: int, to: float) -> tuple:
    worst = (-1.0, -1)
    with openmp("parallel for reduction(max: worst)"):
        for i in range(n):
            worst = max(worst, (abs(i - to), -i))
    return worst


CASES = {
    "alone": [(1, 2), (2, 1), (3, 3)],
    "nearest": [(20, 7.5), (0, 1.0), (100, 99.0)],
    "farthest": [(20, 7.5), (0, 1.0), (100, 1.0)],
}
