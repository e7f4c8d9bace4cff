# Every reduction operator on every kind of number, with values at the ends of their ranges: the parts of the threads are
# put together as the loop without a construct would have done.
import numpy as np
from pyomp_cc import njit, openmp


@njit
def overflowing(n: int, value: int, start: int) -> int:
    s = start
    with openmp("parallel for reduction(+:s) schedule(static, 1)"):
        for i in range(n):
            s += value
    return s


@njit
def subtracted(n: int, value: int, start: int) -> int:
    s = start
    with openmp("parallel for reduction(-:s) schedule(static, 1)"):
        for i in range(n):
            s -= value
    return s


@njit
def multiplied(n: int, value: int, start: int) -> int:
    s = start
    with openmp("parallel for reduction(*:s) schedule(static, 1)"):
        for i in range(n):
            s *= value
    return s


@njit
def threads_apart(value: int) -> int:
    s = value
    with openmp("parallel num_threads(2) reduction(+:s)"):
        s += value - 1
    return s


@njit
def two_of_them(n: int, value: int) -> int:
    s = 0
    p = 1
    with openmp("parallel for reduction(+:s) reduction(*:p) schedule(static, 1)"):
        for i in range(n):
            s += value
            p *= 2
    return s + p


@njit
def mixed_types(n: int, value: int) -> float:
    s = 0
    x = 0.0
    with openmp("parallel for reduction(+:s, x)"):
        for i in range(n):
            s += value
            x += 0.5
    return s + x


@njit
def shared_loop(n: int, value: int) -> int:
    s = 1
    with openmp("parallel"):
        with openmp("for reduction(+:s) schedule(static, 1)"):
            for i in range(n):
                s += value
    return s


@njit
def raises_too(n: int, value: int, bad: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s) schedule(static, 1)"):
        for i in range(n):
            if i == bad:
                raise ValueError("bad")
            s += value
    return s


@njit
def then_sound(n: int, value: int) -> int:
    """A reduction after one that may have failed."""
    t = 0
    with openmp("parallel for reduction(+:t)"):
        for i in range(n):
            t += value % 7
    return t


@njit(["float64(float64[::1], float64)", "float32(float32[::1], float32)"])
def smallest(a, s):
    with openmp("parallel for reduction(min:s)"):
        for i in range(len(a)):
            s = min(s, a[i])
    return s


@njit(["float64(float64[::1], float64)", "float32(float32[::1], float32)"])
def largest(a, s):
    with openmp("parallel for reduction(max:s)"):
        for i in range(len(a)):
            s = max(s, a[i])
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
    ]
)
def smallest_int(a, s):
    with openmp("parallel for reduction(min:s)"):
        for i in range(len(a)):
            if a[i] < s:
                s = a[i]
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
    ]
)
def largest_int(a, s):
    with openmp("parallel for reduction(max:s)"):
        for i in range(len(a)):
            if a[i] > s:
                s = a[i]
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
        "float32(float32[::1], float32)",
        "float64(float64[::1], float64)",
    ]
)
def total(a, s):
    with openmp("parallel for reduction(+:s)"):
        for i in range(len(a)):
            s += a[i]
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
        "float32(float32[::1], float32)",
        "float64(float64[::1], float64)",
    ]
)
def difference(a, s):
    with openmp("parallel for reduction(-:s)"):
        for i in range(len(a)):
            s -= a[i]
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
        "float32(float32[::1], float32)",
        "float64(float64[::1], float64)",
    ]
)
def product(a, s):
    with openmp("parallel for reduction(*:s)"):
        for i in range(len(a)):
            s *= a[i]
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
        "bool(bool[::1], bool)",
    ]
)
def common_bits(a, s):
    with openmp("parallel for reduction(&:s)"):
        for i in range(len(a)):
            s &= a[i]
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
        "bool(bool[::1], bool)",
    ]
)
def any_bits(a, s):
    with openmp("parallel for reduction(|:s)"):
        for i in range(len(a)):
            s |= a[i]
    return s


@njit(
    [
        "int8(int8[::1], int8)",
        "int16(int16[::1], int16)",
        "int32(int32[::1], int32)",
        "int64(int64[::1], int64)",
        "uint8(uint8[::1], uint8)",
        "uint16(uint16[::1], uint16)",
        "uint32(uint32[::1], uint32)",
        "uint64(uint64[::1], uint64)",
        "bool(bool[::1], bool)",
    ]
)
def odd_bits(a, s):
    with openmp("parallel for reduction(^:s)"):
        for i in range(len(a)):
            s ^= a[i]
    return s


