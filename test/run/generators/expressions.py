"""Generator expressions as values: in variables, as arguments, inside one another; objects that are gone through."""

import itertools

from pyomp_cc import njit


def total(values):
    s = 0
    for value in values:
        s += value
    return s


def take(values, n):
    for i, value in enumerate(values):
        if i >= n:
            return
        yield value


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def shown(x):
    print("computing", x)
    return x * x


class Tree:
    def __init__(self, value: int, left: "Tree | None" = None, right: "Tree | None" = None):
        self.value = value
        self.left = left
        self.right = right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right

    def forced(self):
        yield from self.left
        yield self.value


@njit
def as_argument(n: int):
    return total(i * i for i in range(n)), total((i for i in range(1, n, 2))), total(i for i in range(n, 0, -1))


@njit
def in_variable(n: int):
    g = (i * i for i in range(n))
    first = next(g, -1)
    return first, sum(g), next(g, -2)


@njit
def by_next(n: int):
    g = (i * i for i in range(n) if i > 2)
    return next(g)


@njit
def is_lazy(xs: list[int]):
    g = (shown(x) for x in xs)
    print("made")
    a = next(g)
    print("first", a)
    xs.append(9)
    return a, list(g)


@njit
def sees_changes(xs: list[int]):
    factor = 2
    g = (x * factor for x in xs)
    a = next(g, 0)
    factor = 10
    return a, list(g)


@njit
def goes_over_first(xs: list[int]):
    ys = xs
    g = (y + 1 for y in ys)
    ys = [100]
    return list(g), ys


@njit
def pipeline(n: int):
    return list(take((x * x for x in naturals() if x % 2 == 0), n))


@njit
def nested(n: int):
    rows = (total(i * j for j in range(n)) for i in range(n))
    return list(rows)


@njit
def two_loops(n: int):
    pairs = ((i, j) for i in range(n) for j in range(i) if i != j + 1)
    out = []
    for i, j in pairs:
        out.append(i * 10 + j)
    return out


@njit
def over_pairs(words: list[str]):
    lengths = ((word, len(word)) for word in words)
    best = ""
    for word, length in lengths:
        if length > len(best):
            best = word
    return best


@njit
def over_enumerate(xs: list[float]):
    return total(i * x for i, x in enumerate(xs, 1))


@njit
def zipped(n: int):
    evens = (2 * i for i in range(n))
    return [(a, b) for a, b in zip(evens, naturals())]


@njit
def searched(n: int):
    g = (i * i for i in range(10))
    return n in g, next(g, -1)


@njit
def chained(n: int):
    return list(itertools.chain((i for i in range(n)), (i * 10 for i in range(n))))


@njit
def unpacked():
    a, b, c = (i * i for i in range(3))
    return a, b, c


@njit
def starred(n: int):
    first, *rest = (i * i for i in range(n))
    return first, rest


@njit
def tree_values(n: int):
    tree = Tree(n, Tree(n - 1), Tree(n + 1, Tree(-5)))
    return list(tree), [v for v in tree if v > 0], sum(v for v in tree)


@njit
def missing_tree(n: int):
    tree = Tree(n)
    return list(tree.forced())


@njit
def raises_inside(n: int):
    g = (10 // (i - 2) for i in range(n))
    out = []
    for x in g:
        out.append(x)
    return out


CASES = {
    "as_argument": [(0,), (5,)],
    "in_variable": [(0,), (5,)],
    "by_next": [(2,), (5,)],
    "is_lazy": [([1, 2],)],
    "sees_changes": [([1, 2, 3],), ([],)],
    "goes_over_first": [([1, 2],)],
    "pipeline": [(0,), (4,)],
    "nested": [(3,)],
    "two_loops": [(4,)],
    "over_pairs": [(["a", "ccc", "bb"],), ([],)],
    "over_enumerate": [([1.5, 2.5],)],
    "zipped": [(3,)],
    "searched": [(4,), (5,)],
    "chained": [(3,)],
    "unpacked": [()],
    "starred": [(1,), (4,), (0,)],
    "tree_values": [(4,)],
    "missing_tree": [(1,)],
    "raises_inside": [(2,), (5,)],
}
