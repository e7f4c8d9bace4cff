# Elements of arrays of 1 to 3 dimensions, every element type, C order and strided, read and written.
import numpy as np
from pyomp_cc import njit


@njit("float64(float64[:])")
def float_sum(a):
    s = 0.0
    for i in range(len(a)):
        s += a[i]
    return s


@njit(["int64(int64[:])", "int64(int32[:])"])
def int_sum(a):
    s = 0
    for i in range(a.shape[0]):
        s += a[i]
    return s


@njit("float64(float64[:, :])")
def trace(a):
    s = 0.0
    for i in range(min(a.shape[0], a.shape[1])):
        s += a[i, i]
    return s


@njit("float64(float64[:, ::1])")
def both_forms(a):
    s = 0.0
    rows, columns = a.shape
    for i in range(rows):
        for j in range(columns):
            s += a[i, j] * a[i][j]
    return s


@njit("float64(float64[:, :, :], int64, int64, int64)")
def pick(a, i, j, k):
    return a[i, j, k] + a[i][j][k]


@njit("void(float64[:, :], float64[:, :])")
def transpose(a, b):
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            b[j, i] = a[i, j]


@njit("void(float64[::1], float64)")
def scale(a, factor):
    for i in range(len(a)):
        a[i] *= factor


@njit("void(int32[::1])")
def running_sum(a):
    for i in range(1, len(a)):
        a[i] += a[i - 1]


@njit("void(float32[::1], float64)")
def narrow(a, x):
    for i in range(len(a)):
        a[i] = a[i] * x + 0.1


@njit("void(float64[:])")
def reverse(a):
    n = len(a)
    for i in range(n // 2):
        a[i], a[-1 - i] = a[n - 1 - i], a[i]


@njit("int64(float64[:, :, :])")
def sizes(a):
    return len(a) * 10000 + a.shape[1] * 100 + a.shape[2] + a.ndim + a.size


@njit("float64(float64[:, ::1])")
def row_by_row(a):
    s = 0.0
    for i in range(len(a)):
        row = a[i]
        for j in range(len(row)):
            s = s * 0.5 + row[j]
    return s


GRID = np.arange(24.0).reshape(4, 6)
CUBE = np.arange(24.0).reshape(2, 3, 4)
CASES = {
    "float_sum": [
        (np.arange(5.0),),
        (np.arange(10.0)[::3],),
        (np.arange(10.0)[::-1],),
        (np.empty(0),),
        (np.array([np.nan, 1.0]),),
    ],
    "int_sum": [(np.arange(5),), (np.arange(9)[1::4],), (np.arange(7, dtype=np.int32),), (np.arange(0),)],
    "trace": [(GRID,), (GRID.T,), (GRID[::2, 1::2],), (np.asfortranarray(GRID),), (np.empty((0, 3)),)],
    "both_forms": [(GRID,), (GRID[1:3],), (np.empty((2, 0)),)],
    "pick": [(CUBE, *index) for index in ((0, 0, 0), (1, 2, 3), (-1, -3, -4), (2, 0, 0), (0, 3, 0), (0, 0, -5))]
    + [(CUBE.transpose(2, 0, 1), 3, 1, 2), (CUBE[::-1, ::2, 1:], 1, 1, 2)],
    "transpose": [(GRID, np.zeros((6, 4))), (GRID, np.zeros((4, 6)).T), (GRID[:, ::3], np.zeros((2, 8))[:, ::2])],
    "scale": [(np.arange(4.0), 2.5), (np.arange(4.0), np.inf), (np.empty(0), 1.0)],
    "running_sum": [(np.arange(6, dtype=np.int32),), (np.zeros(1, dtype=np.int32),)],
    "narrow": [(np.arange(6, dtype=np.float32), 1 / 3), (np.full(2, 3e38, dtype=np.float32), 0.5)],
    "reverse": [(np.arange(5.0),), (np.arange(12.0)[::2],), (np.arange(4.0)[::-1],), (np.empty(0),)],
    "sizes": [(CUBE,), (CUBE[:, :1],), (np.empty((3, 0, 2)),)],
    "row_by_row": [(GRID,), (GRID[:1],)],
}
