from pyomp_cc import njit, openmp


@njit
def f(n: int):
    x = openmp("parallel")
    return n
