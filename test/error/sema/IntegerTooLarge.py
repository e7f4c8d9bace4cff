from pyomp_cc import njit, openmp


@njit
def f(n: int):
    return n + 18446744073709551616
