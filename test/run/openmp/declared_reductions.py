"""Reductions that the program declares: on numbers, tuples, texts, containers and objects; what raises in them."""

import math
from dataclasses import dataclass

from pyomp_cc import njit, openmp

THREADS = (1, 2, 3, 7)
LOWEST = -math.inf

openmp("declare reduction(maxabs: float: omp_out = max(abs(omp_out), abs(omp_in))) initializer(omp_priv = 0.0)")
openmp("declare reduction(argmax: tuple[float, int]: later(omp_out, omp_in)) initializer(omp_priv = (LOWEST, -1))")
openmp("declare reduction(longest: str: longer(omp_out, omp_in)) initializer(omp_priv = '')")
openmp("declare reduction(gather: list[int]: omp_out.extend(omp_in)) initializer(omp_priv = [])")
openmp("declare reduction(union: set[int]: omp_out |= omp_in) initializer(omp_priv = set())")
openmp("declare reduction(product: int, complex: omp_out *= omp_in) initializer(omp_priv = 1)")
openmp("declare reduction(merge: Extent: omp_out.include(omp_in)) initializer(omp_priv = nothing(omp_orig))")
openmp("declare reduction(+: Extent: omp_out.count += omp_in.count) initializer(omp_priv = Extent(0.0, 0.0, 0))")


@dataclass
class Extent:
    low: float
    high: float
    count: int

    def include(self, other):
        if other.count > 0:
            self.low = min(self.low, other.low)
            self.high = max(self.high, other.high)
            self.count += other.count

    def add(self, x):
        self.low = min(self.low, x)
        self.high = max(self.high, x)
        self.count += 1


@njit
def nothing(extent):
    return Extent(extent.low, extent.low, 0)


@njit
def later(a, b):
    if b[0] > a[0] or (b[0] == a[0] and b[1] < a[1]):
        return b
    return a


@njit
def longer(a, b):
    if len(b) > len(a) or (len(b) == len(a) and b < a):
        return b
    return a


def largest_magnitude(n: int, shift: float):
    m = 0.0
    with openmp("parallel for reduction(maxabs: m)"):
        for i in range(n):
            m = max(m, abs(shift - i))
    return m


def where_largest(n: int, step: int):
    best = (LOWEST, -1)
    with openmp("parallel for reduction(argmax: best)"):
        for i in range(n):
            best = later(best, (float(i * step % 101), i))
    return best


def longest_word(text: str):
    words = text.split()
    word = ""
    with openmp("parallel for reduction(longest: word)"):
        for i in range(len(words)):
            word = longer(word, words[i])
    return word


def gathered(n: int):
    odd = [-1]
    with openmp("parallel for reduction(gather: odd)"):
        for i in range(n):
            if i % 2 == 1:
                odd.append(i)
    odd.sort()
    return odd


def distinct(n: int, m: int):
    seen = {-1}
    with openmp("parallel for reduction(union: seen) schedule(dynamic, 3)"):
        for i in range(n):
            seen.add(i * i % m)
    return sorted(seen)


def multiplied(n: int):
    p = 2
    with openmp("parallel for reduction(product: p)"):
        for i in range(1, n + 1):
            p *= i
    return p


def turned(n: int):
    z = complex(2.0, 0.0)
    with openmp("parallel for reduction(product: z)"):
        for i in range(n):
            z *= 2 + 1j
    return z


def extent(n: int):
    found = Extent(5.0, 5.0, 1)
    with openmp("parallel for reduction(merge: found)"):
        for i in range(n):
            found.add(float(i * 7 % 23 - 3))
    return (found.low, found.high, found.count)


def counted(n: int):
    c = Extent(1.0, 2.0, 3)
    with openmp("parallel for reduction(+: c)"):
        for i in range(n):
            c.count += i
    return (c.low, c.high, c.count)


def inside(n: int):
    openmp("declare reduction(bits: int: omp_out ^ omp_in) initializer(omp_priv = 0)")
    x = 5
    with openmp("parallel"):
        with openmp("for reduction(bits: x)"):
            for i in range(n):
                x ^= i * 3
    return x


def inside_too(n: int):
    openmp("declare reduction(bits : int : omp_out | omp_in) initializer(omp_priv = 0)")
    x = 64
    with openmp("parallel for simd reduction(bits: x)"):
        for i in range(n):
            x |= i
    return x


def of_tasks(n: int):
    best = (LOWEST, -1)
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(argmax: best)"):
                for i in range(n):
                    with openmp("task in_reduction(argmax: best)"):
                        best = later(best, (float(i * 7 % 13), i))
    return best


openmp("declare reduction(largest: float | None: larger(omp_out, omp_in)) initializer(omp_priv = None)")


@njit
def larger(a, b):
    if a is None:
        return b
    if b is None:
        return a
    return max(a, b)


def largest_or_none(n: int):
    x: float | None = None
    with openmp("parallel for reduction(largest: x)"):
        for i in range(n):
            x = larger(x, float(i * 7 % 11))
    return x


def smallest_pair(n: int):
    least = (1000.0, 1000)
    most = (-1.0, -1)
    with openmp("parallel for reduction(min: least) reduction(max: most)"):
        for i in range(n):
            pair = (float((i * 17 + 5) % 29), i)
            if pair < least:
                least = pair
            if pair > most:
                most = pair
    return least, most


def overflowing(n: int):
    p = 1
    with openmp("parallel for reduction(product: p)"):
        for i in range(n):
            p *= 1 << 20
    return p


@njit
def checked(a, b):
    if a < 0 or b < 0:
        raise ValueError("a negative part")
    return a + b


def raising(n: int, start: int):
    openmp("declare reduction(safe: int: checked(omp_out, omp_in)) initializer(omp_priv = 0)")
    s = start
    with openmp("parallel for reduction(safe: s)"):
        for i in range(n):
            s = s + i
    return s


def raised_in_parts(n: int):
    openmp("declare reduction(safe: int: checked(omp_out, omp_in)) initializer(omp_priv = 7 // (n_of(omp_orig) - 1))")
    s = 1
    try:
        with openmp("parallel for reduction(safe: s) if(n > 0)"):
            for i in range(n):
                s = s + i
    except ZeroDivisionError:
        return -1
    return s


@njit
def n_of(x):
    return x


CASES = {
    "largest_magnitude": [(0, 1.0), (1, 0.5), (1000, 600.25), (1000, -3.0)],
    "where_largest": [(0, 3), (1, 3), (500, 37), (500, 0)],
    "longest_word": [("",), ("a bb ccc dd eee f",), ("one",)],
    "gathered": [(0,), (1,), (100,)],
    "distinct": [(0, 7), (200, 31)],
    "multiplied": [(0,), (1,), (19,)],
    "turned": [(0,), (7,)],
    "extent": [(0,), (1,), (100,)],
    "counted": [(0,), (100,)],
    "inside": [(0,), (1000,)],
    "inside_too": [(0,), (1000,)],
    "of_tasks": [(0,), (40,)],
    "largest_or_none": [(0,), (1,), (40,)],
    "smallest_pair": [(0,), (1,), (200,)],
    "overflowing": [(1,), (3,)],
    "raising": [(0, 1), (0, -1), (10, 3)],
    "raised_in_parts": [(0,)],
}
TOO_LARGE = OverflowError("integer result does not fit in 64 bits")
DIFFERENCES = {
    "multiplied": [((40,), TOO_LARGE)],
    "overflowing": [((4,), TOO_LARGE)],
    "raising": [((10, -3), ValueError("a negative part"))],
    "raised_in_parts": [((10,), -1)],
}
