from pyomp_cc import njit, openmp


@njit
def f(n: int):
    return 2**n
