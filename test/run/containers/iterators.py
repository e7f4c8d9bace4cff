"""Iterators as values, itertools, tuples of any length, unpacking."""

import itertools

from pyomp_cc import njit


@njit
def step(xs: list[int]) -> int:
    it = iter(xs)
    a = next(it)
    b = next(it, -1)
    return a * 10 + b + sum(it)


@njit
def grown(xs: list[int]) -> list[int]:
    it = iter(xs)
    first = next(it)
    xs.append(first)
    rest = list(it)
    xs.append(7)
    return rest + list(it)


@njit
def first_above(xs: list[int], low: int) -> int:
    return next((x for x in xs if x > low), -1)


@njit
def first_pair(xs: list[int]) -> tuple[int, int]:
    return next((a, b) for a in xs for b in xs if a > b)


@njit
def found(xs: list[int]) -> bool:
    return any(10 // x > y for x in xs for y in xs) and all(x for x in xs)


@njit
def lazily(n: int) -> list[int]:
    r = []
    for i, x in enumerate(map(lambda v: v * v, itertools.count(3, 2)), start=1):
        if i > n:
            break
        r.append(x)
    return r + [v for v in itertools.takewhile(lambda v: v < 20, itertools.count())]


@njit
def strictly(xs: list[int], ys: list[str], zs: list[int]) -> int:
    s = 0
    for i, (x, y) in enumerate(zip(xs, ys, strict=True), start=1):
        s += i * x + len(y)
    for x, y, z in zip(xs, ys, zs, strict=True):
        s += x * z
    return s


@njit
def chosen(xs: list[int], r: int) -> list[tuple[int, ...]]:
    some = list(itertools.combinations(xs, r)) + list(itertools.permutations(xs))
    return some + list(itertools.product(xs, repeat=r)) + list(itertools.combinations_with_replacement(xs, r))


@njit
def triples(xs: list[int]) -> list[tuple[int, int, int]]:
    some = list(itertools.combinations(xs, 3)) + list(itertools.permutations(xs, 3))
    return some + list(itertools.product(xs, repeat=3)) + list(itertools.combinations_with_replacement(xs, r=3))


@njit
def tools(xs: list[int]) -> list[int]:
    c = itertools.cycle(xs)
    r = [next(c) for _ in range(5)]
    r += [a + b for a, b in itertools.zip_longest(xs, [1], fillvalue=0)]
    r += list(itertools.chain.from_iterable([[1], [2, 3], xs]))
    r += list(itertools.compress(xs, [True, False, True]))
    r += list(itertools.starmap(max, [(2, 3), (3, 2)]))
    r += list(itertools.accumulate(xs, max)) + list(itertools.accumulate(xs, lambda a, b: a * b, initial=2))
    r += list(itertools.filterfalse(lambda v: v % 2, xs)) + list(itertools.dropwhile(lambda v: v > 1, xs))
    for k, group in itertools.groupby(sorted(xs), key=lambda v: v // 2):
        r.append(k * 100 + sum(group))
    it = iter(xs)
    for x in it:
        r.append(x * 1000)
        if x == 1:
            break
    return r + list(it) + list(itertools.islice(itertools.repeat(8), 2))


@njit
def sequences(xs: list[int], t: tuple[int, ...]) -> list[tuple[int, ...]]:
    own = tuple(xs)
    path = ()
    for x in xs:
        path = path + (x,)
    seen = {own: 1}
    seen[t] = 2
    r = [own, t, path, own + t, own[1:], t * 2]
    if own in seen and t.count(1) > 0:
        r.append((len(own), own.index(1), max(t), seen[t], t[-1]))
    return sorted(r)


@njit
def starred(xs: list[int], t: tuple[int, int, int]) -> list[list[int]]:
    a, *b, c = xs
    *d, e = t
    first, second = "xy"
    (p, *q), z = [1, 2, 3], 4
    return [[a, c], b, d, [e, p, z, len(first + second)], q]


@njit
def gathered(xs: list[int]) -> list[list[int]]:
    a = [*xs, 1, *range(2)]
    b = {1: 2, **{3: 4}}
    return [a, list(b), sorted({*xs, *a})]


CASES = {
    "step": [([3, 1, 2],), ([],), ([1],)],
    "grown": [([1, 2],)],
    "first_above": [([1, 5, 9], 3), ([1], 3)],
    "first_pair": [([1, 2],), ([1],)],
    "found": [([3, 1],), ([1, 0],), ([],)],
    "lazily": [(3,)],
    "strictly": [([1, 1], ["a", "bb"], [3, 4]), ([1], [], []), ([1], ["a", "b"], [1]), ([1], ["a"], [])],
    "chosen": [([1, 2, 3], 2), ([], 0), ([1], 2), ([1], -1)],
    "triples": [([1, 2, 3, 4],), ([1],)],
    "tools": [([3, 1, 2],)],
    "sequences": [([2, 1], (1, 3)), ([], ()), ([5], (1,))],
    "starred": [([1, 2, 3], (4, 5, 6)), ([1, 2], (4, 5, 6)), ([1], (4, 5, 6))],
    "gathered": [([4, 2],), ([],)],
}
