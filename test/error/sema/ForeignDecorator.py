import atexit

from pyomp_cc import njit


@atexit.register
@njit
def f(n: int = 1) -> int:
    return n
