from pyomp_cc import njit


@njit
def f() -> int:
    xs = []
    return len(xs)
