import functools

from pyomp_cc import njit


@functools.cache
@njit
def f(n: int) -> int:
    return n
