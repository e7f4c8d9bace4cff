# `else` of a loop, `match` with captures and guards, `:=`.
from pyomp_cc import njit


@njit
def smallest_divisor(n: int) -> int:
    for d in range(2, n):
        if n % d == 0:
            found = d
            break
    else:
        found = n
    return found


@njit
def quadrant(x: float, y: float) -> int:
    match (x, y):
        case (0, 0):
            return 0
        case (a, b) if a > 0 and b > 0:
            return 1
        case (a, 0) | (0, a):
            return 5 if a > 0 else 6
        case _:
            return 2


@njit
def digits(n: int) -> int:
    count = 1
    while (n := n // 10) > 0:
        count += 1
    return count
