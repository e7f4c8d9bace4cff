"""A class with a method, an operator and a field that may be None; a generator; a loop over both."""

from dataclasses import dataclass

from pyomp_cc import njit


@dataclass
class Vec:
    x: float
    y: float = 0.0

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)


class Node:
    def __init__(self, value: int, following: "Node | None" = None):
        self.value = value
        self.following = following


class Chain:
    """A linked list."""

    def __init__(self):
        self.head: Node | None = None
        self.size = 0

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def values(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.following


@njit
def total(n: int):
    chain = Chain()
    for i in range(n):
        chain.push(i * i)
    place = Vec(0.5)
    s = 0
    for value in chain.values():
        s += value
        place = place + Vec(1.0, 2.0)
    return s, place.x, place == Vec(1.5, 2.0)
