import random

from pyomp_cc import njit


@njit
def f(n: int) -> float:
    return n + random.betavariate(1.0, 2.0)
