# Variables that a `try` in the body of a loop sets, in every kind of loop construct: each iteration has its own.
import numpy as np
from pyomp_cc import njit, openmp


@njit("(int64[::1], int64)")
def in_region(a, n):
    b = np.zeros(max(n, 0), np.int64)
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                t = n
                try:
                    t = int(a[i])
                except IndexError:
                    t = -5
                b[i] = t
    return b


@njit("(int64[::1], int64)")
def in_parallel_loop(a, n):
    b = np.zeros(max(n, 0), np.int64)
    with openmp("parallel for schedule(dynamic)"):
        for i in range(n):
            try:
                t = int(a[i]) // (i - 1)
            except IndexError:
                t = -5
            except ZeroDivisionError:
                t = -7
            else:
                t += 1
            b[i] = t
    return b


@njit("(int64[::1], int64)")
def with_finally(a, n):
    b = np.zeros(max(n, 0), np.int64)
    with openmp("parallel"):
        with openmp("for schedule(dynamic)"):
            for i in range(n):
                t = i
                if i > 2:
                    try:
                        t = int(a[i])
                    except IndexError:
                        t = 5
                    finally:
                        b[i] = 1
                    t += 1
                b[i] += t
    return b


@njit("(int64[::1], int64)")
def one_handler_sets(a, n):
    b = np.zeros(max(n, 0), np.int64)
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                t = -1
                try:
                    t = int(a[i]) // (i - 1)
                except IndexError:
                    t = 5
                except ZeroDivisionError:
                    pass
                b[i] = t
    return b


NUMBERS = np.array([5, 3, 8, 1])
CASES = {
    name: [(NUMBERS, 0), (NUMBERS, 4), (NUMBERS, 9)]
    for name in ("in_region", "in_parallel_loop", "with_finally", "one_handler_sets")
}
