import numpy as np
from pyomp_cc import njit, openmp


@njit
def f(n: int):
    a = np.zeros(n, dtype=n)
    return a[0]
