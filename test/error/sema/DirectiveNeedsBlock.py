from pyomp_cc import njit, openmp


@njit
def f(n: int):
    openmp("parallel")
    return n
