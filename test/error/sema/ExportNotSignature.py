# options: --export f
from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    return n
