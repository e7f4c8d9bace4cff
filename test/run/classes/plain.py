"""Classes with methods, operators, properties and constants, inside compiled functions and across the border."""

import math

import numpy as np

from pyomp_cc import njit


class Vec:
    """A vector of two numbers."""

    DIMENSIONS = 2

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vec(self.x * factor, self.y * factor)

    def __rmul__(self, factor):
        return self * factor

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __eq__(self, other):
        if not isinstance(other, Vec):
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __abs__(self):
        return math.sqrt(self.x * self.x + self.y * self.y)

    def __len__(self):
        return self.DIMENSIONS

    def __getitem__(self, i):
        if i == 0:
            return self.x
        if i == 1:
            return self.y
        raise IndexError("vector index out of range")

    def __setitem__(self, i, value):
        if i == 0:
            self.x = value
        else:
            self.y = value

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"

    def __contains__(self, value):
        return value == self.x or value == self.y

    def __bool__(self):
        return self.x != 0.0 or self.y != 0.0

    def __call__(self, t):
        return self.x + t * self.y

    @property
    def norm(self):
        return abs(self)

    @staticmethod
    def unit():
        return Vec(1.0, 0.0)

    @classmethod
    def both(cls, value):
        return cls(value, value)

    def scaled(self, by=2.0):
        return Vec(self.x * by, self.y * by)

    def move(self, dx, *, dy=0.5):
        self.x += dx
        self.y += dy


class Account:
    """A counter that refuses what it has not."""

    def __init__(self, owner: str, balance: int = 0):
        self.owner = owner
        self.balance = balance
        self.history: list[int] = []

    def deposit(self, amount):
        self.balance += amount
        self.history.append(amount)

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"{self.owner} has {self.balance}, not {amount}")
        self.balance -= amount
        self.history.append(-amount)

    @property
    def total(self):
        return sum(self.history)


class Base:
    def __init__(self, size):
        self.size = size

    def area(self):
        return 0.0

    def describe(self):
        return self.area() + self.size


class Square(Base):
    def __init__(self, size, weight):
        super().__init__(size)
        self.weight = weight

    def area(self):
        return self.size * self.size

    def heavy(self):
        return super().describe() * self.weight


class Grid:
    def __init__(self, n: int):
        self.n = n
        self.data = np.zeros((n, n))

    def fill(self, value):
        for i in range(self.n):
            for j in range(self.n):
                self.data[i, j] = value + i * j

    def total(self):
        s = 0.0
        for i in range(self.n):
            for j in range(self.n):
                s += self.data[i, j]
        return s


@njit
def operators(a: float, b: float):
    u = Vec(a, b)
    v = Vec(b, a)
    w = u + v * 2.0 - Vec.unit()
    w = 3.0 * w
    return w.x, w.y, abs(w), w.norm, -w == Vec(-w.x, -w.y), u == v, u != v


@njit
def items(a: float, b: float, i: int):
    v = Vec(a, b)
    before = v[i]
    v[0] = v[1] + 1.0
    v[1] += 10.0
    return before, v[0], v[1], len(v), a in v, 99.0 in v, v(2.0), Vec.DIMENSIONS, v.DIMENSIONS


@njit
def truth(a: float, b: float):
    v = Vec(a, b)
    n = 0
    if v:
        n += 1
    if not v:
        n += 2
    if v and a > 0.0:
        n += 4
    while v and n < 100:
        n += 50
    return n


@njit
def shared(a: float):
    u = Vec(a, a)
    v = u
    v.x = 5.0
    w = [u, v, Vec(1.0, 2.0)]
    w[0].y = 7.0
    pair = (u, 3)
    pair[0].move(1.0)
    pair[0].move(1.0, dy=2.0)
    table = {"u": u}
    table["u"].x += 1.0
    return u.x, u.y, v.x, v.y, u is v, w[0] is u, w[2] is u, len(w)


@njit
def texts(a: float, b: float):
    v = Vec(a, b)
    return str(v), repr(v), f"<{v}>", f"{v!r:>20}"


@njit
def printed(a: float):
    v = Vec.both(a)
    print(v, v.x, sep=";")
    return v.scaled().x, v.scaled(3.0).y, v.scaled(by=4.0).x


@njit
def make_both(a: float):
    return Vec.both(a)


