"""Lists: literals, methods, slices, comparison, sharing, and their way across the border."""

from pyomp_cc import njit


@njit
def literal() -> list[int]:
    return [3, 1, 2]


@njit
def mixed_numbers() -> list[float]:
    return [1.5, 2.5, -0.0]


@njit
def nested() -> list[list[int]]:
    return [[1], [2, 3], []]


@njit
def build(n: int) -> list[int]:
    xs = []
    for i in range(n):
        xs.append(i * i)
    return xs


@njit
def rows(n: int) -> list[list[int]]:
    result = [[] for _ in range(n)]
    for i in range(n):
        for row in result:
            row.append(i)
    return result


@njit
def methods(xs: list[int]) -> int:
    xs.append(7)
    xs.insert(0, -1)
    xs.insert(-100, 5)
    xs.insert(100, 6)
    xs.extend([1, 2])
    xs.extend(xs)
    xs.extend(range(3))
    last = xs.pop()
    first = xs.pop(0)
    xs.remove(7)
    xs.reverse()
    return xs.index(1) * 100 + xs.count(1) * 10 + last + first


@njit
def index_between(xs: list[int], value: int, start: int, stop: int) -> int:
    return xs.index(value, start, stop)


@njit
def pop_at(xs: list[int], i: int) -> int:
    return xs.pop(i)


@njit
def remove(xs: list[int], value: int) -> None:
    xs.remove(value)


@njit
def element(xs: list[int], i: int) -> int:
    return xs[i]


@njit
def store(xs: list[int], i: int, value: int) -> None:
    xs[i] = value


@njit
def update(xs: list[int], i: int) -> None:
    xs[i] += 5
    xs[i] *= 2


@njit
def delete(xs: list[int], i: int) -> None:
    del xs[i]


@njit
def slice_of(xs: list[int], a: int, b: int, c: int) -> list[int]:
    return xs[a:b:c]


@njit
def open_slices(xs: list[int], a: int) -> list[int]:
    return xs[a:] + xs[:a] + xs[:] + xs[::-1]


@njit
def store_slice(xs: list[int], a: int, b: int) -> None:
    xs[a:b] = [9, 8]


@njit
def store_steps(xs: list[int], c: int) -> None:
    xs[::c] = [0, 0, 0]


@njit
def delete_slice(xs: list[int], a: int, b: int, c: int) -> None:
    del xs[a:b:c]


@njit
def arithmetic(xs: list[int], n: int) -> list[int]:
    ys = xs + [1]
    ys += xs
    ys = ys * n + 2 * xs
    ys *= 2
    return ys


@njit
def compare(xs: list[int], ys: list[int]) -> tuple[bool, bool, bool, bool, bool, bool]:
    return xs == ys, xs != ys, xs < ys, xs <= ys, xs > ys, xs >= ys


@njit
def contains(xs: list[float], x: float) -> tuple[bool, bool]:
    return x in xs, x not in xs


@njit
def sort(xs: list[float], reverse: bool) -> list[float]:
    ys = sorted(xs)
    xs.sort(reverse=reverse)
    return ys


@njit
def sort_many(n: int) -> tuple[list[float], list[tuple[int, float]]]:
    state = 1
    xs = []
    pairs = []
    for _ in range(n):
        state = state * 1103515245 % 2147483648
        xs.append(state / 7.0)
        pairs.append((state % 5, state / 3.0))
    xs.sort()
    pairs.sort(reverse=True)
    return xs, pairs


@njit
def truth(xs: list[int]) -> int:
    if xs:
        return len(xs)
    return -1 if not xs else 0


@njit
def shares(xs: list[int]) -> list[int]:
    ys = xs
    ys.append(1)
    zs = ys.copy()
    zs.append(2)
    return zs


@njit
def same(xs: list[int]) -> list[int]:
    return xs


@njit
def twice(xs: list[int], ys: list[int]) -> int:
    xs.append(1)
    return len(ys)


