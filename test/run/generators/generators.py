"""Generators: loops, next, laziness, exceptions, recursion, and functions that take what they give."""

from pyomp_cc import njit


def count_up(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(n):
    for i in range(n):
        print("giving", i)
        yield i * i


def pairs(xs):
    for i, x in enumerate(xs):
        yield i, x * 0.5


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def failing(n):
    for i in range(n):
        if i == 3:
            raise ValueError("three")
        yield 10 // (2 - i) if i < 2 else i


def chained(n):
    yield -1
    yield from count_up(n)
    yield from [7, 8]
    yield -2


def permuted(xs, k):
    if k == len(xs):
        yield xs[:]
        return
    for i in range(k, len(xs)):
        xs[k], xs[i] = xs[i], xs[k]
        yield from permuted(xs, k + 1)
        xs[k], xs[i] = xs[i], xs[k]


def nothing(n):
    if n < 0:
        yield n


def guarded(n):
    for i in range(n):
        try:
            yield 6 // (i - 1)
        except ZeroDivisionError:
            print("zero")


@njit
def looped(n: int):
    total = 0
    for x in count_up(n):
        total += x
    for i, half in pairs([1, 2, 3]):
        total += i
        if half > 1.0:
            break
    return total


@njit
def lazy(n: int):
    out = []
    for x in squares(n):
        print("taking", x)
        if x > 3:
            break
        out.append(x)
    return out


@njit
def by_next(n: int):
    g = count_up(n)
    a = next(g)
    b = next(g, -5)
    rest = 0
    for x in g:
        rest += x
    c = next(g, 99)
    return a, b, rest, c


@njit
def with_none(n: int):
    g = count_up(n)
    value = next(g, None)
    seen = 0
    while value is not None:
        seen += value
        value = next(g, None)
    return seen


@njit
def stops(n: int):
    g = count_up(n)
    try:
        while True:
            next(g)
    except StopIteration:
        return "stopped"
    return "never"


@njit
def unstopped(n: int):
    g = count_up(n)
    next(g)
    return next(g)


@njit
def first_fibonacci(n: int):
    out = []
    for f in fibonacci():
        if f > n:
            break
        out.append(f)
    return out


@njit
def raised(n: int):
    seen = []
    try:
        for x in failing(n):
            seen.append(x)
    except ValueError:
        return seen, "three"
    return seen, "fine"


@njit
def unhandled(n: int):
    total = 0
    for x in failing(n):
        total += x
    return total


@njit
def collected(n: int):
    return list(chained(n)), sum(count_up(n)), sorted(chained(n)), max(chained(n))


@njit
def permutations(n: int):
    return [p for p in permuted(list(range(n)), 0)]


@njit
def two_at_once(n: int):
    a = count_up(n)
    b = count_up(n)
    c = a
    total = 0
    for x in a:
        total += x * next(b)
        next(c, 0)
    return total


@njit
def empty(n: int):
    found = 0
    for x in nothing(n):
        found += x
    return found


@njit
def handled(n: int):
    return list(guarded(n))


@njit
def squares_of(xs: list[int]):
    def squared():
        for x in xs:
            yield x * x

    return [y for y in squared()]


CASES = {
    "looped": [(0,), (5,)],
    "lazy": [(0,), (2,), (9,)],
    "by_next": [(1,), (2,), (6,)],
    "with_none": [(0,), (4,)],
    "stops": [(0,), (3,)],
    "unstopped": [(1,), (2,), (0,)],
    "first_fibonacci": [(50,)],
    "raised": [(2,), (5,)],
    "unhandled": [(2,), (3,), (5,)],
    "collected": [(0,), (3,)],
    "permutations": [(1,), (3,)],
    "two_at_once": [(4,)],
    "empty": [(3,), (-3,)],
    "handled": [(4,)],
    "squares_of": [([1, 2, 3],)],
}
