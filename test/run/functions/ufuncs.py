# Functions that vectorize makes ufuncs of: broadcasting, types, exceptions, calls by compiled functions.
import math

import numpy as np

from pyomp_cc import float64, guvectorize, int64, njit, vectorize


@vectorize([float64(float64, float64)])
def add(x, y):
    return x + y


@vectorize("float64(float64)")
def square(x):
    """The square."""
    return x * x


@vectorize(["int64(int64, int64)", "float64(float64, float64)"], target="parallel")
def quotient(x, y):
    return x // y


@vectorize
def usual(x, y):
    if x > y:
        return x - y
    return y - x


@vectorize(["float64(int64)"])
def half(n):
    return n / 2


@vectorize([int64(int64)], identity=0)
def cubed(n):
    return n * n * n


@vectorize(["boolean(float64)"])
def positive(x):
    return x > 0


@vectorize(["float64(float64, int64)"])
def series(x, n):
    s = 0.0
    for k in range(n):
        s += x**k / (k + 1)
    return s


@vectorize(["float64(float64)"])
def root(x):
    return math.sqrt(x)


@guvectorize([(int64[:], int64, int64[:])], "(n),()->(n)")
def shifted(x, y, out):
    for i in range(x.shape[0]):
        out[i] = x[i] + y


@guvectorize(["void(float64[:, :], float64[:, :], float64[:, :])"], "(m, n), (n, p) -> (m, p)")
def product(a, b, c):
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            s = 0.0
            for k in range(a.shape[1]):
                s += a[i, k] * b[k, j]
            c[i, j] = s


@guvectorize(["(int64[:], int64[:], int64[:])", "(float64[:], float64[:], float64[:])"], "(n)->(),()")
def extremes(x, low, high):
    low[0] = x[0]
    high[0] = x[0]
    for i in range(1, len(x)):
        low[0] = min(low[0], x[i])
        high[0] = max(high[0], x[i])


@guvectorize([(float64[:], float64[:])], "()->()")
def doubled(x, out):
    out[0] = x[0] * 2


@njit
def uses(x: float, n: int):
    return float(add(x, 1.5)), float(square(n)), int(cubed(n))


A = np.arange(6.0).reshape(2, 3)
B = np.arange(5000) % 7 + 1
CASES = {
    "add": [(1.0, 2.5), (1, 2), (A, A), (A, 2.0), (A, np.ones(3)), (A[:, ::2], A[:, :2]), (A.T, 1)],
    "square": [(3.0,), (A,), (np.arange(4, dtype=np.int32),), (np.float32(1.5),)],
    "quotient": [
        (7, 2),
        (7.5, 2),
        (B * 5, B),
        (B * 5.0, B * 1.0),
        (B, B - 1),
        (B[::-1], B),
        (np.arange(3), 0),
    ],
    "usual": [(3, 5), (3.5, 1.0), (np.arange(4), 2), (np.linspace(0, 1, 5), 0.5)],
    "half": [(3,), (np.arange(4),)],
    "cubed": [(3,), (np.arange(4),)],
    "positive": [(1.0,), (np.array([-1.0, 0.0, 1.0]),)],
    "series": [(0.5, 10), (np.linspace(0, 1, 4), 5)],
    "root": [(4.0,), (A,), (np.array([1.0, -1.0]),), (-A,)],
    "shifted": [
        (np.arange(5), 3),
        (np.arange(6).reshape(2, 3), 10),
        (np.arange(6).reshape(2, 3).T, np.arange(3)),
        (np.arange(3), np.arange(4)),
        (np.zeros((0, 3), dtype=np.int64), 1),
    ],
    "product": [
        (A, A.T.copy()),
        (A, A.T),
        (np.arange(24.0).reshape(2, 3, 4), np.ones((4, 2))),
    ],
    "extremes": [(np.arange(5),), (np.arange(6.0).reshape(2, 3) % 4,)],
    "doubled": [(3.0,), (A,)],
    "uses": [(1.0, 3)],
}
# NumPy says it in its own words.
DIFFERENCES = {
    "add": [((A, np.ones(4)), ValueError("operands could not be broadcast together with shapes (2,3) (4,) "))],
    "cubed": [((3000000,), OverflowError("integer result does not fit in 64 bits"))],
}
