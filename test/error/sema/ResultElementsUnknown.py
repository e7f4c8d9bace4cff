from pyomp_cc import njit


@njit
def f(n: int):
    return []
