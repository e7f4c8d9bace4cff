# Functions that remember their results, enumerations, hashes, limits of types, max(*values).
import functools
import math
from collections import namedtuple
from enum import Enum, IntEnum, auto
from functools import cache, lru_cache

import numpy as np

from pyomp_cc import njit, openmp


class Color(IntEnum):
    """Ints with names."""

    RED = 1
    GREEN = auto()
    BLUE = 7


class Mode(Enum):
    FAST = "fast"
    EXACT = 2.5


Point = namedtuple("Point", "x y")


@njit
@cache
def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@lru_cache(maxsize=None)  # noqa: UP033 - as programs write it
def paths(rows: int, columns: int) -> int:
    if rows == 0 or columns == 0:
        return 1
    return paths(rows - 1, columns) + paths(rows, columns - 1)


@njit
def grid(n: int):
    return paths(n, n)


@functools.lru_cache(maxsize=3)
def noisy(n: int):
    print("computed", n)
    if n > 100:
        raise ValueError("too large")
    return n * 0.5


@njit
def rounds(n: int):
    s = 0.0
    for i in [1, 2, 3, 1, 4, 1, 2, 3, n]:
        s += noisy(i)
    try:
        noisy(101)
    except ValueError:
        s += 1
    try:
        noisy(101)
    except ValueError:
        s += 1
    return s


@njit
@lru_cache
def distance(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    if a[0] == b[0]:
        return distance(a[1:], b[1:])
    return 1 + min(distance(a[1:], b), distance(a, b[1:]), distance(a[1:], b[1:]))


@njit
@cache
def pair(n: int, x: float):
    return Point(n, x * n), str(n)


@njit
def shared(n: int):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += fibonacci(i % 60) % 1000
    return s


@njit
def colors(n: int):
    s = 0
    if n == Color.RED:
        s += 10
    elif n >= Color.BLUE:
        s += 100 * Color.GREEN
    return s + Color.BLUE.value, Color.GREEN.name, Mode.FAST.value, Mode.EXACT.value * n, Mode.EXACT.name


@njit
def matched(n: int):
    match n:
        case Color.RED:
            return "red"
        case Color.GREEN | Color.BLUE:
            return "green or blue"
    return "none"


@njit
def hashes(n: int, x: float):
    return hash(n), hash(x), hash((n, n + 1)), hash((x, 1.5, -x)), hash(True), hash(-1), hash((n, 2, 3))


@njit
def limits(x: float):
    return (
        np.iinfo(np.int32).max,
        np.iinfo(np.int64).min,
        np.iinfo(np.uint8).max,
        np.iinfo(int).bits,
        np.finfo(np.float64).eps,
        np.finfo(float).max,
        np.finfo(np.float32).tiny,
        x < np.finfo(np.float64).tiny,
    )


@njit
def extremes(n: int):
    xs = [n, 3, 5]
    t = (n, -4)
    return max(*xs), min(*xs), max(*t), min(*[1.5, n * 0.25])


@njit
def empties(n: int):
    return max(*[n] * n)


@njit
def found(key: str, n: int):
    d = {"a": 1, "b": n}
    v = d.get(key)
    if v is None:
        return -1
    return v + 1


@njit
def chained(n: int):
    d = {i: i * i for i in range(n)}
    total = 0
    for k in range(2 * n):
        if (v := d.get(k)) is not None:
            total += v
    return total, d.get(n), d.get(0)


@njit
def repeated(n: int):
    return "ab" * n, n * "c", len("x" * n)


CASES = {
    "fibonacci": [(0,), (10,), (80,)],
    "grid": [(3,), (16,)],
    "rounds": [(5,)],
    "distance": [("kitten", "sitting"), ("", "abc"), ("intention", "execution")],
    "pair": [(3, 0.5), (3, 0.5), (3, 1.5)],
    "shared": [(500,)],
    "colors": [(1,), (7,), (3,)],
    "matched": [(1,), (2,), (7,), (9,)],
    "hashes": [
        (0, 0.0),
        (-1, -1.0),
        (2**61 - 1, 0.5),
        (-(2**62), 1e300),
        (2**63 - 2, math.inf),
        (5, -5e-324),
        (-(2**63) + 1, 123456.789),
    ],
    "limits": [(1.0,), (0.0,)],
    "extremes": [(4,), (-9,)],
    "empties": [(0,), (1,), (2,)],
    "found": [("a", 2), ("b", 2), ("c", 2)],
    "chained": [(0,), (5,)],
    "repeated": [(0,), (3,)],
}
