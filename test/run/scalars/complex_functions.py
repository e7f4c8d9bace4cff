# The module cmath: values, infinities and NaN, and Python's errors outside of the domains and the range.
import cmath
import math

from pyomp_cc import njit


@njit
def exponential(z: complex) -> complex:
    return cmath.exp(z)


@njit
def logarithm(z: complex) -> complex:
    return cmath.log(z)


@njit
def logarithm_of_base(z: complex, base: complex) -> complex:
    return cmath.log(z, base)


@njit
def decimal_logarithm(z: complex) -> complex:
    return cmath.log10(z)


@njit
def square_root(z: complex) -> complex:
    return cmath.sqrt(z)


@njit
def sine(z: complex) -> complex:
    return cmath.sin(z)


@njit
def cosine(z: complex) -> complex:
    return cmath.cos(z)


@njit
def tangent(z: complex) -> complex:
    return cmath.tan(z)


@njit
def hyperbolic_sine(z: complex) -> complex:
    return cmath.sinh(z)


@njit
def hyperbolic_cosine(z: complex) -> complex:
    return cmath.cosh(z)


@njit
def hyperbolic_tangent(z: complex) -> complex:
    return cmath.tanh(z)


@njit
def inverse_sine(z: complex) -> complex:
    return cmath.asin(z)


@njit
def inverse_cosine(z: complex) -> complex:
    return cmath.acos(z)


@njit
def inverse_tangent(z: complex) -> complex:
    return cmath.atan(z)


@njit
def inverse_hyperbolic_sine(z: complex) -> complex:
    return cmath.asinh(z)


@njit
def inverse_hyperbolic_cosine(z: complex) -> complex:
    return cmath.acosh(z)


@njit
def inverse_hyperbolic_tangent(z: complex) -> complex:
    return cmath.atanh(z)


@njit
def polar_form(z: complex):
    return cmath.polar(z)


@njit
def phase(z: complex) -> float:
    return cmath.phase(z)


@njit
def rectangular(size: float, angle: float) -> complex:
    return cmath.rect(size, angle)


@njit
def kinds(z: complex):
    return cmath.isnan(z), cmath.isinf(z), cmath.isfinite(z)


@njit
def close(a: complex, b: complex, tolerance: float):
    near = cmath.isclose(a, b)
    nearly = cmath.isclose(a, b, rel_tol=0.1)
    return near, nearly, cmath.isclose(a, b, abs_tol=tolerance), cmath.isclose(a, b, rel_tol=0.1, abs_tol=tolerance)


@njit
def constants(n: int):
    return cmath.pi * n, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nanj, cmath.sqrt(-n), cmath.exp(0.5)


INF, NAN = math.inf, math.nan
PARTS = [0.0, -0.0, 1.0, -1.0, 0.3, -2.5, 710.5, -800.0, 1e200, INF, -INF, NAN]
VALUES = [complex(x, y) for x in PARTS for y in PARTS]
OF_ONE = """exponential logarithm decimal_logarithm square_root sine cosine tangent hyperbolic_sine hyperbolic_cosine
hyperbolic_tangent inverse_sine inverse_cosine inverse_tangent inverse_hyperbolic_sine inverse_hyperbolic_cosine
inverse_hyperbolic_tangent polar_form phase kinds""".split()
CASES = {name: [(z,) for z in VALUES] for name in OF_ONE}
CASES["logarithm_of_base"] = [(z, b) for z in (1 + 1j, 0j, -8 + 0j) for b in (2 + 0j, 1 + 0j, 0j, 1j)]
CASES["rectangular"] = [(x, y) for x in PARTS for y in PARTS]
CASES["close"] = [(a, b, t) for a in (1 + 1j, INF + 0j, NAN + 0j) for b in (1 + 1j, 1.05 + 1j, INF + 0j) for t in (0.0, 0.5, -1.0)]
CASES["polar_form"] += [(1.7e308 + 1.7e308j,)]
CASES["constants"] = [(2,), (0,)]
TOLERANCE = dict.fromkeys([*OF_ONE, "logarithm_of_base", "rectangular"], 1e-13)
