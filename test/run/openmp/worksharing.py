# Loops shared among threads: every schedule, any range, reductions, nowait, private variables, nested loops.
import numpy as np
from pyomp_cc import njit, openmp


@njit
def sum_to(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += i
    return s


@njit
def reductions(n: int) -> float:
    s = 10
    p = 1.0
    low = 10**9
    high = -(10**9)
    bits = 0
    with openmp("parallel for reduction(+:s) reduction(*:p) reduction(min:low) reduction(max:high) reduction(|:bits)"):
        for i in range(n):
            k = (i * 7919) % 101
            s += k
            p *= 1.0 + 1.0 / (1 + k % 3)
            low = min(low, k)
            high = max(high, k)
            bits |= 1 << (k % 20)
    return s + p + low * 3 + high * 5 + bits


@njit("void(int64[::1])")
def schedule_static(a):
    with openmp("parallel for schedule(static, 3)"):
        for i in range(len(a)):
            a[i] += i


@njit("void(int64[::1])")
def schedule_dynamic(a):
    with openmp("parallel for schedule(dynamic)"):
        for i in range(len(a)):
            a[i] += i


@njit("void(int64[::1], int64)")
def schedule_guided(a, chunk):
    with openmp("parallel for schedule(guided, chunk)"):
        for i in range(len(a)):
            a[i] += i


@njit("void(int64[::1])")
def backwards(a):
    with openmp("parallel for"):
        for i in range(len(a) - 1, -1, -1):
            a[i] = i * i


@njit("void(int64[::1], int64, int64, int64)")
def any_range(a, start, stop, step):
    with openmp("parallel for"):
        for i in range(start, stop, step):
            a[i] += 1


@njit("void(float64[:, ::1])")
def rows(a):
    with openmp("parallel for"):
        for i in range(a.shape[0]):
            s = 0.0
            for j in range(a.shape[1]):
                s += a[i, j]
                a[i, j] = s


@njit("void(float64[::1], float64[::1])")
def two_loops(a, b):
    with openmp("parallel"):
        with openmp("for"):
            for i in range(len(a)):
                a[i] = i + 0.5
        with openmp("for nowait"):
            for i in range(len(b)):
                b[i] = a[len(a) - 1 - i] * 2.0


@njit
def firstprivate(n: int, start: int) -> int:
    s = 0
    k = start
    with openmp("parallel for firstprivate(k) reduction(+:s)"):
        for i in range(n):
            s += k + i
    return s + k


@njit
def conditional(n: int) -> int:
    s = 0
    with openmp("parallel for if(n > 100) num_threads(2 + n % 2) reduction(+:s)"):
        for i in range(n):
            if i % 2 == 0:
                continue
            s += i
    return s


@njit
def while_inside(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s) schedule(dynamic, 4)"):
        for i in range(1, n):
            k = i
            steps = 0
            while k != 1:
                if k % 2 == 0:
                    k //= 2
                else:
                    k = 3 * k + 1
                steps += 1
            s += steps
    return s


@njit("float64(float64[::1])")
def largest_gap(a):
    gap = 0.0
    with openmp("parallel for reduction(max:gap)"):
        for i in range(len(a) - 1):
            gap = max(gap, abs(a[i + 1] - a[i]))
    return gap


RANDOM = np.random.default_rng(2)
LENGTHS = [0, 1, 2, 7, 100, 1000]
CASES = {
    "sum_to": [(n,) for n in (-1, 0, 1, 6, 7, 8, 10**5)],
    "reductions": [(n,) for n in (0, 1, 5, 100)],
    "schedule_static": [(np.zeros(n, dtype=np.int64),) for n in LENGTHS],
    "schedule_dynamic": [(np.zeros(n, dtype=np.int64),) for n in LENGTHS],
    "schedule_guided": [(np.zeros(n, dtype=np.int64), 2) for n in LENGTHS],
    "backwards": [(np.zeros(n, dtype=np.int64),) for n in LENGTHS],
    "any_range": [(np.zeros(20, dtype=np.int64), *r) for r in ((0, 20, 3), (19, -1, -4), (5, 5, 1), (19, 2, -1))],
    "rows": [(RANDOM.random((7, 5)),), (np.empty((0, 3)),)],
    "two_loops": [(np.zeros(n), np.zeros(n)) for n in LENGTHS],
    "firstprivate": [(10, 3), (0, 1)],
    "conditional": [(5,), (101,), (1000,)],
    "while_inside": [(200,)],
    "largest_gap": [(RANDOM.random(100),), (np.zeros(1),), (np.empty(0),)],
}
TOLERANCE = {"reductions": 1e-13}
REPEAT = 3
