from pyomp_cc import njit, openmp


@njit
def f(n: int):
    if n > 0:
        return n
