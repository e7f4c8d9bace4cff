from pyomp_cc import njit, openmp


@njit
def f(n: frozenset[int]) -> int:
    return 1
