from pyomp_cc import njit, openmp


@njit
def f(n: int):
    a, b = 1, 2, 3
    return a