@njit
def changes_and_raises(xs: list[int], i: int) -> int:
    xs.append(1)
    return xs[i]


@njit
def inner(xs: list[list[int]]) -> None:
    xs[0].append(4)
    xs.append([5])
    xs[0] = xs[1]


@njit
def grows(xs: list[int]) -> int:
    total = 0
    for x in xs:
        total += x
        if len(xs) < 6:
            xs.append(x + 1)
    return total


@njit
def reassigned(xs: list[int]) -> int:
    total = 0
    for x in xs:
        xs = [10]
        total += x
    return total + xs[0]


@njit
def helper(xs):
    xs.append(2.5)
    return len(xs)


@njit
def passes(n: int) -> tuple[int, list[float]]:
    xs = [0.5]
    return helper(xs) + helper([1.0] * n), xs


@njit
def doubled(xs: list[float]) -> list[float]:
    return [2 * x for x in xs]


@njit
def filtered(xs: list[int]) -> list[int]:
    x = 100
    ys = [x * x for x in xs if x % 2 == 0 if x > 0]
    ys.append(x)
    return ys


@njit
def pairs(n: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(n) for j in range(i)]


@njit
def table(n: int, m: int) -> list[list[int]]:
    return [[i * j for j in range(m)] for i in range(n)]


@njit
def unpacked(xs: list[tuple[int, float]]) -> float:
    total = 0.0
    for i, x in xs:
        total += i * x
    for n, (i, x) in enumerate(xs):
        total += n * x - i
    return total


@njit
def sums(xs: list[int]) -> tuple[int, int, int, bool, bool]:
    return sum(xs), max(xs), min(xs), any(x > 2 for x in xs), all([x > 0 for x in xs])


