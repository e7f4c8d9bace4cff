# Loops that one directive takes together: boxes, triangles, bands, steps, exceptions by the order of both loops.
import numpy as np
from pyomp_cc import njit, openmp

DEPTH = 2


@njit("void(int64[:, ::1])")
def box(a):
    with openmp("parallel for collapse(2)"):
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                a[i, j] += 100 * i + j


@njit("void(int64[:, :, ::1], int64)")
def cube(a, k):
    with openmp("parallel for collapse(DEPTH + 1) schedule(dynamic, k)"):
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                for m in range(a.shape[2]):
                    a[i, j, m] += 10000 * i + 100 * j + m


@njit("int64(int64[:, ::1], int64)")
def lower_triangle(a, n):
    count = 0
    with openmp("parallel for collapse(2) reduction(+:count)"):
        for i in range(n):
            for j in range(i + 1):
                a[i, j] += i + j
                count += 1
    return count


@njit("int64(int64[:, ::1], int64)")
def upper_triangle(a, n):
    count = 0
    with openmp("parallel for collapse(2) reduction(+:count) schedule(static, 3)"):
        for i in range(n):
            for j in range(i, n):
                a[i, j] += i + j
                count += 1
    return count


@njit("int64(int64[:, ::1], int64, int64)")
def band(a, n, k):
    count = 0
    with openmp("parallel for collapse(2) reduction(+:count)"):
        for i in range(k, n - k):
            for j in range(i - k, i + k + 1):
                a[i, j] += 1
                count += 1
    return count


@njit("int64(int64, int64)")
def falling(n, k):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(n):
            for j in range(n - 2 * i + k):
                s += i * j + 1
    return s


@njit("int64(int64)")
def downwards(n):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(n, 0, -1):
            for j in range(i, 0, -1):
                s += i * j
    return s


@njit("int64(int64)")
def three_levels(n):
    s = 0
    with openmp("parallel for collapse(3) reduction(+:s)"):
        for i in range(n):
            for j in range(i):
                for k in range(j):
                    s += i * j * k + 1
    return s


@njit("int64(int64[::1], int64, int64, int64, int64, int64)")
def any_steps(a, start, stop, step, m, inner):
    count = 0
    with openmp("parallel for collapse(2) reduction(+:count)"):
        for i in range(start, stop, step):
            for j in range(m, 0, inner):
                a[i % 10] += j
                count += 1
    return count


@njit("int64(int64, int64)")
def computed_bound(n, k):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(n):
            for j in range(n // k):
                s += i + j
    return s


@njit("int64(int64[:, ::1], int64, int64)")
def raises_in_order(a, row, column):
    s = 0
    with openmp("parallel for collapse(2) schedule(dynamic) reduction(+:s)"):
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                if i == row and j >= column:
                    s += 1 // (j - column)
                if i > row:
                    raise ValueError("a later row")
    return s


@njit("int64(int64[:, ::1], int64)")
def raises_going_down(a, column):
    with openmp("parallel for collapse(2) schedule(dynamic)"):
        for i in range(a.shape[0]):
            for j in range(a.shape[1] - 1, -1, -1):
                if j == column:
                    raise KeyError
                if j < column:
                    raise ValueError("a later column")
    return 0


@njit("int64(int64[:, ::1])")
def index_too_far(a):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(a.shape[0] + 1):
            for j in range(a.shape[1] + 1):
                s += a[i, j]
    return s


@njit("int64(int64, int64)")
def changed_variable(n, m):
    s = 0
    with openmp("parallel for collapse(2) reduction(+:s)"):
        for i in range(n):
            for j in range(m):
                j += i
                s += j
    return s


@njit("void(float64[:, ::1], int64)")
def rounds(a, n):
    with openmp("parallel"):
        for t in range(n):
            with openmp("for collapse(2)"):
                for i in range(a.shape[0]):
                    for j in range(a.shape[1]):
                        a[i, j] += t + i * j


def grid(n, m):
    return np.zeros((n, m), dtype=np.int64)


CASES = {
    "box": [(grid(n, m),) for n, m in ((0, 3), (3, 0), (1, 1), (2, 7), (7, 2), (5, 5))],
    "cube": [(np.zeros((2, 3, 4), dtype=np.int64), 1), (np.zeros((4, 1, 5), dtype=np.int64), 3)],
    "lower_triangle": [(grid(max(n, 1), max(n, 1)), n) for n in (-1, 0, 1, 2, 9)],
    "upper_triangle": [(grid(max(n, 1), max(n, 1)), n) for n in (-1, 0, 1, 2, 9)],
    "band": [(grid(12, 12), 12, k) for k in (0, 1, 3, 6, 7)] + [(grid(12, 12), 13, 1)],
    "falling": [(n, k) for n in (0, 1, 5, 8) for k in (-3, 0, 9)],
    "downwards": [(n,) for n in (-1, 0, 1, 6)],
    "three_levels": [(n,) for n in (0, 1, 2, 3, 9)],
    "any_steps": [
        (np.zeros(10, dtype=np.int64), *r)
        for r in ((0, 20, 3, 5, -1), (19, -1, -4, 6, -2), (5, 5, 1, 3, -1), (0, 9, 2, 0, -3), (0, 5, 0, 3, -1))
    ]
    + [(np.zeros(10, dtype=np.int64), 0, 5, 1, 3, 0), (np.zeros(10, dtype=np.int64), 0, 0, 1, 3, 0)],
    "computed_bound": [(10, 3), (0, 0), (3, 0), (4, -1)],
    "raises_in_order": [(grid(4, 5), 1, 2), (grid(4, 5), 9, 9), (grid(4, 5), 0, 0), (grid(4, 5), 3, 4)],
    "raises_going_down": [(grid(4, 5), 2), (grid(4, 5), 4), (grid(4, 5), -1)],
    "index_too_far": [(grid(3, 4),), (grid(0, 4),)],
    "changed_variable": [(3, 4), (0, 5)],
    "rounds": [(np.zeros((3, 4)), 3), (np.zeros((3, 0)), 2)],
}
REPEAT = 3
