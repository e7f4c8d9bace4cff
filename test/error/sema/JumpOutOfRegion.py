from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel"):
        if n > 1:
            return 1
    return 0
