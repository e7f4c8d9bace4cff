from pyomp_cc import njit, openmp


@njit(locals={})
def f(n: int) -> int:
    return n