@njit
def bound(a: float):
    v = Vec(a, 1.0)
    scale = v.scaled
    v.x = 10.0
    return scale(3.0).x, scale().y


@njit
def swap(v: Vec):
    v.x, v.y = v.y, v.x
    return v


@njit
def longest(vs: list[Vec]):
    best = vs[0]
    for v in vs:
        if abs(v) > abs(best):
            best = v
    return best


@njit
def pair_of(u: Vec, v: Vec):
    u.x = v.x + 1.0
    return v, u


@njit
def spend(amount: int):
    account = Account("Ada", 100)
    account.deposit(10)
    account.withdraw(amount)
    return account.balance, account.history, account.total


@njit
def deposit_all(account: Account, amounts: list[int]):
    for amount in amounts:
        account.deposit(amount)
    return account


@njit
def withdraw_from(account: Account, amount: int):
    account.withdraw(amount)
    return account.balance


@njit
def inherit(a: float):
    s = Square(a, 2.0)
    b = Base(a)
    return s.area(), s.describe(), s.heavy(), b.describe(), isinstance(s, Base), isinstance(b, Square)


@njit
def grids(n: int):
    g = Grid(n)
    g.fill(1.5)
    h = g.data
    return g.total(), h[n - 1, n - 1]


@njit
def grid_border(g: Grid):
    g.fill(2.0)
    return g.total()


@njit
def wrong_index(v: Vec, i: int):
    return v[i]


def show(v):
    return type(v).__name__, vars(v)


def through_python(f, *args):
    given = [Vec(1.0, 2.0), Vec(3.0, 4.0)]
    result = f(*(given[i] for i in args))
    return [show(v) for v in given], result


def swapped(a, b):
    v = Vec(a, b)
    same = swap(v) is v
    return show(v), same


def longest_of(n):
    vs = [Vec(float(i % 5), float(i)) for i in range(n)]
    return vs.index(longest(vs)), longest(vs) is vs[-1]


def same_twice():
    u = Vec(1.0, 2.0)
    v = Vec(3.0, 4.0)
    a, b = pair_of(u, v)
    c, d = pair_of(u, u)
    return a is v, b is u, c is u, d is u, show(u), show(v)


def accounts(start, amounts):
    account = Account("Bob", start)
    history = account.history
    returned = deposit_all(account, amounts)
    return returned is account, account.history is history, vars(account)


def refused(amount):
    account = Account("Eve", 5)
    account.deposit(1)
    try:
        withdraw_from(account, amount)
    except ValueError as error:
        return str(error), vars(account)
    return vars(account)


def made(a):
    return show(make_both(a))


def grid_data(n):
    g = Grid(n)
    data = g.data
    return grid_border(g), g.data is data, data.tolist()


def wrong_type(x):
    try:
        swap(x)
    except TypeError:
        return "TypeError"
    except AttributeError:
        return "TypeError"
    return "fine"


def wrong_field():
    v = Vec(1.0, 2.0)
    v.x = "text"
    try:
        longest([v])
    except TypeError:
        return "TypeError"
    return "fine"


# These call compiled functions from Python.
PYTHON = (
    "accounts",
    "grid_data",
    "longest_of",
    "made",
    "refused",
    "same_twice",
    "swapped",
    "wrong_field",
    "wrong_type",
)
CASES = {
    "operators": [(1.0, 2.0), (0.0, 0.0), (-1.5, 1e300)],
    "items": [(1.0, 2.0, 0), (1.0, 2.0, 1), (1.0, 2.0, 2)],
    "truth": [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0)],
    "shared": [(1.0,)],
    "texts": [(1.0, 2.5), (-0.0, 1e22)],
    "printed": [(2.0,)],
    "made": [(2.0,)],
    "bound": [(2.0,)],
    "swapped": [(1.0, 2.0)],
    "longest_of": [(1,), (7,)],
    "same_twice": [()],
    "spend": [(10,), (110,), (111,)],
    "accounts": [(0, [1, 2, 3]), (5, [])],
    "refused": [(7,), (6,)],
    "inherit": [(3.0,)],
    "grids": [(4,)],
    "grid_data": [(3,)],
    "wrong_index": [],
    "wrong_type": [(3,), ("x",)],
    "wrong_field": [()],
}
