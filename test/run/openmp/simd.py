# simd, loop and their combinations; loops over arrays; private values that last from one iteration to the next.
import numpy as np
from pyomp_cc import njit, openmp

WIDTH = 4


@njit("void(float64[::1], float64[::1], float64)")
def axpy(a, b, k):
    with openmp("simd safelen(2 * WIDTH) simdlen(WIDTH) aligned(a, b: 8) nontemporal(a)"):
        for i in range(len(a)):
            a[i] += k * b[i]


@njit("float64(float64[::1])")
def simd_sum(a):
    s = 0.0
    with openmp("parallel for simd reduction(+:s) schedule(simd: static, 8) if(simd: len(a) > 3)"):
        for i in range(len(a)):
            s += a[i] * 2.0
    return s


@njit("int64(int64[::1])")
def linear(a):
    j = 5
    with openmp("parallel"):
        with openmp("for simd linear(j: 2)"):
            for i in range(len(a)):
                a[i] += j
                j += 2
    return j


@njit("int64(int64[:, ::1])")
def simd_nest(a):
    last = -1
    with openmp("simd collapse(2) lastprivate(last)"):
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                a[i, j] = i + j
                last = 10 * i + j
    return last


@njit("int64(int64[::1], int64)")
def simd_raises(a, n):
    s = 0
    with openmp("simd reduction(+:s)"):
        for i in range(n):
            s += 10 // (a[i] + 1)
    return s


@njit("void(float64[::1])")
def loop_directive(a):
    with openmp("parallel loop"):
        for i in range(len(a)):
            a[i] += i
    with openmp("parallel"):
        with openmp("loop bind(parallel)"):
            for i in range(len(a)):
                a[i] *= 2.0
    with openmp("loop bind(thread)"):
        for i in range(len(a)):
            a[i] += 1.0


@njit("float64(float64[::1], int64)")
def over_elements(a, n):
    s = 0.0
    with openmp("parallel for reduction(+:s) schedule(dynamic)"):
        for x in a:
            if x > n:
                raise ValueError("too large")
            s += x
    return s


@njit("float64(float64[:, ::1])")
def over_rows(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for row in a:
            for x in row:
                s += x
    return s


@njit("int64(float64[::1])")
def orphan(a):
    n = 0
    with openmp("parallel"):
        share(a)
        with openmp("single"):
            n = len(a)
    return n


@njit("void(float64[::1])")
def share(a):
    with openmp("for"):
        for i in range(len(a)):
            a[i] += i


@njit("int64(int64[::1], int64)")
def raising_share(a, k):
    n = len(a) // k
    with openmp("for"):
        for i in range(len(a)):
            a[i] = 10 // (a[i] - k)
    with openmp("for"):
        for i in range(len(a)):
            a[i] += 1
    return n


@njit("int64(int64[::1], int64, int64)")
def orphan_raises(a, k, m):
    n = 0
    with openmp("parallel"):
        t = 10 // m
        raising_share(a, k)
        with openmp("single"):
            n = t
    return n


@njit("int64(int64)")
def while_at_the_end(n):
    s = 0
    with openmp("parallel reduction(+:s)"):
        k = n
        with openmp("for"):
            for i in range(n):
                s += 1
        with openmp("single"):
            while k > 0:
                k -= 2
                s += 1
    return s


@njit("void(int64[::1])")
def lasting(a):
    with openmp("parallel for num_threads(1)"):
        for i in range(len(a)):
            if i % 3 == 0:
                t = 0
            t += 1
            a[i] = t


@njit("float64(float64[:, ::1], int64)")
def transformed(a, n):
    s = 0.0
    with openmp("tile sizes(2, 3)"):
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                s += a[i, j] * (i - j)
    with openmp("unroll partial(4)"):
        for i in range(a.shape[0]):
            s += a[i, 0] // n
    with openmp("unroll full"):
        for i in range(3):
            s = s * 2.0 + i
    openmp("nothing")
    return s


A = np.arange(10.0)
CASES = {
    "axpy": [(np.arange(n) * 1.0, np.ones(n), 0.5) for n in (0, 1, 33)],
    "simd_sum": [(np.arange(n) * 1.0,) for n in (0, 3, 100)],
    "linear": [(np.zeros(n, dtype=np.int64),) for n in (0, 1, 50)],
    "simd_nest": [(np.zeros((3, 5), dtype=np.int64),), (np.zeros((0, 5), dtype=np.int64),)],
    "simd_raises": [(np.arange(5), 5), (np.arange(-5, 5), 10), (np.arange(5), 6)],
    "loop_directive": [(np.arange(n) * 1.0,) for n in (0, 1, 30)],
    "over_elements": [(A, 10), (A, 4), (np.zeros(0), 0)],
    "over_rows": [(np.ones((4, 3)),), (np.ones((0, 3)),)],
    "orphan": [(np.zeros(20),)],
    "orphan_raises": [(np.zeros(9, dtype=np.int64), 1, 1), (np.zeros(9, dtype=np.int64), 0, 1)]
    + [(np.zeros(0, dtype=np.int64), 2, 0)],
    "while_at_the_end": [(0,), (7,)],
    "transformed": [(np.ones((5, 4)), 2), (np.ones((5, 4)), 0), (np.ones((0, 4)), 1)],
    "lasting": [(np.zeros(8, dtype=np.int64),)],
}
TOLERANCE = {"over_elements": 1e-12, "over_rows": 1e-12}
