"""Generators, closures, comprehensions, iterators put together."""

import functools
import itertools
import operator
from collections import Counter, defaultdict

from pyomp_cc import njit


def naturals(start=0):
    n = start
    while True:
        yield n
        n += 1


def take(n, iterable):
    for i, x in enumerate(iterable):
        if i == n:
            return
        yield x


def evens(numbers):
    for n in numbers:
        if n % 2 == 0:
            yield n


def squared(numbers):
    for n in numbers:
        yield n * n


@njit
def pipeline(n: int) -> list[int]:
    return list(take(n, squared(evens(naturals()))))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


@njit
def fib_below(limit: int) -> list[int]:
    return list(itertools.takewhile(lambda x: x < limit, fib()))


@njit
def even_fib_sum(limit: int) -> int:
    total = 0
    for x in fib():
        if x > limit:
            break
        if not x & 1:
            total += x
    return total


def chunks(xs, size):
    for i in range(0, len(xs), size):
        yield xs[i : i + size]


@njit
def chunked(xs: list[int], size: int) -> list[list[int]]:
    return list(chunks(xs, size))


def windows(xs, n):
    for i in range(len(xs) - n + 1):
        yield xs[i : i + n]


@njit
def moving_average(xs: list[float], n: int) -> list[float]:
    return [sum(w) / n for w in windows(xs, n)]


def flatten(rows):
    for row in rows:
        yield from row


@njit
def flat(rows: list[list[str]]) -> str:
    return "-".join(flatten(rows))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


@njit
def nth_prime(n: int) -> int:
    return next(itertools.islice(primes(), n, None))


def lines_of(text):
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line


@njit
def config(text: str) -> dict[str, str]:
    settings = {}
    for number, line in lines_of(text):
        if "=" not in line:
            raise ValueError(f"line {number}: expected key=value, got {line!r}")
        key, value = line.split("=", 1)
        settings[key.strip()] = value.strip()
    return settings


def make_counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    return increment


@njit
def counters() -> list[int]:
    a = make_counter()
    b = make_counter(10)
    return [a(), a(), b(5), a(2), b()]


def compose(f, g):
    return lambda x: f(g(x))


@njit
def composed(x: int) -> int:
    inc = lambda v: v + 1
    double = lambda v: v * 2
    return compose(inc, double)(x) + compose(double, inc)(x)


def adder(n):
    def add(x):
        return x + n

    return add


@njit
def adders(x: int) -> list[int]:
    add5, add7 = adder(5), adder(7)
    return [add5(x), add7(x), add5(add7(x))]


def twice(f):
    def wrapper(x):
        return f(f(x))

    return wrapper


@njit
def applied(x: float) -> float:
    half = twice(lambda v: v / 2)
    return half(x)


@njit
def averages(x: list[float]) -> list[float]:
    total, count = 0.0, 0

    def add(value):
        nonlocal total, count
        total += value
        count += 1
        return total / count

    return [add(v) for v in x]


@njit
def comprehensions(n: int) -> tuple[list[int], dict[int, str], set[int], list[tuple[int, int]], list[list[int]]]:
    squares = [x * x for x in range(n) if x % 3]
    names = {x: str(x) * x for x in range(n)}
    remainders = {x % 4 for x in squares}
    pairs = [(x, y) for x in range(n) for y in range(x) if (x + y) % 2]
    nested = [[i * j for j in range(i)] for i in range(n)]
    return squares, names, remainders, pairs, nested


@njit
def conditional(xs: list[int]) -> list[str]:
    return ["even" if x % 2 == 0 else "odd" for x in xs]


@njit
def inverted(d: dict[str, int]) -> dict[int, list[str]]:
    result: dict[int, list[str]] = {}
    for k, v in d.items():
        result.setdefault(v, []).append(k)
    return result


@njit
def swap(d: dict[str, int]) -> dict[int, str]:
    return {v: k for k, v in d.items()}


