from pyomp_cc import njit, openmp


@njit(forceobj=True)
def f(n: int) -> int:
    return n
