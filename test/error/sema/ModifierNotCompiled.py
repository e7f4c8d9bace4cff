from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel sections lastprivate(conditional: s)"):
        with openmp("section"):
            s = n
    return s
