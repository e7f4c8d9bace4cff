# Calls in tuples: each does what it does in its turn, and what is read beside it is read then.
import numpy as np
from pyomp_cc import njit


@njit("int64(int64[:], int64)")
def bump(a, k):
    a[0] = a[0] * 10 + k
    return a[0]


@njit("(int64[:],)")
def both(a):
    x, y = bump(a, 1), bump(a, 2)
    return x, y


@njit("(int64[:],)")
def call_then_element(a):
    a[1], y = bump(a, 1), a[0]
    return y


@njit("(int64[:],)")
def element_then_call(a):
    x, y = a[0], bump(a, 1)
    return x, y


@njit("(int64[:],)")
def sum_then_call(a):
    x, y, z = a[0] + 1, bump(a, 1) + a[0], a[0]
    return x, y, z


@njit("(int64[:], int64, int64)")
def exchange(a, i, j):
    a[i], a[j] = a[j], a[i]


@njit
def fails(n: int) -> float:
    return 1.0 // (n - n)


@njit
def chained(text: str, n: int) -> bool:
    return fails(n) < ord(text[n]) <= n


CASES = {
    "chained": [("ab", 10)],
    "both": [(np.array([3, 4]),)],
    "call_then_element": [(np.array([3, 4]),)],
    "element_then_call": [(np.array([3, 4]),)],
    "sum_then_call": [(np.array([3, 4]),)],
    "exchange": [(np.array([3, 4]), 0, 1), (np.array([3, 4]), 0, 5), (np.array([3, 4]), -1, -1)],
}
