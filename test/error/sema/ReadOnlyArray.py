from pyomp_cc import njit, openmp


@njit
def f(n: int):
    t = (1, 2)
    r = range(n)
    r[0] = 1
    return n
