# Calls make one instance for each combination of argument types; recursion starts without a result.
import numpy as np
from pyomp_cc import njit

SCALE = 2.5


@njit
def scaled(x, by=SCALE):
    return x * by


@njit
def power_sum(n: int, x: float):
    if n == 0:
        return 0
    return x**n + power_sum(n - 1, x)


@njit
def even(n: int):
    return n == 0 or odd(n - 1)


@njit
def odd(n: int):
    return n != 0 and even(n - 1)


@njit
def use(n: int):
    a = np.zeros((n, 3), dtype=np.float32)
    row = a[0]
    row[1] = scaled(n)
    return scaled(row[1]), scaled(n, by=2), divmod(n, 2), a
