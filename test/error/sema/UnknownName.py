from pyomp_cc import njit, openmp


@njit
def f(n: int):
    return n + undefined_name
