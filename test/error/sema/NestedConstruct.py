from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                with openmp("barrier"):
                    s = i
    return s
