from pyomp_cc import njit, openmp


@njit
def g(n: int):
    return g(n - 1)


@njit
def f(n: int):
    x = g(n)
    return x
