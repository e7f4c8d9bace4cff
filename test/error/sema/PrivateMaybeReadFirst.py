from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    x = 0
    with openmp("parallel private(x)"):
        if n > 3:
            x = 1
        y = x
    return n
