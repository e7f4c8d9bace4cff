from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("target"):
        m = n
    return n
