from pyomp_cc import njit, openmp


@njit
def f(number: int) -> int:
    return numbre
