# A function that remembers its results, and a named tuple.
from collections import namedtuple
from functools import lru_cache

from pyomp_cc import njit

Step = namedtuple("Step", ["number", "length"])


@njit
@lru_cache(maxsize=1000)
def collatz(n: int) -> int:
    if n == 1:
        return 0
    return 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)


@njit
def longest(n: int):
    best = Step(1, 0)
    for i in range(1, n):
        length = collatz(i)
        if length > best.length:
            best = best._replace(number=i, length=length)
    return best
