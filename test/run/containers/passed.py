"""Functions that the library calls: keys, map, filter, reduce; built-in functions and operators in their place."""

import bisect
import heapq
import operator
from functools import reduce
from operator import itemgetter, mul

from pyomp_cc import njit


@njit
def by_part(xs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(xs, key=lambda p: p[1]) + sorted(xs, key=lambda p: (-p[0], p[1]), reverse=True)


@njit
def by_length(xs: list[str]) -> list[str]:
    xs.sort(key=len, reverse=True)
    return xs + sorted(xs, key=None)


@njit
def extremes(xs: list[int]) -> int:
    return max(xs, key=lambda v: -v) * 10 + min(xs, key=abs)


@njit
def nearest(xs: list[float], c: float) -> float:
    return min(xs, key=lambda v: abs(v - c)) + max(xs, key=lambda v: (v > c, v), default=-1.0)


@njit
def mapped(xs: list[int]) -> list[int]:
    doubled = list(map(lambda v: v * 2, xs)) + list(filter(lambda v: v > 1, xs))
    return doubled + list(map(lambda a, b: a - b, xs, xs[1:])) + list(filter(None, xs))


@njit
def parsed(xs: list[str]) -> list[int]:
    return list(map(int, xs)) + [len(s) for s in map(str.upper, xs)]


@njit
def getters(xs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    xs.sort(key=itemgetter(1, 0))
    last = sorted(xs, key=operator.itemgetter(0), reverse=True)
    return last + [(reduce(mul, [1, 2, 3]), "r"), (operator.add(1, 2), "s")]


@njit
def words(ws: list[str]) -> list[str]:
    return sorted(ws, key=str.lower) + list(map(str.upper, ws)) + sorted(ws, key=len)


def scale(v: int, k: int = 3) -> int:
    return v * k


@njit
def defaults(xs: list[int]) -> list[int]:
    xs.sort(key=lambda v, m=7: v % m)
    return sorted(xs, key=scale) + [scale(v) for v in map(scale, xs)]


@njit
def captured(xs: list[int], q: int) -> list[int]:
    def near(v):
        return abs(v - q)

    out: list[int] = [0]

    def keep(v):
        out.append(v)
        return v > q

    r = sorted(xs, key=near)
    r += list(filter(keep, xs))
    return r + out


@njit
def tenths(v: int) -> int:
    return 10 // v


@njit
def raising(xs: list[int]) -> list[int]:
    return sorted(xs, key=tenths)


@njit
def raising_lambda(xs: list[int]) -> list[int]:
    return sorted(xs, key=lambda v: 10 // v)


@njit
def folded(xs: list[int]) -> float:
    return reduce(lambda a, b: a * b, xs, 1) + reduce(max, xs) + reduce(lambda a, x: a / x, xs, 1)


@njit
def ordered(xs: list[tuple[int, str]], n: int) -> list[int]:
    left = bisect.bisect_left(xs, n, key=lambda p: p[0])
    right = bisect.bisect(xs, n, key=lambda p: p[0])
    bisect.insort(xs, (n, "new"), key=lambda p: p[0])
    return [left, right, len(xs)]


@njit
def heaps(xs: list[int]) -> list[int]:
    return heapq.nsmallest(2, xs, key=lambda v: -v) + heapq.nlargest(2, xs, key=abs) + list(heapq.merge(xs, [2, 9]))


@njit
def most(counts: dict[str, int]) -> str:
    return max(counts, key=counts.get) + min(counts, key=lambda k: (counts[k], k))


@njit
def compared(a: int, b: int) -> list[bool]:
    return [operator.lt(a, b), operator.eq(a, b), operator.not_(a), operator.contains([a], b)]


@njit
def method_callers(xs: list[str]):
    upper = list(map(operator.methodcaller("upper"), xs))
    return upper, sorted(xs, key=operator.methodcaller("count", "a")), [operator.methodcaller("replace", "a", "b")(x) for x in xs]


CASES = {
    "method_callers": [(["a", "ba", "aac", ""],), ([],)],
    "by_part": [([(1, "b"), (2, "a"), (3, "a")],), ([],)],
    "by_length": [(["a", "bbb", "cc", "d"],)],
    "extremes": [([3, -1, 2],), ([],)],
    "nearest": [([1.0, 5.0], 2.0), ([], 1.0)],
    "mapped": [([3, -1, 2, 0],), ([],)],
    "parsed": [(["3", "-1"],), (["x"],)],
    "getters": [([(1, "b"), (2, "a"), (1, "a")],)],
    "words": [(["b", "A", "cc"],)],
    "defaults": [([9, 8, 7],)],
    "captured": [([5, 1, 3], 2)],
    "raising": [([3, 1],), ([3, 0],)],
    "raising_lambda": [([3, 1],)],
    "folded": [([3, 4],), ([],)],
    "ordered": [([(1, "a"), (2, "b"), (2, "c")], 2)],
    "heaps": [([1, 3, 5],)],
    "most": [({"a": 1, "b": 3, "c": 3},)],
    "compared": [(1, 2), (0, 0)],
}
# The traceback lacks the frame around the lambda that `sorted` calls.
DIFFERENCES = {"raising_lambda": [(([3, 0],), ZeroDivisionError("integer division or modulo by zero"))]}
