"""Functions that the library calls, deques and defaultdicts, iterators in variables, formats."""

from collections import defaultdict, deque

from pyomp_cc import njit


@njit
def nearest(words: list[str], length: int) -> str:
    """The word whose length is nearest to another."""
    words.sort(key=len)
    return min(words, key=lambda word: abs(len(word) - length))


@njit
def levels(edges: list[tuple[int, int]], start: int) -> list[int]:
    graph = defaultdict(list)
    for a, b in edges:
        graph[a].append(b)
    found = [start]
    todo = deque([start])
    while todo:
        for near in graph[todo.popleft()]:
            if near not in found:
                found.append(near)
                todo.append(near)
    return found


@njit
def head(xs: list[float]) -> str:
    it = iter(xs)
    first, *rest = xs
    return "%.2f of %d" % (next(it) + first, len(rest))
