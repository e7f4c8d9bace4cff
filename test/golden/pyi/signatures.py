# The stub: annotations by signature, defaults, keyword-only parameters, overloads, docstrings.
import numpy as np

from pyomp_cc import njit


@njit(["int64(int64, int64)", "float64(float64, float64)"])
def scaled(x, factor=2):
    """`x` times "factor"."""
    return x * factor


@njit("float64[:](int64)")
def zeros(n):
    return np.zeros(n)


@njit
def pair(n: int, *, x: float = 1.0) -> tuple[int, float]:
    """Both.

    As a tuple.
    """
    return n, x
