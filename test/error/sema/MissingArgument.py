from pyomp_cc import njit, openmp


@njit
def g(a: int, b: int) -> int:
    return a + b


@njit
def f(n: int) -> int:
    return g(n)