@njit
def all_true(n: int, limit: int, s: bool) -> bool:
    with openmp("parallel for reduction(&&:s)"):
        for i in range(n):
            s = s and i < limit
    return s


@njit
def some_true(n: int, limit: int, s: bool) -> bool:
    with openmp("parallel for reduction(||:s)"):
        for i in range(n):
            s = s or i > limit
    return s


def ints_of(name):
    kind = np.dtype(name).type
    low, high = int(np.iinfo(kind).min), int(np.iinfo(kind).max)
    for values in ([], [high], [low], [high, high, high], [low, low], [1, 2, 3, 5, 7, 11, 13, 17, high, low]):
        for start in (0, 1, low, high):
            yield np.array(values, dtype=kind), kind(start)


def floats_of(kind):
    inf, nan = float("inf"), float("nan")
    for values in ([], [inf], [-inf], [1.5, -inf, inf, 2.5], [0.25] * 20):
        for start in (0.0, inf, -inf, nan):
            yield np.array(values, dtype=kind), kind(start)


KINDS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
INT_ARGUMENTS = [arguments for name in KINDS for arguments in ints_of(name)]
FLOAT_ARGUMENTS = [arguments for kind in (np.float32, np.float64) for arguments in floats_of(kind)]
BOOL_ARGUMENTS = [(np.array(v, dtype=bool), s) for v in ([], [True] * 9, [True, False, True]) for s in (True, False)]
BIG = 2**62
CASES = {
    "overflowing": [(100, 3, 7), (0, 1, 2**63 - 1), (1, 1, 2**63 - 2), (1, -1, -(2**63) + 1)],
    "subtracted": [(100, 3, 7), (0, 1, -(2**63)), (1, 1, -(2**63) + 1)],
    "multiplied": [(30, 2, 3), (0, 2, 2**62), (1, -1, 2**63 - 1), (62, 2, 1), (5, 0, 2**63 - 1)],
    "two_of_them": [(10, 1), (20, 2**50)],
    "mixed_types": [(10, 3), (0, 1)],
    "shared_loop": [(10, 3), (0, 2**62)],
    "raises_too": [(10, 3, -1), (10, BIG, 0), (10, 5, 9)],
    "then_sound": [(10, 3), (0, 2**62)],
    "smallest": FLOAT_ARGUMENTS,
    "largest": FLOAT_ARGUMENTS,
    "smallest_int": INT_ARGUMENTS,
    "largest_int": INT_ARGUMENTS,
    "total": INT_ARGUMENTS + FLOAT_ARGUMENTS,
    "difference": INT_ARGUMENTS + FLOAT_ARGUMENTS,
    "product": INT_ARGUMENTS + FLOAT_ARGUMENTS,
    "common_bits": INT_ARGUMENTS + BOOL_ARGUMENTS,
    "any_bits": INT_ARGUMENTS + BOOL_ARGUMENTS,
    "odd_bits": INT_ARGUMENTS + BOOL_ARGUMENTS,
    "all_true": [(n, limit, s) for n in (0, 1, 50) for limit in (0, 30, 50) for s in (True, False)],
    "some_true": [(n, limit, s) for n in (0, 1, 50) for limit in (-1, 30, 50) for s in (True, False)],
}
TOO_LARGE = OverflowError("integer result does not fit in 64 bits")
DIFFERENCES = {
    "overflowing": [
        ((2, BIG, 0), TOO_LARGE),
        ((3, BIG, 0), TOO_LARGE),
        ((7, BIG, BIG), TOO_LARGE),
        ((14, -(2**62), -1), TOO_LARGE),
        ((1, 1, 2**63 - 1), TOO_LARGE),
    ],
    "subtracted": [((7, BIG, 0), TOO_LARGE), ((1, 1, -(2**63)), TOO_LARGE)],
    "multiplied": [((14, 2**9, 1), TOO_LARGE), ((1, 3, 2**62), TOO_LARGE), ((1, -1, -(2**63)), TOO_LARGE)],
    "threads_apart": [((BIG,), TOO_LARGE), ((-BIG,), TOO_LARGE)],
    "two_of_them": [((14, BIG), TOO_LARGE), ((70, 1), TOO_LARGE), ((70, BIG), TOO_LARGE)],
    "mixed_types": [((14, BIG), TOO_LARGE)],
    "shared_loop": [((7, BIG), TOO_LARGE)],
}
REPEAT = 3
