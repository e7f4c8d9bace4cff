# Indices at, before and after both ends, read and written, inside and outside of regions.
import numpy as np
from pyomp_cc import njit, openmp


@njit("float64(float64[:], int64)")
def read(a, i):
    return a[i]


@njit("void(float64[:], int64)")
def write(a, i):
    a[i] = 1.5


@njit("float64(float64[:, :], int64, int64)")
def read_two(a, i, j):
    return a[i, j] + a[i][j]


@njit("float64(float64[::1], int64)")
def sum_first(a, n):
    s = 0.0
    for i in range(n):
        s += a[i]
    return s


@njit("float64(float64[::1], int64)")
def sum_first_parallel(a, n):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += a[i]
    return s


@njit("void(float64[::1], float64[::1], int64)")
def shift(a, b, k):
    with openmp("parallel for"):
        for i in range(len(a)):
            b[i + k] = a[i]


@njit("float64(float64[::1], int64)")
def serial_in_region(a, i):
    x = 0.0
    with openmp("parallel"):
        with openmp("single"):
            x = a[i]
    return x


A = np.arange(5.0)
CASES = {
    "read": [(A, i) for i in (-6, -5, -1, 0, 4, 5, 2**62, -(2**63))] + [(A[::2], 2), (A[::2], 3), (A[:0], 0)],
    "write": [(A, i) for i in (-6, -5, 4, 5)],
    "read_two": [(A.reshape(1, 5), 0, 4), (A.reshape(1, 5), 1, 0), (A.reshape(5, 1), 4, -2), (A.reshape(5, 1), -6, 0)],
    "sum_first": [(A, n) for n in (-1, 0, 5, 6)],
    "sum_first_parallel": [(A, n) for n in (0, 5, 6, 100)],
    "shift": [(A, np.zeros(5), 0), (A, np.zeros(6), 1)],
    "serial_in_region": [(A, 2), (A, 7)],
}
