"""Displays whose elements become wider: ints that floats join, None that values join, lists in lists."""

from pyomp_cc import njit


@njit
def totals(xs: list[float], n: int) -> list[float]:
    sums = [0.0] * n
    counts = [0] * n
    for i, x in enumerate(xs):
        sums[i % n] += x
        counts[i % n] += 1
    best = [0] * n
    for i in range(n):
        best[i] = sums[i] / max(counts[i], 1) + 0.5
    return best


@njit
def infinite(n: int) -> list[float]:
    dist = [0] + [float("inf")] * n
    dist[0] = 0.5
    for i in range(1, n):
        dist[i] = min(dist[i], dist[i - 1] + 1.5)
    return dist


@njit
def infinite_last(n: int) -> float:
    dist = [float("inf")] * n + [0]
    return dist[-1] + 0.5


@njit
def matrix(n: int) -> list[list[float]]:
    m = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            m[i][j] = i + j / 2
    return m


@njit
def mixed_rows() -> list[list[float]]:
    return [[1.5, 0.25], [0.5, 2.5], [x * 0.5 for x in range(2)]]


@njit
def ragged() -> float:
    rows = [[1, 2], [0.5], []]
    rows.append([3, 4])
    total = 0.0
    for row in rows:
        for x in row:
            total += x
    return total


@njit
def slots(keys: list[int], n: int) -> list[str]:
    table = [None] * n
    for key in keys:
        i = key % n
        while table[i] is not None:
            i = (i + 1) % n
        table[i] = key
    return ["-" if slot is None else str(slot) for slot in table]


@njit
def board(n: int) -> str:
    cells = [[None] * n for _ in range(n)]
    for i in range(n):
        cells[i][i] = "x"
    return "\n".join("".join(c or "." for c in row) for row in cells)


@njit
def by_name(names: list[str]) -> dict[str, float]:
    weights = {name: 0 for name in names}
    for name in names:
        weights[name] += 0.5
    return weights


@njit
def dict_display() -> float:
    prices = {"tea": 1, "coffee": 2}
    prices["cake"] = 2.5
    return prices["tea"] + prices["cake"]


@njit
def grouped(n: int) -> dict[int, set[int]]:
    groups: dict[int, set[int]] = {i: set() for i in range(n)}
    for i in range(n):
        groups[i].add(i * i)
    return groups


@njit
def deep(n: int) -> list[list[list[int]]]:
    cube = [[[] for _ in range(n)] for _ in range(n)]
    for i in range(n):
        cube[i][0].append(i)
    return cube


@njit
def annotated(n: int) -> float:
    xs: list[float] = [0] * n
    ys: list[list[float]] = [[1, 2], [3]]
    xs[0] = 0.5
    return xs[0] + ys[0][1] / 4


@njit
def chosen(n: int) -> float:
    xs = [0] * n if n > 2 else [1, 2]
    xs[0] = 2.5
    return sum(xs) + 0.25


@njit
def twice(n: int) -> float:
    xs = [1] * n
    for i in range(n):
        xs[i] = xs[i] * 0.5
    ys = xs
    ys[0] += 1.0
    return xs[0]


class Histogram:
    def __init__(self, n: int):
        self.counts = [0] * n
        self.names = [None] * n

    def add(self, i, weight, name):
        self.counts[i] += weight
        self.names[i] = name


@njit
def histogram(n: int) -> tuple[float, str]:
    h = Histogram(n)
    h.add(1, 0.5, "one")
    return h.counts[1], h.names[1] or "none"


@njit
def repeated(n: int) -> list[str]:
    return ["=" * n, n * "ab", f"{'-' * n}|", "a" + "b" * n, ("x" + str(n)) * 2, "-" * (n + 1)]


CASES = {
    "totals": [([1.0, 2.0, 3.5], 2)],
    "infinite": [(3,), (1,)],
    "infinite_last": [(3,)],
    "matrix": [(3,), (0,)],
    "mixed_rows": [()],
    "ragged": [()],
    "slots": [([5, 12, 19, 3], 7)],
    "board": [(3,), (0,)],
    "by_name": [(["a", "b", "a"],)],
    "dict_display": [()],
    "grouped": [(3,), (0,)],
    "deep": [(2,), (0,)],
    "annotated": [(2,), (0,)],
    "chosen": [(2,), (3,)],
    "twice": [(2,)],
    "histogram": [(3,)],
    "repeated": [(3,), (0,), (-1,)],
}
