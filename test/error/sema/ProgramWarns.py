from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    openmp('error severity(warning) message("this is slow")')
    return n
