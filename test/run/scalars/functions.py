"""Functions of numbers: digits, modular powers, combinatorics, parts of floats, exact sums."""

import math

import numpy as np
from pyomp_cc import njit


@njit
def round_float(x: float, n: int) -> float:
    return round(x, n)


@njit
def round_int(x: int, n: int) -> int:
    return round(x, n)


@njit
def round_literals(x: float, k: int):
    return round(x, 2), round(k, -2), round(True, 1), round(7, k > 0), round(x, None), round(k, None), round(2.5, -1)


@njit("(float64, float32, int64, int16, int64)")
def round_scalars(a, b, i, j, n):
    return round(a + np.float64(0), n), round(b, n), round(np.int64(i), n), round(j, n), round(b)


@njit
def modular_power(a: int, b: int, m: int) -> int:
    return pow(a, b, m)


@njit
def modular_literals(a: int) -> int:
    return pow(a, 3, 7) * 100 + pow(2, True, 5) + pow(3, 2)


@njit
def combinations(n: int, k: int) -> int:
    return math.comb(n, k)


@njit
def permutations(n: int, k: int):
    return math.perm(n, k), math.perm(k), math.perm(k, None)


@njit
def factorial(n: int) -> int:
    return math.factorial(n)


@njit
def multiples(a: int, b: int, c: int):
    return math.lcm(a, b), math.lcm(), math.lcm(a), math.lcm(a, b, c, 2)


@njit
def divisors(a: int, b: int, c: int):
    return math.gcd(a, b), math.gcd(), math.gcd(a), math.gcd(a, b, c, 12)


@njit
def remainder(x: float, y: float) -> float:
    return math.remainder(x, y)


@njit
def neighbours(x: float, y: float):
    return math.nextafter(x, y), math.ulp(x), math.frexp(x), math.modf(x)


@njit
def log_base(x: float, base: float) -> float:
    return math.log(x, base)


@njit
def log_of_ints(n: int, base: int) -> float:
    return math.log(n, base) + math.log(n)


@njit
def close(a: float, b: float, tolerance: float):
    near = math.isclose(a, b)
    nearly = math.isclose(a, b, rel_tol=0.1)
    absolute = math.isclose(a, b, abs_tol=tolerance)
    return near, nearly, absolute, math.isclose(a, b, rel_tol=tolerance, abs_tol=0.5)


@njit
def lengths(x: float, y: float, z: float):
    return math.hypot(x, y, z), math.hypot(x), math.hypot(), math.dist((x, y), (z, 1.0)), math.dist([x], [y])


@njit
def unequal_points(x: float) -> float:
    return math.dist([x, x], [x])


@njit
def exact_sum(a: float, b: float, c: float, d: float) -> float:
    return math.fsum([a, b, c, d, a, b])


@njit("(float64[:],)")
def exact_array_sum(a):
    return math.fsum(a)


@njit
def products(a: int, b: int, x: float):
    return (
        math.prod([a, b, 3]),
        math.prod([x, 2.0]),
        math.prod([a, b], start=5),
        math.prod((a, b)),
        math.prod(range(1, 6)),
    )


@njit
def bits(n: int):
    return n.bit_length(), n.bit_count(), (n + 1).bit_length(), True.bit_length(), (n > 0).bit_count()


@njit
def parts_of_int(n: int):
    return n.real, n.imag, n.numerator, n.denominator, n.conjugate(), n.as_integer_ratio(), (5).as_integer_ratio()


@njit
def parts_of_bool(p: bool):
    return p.real, p.imag, p.numerator, p.denominator, p.conjugate()


@njit
def parts_of_float(x: float):
    return x.real, x.imag, x.conjugate(), x.is_integer(), x.hex(), (0.5).hex()


@njit
def ratio(x: float):
    return x.as_integer_ratio()


@njit("(float64[:], int32[:])")
def parts_of_elements(a, b):
    return a[0].real, a[0].imag, a[0].is_integer(), b[0].real, b[0].imag, b[0].conjugate()


@njit
def empties():
    return int(), float(), bool(), str()


@njit
def divided(x: float, y: float):
    return divmod(x, y)


@njit
def divided_mixed(n: int, x: float):
    return divmod(n, x), divmod(x, True)


@njit
def power_of_length(n: int) -> int:
    return 2 ** n.bit_length() + 1 << n.bit_count()


