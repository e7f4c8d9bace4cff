# Arrays made inside: zeros, ones, empty, full, their types and shapes, returned and used.
import numpy as np
from pyomp_cc import njit


@njit
def zeros(n: int):
    return np.zeros(n)


@njit
def ones_of_ints(n: int):
    a = np.ones(n, dtype=np.int64)
    for i in range(n):
        a[i] += i
    return a


@njit
def table(rows: int, columns: int):
    a = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            a[i, j] = i * 10 + j
    return a


@njit
def cube(n: int):
    a = np.zeros((n, n, n), dtype=np.float32)
    for i in range(n):
        a[i, i, i] = i + 0.1
    return a


@njit
def small_ints(n: int):
    a = np.zeros(n, np.int32)
    for i in range(n):
        a[i] = i * i
    return a


@njit
def fibonacci(n: int) -> int:
    a = np.zeros(max(n + 1, 2), dtype=np.int64)
    a[1] = 1
    for i in range(2, n + 1):
        a[i] = a[i - 1] + a[i - 2]
    return a[n]


@njit("float64[:](float64[:])")
def smoothed(a):
    n = len(a)
    b = np.zeros(n)
    for _ in range(3):
        for i in range(1, n - 1):
            b[i] = (a[i - 1] + a[i] + a[i + 1]) / 3.0
        a, b = b, np.zeros(n)
    return a


@njit
def two(n: int):
    return np.zeros(n), np.ones((n, 2))


CASES = {
    "zeros": [(0,), (3,), (-1,), (1000,)],
    "ones_of_ints": [(0,), (4,)],
    "table": [(2, 3), (0, 3), (3, 0), (-1, 2)],
    "cube": [(0,), (3,)],
    "small_ints": [(10,)],
    "fibonacci": [(0,), (1,), (2,), (50,), (92,)],
    "smoothed": [(np.array([0.0, 0.0, 9.0, 0.0, 0.0]),), (np.array([1.0, 2.0]),)],
    "two": [(2,)],
}
