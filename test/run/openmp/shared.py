# Variables that clauses share, in loops that are compiled twice: arrays that are only read, scalars that are assigned.
import numpy as np
from pyomp_cc import njit, openmp


@njit(["void(float64[::1], float64[::1], float64)"])
def axpy(x, y, a):
    with openmp("parallel for shared(x, y, a)"):
        for i in range(len(x)):
            if x[i] < 0:
                raise ValueError(f"element {i}")
            y[i] += a * x[i]


@njit(["bool(float64[::1], float64[::1], float64)"])
def found(x, y, a):
    f = False
    with openmp("parallel for shared(f) shared(x, y)"):
        for i in range(len(x)):
            y[i] += a * x[i]
            if y[i] > 30:
                f = True
    return f


@njit(["int64(int64[::1], int64[::1])"])
def any_index(x, y):
    at = -1
    with openmp("parallel for default(none) shared(x, y, at)"):
        for i in range(len(x)):
            y[i] = 2 * x[i]
            if x[i] == 7:
                at = i
    return at


@njit(["int64(int64[::1], int64[::1])"])
def both_levels(x, y):
    s = 0
    with openmp("parallel shared(x, y, s)"):
        with openmp("for reduction(+: s)"):
            for i in range(len(x)):
                y[i] = x[i] + 1
                s += y[i]
    return s


CASES = {
    "axpy": [(np.arange(10.0), np.ones(10), 2.0), (-np.arange(10.0), np.ones(10), 2.0), (np.ones(4), np.ones(3), 1.0)],
    "found": [(np.arange(10.0), np.ones(10), 2.0), (np.arange(50.0), np.ones(50), 2.0), (np.ones(4), np.ones(3), 1.0)],
    "any_index": [(np.arange(10), np.ones(10, np.int64)), (np.arange(5), np.ones(5, np.int64))],
    "both_levels": [(np.arange(10), np.ones(10, np.int64)), (np.arange(5), np.ones(4, np.int64))],
}
