# Nests whose innermost loop serves several rounds of those around it: each element still sees its rounds in order.
import numpy as np
from pyomp_cc import njit, openmp


@njit("(float64[:, :], float64[:, :], float64[:, :])")
def strided(a, b, c):
    n, m = c.shape
    with openmp("parallel for"):
        for i in range(n):
            for k in range(a.shape[1]):
                x = a[i, k]
                for j in range(m):
                    c[i, j] += x * b[k, j]


@njit("(float64[:, ::1], float64[:, ::1], float64[:, ::1], int64, int64)")
def rows(a, b, c, low, high):
    for i in range(low, high):
        for k in range(a.shape[1]):
            for j in range(b.shape[1]):
                c[i, j] += a[i, k] * b[k, j]


@njit("(float64[:, ::1], float64[::1], float64[::1], int64)")
def vector(a, x, y, times):
    for _ in range(times):
        for k in range(a.shape[0]):
            for j in range(y.shape[0]):
                y[j] -= x[k] * a[k, j]


@njit("(float32[:, :, ::1], float32[:, ::1], float32[:, ::1])")
def two_updates(a, b, c):
    with openmp("parallel"):
        with openmp("for schedule(static)"):
            for i in range(c.shape[0]):
                for k in range(b.shape[0]):
                    for j in range(c.shape[1]):
                        c[i, j] = c[i, j] * 0.5 + a[i, k, j]
                        c[i, j] += b[k, j]


@njit("(int64[:, ::1], int64[:, ::1], int64[:, ::1])")
def wrapping(a, b, c):
    with openmp("parallel for num_threads(2)"):
        for i in range(c.shape[0]):
            for k in range(a.shape[1]):
                for j in range(c.shape[1]):
                    c[i, j] += a[i, k] * b[k, j]


@njit("(float64[:, ::1], float64[:, ::1], float64[:, ::1], int64)")
def swapped(a, b, c, times):
    for _ in range(times):
        for i in range(c.shape[0]):
            for k in range(a.shape[1]):
                for j in range(c.shape[1]):
                    c[i, j] += a[i, k] * b[k, j]
        b, c = c, b


# Not to be jammed: a clause takes out what is assigned where the innermost loop has no rounds, too.
@njit("float64(float64[:, ::1], float64[:, ::1])")
def carried_out(a, c):
    x = -1.0
    with openmp("parallel for lastprivate(x)"):
        for i in range(a.shape[0]):
            for k in range(a.shape[1]):
                x = a[i, k]
                for j in range(c.shape[1]):
                    c[i, j] += x
    return x


# Not to be jammed: rounds of the middle loop meet in other elements.
@njit("(float64[::1], float64[::1], float64[::1])")
def convolved(x, w, y):
    for _ in range(2):
        for k in range(w.shape[0]):
            for j in range(x.shape[0]):
                y[j + k] += x[j] * w[k]


@njit("(float64[:, ::1], float64[:, ::1])")
def onto_one(a, c):
    for i in range(a.shape[0]):
        for k in range(a.shape[1]):
            for j in range(c.shape[1]):
                c[0, j] = c[0, j] * 0.5 + a[i, k]


@njit("(float64[:, ::1], float64[:, ::1])")
def transposed(a, c):
    for i in range(c.shape[0]):
        for k in range(c.shape[0]):
            for j in range(c.shape[1]):
                c[i, j] += a[k, j] * c[j, i]


def filled(shape, kind=np.float64):
    return (np.arange(np.prod(shape)) % 23 - 7).astype(kind).reshape(shape) / kind(3)


def special(shape):
    values = [0.1, -0.0, np.inf, -2.5, np.nan, 1e308, -1e308, 5e-324]
    return np.array([values[i % 8] for i in range(int(np.prod(shape)))]).reshape(shape)


def products(n, inner, m):
    results = []
    for make in (filled, special):
        a, b, c = make((n, inner)), make((inner, m)), make((n, m))
        strided(a, b, c)
        d = make((n, m))
        strided(np.asfortranarray(a), b[::-1, ::-1], d[::-1])
        rows(a, b, d, 0, n)
        results += [c, d]
    return results


def parts(n, low, high):
    a, b, c = filled((n, 5)), filled((5, 6)), filled((n, 6))
    try:
        rows(a, b, c, low, high)
    except IndexError:
        return "outside", c
    return "inside", c


def overlapping(n, shift):
    memory = filled((2 * n * n,))
    b = memory[: n * n].reshape(n, n)
    c = memory[shift : shift + n * n].reshape(n, n)
    rows(filled((n, n)), b, c, 0, n)
    rows(c, c, c, 0, n)
    return memory


def vectors(n, m):
    y = filled((m,))
    vector(filled((n, m)), filled((n,)), y, 3)
    own = filled((m, m))
    vector(own, own[1], own[2], 2)
    return y, own


def others(n, l, m):
    c32 = filled((n, m), np.float32)
    two_updates(filled((n, l, m), np.float32), filled((l, m), np.float32), c32)
    big = np.arange(n * l).reshape(n, l) + 2**62
    whole = np.arange(n * m).reshape(n, m)
    wrapping(big, np.arange(l * m).reshape(l, m) * 3, whole)
    return c32, whole


def unjammed(n):
    b, c = filled((n, n)), filled((n, n))
    swapped(filled((n, n)), b, c, 3)
    y = filled((2 * n,))
    convolved(filled((n,)), filled((n,)), y)
    one = filled((2, n))
    onto_one(filled((n, n)), one)
    square = filled((n, n)) / 100
    transposed(filled((n, n)), square)
    narrow = np.zeros((n, 0))
    return b, c, y, one, square, carried_out(b, narrow), carried_out(b, one.repeat(n, axis=0)[:n])


PYTHON = ("filled", "special", "products", "parts", "overlapping", "vectors", "others", "unjammed")
CASES = {
    "products": [(0, 3, 4), (1, 1, 1), (3, 0, 4), (4, 4, 0), (5, 6, 7), (8, 4, 8), (37, 9, 11), (130, 7, 5)],
    "parts": [(20, 0, 20), (20, 3, 17), (20, -4, 9), (20, 5, 21), (20, 9, 2), (64, 1, 64)],
    "overlapping": [(8, 0), (8, 3), (8, 63), (8, 64), (33, 40)],
    "vectors": [(1, 5), (4, 4), (5, 6), (9, 33)],
    "others": [(1, 1, 1), (5, 6, 7), (40, 9, 10)],
    "unjammed": [(1,), (5,), (12,)],
}
