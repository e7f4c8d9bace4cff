# Calls between compiled functions: several signatures, recursion, defaults, keywords, several results.
import math

import numpy as np
from pyomp_cc import njit


@njit
def square(x):
    return x * x


@njit
def use_both(n: int, x: float) -> float:
    return square(n) + square(x)


@njit
def fibonacci(n: int) -> int:
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


@njit
def is_even(n: int) -> bool:
    return n == 0 or is_odd(n - 1)


@njit
def is_odd(n: int) -> bool:
    return n != 0 and is_even(n - 1)


@njit
def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


@njit
def power(x: float, n: int = 2, scale: float = 1.0) -> float:
    result = scale
    for _ in range(n):
        result *= x
    return result


@njit
def with_defaults(x: float) -> float:
    return power(x) + power(x, 3) + power(x, scale=2.0) + power(n=1, x=x)


@njit
def divided(a: int, b: int):
    return a // b, a % b


@njit
def use_tuple(a: int, b: int) -> int:
    quotient, rest = divided(a, b)
    return quotient * 100 + rest


@njit
def norm(a) -> float:
    s = 0.0
    for i in range(len(a)):
        s += square(a[i])
    return math.sqrt(s)


@njit("float64(float64[::1], float32[::1])")
def norms(a, b):
    return norm(a) + norm(b)


@njit("void(float64[::1], int64, int64)")
def sort(a, low, high):
    if low >= high:
        return
    pivot = a[(low + high) // 2]
    i, j = low, high
    while i <= j:
        while a[i] < pivot:
            i += 1
        while a[j] > pivot:
            j -= 1
        if i <= j:
            a[i], a[j] = a[j], a[i]
            i += 1
            j -= 1
    sort(a, low, j)
    sort(a, i, high)


@njit
def nothing(n: int) -> None:
    n += 1


@njit
def checked_root(x: float) -> float:
    if x < 0:
        raise ValueError("x is negative")
    return math.sqrt(x)


@njit
def calls_raising(x: float) -> float:
    return checked_root(x) + checked_root(-x)


RANDOM = np.random.default_rng(1)
CASES = {
    "use_both": [(3, 1.5), (-2, -0.5)],
    "fibonacci": [(0,), (1,), (15,)],
    "is_even": [(0,), (7,), (10,)],
    "ackermann": [(0, 0), (2, 3)],
    "power": [(2.0,), (2.0, 5), (2.0, 0, 3.0)],
    "with_defaults": [(1.5,)],
    "divided": [(7, 2), (-7, 2), (7, 0)],
    "use_tuple": [(17, 5), (17, 0)],
    "norms": [(np.arange(4.0), np.arange(3, dtype=np.float32))],
    "sort": [(RANDOM.random(50), 0, 49), (np.arange(5.0)[::-1].copy(), 0, 4), (np.empty(0), 0, -1)],
    "nothing": [(1,)],
    "checked_root": [(4.0,), (-1.0,)],
    "calls_raising": [(0.0,), (2.0,)],
}


def cases():
    yield "power", (2.0,), {"scale": 0.5}
    yield "power", (), {"x": 3.0, "n": 3}
