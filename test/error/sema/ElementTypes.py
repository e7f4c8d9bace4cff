from pyomp_cc import njit


@njit
def f(n: int) -> int:
    xs = [n, "one"]
    return len(xs)
