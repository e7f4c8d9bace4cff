from pyomp_cc import njit


@njit
def f(d: dict[int, float]) -> float:
    return d["one"]
