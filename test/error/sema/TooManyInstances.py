from pyomp_cc import njit, openmp


@njit
def g(t, n):
    if n == 0:
        return 0
    return g((t, n), n - 1)


@njit
def f(n: int) -> int:
    return g(n, n)
