from pyomp_cc import njit


@njit
def f(n: int):
    match n:
        case (x, y):
            return x + y
    return n
