from pyomp_cc import njit, openmp


@njit
def f(n: int):
    y = x + n
    x = 1
    return y
