from pyomp_cc import njit, openmp


@njit(inline="always")
def f(n: int) -> int:
    return n
