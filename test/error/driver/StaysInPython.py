# options: --fallback
from pyomp_cc import njit


@njit
def f(x: int):
    return eval("x + 1")  # warning: StaysInPython