BIG = 2**63 - 1
INF = math.inf
NAN = math.nan
FLOATS = (0.0, -0.0, 1.0, -1.5, 2.5, 1e308, 5e-324, 2.2250738585072014e-308, 1e-310, INF, -INF, NAN, 123.456)
SMALL = (0.0, -0.0, 1.0, -3.0, 1e200, 1e-200, INF, -INF, NAN)
TOO_LARGE = OverflowError("integer result does not fit in 64 bits")
CASES = {
    "round_float": [
        (x, n)
        for x in (0.125, 2.675, -2.5, 1234.5678, 1e300, -0.0, INF, NAN, 5e-324, 0.5, 1.5, 50.0, 51.0, 99.7, 1.7e308)
        for n in (0, 1, 2, -1, -2, -3, 20, 400, -400, 323, -308)
    ],
    "round_int": [(x, n) for x in (0, 15, 25, -25, 1250, BIG // 10) for n in (0, 3, -1, -2, -4, -19, -30)],
    "round_literals": [(1.005, 150), (2.675, -250), (0.0, 0)],
    "round_scalars": [
        (np.float64(x), np.float32(x), np.int64(i), np.int16(i), n)
        for x in (2.675, -0.125, 1234.5678)
        for i in (0, 25, -1250)
        for n in (0, 1, 2, -1, -2, 12)
    ],
    "modular_power": [
        (a, b, m)
        for a in (0, 1, -3, 7, 2**40, BIG, -BIG - 1)
        for b in (0, 1, 5, -1, -4, 10**12, BIG, -BIG - 1)
        for m in (0, 1, -1, 7, -7, 10, 2**32 - 5, 2**32 + 15, BIG, -BIG - 1)
    ],
    "modular_literals": [(3,), (-4,)],
    "combinations": [(n, k) for n in (0, 5, 40, 62, -1) for k in (0, 1, 3, 20, 61, -2)],
    "permutations": [(n, k) for n in (0, 5, 12, -1) for k in (0, 1, 3, 12, 20, -2)],
    "factorial": [(n,) for n in (0, 1, 5, 20, -1)],
    "multiples": [(a, b, c) for a in (0, 4, -6, 10**9) for b in (0, 6, -15, 7) for c in (0, 5, -10)],
    "divisors": [(a, b, c) for a in (0, 4, -6, 10**9) for b in (0, 6, -15, 7) for c in (0, 5, -10)],
    "remainder": [(x, y) for x in FLOATS for y in FLOATS],
    "neighbours": [(x, y) for x in FLOATS for y in FLOATS],
    "log_base": [(x, y) for x in (0.0, 1.0, 8.0, -1.0, INF, NAN) for y in (2.0, 1.0, 0.0, -1.0, 10.0, INF)],
    "log_of_ints": [(8, 2), (1000, 10), (0, 2), (5, 1), (BIG, 3)],
    "close": [(a, b, t) for a in (1.0, INF, NAN) for b in (1.0, 1.05, 1.0 + 1e-10, INF) for t in (0.0, 0.2, -0.1)],
    "lengths": [(x, y, z) for x in SMALL for y in SMALL for z in SMALL],
    "unequal_points": [(1.0,)],
    "exact_sum": [
        (0.1, 0.2, 0.3, -0.6),
        (1e308, 1.0, -1e308, 1e-300),
        (1e308, 1e308, 1e308, 0.0),
        (INF, 1.0, 2.0, 3.0),
        (INF, -INF, 0.0, 0.0),
        (NAN, 0.0, 0.0, 0.0),
        (1e16, 1.0, 1e-16, 0.5),
    ],
    "exact_array_sum": [(np.array([0.1] * 10),)],
    "products": [(2, 3, 1.5), (0, -1, INF)],
    "bits": [(n,) for n in (0, 1, -1, 255, 256, -256, BIG - 1, -BIG)],
    "parts_of_int": [(0,), (-5,), (BIG,)],
    "parts_of_bool": [(True,), (False,)],
    "parts_of_float": [(x,) for x in FLOATS],
    "ratio": [(x,) for x in (0.0, -0.0, 1.0, -1.5, 0.1, 123.456, 2.0**60, INF, -INF, NAN)],
    "parts_of_elements": [(np.array([2.5]), np.array([7], np.int32))],
    "empties": [()],
    "divided": [(x, y) for x in FLOATS for y in FLOATS],
    "divided_mixed": [(n, x) for n in (0, 7, -7) for x in (0.0, 2.5, -2.0, INF)],
    "power_of_length": [(0,), (5,), (-9,)],
}
DIFFERENCES = {
    "round_int": [((BIG, -1), TOO_LARGE), ((BIG, -19), TOO_LARGE)],
    "combinations": [((70, 35), TOO_LARGE)],
    "factorial": [((21,), TOO_LARGE)],
    "ratio": [((5e-324,), TOO_LARGE), ((1e300,), TOO_LARGE)],
}
TOLERANCE = {"log_base": 1e-15, "log_of_ints": 1e-15, "lengths": 1e-15}
