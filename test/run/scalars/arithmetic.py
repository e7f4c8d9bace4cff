# Operators on ints, floats and bools, with operands of every sign and kind.
import itertools

from pyomp_cc import njit

INF, NAN = float("inf"), float("nan")


@njit
def int_add(a: int, b: int) -> int:
    return a + b - (b - a) * 2


@njit
def int_divide(a: int, b: int) -> int:
    return (a // b) * 10 + a % b


@njit
def int_divide_by_powers(a: int) -> tuple[int, int, int, int, int, int]:
    return a // 1, a % 1, a // 2, a % 8, a // 4611686018427387904, a % 4611686018427387904


@njit
def float_of_two_cut(a: bool) -> int:
    return int(-0.0 if a else -0.0) + int(2.5 if a else -7.5)


@njit
def true_divide(a: int, b: int) -> float:
    return a / b


@njit
def int_bits(a: int, b: int) -> int:
    return (a & b) ^ (a | ~b)


@njit
def shift_left(a: int, n: int) -> int:
    return a << n


@njit
def shift_right(a: int, n: int) -> int:
    return a >> n


@njit
def int_power(a: int) -> int:
    return a**3 - a**2 + a**0


@njit
def float_mix(x: float, y: float) -> float:
    return (x + y) * (x - y)


@njit
def float_divide(x: float, y: float) -> float:
    return x / y


@njit
def float_floor(x: float, y: float) -> float:
    return x // y


@njit
def float_mod(x: float, y: float) -> float:
    return x % y


@njit
def float_power(x: float, y: float) -> float:
    return x**y


@njit
def float_square(x: float) -> float:
    return x**2 + -x + +x


@njit
def mixed(n: int, x: float) -> float:
    return n * x + n / 4 - n // 3 + 2


@njit
def bool_arithmetic(p: bool, q: bool) -> int:
    return p + q + (p and q) + (not p)


@njit
def negate(x: float) -> float:
    return -x


@njit
def invert(n: int) -> int:
    return ~n - -n


INTS = [0, 1, -1, 2, -2, 7, -7, 10, 255, -256, 2**31, -(2**31), 2**40 + 3]
SMALL = [0, 1, -1, 3, -5, 100]
FLOATS = [0.0, -0.0, 1.0, -1.5, 2.5, 1e-300, 1e300, 5e-324, INF, -INF, NAN]
TAME = [0.0, -0.0, 0.5, 1.0, -2.0, 3.0, INF, -INF, NAN]


def pairs(values):
    return list(itertools.product(values, repeat=2))


CASES = {
    "int_add": pairs(INTS),
    "int_divide": pairs(INTS),
    "int_divide_by_powers": [(a,) for a in [*INTS, -(2**63), 2**63 - 1, -(2**62), 2**62, -7, 8, -8]],
    "float_of_two_cut": [(True,), (False,)],
    "true_divide": pairs(INTS) + [(2**53 + 1, 3), (-(2**63), 7), (2**63 - 1, 2**62)],
    "int_bits": pairs(INTS),
    "shift_left": [(a, n) for a in (0, 1, -1, 5, -9) for n in (0, 1, 5, 40, -1)],
    "shift_right": [(a, n) for a in INTS for n in (0, 1, 5, 63, 64, 200, -1)],
    "int_power": [(a,) for a in SMALL],
    "float_mix": pairs(FLOATS),
    "float_divide": pairs(FLOATS),
    "float_floor": pairs(FLOATS),
    "float_mod": pairs(FLOATS),
    "float_power": [(abs(x), y) for x, y in pairs(TAME)] + [(-2.0, 3.0), (-8.0, 2.0), (0.0, -1.0), (1e200, 2.0)],
    "float_square": [(x,) for x in FLOATS if abs(x) < 1e200 or x != x],
    "mixed": [(n, x) for n in SMALL for x in TAME],
    "bool_arithmetic": pairs([False, True]),
    "negate": [(x,) for x in FLOATS],
    "invert": [(n,) for n in INTS],
}
