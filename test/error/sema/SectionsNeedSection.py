from pyomp_cc import njit, openmp


@njit
def f(n: int):
    with openmp("parallel sections"):
        m = n
        with openmp("section"):
            k = n
    return n
