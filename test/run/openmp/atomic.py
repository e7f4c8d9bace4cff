# Atomic operations: every form on variables and elements; what is lost without the directive is missed in the sum.
import numpy as np
from pyomp_cc import njit, openmp


@njit
def count(n: int) -> int:
    k = 0
    with openmp("parallel for"):
        for i in range(n):
            with openmp("atomic"):
                k += 1
    return k


@njit
def float_sums(n: int):
    s = 0.0
    p = 0.0
    q = 1.0
    with openmp("parallel for"):
        for i in range(n):
            with openmp("atomic update"):
                s += i * 0.5
            with openmp("atomic seq_cst"):
                p = p - 2.0
            with openmp("atomic relaxed"):
                q *= -1.0
    return s, p, q


@njit("void(int64[::1], int32[::1], float32[::1], int64)")
def histogram(a, b, c, n):
    with openmp("parallel for"):
        for i in range(n):
            k = (i * 7919) % len(a)
            with openmp("atomic"):
                a[k] += 1
            with openmp("atomic"):
                b[k] = 3 + b[k]
            with openmp("atomic hint(1)"):
                c[k] += 0.5


@njit
def integer_operators(n: int):
    bits = 0
    parity = 0
    mask = -1
    s = 10**6
    product = 1
    with openmp("parallel for"):
        for i in range(n):
            with openmp("atomic"):
                bits |= 1 << (i % 40)
            with openmp("atomic"):
                parity ^= i
            with openmp("atomic"):
                mask &= ~(i % 8)
            with openmp("atomic"):
                s -= i
            with openmp("atomic"):
                product = (i % 2 + 1) * product
    return bits, parity, mask, s, product


@njit("int64(int64[::1])")
def extremes(a):
    low = 10**9
    high = -(10**9)
    with openmp("parallel for"):
        for i in range(len(a)):
            with openmp("atomic"):
                low = min(low, int(a[i]))
            with openmp("atomic"):
                high = max(int(a[i]), high)
    return high - low


@njit("int64(int64[::1])")
def compare(a):
    low = 10**9
    high = -1
    free = -1
    with openmp("parallel for"):
        for i in range(len(a)):
            v = int(a[i])
            with openmp("atomic compare"):
                if v < low:
                    low = v
            with openmp("atomic compare"):
                if high < v:
                    high = v
            with openmp("atomic compare"):
                if free == -1:
                    free = 77
    return high * 1000 + low + free


@njit("void(int64[::1])")
def tickets(a):
    after = np.zeros(len(a), np.int64)
    next_free = 0
    total = 0
    with openmp("parallel for"):
        for i in range(len(a)):
            with openmp("atomic capture"):
                k = next_free
                next_free += 1
            a[k] += 1
            with openmp("atomic capture"):
                after[i] += 2
                m = after[i]
            with openmp("atomic"):
                total += m
    with openmp("atomic capture"):
        old = total
        total = 5
    a[0] += old + total


@njit
def read_and_write(n: int) -> int:
    flag = 0
    seen = 0
    with openmp("parallel num_threads(2)"):
        with openmp("single nowait"):
            with openmp("atomic write release"):
                flag = n
            with openmp("flush"):
                pass
        with openmp("barrier"):
            pass
        with openmp("atomic read acquire"):
            k = flag
        with openmp("atomic write"):
            seen = k
    return seen


@njit
def overflows(n: int) -> int:
    k = 2**62 - n + 2**62
    with openmp("parallel for"):
        for i in range(10):
            with openmp("atomic"):
                k += 1
    return k


@njit
def divides(n: int) -> float:
    x = 1024.0
    with openmp("parallel for"):
        for i in range(4):
            with openmp("atomic"):
                x /= n
    return x


@njit("void(int64[::1], int64)")
def far_element(a, n):
    with openmp("parallel for"):
        for i in range(n):
            with openmp("atomic"):
                a[i] += 0


@njit
def alone(n: int) -> int:
    k = n
    with openmp("atomic"):
        k += 2
    with openmp("critical(a_name) hint(2)"):
        k *= 2
    return k


RANDOM = np.random.default_rng(3)
CASES = {
    "count": [(0,), (1,), (20000,)],
    "float_sums": [(0,), (1001,)],
    "histogram": [(np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int32), np.zeros(5, dtype=np.float32), 5000)],
    "integer_operators": [(0,), (80,)],
    "extremes": [(RANDOM.integers(-1000, 1000, 500),), (np.zeros(0, dtype=np.int64),)],
    "compare": [(RANDOM.integers(0, 1000, 500),), (np.zeros(0, dtype=np.int64),)],
    "tickets": [(np.zeros(300, dtype=np.int64),)],
    "read_and_write": [(5,)],
    "overflows": [(11,), (100,)],
    "divides": [(2,), (0,), (-4,)],
    "far_element": [(np.zeros(3, dtype=np.int64), 3), (np.zeros(3, dtype=np.int64), 4)],
    "alone": [(3,)],
}
DIFFERENCES = {
    "overflows": [
        ((10,), OverflowError("integer result does not fit in 64 bits")),
        ((1,), OverflowError("integer result does not fit in 64 bits")),
    ]
}
