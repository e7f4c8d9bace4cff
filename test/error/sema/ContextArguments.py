from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel", 2):
        n = n
    return n
