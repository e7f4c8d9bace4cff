from pyomp_cc import njit, openmp


def size():
    return 3


@njit
def g(n: int, k=size()) -> int:
    return n + k


@njit
def f(n: int) -> int:
    return g(n)
