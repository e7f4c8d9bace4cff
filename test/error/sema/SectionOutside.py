from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel"):
        with openmp("section"):
            m = n
    return n
