from pyomp_cc import njit, openmp


@njit
def g(a: int) -> int:
    return a


@njit
def f(n: int) -> int:
    return g(n, a=n)
