"""Generators that take values, return one, are closed, and hold `try`, `finally` and `with`."""

from pyomp_cc import njit


def averager():
    total = 0.0
    count = 0
    average = 0.0
    while True:
        x = yield average
        total += x
        count += 1
        average = total / count


def until_none():
    total = 0
    while True:
        x = yield total
        if x is None:
            break
        total += x
    return total


def labels():
    text = yield ""
    while text != "end":
        text = yield text + "!"


def counted(n):
    for i in range(n):
        yield i
    return n * 10


def maybe(n):
    for i in range(n):
        if i == 3:
            return "three"
        yield i


def outer(n):
    first = yield from counted(n)
    yield first
    second = yield from counted(n + 1)
    return first + second


def handed_on(n):
    return (yield from counted(n))


def with_end(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("closed", n)


def caught(n):
    try:
        for i in range(n):
            yield 6 // (i - 2)
    except ZeroDivisionError:
        yield -1
        yield -2
    else:
        yield 100
    finally:
        print("done")


def handled(n):
    for i in range(n):
        try:
            if i % 2:
                raise ValueError("odd")
            yield i
        except ValueError:
            yield -i


def two_handlers(xs, k):
    for i in range(len(xs) + 1):
        try:
            yield xs[i] // k
        except ZeroDivisionError:
            yield 0
        except IndexError:
            yield -1


def stubborn(n):
    for i in range(n):
        try:
            yield i
        except GeneratorExit:
            continue


class Opened:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        print("enter")
        return self.n

    def __exit__(self, kind, value, traceback):
        print("exit", kind is None)
        return False


def inside_with(n):
    with Opened(n) as m:
        for i in range(m):
            yield i


@njit
def averages(xs: list[float]):
    g = averager()
    next(g)
    return [g.send(x) for x in xs]


@njit
def used_as_none(n: int):
    g = averager()
    next(g)
    g.send(1.5)
    if n > 0:
        return next(g)
    return 0.0


@njit
def sent_until(n: int):
    g = until_none()
    g.send(None)
    out = []
    for i in range(n):
        out.append(g.send(i))
    try:
        g.send(None)
    except StopIteration:
        out.append(-1)
    return out


@njit
def sent_too_early(n: int):
    g = until_none()
    return g.send(n)


@njit
def sent_behind(n: int):
    g = until_none()
    next(g)
    next(g, None)
    return g.send(n)


@njit
def labelled(words: list[str]):
    g = labels()
    next(g)
    out = []
    for word in words:
        out.append(g.send(word))
    return out


@njit
def value_of_from(n: int):
    return list(outer(n))


@njit
def value_handed_on(n: int):
    return list(handed_on(n)), sum(handed_on(n))


@njit
def optional_value(n: int):
    return list(maybe(n))


@njit
def unhandled_value(n: int):
    g = counted(n)
    while True:
        next(g)


@njit
def unhandled_text(n: int):
    g = maybe(n)
    while True:
        next(g)


@njit
def ends_once(n: int):
    g = counted(n)
    total = 0
    for x in g:
        total += x
    return total + next(g, -7)


@njit
def closed(n: int):
    g = with_end(n)
    a = next(g, -1)
    g.close()
    b = next(g, -5)
    g.close()
    return a, b


@njit
def closed_first(n: int):
    g = with_end(n)
    g.close()
    return next(g, -5)


@njit
def ran_out(n: int):
    s = 0
    for x in with_end(n):
        s += x
    print("behind")
    return s


@njit
def left_early(n: int):
    for x in with_end(n):
        if x == 2:
            break
    print("behind")
    return n


@njit
def left_by_error(n: int):
    try:
        for x in with_end(n):
            print(10 // (1 - x))
    except ZeroDivisionError:
        print("handled")
    return n


def first_of(n):
    g = with_end(n)
    return next(g)


@njit
def dropped(n: int):
    x = first_of(n)
    print("dropped")
    return x


@njit
def caught_all(n: int):
    return list(caught(n))


@njit
def in_handler(n: int):
    return list(handled(n))


@njit
def in_two_handlers(xs: list[int], k: int):
    return list(two_handlers(xs, k))


@njit
def ignored_exit(n: int):
    g = stubborn(n)
    next(g)
    g.close()
    return n


@njit
def used_with(n: int):
    return list(inside_with(n))


@njit
def left_with(n: int):
    for x in inside_with(n):
        if x == 1:
            return x
    return -1


CASES = {
    "averages": [([1.0, 2.0, 6.0],), ([],)],
    "used_as_none": [(0,), (1,)],
    "sent_until": [(0,), (3,)],
    "sent_too_early": [(1,)],
    "sent_behind": [(1,)],
    "labelled": [(["a", "b"],), (["a", "end", "c"],)],
    "value_of_from": [(0,), (3,)],
    "value_handed_on": [(3,)],
    "optional_value": [(2,), (6,)],
    "unhandled_value": [(0,), (2,)],
    "unhandled_text": [(2,), (6,)],
    "ends_once": [(3,)],
    "closed": [(0,), (3,)],
    "closed_first": [(3,)],
    "ran_out": [(0,), (3,)],
    "left_early": [(1,), (5,)],
    "left_by_error": [(1,), (3,)],
    "dropped": [(1,), (3,)],
    "caught_all": [(0,), (2,), (4,)],
    "in_handler": [(5,)],
    "in_two_handlers": [([1, 2], 1), ([3], 0)],
    "ignored_exit": [(1,), (3,)],
    "used_with": [(0,), (3,)],
    "left_with": [(1,), (4,)],
}
