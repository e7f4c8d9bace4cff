# Functions of the math module: values, and Python's errors outside of their domains.
import math

from pyomp_cc import njit


@njit
def roots(x: float) -> float:
    return math.sqrt(x)


@njit
def logarithm(x: float) -> float:
    return math.log(x)


@njit
def exponential(x: float) -> float:
    return math.exp(x)


@njit
def circle(x: float) -> float:
    return math.sin(x) * math.cos(x) + math.tan(x)


@njit
def inverse_circle(x: float) -> float:
    return math.asin(x) + math.acos(x)


@njit
def arcs(x: float, y: float) -> float:
    return math.atan(x) + math.atan2(y, x)


@njit
def hyperbolic(x: float) -> float:
    return math.tanh(x) + math.sinh(x / 1e10)


@njit
def floors(x: float) -> int:
    return math.floor(x) * 3 + math.ceil(x) * 5 + math.trunc(x) * 7


@njit
def to_int(x: float) -> int:
    return int(x)


@njit
def distances(x: float, y: float) -> float:
    return math.hypot(x, y) + math.fabs(x) + math.copysign(x, y)


@njit
def remainders(x: float, y: float) -> float:
    return math.fmod(x, y)


@njit
def constants(n: int) -> float:
    return math.pi * n + math.e + math.tau


@njit
def kinds(x: float) -> int:
    return math.isnan(x) + 2 * math.isinf(x) + 4 * math.isfinite(x)


@njit
def rounded(x: float) -> int:
    return round(x)


@njit
def powers(x: float, y: float) -> float:
    return math.pow(x, y)


INF, NAN = float("inf"), float("nan")
VALUES = [0.0, -0.0, 0.25, 1.0, -1.0, 2.0, -2.5, 1e-310, 1e10, -1e10, INF, -INF, NAN]
CASES = {
    name: [(x,) for x in VALUES]
    for name in "roots logarithm exponential circle inverse_circle hyperbolic kinds".split()
}
CASES |= {name: [(x,) for x in [*VALUES, 0.5, 1.5, 2.5, -0.5, 1e18, -1e18, 1e300]] for name in ("floors", "to_int", "rounded")}
CASES |= {
    name: [(x, y) for x in VALUES for y in (0.0, -0.0, 1.0, -2.0, INF, NAN)]
    for name in ("arcs", "distances", "remainders", "powers")
}
CASES["exponential"] += [(710.0,), (-1000.0,)]
CASES["constants"] = [(0,), (3,)]
# One unit in the last place: the compiler's library may round a function differently from the interpreter's.
TOLERANCE = dict.fromkeys("exponential logarithm circle inverse_circle arcs hyperbolic powers distances".split(), 1e-14)
for _values in (CASES["floors"], CASES["to_int"], CASES["rounded"]):
    _values[:] = [(x,) for (x,) in _values if not abs(x) > 1e17 or x != x or abs(x) == INF]
OVERFLOW = OverflowError("integer result does not fit in 64 bits")
DIFFERENCES = {"to_int": [((1e300,), OVERFLOW)], "rounded": [((1e300,), OVERFLOW)]}
