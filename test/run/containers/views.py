"""Views of dicts, sets of two kinds, calls with `*`, literals by names, typed containers, changes in place."""

import itertools

from pyomp_cc import njit


@njit
def twice(d: dict[str, int]) -> list[int]:
    values = d.values()
    keys = d.keys()
    first = max(values) - min(values)
    d["new"] = 100
    return [first, max(values), len(values), len(keys), len(d.items()), int("new" in keys), int(100 in values)]


@njit
def combined(d: dict[str, int], e: dict[str, int]) -> list[str]:
    both = sorted(d.keys() & e.keys())
    either = sorted(d.keys() | e.keys())
    return both + either + sorted(d.keys() - e.keys()) + sorted(d.keys() ^ e.keys())


@njit
def same(d: dict[str, int], e: dict[str, int]) -> list[bool]:
    return [d.keys() == e.keys(), d.items() == e.items(), ("a", 1) in d.items(), d.keys() <= e.keys()]


@njit
def grows(d: dict[str, int]) -> int:
    for k in d.keys():
        d[k + "x"] = 1
    return len(d)


@njit
def frozen(s: set[int], f: frozenset[int]) -> list[int]:
    r = sorted(s & f) + sorted(f | s) + sorted(f - s) + sorted(s ^ f)
    return r + [int(s == f), int(s <= f), int(f > s), len(s.union([7], f)), len(s.intersection(f, [1, 2]))]


@njit
def transposed(rows: list[list[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*rows)]


@njit
def spread(rows: list[list[int]]) -> list[int]:
    flat = list(itertools.chain(*rows))
    return flat + [a * 10 + b for a, b in itertools.product(*rows[:2])] + sorted(set().union(*rows))


@njit
def printed(xs: list[int]) -> None:
    print(*xs)
    print("%d:" % len(xs), xs, sep="")


@njit
def named(n: int) -> dict[str, int]:
    d = dict(a=1, b=n)
    d.update(dict.fromkeys(["x", "y"], 0))
    return {**d, "z": len(d)}


@njit
def backwards(d: dict[str, int], s: str, t: tuple[int, int]) -> list[str]:
    return [k for k in reversed(d)] + list(reversed(s)) + [str(x) for x in reversed(t)]


@njit
def rebound(xs: list[int], f: frozenset[int], t: tuple[int, ...]) -> tuple[list[int], frozenset[int], tuple[int, ...]]:
    xs.append(1)
    xs = xs + [2]
    xs.append(3)
    f |= {100}
    t += (4,)
    return xs, f, t


@njit
def rebinding(xs: list[int]) -> list[int]:
    ys, _, _ = rebound(xs, frozenset({1}), (1, 2))
    xs = ys[1:]
    xs.append(9)
    return xs + ys


CASES = {
    "rebound": [([7], frozenset({1}), ())],
    "rebinding": [([5, 6],)],
    "twice": [({"a": 1, "b": 5},)],
    "combined": [({"a": 1, "b": 3}, {"b": 1, "c": 0}), ({}, {"a": 1})],
    "same": [({"a": 1}, {"a": 1}), ({"a": 1}, {"a": 2, "b": 1})],
    "grows": [({"a": 1},), ({},)],
    "frozen": [({1, 2, 3}, frozenset({2, 3, 4})), (set(), frozenset())],
    "transposed": [([[1.0, 2.0], [3.0, 4.0]],), ([[1.0], [2.0, 3.0]],), ([],)],
    "spread": [([[1, 2], [3]],)],
    "printed": [([1, 2],), ([],)],
    "named": [(2,)],
    "backwards": [({"a": 1, "b": 2}, "xy", (1, 2))],
}
