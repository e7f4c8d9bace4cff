# Loops over prange: what they reduce, what stays in order, what is left behind them.
import numpy as np

from pyomp_cc import float64, int64, njit, prange  # noqa: F401 - in annotations


@njit(parallel=True)
def total(a: "float64[:]"):
    s = 0.0
    for i in prange(a.shape[0]):
        s += a[i]
    return s


@njit(parallel=True)
def several(n: int):
    s = 10
    d = 5
    p = 1
    bits = 0
    high = -1
    low = 1000
    for i in prange(n):
        if i % 3 == 0:
            s += i
        d = d - i + 2
        p *= 1 + i % 2
        bits |= 1 << (i % 7)
        high = max(high, (i * 37) % 101)
        if (i * 31) % 97 < low:
            low = (i * 31) % 97
    return s, d, p, bits, high, low


@njit(parallel=True)
def scaled(a: float, x: "float64[:]", y: "float64[:]"):
    for i in prange(len(x)):
        t = a * x[i]
        y[i] += t


@njit(parallel=True)
def histogram(keys: "int64[:]", bins: int):
    h = np.zeros(bins, dtype=np.int64)
    for i in prange(len(keys)):
        h[keys[i] % bins] += 1
    return h


@njit(parallel=True)
def convolved(a: "float64[:]", b: "float64[:]"):
    out = np.zeros(len(a) + len(b) - 1)
    for i in prange(len(a)):
        for j in range(len(b)):
            out[i + j] += a[i] * b[j]
    return out


@njit(parallel=True)
def matrix_product(a: "float64[:, :]", b: "float64[:, :]"):
    c = np.zeros((a.shape[0], b.shape[1]))
    for i in prange(a.shape[0]):
        for j in prange(b.shape[1]):
            acc = 0.0
            for k in range(a.shape[1]):
                acc += a[i, k] * b[k, j]
            c[i, j] = acc
    return c


@njit(parallel=True)
def carried(n: int):
    before = 0
    s = 0
    for i in prange(n):
        s += before * 3
        before = i
    return s, before


@njit(parallel=True)
def left(a: "int64[:]", wanted: int):
    for i in prange(len(a)):
        if a[i] == wanted:
            return i
    return -1


@njit(parallel=True)
def broken(n: int):
    last = -1
    for i in prange(n):
        if i == 5:
            break
        last = i
    return last


@njit(parallel=True)
def behind(n: int):
    x = 7
    i = -3
    for i in prange(n):
        x = i * i
    return x, i


@njit(parallel=True)
def maybe(n: int):
    x = 7
    for i in prange(n):
        if i % 4 == 1:
            x = i
    return x


@njit(parallel=True)
def twice(n: int):
    s = 0.0
    for i in prange(n):
        t = i * 0.5
        s += t
    q = s
    for i in prange(2, n, 2):
        t = i * 2
        q -= t
    return s, q


@njit
def in_order(n: int):
    before = 0
    s = 0
    for i in prange(n):
        s += before
        before = i
    return s


def undecorated(n: int):
    s = 0
    for i in prange(n):
        s += i * i
    return s


@njit(parallel=True)
def calls(n: int):
    return undecorated(n) + in_order(n)


@njit(parallel=True)
def raises(n: int):
    s = 0
    for i in prange(n):
        s += 10 // (i - 7)
    return s


@njit(parallel=True)
def counted(n: int):
    s = 0
    for i in prange(n):
        if i % 2 == 0:
            continue
        k = 0
        while k < i:
            k += 1
            if k == 9:
                break
        s += k
    return s


CASES = {
    "total": [(np.arange(100.0),), (np.zeros(0),), (np.array([1.5]),)],
    "several": [(0,), (1,), (9,), (30,)],
    "scaled": [(2.0, np.arange(50.0), np.ones(50)), (2.0, np.arange(5.0), np.ones(3))],
    "histogram": [(np.arange(100) * 7, 10), (np.zeros(0, dtype=np.int64), 3)],
    "convolved": [(np.arange(20.0), np.arange(5.0))],
    "matrix_product": [(np.arange(12.0).reshape(3, 4), np.arange(8.0).reshape(4, 2))],
    "carried": [(0,), (1,), (20,)],
    "left": [(np.arange(20), 7), (np.arange(20), 70)],
    "broken": [(3,), (20,)],
    "behind": [(0,), (1,), (20,)],
    "maybe": [(0,), (1,), (2,), (20,)],
    "twice": [(0,), (1,), (50,)],
    "in_order": [(20,)],
    "undecorated": [(20,)],
    "calls": [(20,)],
    "raises": [(5,), (20,)],
    "counted": [(0,), (50,)],
}
