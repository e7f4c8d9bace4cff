# Division, remainder and power by zero and at the ends of 64 bits, inside and outside of regions.
from pyomp_cc import njit, openmp

LEAST = -(2**63)


@njit
def floordiv(a: int, b: int) -> int:
    return a // b


@njit
def mod(a: int, b: int) -> int:
    return a % b


@njit
def truediv(a: int, b: int) -> float:
    return a / b


@njit
def float_div(a: float, b: float) -> float:
    return a / b


@njit
def float_floordiv(a: float, b: float) -> float:
    return a // b


@njit
def float_mod(a: float, b: float) -> float:
    return a % b


@njit
def floordiv_in_region(a: int, b: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(4):
            s += a // (b - i)
    return s


@njit
def square_in_region(a: int) -> int:
    s = 0
    with openmp("parallel for reduction(max:s)"):
        for i in range(4):
            s = max(s, a * a)
    return s


PAIRS = [(a, b) for a in (7, -7, 0, 1, LEAST, 2**63 - 1) for b in (2, -2, 1, 0, 3, LEAST + 1, 2**63 - 1)]
FLOATS = [(a, b) for a in (7.5, -7.5, 0.0, -0.0, 1e300) for b in (2.0, -2.0, 0.0, -0.0, float("inf"), float("nan"))]
CASES = {
    "floordiv": PAIRS + [(7, -1), (1, LEAST)],
    "mod": PAIRS + [(7, -1), (LEAST, -1)],
    "truediv": PAIRS,
    "float_div": FLOATS,
    "float_floordiv": FLOATS,
    "float_mod": FLOATS,
    "floordiv_in_region": [(100, 9), (100, 2), (100, 0), (1, -5)],
    "square_in_region": [(3,)],
}
DIFFERENCES = {
    "floordiv": [((LEAST, -1), OverflowError("integer result does not fit in 64 bits"))],
    "square_in_region": [((2**40,), OverflowError("integer result does not fit in 64 bits"))],
}
