# Arrays that are copied, and arrays of one value.
import numpy as np
from pyomp_cc import njit


@njit("(float64[:], float64[:, :], int32[:, :, ::1], bool_[::1])")
def copied(a, b, c, d):
    x, y, z, w = a.copy(), b.copy(), c.copy(), d.copy()
    if x.shape[0] > 0:
        x[0] = -1.0
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] += 0.5
    return x, y, z, w


@njit("(float64[:, ::1], int64)")
def rows(a, i):
    row = a[i].copy()
    row[0] = 7.0
    a = a.copy()
    a[i, 0] += row[0]
    return row, a


@njit("(int64, int64, float64, int64, complex128, bool_, float32)")
def filled(n, m, x, k, z, flag, narrow):
    return (
        np.full(n, x),
        np.full((n, m), k),
        np.full((n, m, 2), z),
        np.full(n, flag),
        np.full(n, narrow),
        np.full(n, k, dtype=np.float32),
        np.full((n,), 1.5, np.float64),
        np.full_like(np.zeros((n, m), np.int32), 3),
        np.full_like(np.zeros(m), k),
        np.full(n, k, np.int8) if -128 <= k < 128 else np.full(n, 0, np.int8),
    )


@njit("(int64, int64)")
def order(n, k):
    seen = [0]

    def note(value: int) -> int:
        seen.append(value)
        return value

    a = np.full((note(n), note(2)), note(k))
    return a, seen


BASE = np.arange(24.0).reshape(4, 6)
CASES = {
    "copied": [
        (BASE[1], BASE, np.arange(8, dtype=np.int32).reshape(2, 2, 2), np.array([True, False])),
        (BASE[:, 2], BASE[::-1, ::2], np.zeros((0, 3, 2), np.int32), np.zeros(0, np.bool_)),
        (BASE[0, :0], BASE.T, np.ones((1, 1, 1), np.int32), np.ones(1, np.bool_)),
    ],
    "rows": [(BASE, 0), (BASE, -1), (BASE, 4)],
    "filled": [
        (3, 2, 1.5, -7, 1 + 2j, True, np.float32(0.1)),
        (0, 1, float("nan"), 2**62, -0j, False, np.float32(3)),
        (-1, 2, 0.0, 0, 0j, False, np.float32(0)),
    ],
    "order": [(2, 5), (0, 1), (-2, 1)],
}
