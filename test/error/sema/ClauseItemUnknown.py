from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel private(something)"):
        n = n
    return n
