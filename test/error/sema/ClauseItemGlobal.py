from pyomp_cc import njit, openmp

SIZE = 3


@njit
def f(n: int) -> int:
    with openmp("parallel private(SIZE)"):
        m = n
    return n
