from pyomp_cc import njit


@njit(error_model="numpy")
def f(x: float) -> float:
    return 1.0 / x
