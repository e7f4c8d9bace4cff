# Names: reuse with another type, reads before assignment, swaps, module constants, augmented assignment.
from pyomp_cc import njit

SCALE = 2.5
OFFSET = 3
FLAG = True
LIMITS = (1, 10)


@njit
def constants(x: float) -> float:
    if FLAG:
        return x * SCALE + OFFSET
    return x


@njit
def tuple_constant(n: int) -> int:
    low, high = LIMITS
    return max(low, min(n, high)) + LIMITS[0]


@njit
def retyped(n: int) -> float:
    x = n
    y = x * 2
    x = y / 4
    return x + 0.5


@njit
def swap(a: int, b: int) -> int:
    a, b = b, a + b
    a, b = b, a + b
    return a * 1000 + b


@njit
def maybe_unset(n: int) -> int:
    if n > 0:
        x = n
    return x


@njit
def unset_after_loop(n: int) -> int:
    for i in range(n):
        last = i * i
    return last


@njit
def augmented(n: int) -> int:
    a = n
    a += 3
    a -= 1
    a *= 2
    a //= 3
    a %= 17
    a <<= 2
    a |= 1
    a ^= 6
    a &= 127
    a >>= 1
    a **= 2
    return a


@njit
def float_augmented(x: float) -> float:
    y = x
    y += 1
    y *= 2
    y /= 3
    y -= 0.5
    y **= 2
    return y


@njit
def several(n: int) -> int:
    a = b = n + 1
    b += 1
    return a * 10 + b


@njit
def asserted(n: int) -> int:
    assert n > 0, "n must be positive"
    assert n < 100
    return n


COUNTS = [(-3,), (0,), (1,), (5,), (9,), (40,)]
CASES = {
    "constants": [(1.5,), (-0.0,)],
    "tuple_constant": COUNTS,
    "retyped": COUNTS,
    "swap": [(1, 2), (-3, 5)],
    "maybe_unset": COUNTS,
    "unset_after_loop": COUNTS,
    "augmented": COUNTS,
    "float_augmented": [(1.5,), (-2.0,)],
    "several": COUNTS,
    "asserted": [*COUNTS, (100,)],
}
