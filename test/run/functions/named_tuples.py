# Named tuples: made, read by name and by place, compared, kept in containers, across the border.
from collections import namedtuple
from typing import NamedTuple

from pyomp_cc import njit

Point = namedtuple("Point", ["x", "y"])
Three = namedtuple("Three", "a, b c", defaults=(2, 3.5))


class Typed(NamedTuple):
    n: int
    text: str


class Sample(NamedTuple):
    """One measurement."""

    time: float
    value: float = 1.5
    name: str = "none"


@njit
def add(x: float, y: float):
    p = Point(x, y=2.0 * y)
    return p.x + p.y + p[0] + len(p)


@njit
def made(x: float, n: int):
    return Point(x, n)


@njit
def several(n: int):
    return [Point(i, i * 0.5) for i in range(n)]


@njit
def defaults(n: int):
    return Three(n), Three(n, 5), Three(c=1.0, a=n)


@njit
def replaced(x: float):
    p = Point(x, 1.0)
    q = p._replace(y=x * 3)
    q = q._replace(x=7.0)
    return p, q


@njit
def unpacked(x: float):
    a, b = Point(x, 3)
    s = 0.0
    for v in Point(x, 2.5):
        s += v
    return a + b + s


@njit
def compared(x: int, y: int):
    p = Point(x, y)
    return p == Point(1, 2), p < Point(3, 4), p == (x, y)


@njit
def texts(x: float):
    p = Point(x, "a'b")
    s = Sample(x)
    print(p, s)
    return str(p), repr(s), f"{p}", f"{p!r} {p.x:.2f}"


@njit
def keyed(n: int):
    counts = {}
    for i in range(n):
        p = Point(i % 3, i % 2)
        counts[p] = counts.get(p, 0) + 1
    return counts, sorted(counts), max(counts, key=lambda p: p.x)


@njit
def typed(s: Sample):
    return Sample(s.time + 1.0, s.value, name=s.name + "!")


@njit
def either(n: int):
    p = Point(1, 2)
    if n > 3:
        p = Point(1.5, 2)
    return p


@njit
def evaluated(n: int):
    xs = [n]
    return Three(b=xs.pop(), a=len(xs), c=0.0)


@njit
def told(n: int):
    p = Point(n, n)
    return isinstance(p, Point), isinstance(p, tuple), isinstance(p, Three), isinstance((n, n), Point)


@njit
def nested(n: int):
    segment = (Point(0, 0), Point(n, n + 1))
    length = segment[1].x - segment[0].x
    typed_one = Typed(n=length, text="t" * n)
    return segment, typed_one, typed_one.text


@njit
def fields_of(n: int):
    return area(Point(n, 2)), area(Point(1.5, 2.0))


def area(p):
    return p.x * p.y


CASES = {
    "add": [(1.0, 2.0)],
    "made": [(1.5, 3)],
    "several": [(0,), (3,)],
    "defaults": [(1,)],
    "replaced": [(2.0,)],
    "unpacked": [(2.0,)],
    "compared": [(1, 2), (3, 1)],
    "texts": [(1.25,)],
    "keyed": [(10,)],
    "typed": [(Sample(1.0, 2.0, "x"),), (Sample(1.0),)],
    "either": [(4,)],
    "evaluated": [(4,)],
    "told": [(4,)],
    "nested": [(4,)],
    "fields_of": [(4,)],
}
