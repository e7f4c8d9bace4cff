from pyomp_cc import njit


@njit
def report(a: int, b: float) -> str:
    return f"{(a, b):>20}"
