from pyomp_cc import njit, openmp


@njit
def f(n: int):
    a, b = n
    return a
