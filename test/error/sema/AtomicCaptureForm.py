from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel"):
        with openmp("atomic capture"):
            s += n
    return s
