from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel " + str(n)):
        m = n
    return n
