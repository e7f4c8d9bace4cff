from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    openmp("error at(execution) message(n)")
    return n
