"""Dataclasses that derive from classes with methods of their own: what the decorator writes counts before those."""

from dataclasses import dataclass

from pyomp_cc import njit


@dataclass
class Modular:
    x: int

    def __eq__(self, other):
        return self.x % 10 == other.x % 10


@dataclass
class Exact(Modular):
    y: int


@dataclass(eq=False)
class Kept(Modular):
    y: int


class Shown:
    def __init__(self, n: int):
        self.n = n

    def __repr__(self):
        return "Shown"

    def __lt__(self, other):
        return self.n > other.n


@dataclass(order=True)
class Ordered(Shown):
    n: int
    k: int = 0


@dataclass(repr=False)
class Unshown(Shown):
    n: int


@njit
def equality(n: int):
    exact = Exact(n, 2) == Exact(n + 10, 2), Exact(n, 2) == Exact(n, 2), Exact(n, 2) in [Exact(n, 2)]
    return exact, Kept(n, 2) == Kept(n + 10, 3), Modular(n) == Modular(n + 10)


@njit
def order(n: int):
    return Ordered(n) < Ordered(3), Ordered(n, 1) < Ordered(n, 2), Shown(n) < Shown(3), sorted([2, n])


@njit
def texts(n: int):
    return repr(Ordered(n)), repr(Unshown(n)), repr(Shown(n))


CASES = {"equality": [(1,), (12,)], "order": [(1,), (5,)], "texts": [(2,)]}