@njit
def merged(a: dict[str, int], b: dict[str, int]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    c = {**a, **b}
    d = a | b
    a |= b
    return c, d, {k: a.get(k, 0) + b.get(k, 0) for k in sorted(a.keys() | b.keys())}


@njit
def grouped(words: list[str]) -> dict[str, list[str]]:
    groups = defaultdict(list)
    for w in words:
        groups[w[0]].append(w)
    return {k: sorted(v) for k, v in sorted(groups.items())}


@njit
def runs(text: str) -> list[tuple[str, int]]:
    return [(k, len(list(g))) for k, g in itertools.groupby(text)]


@njit
def reduced(xs: list[int]) -> tuple[int, int, int]:
    product = functools.reduce(operator.mul, xs, 1)
    largest = functools.reduce(lambda a, b: a if a > b else b, xs)
    return product, largest, functools.reduce(lambda acc, x: acc * 10 + x, xs, 0)


@njit
def zipped(names: list[str], ages: list[int]) -> list[str]:
    people = dict(zip(names, ages))
    oldest = max(people, key=people.get)
    return [f"{n} is {a}" for n, a in people.items()] + [oldest]


@njit
def unzipped(pairs: list[tuple[str, int]]) -> tuple[list[str], list[int]]:
    names = [n for n, _ in pairs]
    numbers = [x for _, x in pairs]
    return names, numbers


@njit
def most_common(text: str, n: int) -> list[tuple[str, int]]:
    return Counter(text.replace(" ", "")).most_common(n)


@njit
def triangle(n: int) -> list[str]:
    return [" " * (n - i - 1) + "*" * (2 * i + 1) for i in range(n)]


@njit
def enumerated(xs: list[str]) -> list[str]:
    return [f"{i}. {x}" for i, x in enumerate(xs, start=1)]


@njit
def filtered(xs: list[int]) -> tuple[list[int], list[str], int]:
    return list(filter(lambda x: x > 0, xs)), list(map(str, xs)), sum(map(abs, xs))


@njit
def any_all(xs: list[int]) -> tuple[bool, bool, bool]:
    return any(x < 0 for x in xs), all(xs), any(xs)


@njit
def dot(a: list[float], b: list[float]) -> float:
    return sum(map(operator.mul, a, b))


@njit
def products(xs: list[str], ys: list[int]) -> list[str]:
    return [x + str(y) for x, y in itertools.product(xs, ys)]


@njit
def walrus(xs: list[int]) -> list[int]:
    return [y for x in xs if (y := x * x - 4) > 0]


@njit
def unpacking(xs: list[int]) -> tuple[int, list[int], int]:
    first, *middle, last = xs
    return first, middle, last


@njit
def chained_units(n: float) -> str:
    for unit in ["B", "KB", "MB", "GB"]:
        if n < 1024:
            return f"{n:.1f} {unit}"
        n /= 1024
    return f"{n:.1f} TB"


@njit
def fizzbuzz(n: int) -> list[str]:
    return ["Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0) or str(i) for i in range(1, n + 1)]


@njit
def sparse(rows: list[dict[int, float]], x: dict[int, float]) -> list[float]:
    return [sum(v * x.get(k, 0.0) for k, v in row.items()) for row in rows]


@njit
def bank_queue(arrivals: list[int], service: int) -> tuple[float, int]:
    free, waits = 0, []
    for t in arrivals:
        begin = max(t, free)
        waits.append(begin - t)
        free = begin + service
    return sum(waits) / len(waits), max(waits)


@njit
def json_list(xs: list[int], names: dict[str, float], flag: bool) -> str:
    items = ", ".join(f'"{k}": {v}' for k, v in names.items())
    return "{" + f'"xs": {xs}, {items}, "flag": {str(flag).lower()}' + "}"


@njit
def grades(scores: dict[str, int]) -> dict[str, str]:
    def grade(s):
        if s >= 90:
            return "A"
        elif s >= 80:
            return "B"
        return "F"

    return {name: grade(score) for name, score in scores.items()}


@njit
def shift(xs: list[int], k: int) -> list[int]:
    k %= len(xs)
    xs[:] = xs[-k:] + xs[:-k]
    return xs


@njit
def slices(xs: list[int]) -> list[int]:
    xs[1:3] = [10, 20, 30]
    xs[::2] = [0] * len(xs[::2])
    del xs[-2:]
    xs[len(xs) :] = [7, 8]
    xs.insert(0, -1)
    return xs


@njit
def dedupe(xs: list[int]) -> list[int]:
    return list(dict.fromkeys(xs))


@njit
def set_algebra(a: set[int], b: list[int]) -> tuple[list[list[int]], list[bool]]:
    return [
        sorted(a | set(b)),
        sorted(a.union(b)),
        sorted(a.intersection(b)),
        sorted(a.difference(b)),
        sorted(a.symmetric_difference(b)),
    ], [a.issuperset(b), a.isdisjoint(b), a.issubset(b)]


CASES = {
    "pipeline": [(5,), (0,)],
    "fib_below": [(50,), (0,)],
    "even_fib_sum": [(4000000,)],
    "chunked": [([1, 2, 3, 4, 5], 2), ([], 3), ([1], 0)],
    "moving_average": [([1.0, 2.0, 3.0, 4.0], 2), ([], 2)],
    "flat": [([["a", "b"], [], ["c"]],), ([],)],
    "nth_prime": [(0,), (25,)],
    "config": [("# c\na = 1\n\nb=2=3",), ("x",), ("",)],
    "counters": [()],
    "composed": [(5,)],
    "adders": [(1,)],
    "applied": [(8.0,)],
    "averages": [([10.0, 20.0, 30.0],), ([],)],
    "comprehensions": [(5,), (0,)],
    "conditional": [([1, 2, 3],)],
    "inverted": [({"a": 1, "b": 2, "c": 1},)],
    "swap": [({"a": 1, "b": 1},)],
    "merged": [({"a": 1, "b": 2}, {"b": 3, "c": 4}), ({}, {})],
    "grouped": [(["bee", "ant", "bat", "ape"],), ([""],)],
    "runs": [("aaabbc",), ("",)],
    "reduced": [([1, 2, 3, 4],), ([],)],
    "zipped": [(["Ann", "Bob"], [30, 40]), ([], [])],
    "unzipped": [([("a", 1), ("b", 2)],)],
    "most_common": [("hello world", 2), ("", 1)],
    "triangle": [(3,), (0,)],
    "enumerated": [(["x", "y"],)],
    "filtered": [([1, -2, 3],), ([],)],
    "any_all": [([1, -1],), ([],), ([0, 0],)],
    "dot": [([1.0, 2.0], [3.0, 4.0])],
    "products": [(["a", "b"], [1, 2])],
    "walrus": [([1, 2, 3],)],
    "unpacking": [([1, 2, 3, 4],), ([1, 2],), ([1],)],
    "chained_units": [(512.0,), (123456789.0,), (1e20,)],
    "fizzbuzz": [(15,), (0,)],
    "sparse": [([{0: 1.0, 2: 3.0}, {1: 0.5}], {0: 2.0})],
    "bank_queue": [([0, 1, 2, 10], 3), ([], 1)],
    "json_list": [([1, 2], {"a": 1.5}, True)],
    "grades": [({"Ann": 95, "Bob": 85, "Cy": 10},)],
    "shift": [([1, 2, 3, 4], 1), ([1, 2, 3], -1), ([], 1)],
    "slices": [([1, 2, 3, 4, 5],)],
    "dedupe": [([3, 1, 3, 2, 1],)],
    "set_algebra": [({1, 2, 3}, [3, 4, 4])],
}
