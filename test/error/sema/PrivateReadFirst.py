from pyomp_cc import njit, openmp


@njit
def f(n: int):
    x = 0
    with openmp("parallel private(x)"):
        y = x
    return n
