from pyomp_cc import njit, openmp


@njit("int64")
def f(n):
    return n
