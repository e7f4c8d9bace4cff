# Functions inside functions: what they capture is passed, what they share is a cell, values hold what they captured.
from pyomp_cc import njit


def apply(f, x):
    return f(x)


@njit
def scaled_sum(n: int, scale: float) -> float:
    # One term of the sum.
    def term(i):
        return i * scale

    total = 0.0
    for i in range(n):
        total += term(i)
    return total + apply(lambda x: x + scale, 2.0)


@njit
def counted(n: int) -> int:
    count = 0

    def add(step):
        nonlocal count
        count = count + step

    for i in range(n):
        add(i)
    return count
