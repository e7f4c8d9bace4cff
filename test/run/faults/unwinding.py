# Exceptions out of loops that keep values in registers: they arrive, and the caller goes on with its own.
import numpy as np
from pyomp_cc import njit


@njit("(float64[::1], float64[::1], int64)")
def neighbours(a, b, n):
    for i in range(n):
        b[i] = a[i - 1] + a[i + 1]


CASES = {"neighbours": [(np.arange(5.0), np.zeros(5), n) for n in (0, 3, 4, 5, 9)]}
