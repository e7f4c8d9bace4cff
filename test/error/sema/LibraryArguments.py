from pyomp_cc import njit


@njit
def f(xs: list[int]) -> None:
    xs.insert("first", 1)
