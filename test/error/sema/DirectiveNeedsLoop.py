from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel for"):
        n = n + 1
    return n
