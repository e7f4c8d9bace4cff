from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    with openmp("scope allocate(s)"):
        for i in range(n):
            s += i
    return s
