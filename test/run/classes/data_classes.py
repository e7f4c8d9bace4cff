"""Dataclasses: generated methods, defaults, factories, order, frozen ones as keys, inheritance, objects in objects."""

from dataclasses import dataclass, field

from pyomp_cc import jitclass, njit


@dataclass
class Point:
    x: float
    y: float = 0.5

    def dist2(self, other):
        return (self.x - other.x) ** 2 + (self.y - other.y) ** 2


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
    tag: str = field(default="", compare=False)


@dataclass
class Stack:
    items: list[int] = field(default_factory=list)
    limit: int = 3
    pushes: int = field(default=0, init=False, repr=False)

    def push(self, value):
        if len(self.items) == self.limit:
            raise OverflowError("stack is full")
        self.items.append(value)
        self.pushes += 1

    def __len__(self):
        return len(self.items)


@dataclass
class Point3(Point):
    z: float = 0.0

    def __post_init__(self):
        self.z += 1.0


@dataclass(eq=False)
class Body:
    where: Point
    mass: float
    trail: list[float] = field(default_factory=lambda: [0.0])


@dataclass(kw_only=True)
class Options:
    depth: int
    name: str = "none"


@jitclass([("value", "int64"), ("factor", "float64")])
class Counter:
    def __init__(self, value, factor):
        self.value = value
        self.factor = factor

    def add(self, n):
        self.value += n
        return self.value * self.factor


@njit
def points(a: float):
    p = Point(a)
    q = Point(y=a, x=2.0)
    return p == q, p == Point(a, 0.5), p != q, repr(p), str(q), p.dist2(q)


@njit
def lists(n: int):
    ps = [Point(float(i), float(i * i)) for i in range(n)]
    target = Point(2.0, 4.0)
    total = 0.0
    for p in ps:
        total += p.x * p.y
    ps.reverse()
    return total, target in ps, ps.count(target), repr(ps), ps == ps[:], ps[0].x


@njit
def versions(a: int, b: int):
    u = Version(a, b)
    v = Version(b, a, "beta")
    w = [Version(3), u, v, Version(1, 5)]
    table = {u: 1, v: 2}
    table[Version(a, b, "other")] = 7
    return u < v, u <= v, u > v, u >= v, u == v, repr(sorted(w)), max(w).major, table[u], len(table), u in table


@njit
def stacks(n: int):
    s = Stack()
    t = Stack([1, 2], limit=5)
    for i in range(n):
        s.push(i)
        t.push(i * i)
    return len(s), len(t), s.items, t.items, s.pushes, repr(t)


@njit
def inherited(a: float):
    p = Point3(a, z=2.0)
    return p.x, p.y, p.z, repr(p), p.dist2(Point(0.0, 0.0)), p == Point3(a, 0.5, 2.0)


@njit
def bodies(n: int):
    b = Body(Point(1.0, 2.0), 3.0)
    c = Body(b.where, 4.0)
    for _i in range(n):
        b.where.x += 0.5
        b.trail.append(b.where.x)
    return c.where.x, b == c, b == b, c.where is b.where, b.trail, len(c.trail)


@njit
def options(n: int):
    o = Options(depth=n)
    return o.depth, o.name, repr(Options(name="x", depth=2))


@njit
def counted(n: int):
    c = Counter(n, 0.5)
    c.add(2)
    return c.add(3), c.value


@njit
def mirrored(p: Point):
    return Point(p.y, p.x)


@njit
def newest(versions: list[Version]):
    best = versions[0]
    for v in versions[1:]:
        if v > best:
            best = v
    return best


@njit
def grow(s: Stack, n: int):
    for i in range(n):
        s.push(i)
    return s


@njit
def drift(b: Body):
    b.where = Point(b.where.x + 1.0, b.where.y)
    b.trail.append(b.where.x)
    return b.where


def border():
    p = Point(1.0, 2.0)
    q = mirrored(p)
    vs = [Version(1), Version(3, 1, "a"), Version(3)]
    best = newest(vs)
    b = Body(p, 2.0)
    trail = b.trail
    where = drift(b)
    return repr(q), type(q) is Point, repr(best), best is vs[1], b.where is where, repr(p), trail is b.trail, trail


def grown(n):
    s = Stack([7])
    items = s.items
    try:
        grow(s, n)
    except OverflowError as error:
        return str(error), repr(s), items is s.items, s.pushes
    return repr(s), items is s.items, s.pushes


# These call compiled functions from Python.
PYTHON = ("border", "grown")
CASES = {
    "points": [(2.0,), (-0.5,)],
    "lists": [(0,)[:0] or (3,), (5,)],
    "versions": [(1, 2), (2, 1), (1, 1)],
    "stacks": [(0,), (3,), (4,)],
    "inherited": [(1.5,)],
    "bodies": [(3,)],
    "options": [(4,)],
    "counted": [(4,)],
    "border": [()],
    "grown": [(1,), (5,)],
}
