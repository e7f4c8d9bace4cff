from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    if n > 0:
        x = n
    return x
