from pyomp_cc import njit, openmp


@njit
def f(n):
    return n
