# Quotients, remainders and shifts of the upper half of uint64, which an int does not hold.
import numpy as np
from pyomp_cc import njit


@njit
def by_constants(a: np.uint64):
    return a // np.uint64(3), a % np.uint64(7), a >> np.uint64(3), a // 3, a % 5, a >> 2


@njit
def by_values(a: np.uint64, b: np.uint64):
    return a // b, a % b, a >> (b & np.uint64(63)), a - b, a * b


@njit("uint64(uint64, int64)")
def generator(x, n):
    for _ in range(n):
        x = x * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
        x ^= x >> np.uint64(33)
        x -= x % np.uint64(10)
        x >>= np.uint64(1)
    return x


VALUES = [np.uint64(value) for value in (0, 1, 99, 2**62, 2**63 - 1, 2**63, 2**64 - 1)]
CASES = {
    "by_constants": [(value,) for value in VALUES],
    "by_values": [(a, b) for a in VALUES for b in VALUES],
    "generator": [(np.uint64(5), 20), (np.uint64(2**64 - 1), 3)],
}
