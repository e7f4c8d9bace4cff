"""Objects, sets and lists inside tuples and lists that are compared: Python goes on only behind equal elements."""

import heapq
from dataclasses import dataclass

from pyomp_cc import njit


class Job:
    def __init__(self, priority: int, name: str):
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return self.priority < other.priority


@dataclass(order=True)
class Pair:
    a: int
    b: float


@njit
def in_tuples() -> list[bool]:
    a, b = Job(1, "a"), Job(1, "b")
    return [(a, 1) < (b, 2), (b, 1) < (a, 2), (a, 1) < (a, 2), (a, 2) < (a, 1)]


@njit
def in_lists() -> list[bool]:
    a, b = Job(1, "a"), Job(1, "b")
    return [[a, b] < [b, a], [a, b] < [a, a], [a] < [a, b], [a, b] < [a]]


@njit
def heap() -> list[str]:
    jobs = [(Job(i % 3, str(i)), -i) for i in range(9)]
    heapq.heapify(jobs)
    out = []
    while jobs:
        out.append(heapq.heappop(jobs)[0].name)
    return out


@njit
def sorts() -> list[str]:
    jobs = [(Job(i % 3, str(i)), -i) for i in range(9)]
    jobs.sort()
    return [job.name for job, _ in jobs]


@njit
def smallest() -> tuple[str, str]:
    jobs = [(Job(i % 3, str(i)), -i) for i in range(9)]
    return min(jobs)[0].name, max(jobs)[0].name


@njit
def pairs() -> list[bool]:
    p, q = Pair(1, 2.0), Pair(1, float("nan"))
    return [p < q, q < p, p <= q, q >= p, p > q, (p, 1) < (q, 2), (q, 1) < (p, 2), (p, 1) < (p, 2)]


@njit
def with_nan() -> list[bool]:
    nan = float("nan")
    return [
        (1.0, 2) < (nan, 1),
        (nan, 1) < (1.0, 2),
        (nan, 1) <= (1.0, 2),
        (nan, 1) >= (1.0, 2),
        [1.0, 2.0] < [float("nan"), 3.0],
        ((nan, 1), 2) < ((1.0, 1), 3),
    ]


@njit
def with_sets() -> list[bool]:
    return [
        ({1}, 1) < ({2}, 2),
        ({1}, 1) < ({1, 2}, 0),
        ({1}, 1) >= ({1}, 1),
        (frozenset([1]), 1) < (frozenset([2]), 2),
    ]


@njit
def lists_in_tuples() -> list[bool]:
    nan = float("nan")
    return [([nan], 1) < ([1.0], 2), ([1.0], 1) < ([1.0], 2), ([1.0], 1) > ([1.0, 2.0], 0)]


CASES = {
    name: [()]
    for name in (
        "in_tuples",
        "in_lists",
        "heap",
        "sorts",
        "smallest",
        "pairs",
        "with_nan",
        "with_sets",
        "lists_in_tuples",
    )
}
