from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("dispatch"):
        m = n
    return n
