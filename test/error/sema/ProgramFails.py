from pyomp_cc import njit, openmp

LIMIT = 8


@njit
def f(n: int) -> int:
    openmp('error at(compilation) message("LIMIT is 8" if LIMIT == 8 else "another limit")')
    openmp("error")
    return n
