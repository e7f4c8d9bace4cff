from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    pair = (n, n + 1)
    with openmp("task depend(in: pair[0])"):
        n = 2
    return n
