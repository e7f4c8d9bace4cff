from pyomp_cc import njit


@njit
def f(xs: list[int]) -> int:
    d = {xs: 1}
    return len(d)
