from pyomp_cc import njit, openmp


@njit
def f(n: int):
    return 1.5 if n else (1, 2)
