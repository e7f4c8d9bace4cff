"""Containers in parallel regions: elements of a list assigned by many threads, changes inside critical, own lists."""

from pyomp_cc import njit, openmp


@njit
def squares(n: int) -> list[int]:
    xs = [0] * n
    with openmp("parallel for"):
        for i in range(n):
            xs[i] = i * i
    return xs


@njit
def scale(xs: list[float], factor: float) -> None:
    with openmp("parallel for"):
        for i in range(len(xs)):
            xs[i] *= factor


@njit
def total(xs: list[int]) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(len(xs)):
            s += xs[i]
    return s


@njit
def collect(n: int) -> list[int]:
    found = []
    with openmp("parallel for"):
        for i in range(n):
            if i % 3 == 0:
                with openmp("critical"):
                    found.append(i)
    found.sort()
    return found


@njit
def own(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            digits = []
            rest = i
            while rest > 0:
                digits.append(rest % 10)
                rest //= 10
            s += sum(digits) * len(digits)
    return s


@njit
def lookup(d: dict[int, int], n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += d.get(i, -1)
    return s


@njit
def outside(xs: list[int], n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += xs[i]
    return s


CASES = {
    "squares": [(0,), (100,)],
    "scale": [([1.0, 2.0, 3.0], 2.0), ([], 1.0)],
    "total": [(list(range(100)),), ([],)],
    "collect": [(30,), (0,)],
    "own": [(200,)],
    "lookup": [({1: 5, 7: 2}, 10)],
    "outside": [([1, 2, 3], 3), ([1, 2, 3], 5)],
}
