from pyomp_cc import njit, openmp


@njit
def f(n: int):
    s = 0
    for c in 1.5:
        s += 1
    return s
