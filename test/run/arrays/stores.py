# Numbers stored in elements of another type: what does not fit raises in signed ones, and float32 computes in float32.
import numpy as np
from pyomp_cc import njit


@njit(["(int8[:], int64[:])", "(int8[:], uint8[:])", "(int32[:], uint64[:])", "(int64[:], uint64[:])"])
def copy(a, b):
    for i in range(len(b)):
        a[i] = b[i]


@njit("(uint8[:], int64[:])")
def copy_unsigned(a, b):
    for i in range(len(b)):
        a[i] = b[i]


@njit("(int8[:], int64[:])")
def update(a, b):
    for i in range(len(b)):
        a[i] += b[i]


@njit("(int8[:], int64)")
def converted(a, k):
    a[0] = np.int8(np.int64(k))


@njit("(float32[:], float64)")
def single_precision(a, k):
    for i in range(len(a)):
        a[i] += k
        a[i] *= k
        a[i] -= 2 * k
        a[i] /= k


def ints(*values, dtype=np.int64):
    return np.array(values, dtype)


CASES = {
    "copy": [
        (ints(0, 0, 0, dtype=np.int8), ints(1, -128, 127)),
        (ints(0, 0, 0, dtype=np.int8), ints(1, 128, 127)),
        (ints(0, 0, 0, dtype=np.int8), ints(-129)),
        (ints(0, 0, dtype=np.int8), ints(127, 128, dtype=np.uint8)),
        (ints(0, 0, dtype=np.int32), ints(5, 2**31, dtype=np.uint64)),
        (ints(0, 0), ints(2**63 - 1, 7, dtype=np.uint64)),
    ],
    "copy_unsigned": [(ints(0, 0, 0, dtype=np.uint8), ints(1, 300, -1))],
    "update": [(ints(100, 1, dtype=np.int8), ints(27, -129)), (ints(100, 1, dtype=np.int8), ints(27, 127))],
    "converted": [(ints(0, dtype=np.int8), 300), (ints(0, dtype=np.int8), -1)],
    "single_precision": [(np.array([1, 3.7, -1e30, 0], np.float32), k) for k in (-128.9, 0.1, 1e300, np.nan)],
}
DIFFERENCES = {
    "copy": [((ints(0, 0), ints(1, 2**63, dtype=np.uint64)), OverflowError("integer result does not fit in 64 bits"))]
}
