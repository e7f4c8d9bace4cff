from pyomp_cc import njit, openmp


@njit
def f(n: int):
    t = (1, 2.5)
    return t[n]
