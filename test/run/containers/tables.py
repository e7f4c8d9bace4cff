"""Dicts and sets: literals, methods, views, comprehension, sharing, and their way across the border."""

from pyomp_cc import njit


@njit
def literal() -> dict[int, float]:
    return {2: 1.5, 1: 2.5}


@njit
def count(words: list[int]) -> dict[int, int]:
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


@njit
def methods(d: dict[int, int]) -> list[int]:
    result = [d.pop(1, -1), d.get(2, -2), d.setdefault(3, 7)]
    d.update({4: 4, 2: 9})
    e = d.copy()
    e[26] = 1
    result.append(len(d) * 100 + len(e))
    return result


@njit
def remove(d: dict[float, int], key: float) -> int:
    del d[key]
    return d.pop(key + key)


@njit
def keys(d: dict[int, float]) -> list[int]:
    return [k for k in d] + list(d.keys()) + sorted(d)


@njit
def inverse(d: dict[int, int]) -> dict[int, int]:
    return {v: k for k, v in d.items()}


@njit
def of_pairs(pairs: list[tuple[int, int]]) -> dict[int, int]:
    return dict(pairs)


@njit
def nested(d: dict[int, dict[int, int]]) -> int:
    d[1][9] = 5
    d[7] = {3: 1}
    return d[1][9] + len(d)


@njit
def set_remove(s: set[int], value: int) -> None:
    s.remove(value)


@njit
def group(xs: list[int]) -> dict[int, list[int]]:
    groups = {}
    for x in xs:
        groups.setdefault(x % 3, []).append(x)
    return groups


@njit
def lookup_int(d: dict[int, int], key: int) -> int:
    return d[key]


@njit
def lookup_pair(d: dict[tuple[int, int], int], a: int, b: int) -> int:
    return d[a, b]


@njit
def update(d: dict[int, int], key: int) -> None:
    d[key] += 2
    d[key + 100] = 1


@njit
def last_item(d: dict[int, int]) -> tuple[int, int]:
    return d.popitem()


@njit
def contains(d: dict[int, int], key: int) -> tuple[bool, bool]:
    return key in d, key not in d


@njit
def values(d: dict[int, float]) -> float:
    total = 0.0
    for value in d.values():
        total += value
    return total + sum(d.values()) + max(d.values(), default=0.5)


@njit
def items(d: dict[int, int]) -> list[tuple[int, int]]:
    return [(v, k) for k, v in d.items() if v > k]


@njit
def merged(a: dict[int, int], b: dict[int, int]) -> dict[int, int]:
    c = a | b
    a |= b
    return c


@njit
def equal(a: dict[int, int], b: dict[int, int]) -> tuple[bool, bool]:
    return a == b, a != b


@njit
def in_view(d: dict[int, int], x: int) -> tuple[bool, bool]:
    return x in d.values(), x in d


@njit
def grows(d: dict[int, int]) -> int:
    total = 0
    for key in d:
        total += key
        d[key + 10] = 1
    return total


@njit
def churn(n: int) -> tuple[int, list[int]]:
    d = {}
    for i in range(n):
        d[i] = i
    for i in range(0, n, 2):
        del d[i]
    for i in range(n, n + 5):
        d[i] = -i
    return len(d), list(d)


@njit
def truth(d: dict[int, int]) -> int:
    return 1 if d else 0


@njit
def set_literal() -> set[int]:
    return {3, 1}


@njit
def unique(xs: list[int]) -> int:
    seen = set()
    for x in xs:
        seen.add(x)
    return len(seen)


@njit
def set_methods(s: set[int]) -> list[bool]:
    s.add(5)
    s.discard(1)
    s.discard(99)
    s.update(
        [7, 8],
    )
    return [5 in s, 1 not in s, s.isdisjoint([100]), s.issubset({5, 7, 8, 2}), s >= {5}]


@njit
def operators(a: set[int], b: set[int]) -> list[set[int]]:
    c = a.copy()
    c |= b
    c -= {1}
    return [a | b, a & b, a - b, a ^ b, c, a.union(b), a.difference([1])]


@njit
def compare_sets(a: set[int], b: set[int]) -> list[bool]:
    return [a == b, a != b, a < b, a <= b, a > b, a >= b]


@njit
def set_comprehension(xs: list[int]) -> set[int]:
    return {x % 4 for x in xs if x > 0}


@njit
def frozen(xs: list[int]) -> frozenset[int]:
    return frozenset(xs) | frozenset([1])


@njit
def frozen_keys(sets: list[frozenset[int]]) -> int:
    d = {}
    for s in sets:
        d[s] = len(s)
    return len(d)


@njit
def floats(xs: list[float]) -> int:
    return len(set(xs))


CASES = {
    "literal": [()],
    "count": [([5, 6, 5],), ([],)],
    "methods": [({1: 1, 2: 2},), ({},)],
    "remove": [({1.5: 1, 3.0: 2}, 1.5), ({1.5: 1}, 1.5), ({}, 2.5)],
    "keys": [({3: 0.5, 1: 1.5},)],
    "inverse": [({1: 1, 2: 2, 3: 1},)],
    "of_pairs": [([(1, 1), (2, 2), (1, 3)],)],
    "nested": [({1: {8: 1}},), ({},)],
    "set_remove": [({1}, 1), ({1}, 2)],
    "group": [([1, 2, 3, 4, 5],), ([],)],
    "lookup_int": [({1: 2}, 1), ({1: 2}, -5)],
    "lookup_pair": [({(1, 2): 3}, 1, 2), ({(1, 2): 3}, 2, 1)],
    "update": [({1: 2}, 1), ({1: 2}, 2)],
    "last_item": [({1: 2, 3: 4},), ({},)],
    "contains": [({1: 2}, 1), ({1: 2}, 2)],
    "values": [({1: 0.5, 2: 1.5},), ({},)],
    "items": [({1: 2, 5: 3, 4: 9},)],
    "merged": [({1: 1, 2: 2}, {2: 3, 4: 4})],
    "equal": [({1: 1, 2: 2}, {2: 2, 1: 1}), ({1: 1}, {1: 2}), ({}, {1: 1})],
    "in_view": [({1: 2}, 2), ({1: 2}, 1)],
    "grows": [({1: 1},), ({},)],
    "churn": [(0,), (3,), (100,)],
    "truth": [({},), ({1: 1},)],
    "set_literal": [()],
    "unique": [([1, 2, 1],), ([],)],
    "set_methods": [({1, 2},), (set(),)],
    "operators": [({1, 2}, {2, 3}), (set(), {1})],
    "compare_sets": [({1}, {1, 2}), ({1}, {1}), ({1, 2}, {1}), ({1}, {2})],
    "set_comprehension": [([1, 5, 2, -1],)],
    "frozen": [([2, 2, 3],), ([],)],
    "frozen_keys": [([frozenset([1, 2]), frozenset([2, 1]), frozenset()],)],
    "floats": [([0.0, -0.0, 1.5, 1.5],)],
}
