from pyomp_cc import njit, openmp


@njit
def f(n: int):
    x = n
    if n > 0:
        x = (1, 2)
    return x
