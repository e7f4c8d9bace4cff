# Results outside of 64 bits raise OverflowError, wherever they arise.
from pyomp_cc import njit, openmp

MOST, LEAST = 2**63 - 1, -(2**63)


@njit
def add(a: int, b: int) -> int:
    return a + b


@njit
def subtract(a: int, b: int) -> int:
    return a - b


@njit
def multiply(a: int, b: int) -> int:
    return a * b


@njit
def negate(a: int) -> int:
    return -a


@njit
def magnitude(a: int) -> int:
    return abs(a)


@njit
def square(a: int) -> int:
    return a**2


@njit
def factorial(n: int) -> int:
    product = 1
    for i in range(2, n + 1):
        product *= i
    return product


@njit
def sum_parallel(n: int, x: int) -> int:
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            y = x * i
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += i
    return s


CASES = {
    "add": [(MOST, 0), (MOST - 1, 1), (LEAST, MOST), (LEAST + 1, -1)],
    "subtract": [(LEAST, 0), (MOST, MOST), (-1, MOST)],
    "multiply": [(2**31, 2**31), (-(2**32), 2**31), (MOST, 1), (MOST, -1), (LEAST, 1), (0, LEAST)],
    "negate": [(MOST,), (0,), (LEAST + 1,)],
    "magnitude": [(-5,), (LEAST + 1,)],
    "square": [(3,), (-(2**31),), (3037000499,)],
    "factorial": [(0,), (5,), (20,)],
    "sum_parallel": [(100, 2)],
}
OVERFLOW = OverflowError("integer result does not fit in 64 bits")
DIFFERENCES = {
    "add": [((MOST, 1), OVERFLOW), ((LEAST, -1), OVERFLOW)],
    "subtract": [((LEAST, 1), OVERFLOW), ((0, LEAST), OVERFLOW)],
    "multiply": [((2**32, 2**31), OVERFLOW), ((LEAST, -1), OVERFLOW)],
    "negate": [((LEAST,), OVERFLOW)],
    "magnitude": [((LEAST,), OVERFLOW)],
    "square": [((2**40,), OVERFLOW), ((3037000500,), OVERFLOW)],
    "factorial": [((21,), OVERFLOW)],
    "sum_parallel": [((4, 2**62), OVERFLOW)],
}
