from pyomp_cc import njit, openmp


@njit
def f(n: int):
    return range(1, 2, 3, 4)
