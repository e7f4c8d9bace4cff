"""Heaps, sorted lists, itertools, ranges and slices as values, built-in functions over values."""

import bisect
import heapq
import itertools
from heapq import heappop, heappush

import numpy as np

from pyomp_cc import njit


@njit
def heap_sort(xs: list[float]) -> list[float]:
    heap = []
    for x in xs:
        heappush(heap, x)
    return [heappop(heap) for _ in range(len(heap))]


@njit
def heap_layout(xs: list[int]) -> list[int]:
    heapq.heapify(xs)
    heapq.heappush(xs, 4)
    first = heapq.heapreplace(xs, 100)
    xs.append(first)
    xs.append(heapq.heappushpop(xs, 50))
    return heapq.nsmallest(2, xs) + heapq.nlargest(2, xs)


@njit
def shortest(edges: list[tuple[int, int, float]], n: int) -> list[float]:
    graph = {}
    for a, b, w in edges:
        graph.setdefault(a, []).append((b, w))
    best = [1e300] * n
    best[0] = 0.0
    queue = [(0.0, 0)]
    while queue:
        d, a = heapq.heappop(queue)
        if d > best[a] or a not in graph:
            continue
        for b, w in graph[a]:
            if d + w < best[b]:
                best[b] = d + w
                heapq.heappush(queue, (d + w, b))
    return best


@njit
def positions(xs: list[int], x: int) -> list[int]:
    bisect.insort(xs, x)
    return [bisect.bisect_left(xs, x), bisect.bisect_right(xs, x), bisect.bisect(xs, x, 1)]


@njit
def running(xs: list[int]) -> list[int]:
    return list(itertools.accumulate(xs))


@njit
def chained(xs: list[int], ys: list[int]) -> int:
    total = 0
    for x in itertools.chain(xs, range(3), ys):
        total = total * 3 + x
    return total


@njit
def products(xs: list[int], n: int) -> list[tuple[int, int]]:
    return [(x, y) for x, y in itertools.product(xs, range(n))]


@njit
def pieces(xs: list[int]) -> list[int]:
    result = []
    for i, x in zip(itertools.count(10, 5), itertools.islice(xs, 1, 4)):
        result.append(i * x)
    for a, b in itertools.pairwise(xs):
        result.append(b - a)
    return result


@njit
def ranges(n: int, k: int) -> tuple[int, bool, int, int]:
    r = range(1, n, 2)
    total = 0
    for i in r:
        total += i
    return total, k in r, len(r), r[k]


@njit
def backwards(n: int) -> list[int]:
    return list(reversed(range(n))) + [i for i in reversed([1, 2, 3])]


@njit
def of_array(a: "float64[:]"):
    total = 0.0
    for i, x in enumerate(a):
        total += i * x
    for x, y in zip(a, reversed([1.0, 2.0, 3.0])):
        total += x * y
    return total


@njit
def largest(a: "float64[:]"):
    return max(a), sorted(a)


CASES = {
    "heap_sort": [([3.0, 1.0, 2.0, 0.5, 9.0],), ([],)],
    "heap_layout": [([5, 3, 8, 1, 9, 2],)],
    "shortest": [([(0, 1, 4.0), (0, 2, 1.0), (2, 1, 2.0), (1, 3, 5.0)], 5)],
    "positions": [([1, 3, 3, 5], 3), ([], 1)],
    "running": [([1, 2, 3],), ([],), ([2**62, 2**62 - 1],)],
    "chained": [([1], [2]), ([], [])],
    "products": [([1, 2], 2), ([], 3), ([1], 0)],
    "pieces": [([1, 4, 9, 16, 25],), ([],), ([1],)],
    "ranges": [(10, 3), (10, 4), (1, 0), (10, -1)],
    "backwards": [(4,), (0,)],
    "of_array": [(np.array([1.0, 2.0, 3.0]),)],
    "largest": [(np.array([1.0, 3.0, 2.0]),)],
}
