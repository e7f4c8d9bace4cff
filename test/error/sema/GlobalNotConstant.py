from pyomp_cc import njit, openmp

VALUES = [1, 2]


@njit
def f(n: int) -> int:
    return n + VALUES[0]
