"""Dicts and sets: literals, methods, views, comprehension, sharing, and their way across the border."""


def literal() -> dict[str, int]:
    return {"b": 1, "a": 2}


def count(words: list[str]) -> dict[str, int]:
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def group(xs: list[int]) -> dict[int, list[int]]:
    groups = {}
    for x in xs:
        groups.setdefault(x % 3, []).append(x)
    return groups


def lookup(d: dict[str, float], key: str) -> float:
    return d[key]


def lookup_int(d: dict[int, int], key: int) -> int:
    return d[key]


def lookup_pair(d: dict[tuple[int, int], int], a: int, b: int) -> int:
    return d[a, b]


def update(d: dict[int, int], key: int) -> None:
    d[key] += 2
    d[key + 100] = 1


def methods(d: dict[str, int]) -> list[int]:
    result = [d.pop("a", -1), d.get("b", -2), d.setdefault("c", 7)]
    d.update({"d": 4, "b": 9})
    e = d.copy()
    e["z"] = 1
    result.append(len(d) * 100 + len(e))
    return result


def remove(d: dict[str, int], key: str) -> int:
    del d[key]
    return d.pop(key + key)


def last_item(d: dict[int, int]) -> tuple[int, int]:
    return d.popitem()


def contains(d: dict[int, int], key: int) -> tuple[bool, bool]:
    return key in d, key not in d


def keys(d: dict[int, str]) -> list[int]:
    return [k for k in d] + list(d.keys()) + sorted(d)


def values(d: dict[int, float]) -> float:
    total = 0.0
    for value in d.values():
        total += value
    return total + sum(d.values()) + max(d.values(), default=0.5)


def items(d: dict[int, int]) -> list[tuple[int, int]]:
    return [(v, k) for k, v in d.items() if v > k]


def merged(a: dict[int, int], b: dict[int, int]) -> dict[int, int]:
    c = a | b
    a |= b
    return c


def equal(a: dict[int, int], b: dict[int, int]) -> tuple[bool, bool]:
    return a == b, a != b


def in_view(d: dict[int, int], x: int) -> tuple[bool, bool]:
    return x in d.values(), x in d.keys()


def inverse(d: dict[str, int]) -> dict[int, str]:
    return {v: k for k, v in d.items()}


def grows(d: dict[int, int]) -> int:
    total = 0
    for key in d:
        total += key
        d[key + 10] = 1
    return total


def churn(n: int) -> tuple[int, list[int]]:
    d = {}
    for i in range(n):
        d[i] = i
    for i in range(0, n, 2):
        del d[i]
    for i in range(n, n + 5):
        d[i] = -i
    return len(d), list(d)


def of_pairs(pairs: list[tuple[str, int]]) -> dict[str, int]:
    return dict(pairs)


def nested(d: dict[str, dict[str, int]]) -> int:
    d["a"]["x"] = 5
    d["new"] = {"y": 1}
    return d["a"]["x"] + len(d)


def truth(d: dict[int, int]) -> int:
    return 1 if d else 0


def set_literal() -> set[int]:
    return {3, 1, 3}


def unique(xs: list[int]) -> int:
    seen = set()
    for x in xs:
        seen.add(x)
    return len(seen)


def set_methods(s: set[int]) -> list[bool]:
    s.add(5)
    s.discard(1)
    s.discard(99)
    s.update(
        [7, 8],
    )
    return [5 in s, 1 not in s, s.isdisjoint([100]), s.issubset({5, 7, 8, 2}), s >= {5}]


def set_remove(s: set[str], value: str) -> None:
    s.remove(value)


def operators(a: set[int], b: set[int]) -> list[set[int]]:
    c = a.copy()
    c |= b
    c -= {1}
    return [a | b, a & b, a - b, a ^ b, c, a.union(b), a.difference([1])]


def compare_sets(a: set[int], b: set[int]) -> list[bool]:
    return [a == b, a != b, a < b, a <= b, a > b, a >= b]


def set_comprehension(xs: list[int]) -> set[int]:
    return {x % 4 for x in xs if x > 0}


def frozen(xs: list[int]) -> frozenset[int]:
    return frozenset(xs) | frozenset([1])


def frozen_keys(sets: list[frozenset[int]]) -> int:
    d = {}
    for s in sets:
        d[s] = len(s)
    return len(d)


def floats(xs: list[float]) -> int:
    return len(set(xs))


CASES = {
    "literal": [()],
    "count": [(["a", "b", "a"],), ([],)],
    "group": [([1, 2, 3, 4, 5],), ([],)],
    "lookup": [({"a": 1.5}, "a"), ({"a": 1.5}, "b"), ({}, "it's")],
    "lookup_int": [({1: 2}, 1), ({1: 2}, -5)],
    "lookup_pair": [({(1, 2): 3}, 1, 2), ({(1, 2): 3}, 2, 1)],
    "update": [({1: 2}, 1), ({1: 2}, 2)],
    "methods": [({"a": 1, "b": 2},), ({},)],
    "remove": [({"a": 1, "aa": 2}, "a"), ({"a": 1}, "a"), ({}, "a")],
    "last_item": [({1: 2, 3: 4},), ({},)],
    "contains": [({1: 2}, 1), ({1: 2}, 2)],
    "keys": [({3: "a", 1: "b"},)],
    "values": [({1: 0.5, 2: 1.5},), ({},)],
    "items": [({1: 2, 5: 3, 4: 9},)],
    "merged": [({1: 1, 2: 2}, {2: 3, 4: 4})],
    "equal": [({1: 1, 2: 2}, {2: 2, 1: 1}), ({1: 1}, {1: 2}), ({}, {1: 1})],
    "in_view": [({1: 2}, 2), ({1: 2}, 1)],
    "inverse": [({"a": 1, "b": 2, "c": 1},)],
    "grows": [({1: 1},), ({},)],
    "churn": [(0,), (3,), (100,)],
    "of_pairs": [([("a", 1), ("b", 2), ("a", 3)],)],
    "nested": [({"a": {"x": 1}},), ({},)],
    "truth": [({},), ({1: 1},)],
    "set_literal": [()],
    "unique": [([1, 2, 1],), ([],)],
    "set_methods": [({1, 2},), (set(),)],
    "set_remove": [({"a"}, "a"), ({"a"}, "b")],
    "operators": [({1, 2}, {2, 3}), (set(), {1})],
    "compare_sets": [({1}, {1, 2}), ({1}, {1}), ({1, 2}, {1}), ({1}, {2})],
    "set_comprehension": [([1, 5, 2, -1],)],
    "frozen": [([2, 2, 3],), ([],)],
    "frozen_keys": [([frozenset([1, 2]), frozenset([2, 1]), frozenset()],)],
    "floats": [([0.0, -0.0, 1.5, 1.5],)],
}
