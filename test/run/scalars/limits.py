# Values at the ends of 64 bits: expressions of literals that leave them and come back, and uint64 beside signed ints.
import math

import numpy as np
from pyomp_cc import njit


@njit
def largest() -> int:
    return 2**63 - 1


@njit
def smallest() -> int:
    return -(2**63)


@njit
def smallest_written() -> int:
    return -9223372036854775808


@njit
def back_from_far() -> int:
    return 2**100 // 2**60 + (1 << 70) // (1 << 68)


@njit
def of_large_literals() -> int:
    a = 14695981039346656037 % 2**63
    b = (2**64 - 1) >> 2
    c = (2**64 - 1) & 0x7FFFFFFFFFFFFFFF
    d = (2**64 - 1) ^ (2**64 - 16)
    return a // 3 + b // 3 + c // 3 + d + -(2**64 + 5) % 7 + (2**64 + 5) % -7


@njit
def beside(n: int) -> int:
    return 2**63 - 1 - n + (2**64 - 2**64)


@njit
def compared(n: int) -> bool:
    return n == 2**63 - 1


@njit("(uint64, int64)")
def exactly(a, b):
    return a > b, a < b, a == b, a != b, b >= a, b <= a


@njit("(uint64, int8)")
def narrow(a, b):
    return a > b, a < b, a == b, a != b, b >= a, b <= a


@njit("(uint64,)")
def with_literals(a):
    return a > -1, a == 0, a < 5, -1 < a, a != -1


@njit
def length(x: float, y: float) -> float:
    return math.hypot(x, y)


@njit("(float64[:], int64, int64)")
def added(a, i, j):
    a[i] += a[j]


@njit("(int64[:], int64, int64)")
def divided(a, i, j):
    a[i] //= a[j]


FAR = [0, 1, 5, 2**63 - 1, 2**63, 2**64 - 1]
CASES = {
    "largest": [()],
    "smallest": [()],
    "smallest_written": [()],
    "back_from_far": [()],
    "of_large_literals": [()],
    "beside": [(0,), (5,), (2**63 - 1,)],
    "compared": [(0,), (2**63 - 1,)],
    "exactly": [(np.uint64(a), b) for a in FAR for b in (-(2**63), -1, 0, 1, 2**63 - 1)],
    "narrow": [(np.uint64(a), np.int8(b)) for a in FAR for b in (-128, -1, 0, 5, 127)],
    "with_literals": [(np.uint64(a),) for a in FAR],
    "length": [(1.7e308, 1.7e308), (3.0, 4.0), (math.inf, math.nan)],
    "added": [(np.arange(3.0), i, j) for i in (0, -3, 5, 7) for j in (2, 4, -9)],
    "divided": [(np.arange(3), i, j) for i in (2, 5) for j in (0, 1, 4)],
}
