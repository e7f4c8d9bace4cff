# Bounds and clauses that are sums, on loops whose bodies need no tests: nothing is moved out of those.
from pyomp_cc import njit, openmp


@njit
def stop(n: int, m: int):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n + m):
            s += i
    return s


@njit
def both(n: int, m: int):
    s = 0.0
    with openmp("parallel for reduction(+:s) schedule(static, 1)"):
        for i in range(n - m, n * m, m + 1):
            s += 0.5
    return s


@njit
def nest(n: int, m: int):
    s = 0.0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(n + 1):
            for j in range(m - 1):
                s += 0.25
    return s


@njit
def clauses(n: int, m: int):
    s = 0
    with openmp("parallel for if(n > m + 1) num_threads(m + 1) reduction(+:s) schedule(dynamic, m + 1)"):
        for i in range(n):
            s += i
    return s


@njit
def in_region(n: int, m: int):
    s = 0.0
    with openmp("parallel reduction(+:s)"):
        with openmp("for"):
            for i in range(n + m):
                s += 0.5
    return s


PAIRS = [(0, 0), (5, 3), (3, 5), (-1, 2)]
CASES = {name: PAIRS for name in ("stop", "both", "nest", "in_region")}
CASES["clauses"] = [(0, 0), (10, 1), (0, 3), (3, 5)]
