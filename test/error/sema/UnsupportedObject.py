import random

from pyomp_cc import njit


@njit
def f(n: int) -> float:
    return n + random.random()