@njit
def stops_early(xs: list[int], n: int) -> tuple[bool, bool]:
    return any(n // x > 2 for x in xs), all(n // x < 100 for x in xs if x != 3)


@njit
def defaults(xs: list[int]) -> tuple[int, int]:
    return max(xs, default=-1), min(xs, default=99)


@njit
def enumerated(xs: list[int]) -> int:
    total = 0
    for i, x in enumerate(xs, start=3):
        total += i * x
    for i, (x, y) in enumerate(zip(xs, reversed(xs))):
        total += i * x - y
    return total


@njit
def booleans(xs: list[bool]) -> list[bool]:
    ys = xs + [True]
    ys[0] = not ys[0]
    return ys


@njit
def annotated(n: int) -> int:
    xs: list[float] = []
    if n > 0:
        xs.append(1)
    return len(xs)


@njit
def dot(xs: list[float], ys: list[float]) -> float:
    total = 0.0
    for i in range(len(xs)):
        total += xs[i] * ys[i]
    return total


@njit
def wrap_around(xs: list[int], n: int) -> int:
    total = 0
    for i in range(-1, n):
        total = total * 10 + xs[i]
    return total


@njit
def shift(xs: list[int]) -> None:
    for i in range(1, len(xs)):
        xs[i - 1] = xs[i]


@njit
def prefix(xs: list[int], n: int) -> list[int]:
    for i in range(n):
        xs.append(xs[i] + xs[-1])
    return xs


@njit
def sieve(n: int) -> list[int]:
    prime = [True] * (n + 1)
    for i in range(2, n + 1):
        if prime[i]:
            for j in range(i * i, n + 1, i):
                prime[j] = False
    return [i for i in range(2, n + 1) if prime[i]]


@njit
def over_tuple() -> int:
    total = 0
    for x in (1, 5, 9):
        total = total * 10 + x
    return total


CASES = {
    "literal": [()],
    "mixed_numbers": [()],
    "nested": [()],
    "build": [(0,), (1,), (5,)],
    "rows": [(0,), (3,)],
    "methods": [([],), ([4, 7],)],
    "index_between": [([1, 2, 1], 1, 1, 3), ([1, 2, 1], 1, -1, 10), ([1, 2], 1, 1, 2), ([1, 2], 2, -5, -1)],
    "pop_at": [([1, 2, 3], 1), ([1, 2, 3], -1), ([1], 1), ([1], -2), ([], 0)],
    "remove": [([1, 2, 1], 1), ([], 1)],
    "element": [([1, 2, 3], 0), ([1, 2, 3], -1), ([1, 2, 3], -3), ([1, 2, 3], 3), ([1, 2, 3], -4), ([], 0)],
    "store": [([1, 2], 1, 9), ([1, 2], -2, 9), ([1, 2], 2, 9)],
    "update": [([1, 2], 1), ([1, 2], -1), ([1, 2], 5)],
    "delete": [([1, 2, 3], 1), ([1, 2, 3], -1), ([1], 1)],
    "slice_of": [([0, 1, 2, 3, 4], a, b, c) for a in (-9, -2, 0, 2, 9) for b in (-9, -1, 3, 9) for c in (-2, -1, 1, 3)]
    + [([1], 0, 1, 0)],
    "open_slices": [([1, 2, 3], 1), ([1, 2, 3], -1), ([], 4)],
    "store_slice": [([1, 2, 3, 4], 1, 3), ([1, 2, 3], 3, 1), ([], 0, 0), ([1, 2, 3], -2, 9)],
    "store_steps": [([1, 2, 3, 4, 5], 2), ([1, 2, 3, 4], 2), ([1, 2, 3], -1), ([1, 2, 3], 1), ([1], 0)],
    "delete_slice": [([0, 1, 2, 3, 4, 5], a, b, c) for a in (-9, 1, 5) for b in (-9, 4, 9) for c in (-2, 1, 2)],
    "arithmetic": [([1, 2], 2), ([], 3), ([1], 0), ([1], -1)],
    "compare": [([], []), ([1], []), ([1, 2], [1, 3]), ([1, 2], [1, 2]), ([2], [1, 5])],
    "contains": [([1.0, 2.0], 2.0), ([], 1.0), ([0.0], -0.0)],
    "sort": [([3.0, 1.0, 2.0], False), ([3.0, 1.0, 2.0], True), ([], True)],
    "sort_many": [(0,), (25,), (100,), (500,)],
    "truth": [([],), ([0],)],
    "shares": [([],), ([5],)],
    "same": [([1, 2],)],
    "twice": [([1], [2])],
    "changes_and_raises": [([1], 0), ([1], 5)],
    "inner": [([[1], [2]],)],
    "grows": [([1, 2],), ([],)],
    "reassigned": [([1, 2],)],
    "passes": [(0,), (2,)],
    "doubled": [([0.5, 1.0],), ([],)],
    "filtered": [([1, 2, 3, 4, -2],)],
    "pairs": [(0,), (4,)],
    "table": [(2, 3), (0, 3)],
    "unpacked": [([(1, 0.5), (2, 1.5)],)],
    "sums": [([1, 2, 3],), ([],), ([2**62, 2**61],)],
    "stops_early": [([9, 3], 5), ([], 1)],
    "defaults": [([],), ([3, 1],)],
    "enumerated": [([4, 5, 6],), ([],)],
    "booleans": [([True],), ([False, True],)],
    "annotated": [(0,), (1,)],
    "dot": [([1.0, 2.0], [3.0, 4.0]), ([1.0, 2.0], [3.0]), ([], [])],
    "wrap_around": [([1, 2, 3], 3), ([1, 2, 3], 4), ([1], 0), ([], 1)],
    "shift": [([1, 2, 3, 4],), ([],)],
    "prefix": [([1, 2], 4), ([], 1)],
    "sieve": [(30,), (1,), (0,)],
    "over_tuple": [()],
}

# The traceback of CPython names the frame `<genexpr>`, which compiled code does not have: README.
DIVISION = ZeroDivisionError("integer division or modulo by zero")
DIFFERENCES = {"stops_early": [(([1, 0], 5), DIVISION), (([9, 0], 5), DIVISION)]}
