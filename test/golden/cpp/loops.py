# Loops: up, down, by constant and unknown steps, over arrays; jumps out of them.
from pyomp_cc import njit


@njit("float64(float64[:], int64, int64)")
def total(a, start, step):
    result = 0.0
    for i in range(len(a) - 1, -1, -1):
        result += a[i]
    for i in range(start, len(a), step):
        if a[i] < 0.0:
            continue
        if a[i] > 1e300:
            break
        result += a[i]
    for value in a:
        result -= value
    for i in range(0, 100, 7):
        result += i
    return result
