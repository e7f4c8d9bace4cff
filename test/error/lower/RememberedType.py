from functools import cache

from pyomp_cc import njit


@njit
@cache
def squares(n: int):
    return [i * i for i in range(n)]
