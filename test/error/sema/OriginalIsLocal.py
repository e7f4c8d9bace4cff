from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    with openmp("for reduction(+:s)"):
        for i in range(n):
            s += i
    return s
