"""Values that may be None: parameters, results, fields, narrowing by tests, and what is said where None is used."""

from dataclasses import dataclass

from pyomp_cc import njit


class Node:
    def __init__(self, value: int, next: "Node | None" = None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self):
        self.head: Node | None = None
        self.size = 0

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def find(self, value):
        node = self.head
        while node is not None:
            if node.value == value:
                return node
            node = node.next
        return None

    def reverse(self):
        before = None
        node = self.head
        while node:
            after = node.next
            node.next = before
            before = node
            node = after
        self.head = before

    def __len__(self):
        return self.size


@dataclass
class Tree:
    key: int
    left: "Tree | None" = None
    right: "Tree | None" = None


@njit
def insert(tree: Tree | None, key: int) -> Tree:
    if tree is None:
        return Tree(key)
    if key < tree.key:
        tree.left = insert(tree.left, key)
    elif key > tree.key:
        tree.right = insert(tree.right, key)
    return tree


@njit
def height(tree: Tree | None) -> int:
    if tree is None:
        return 0
    return 1 + max(height(tree.left), height(tree.right))


@njit
def in_order(tree: Tree | None, into: list[int]) -> int:
    if tree is not None:
        in_order(tree.left, into)
        into.append(tree.key)
        in_order(tree.right, into)
    return len(into)


@njit
def trees(n: int):
    root = None
    key = 7
    for _ in range(n):
        key = key * 37 % 101
        root = insert(root, key)
    keys = [0]
    in_order(root, keys)
    return height(root), keys, root is None


@njit
def linked(n: int):
    xs = LinkedList()
    for i in range(n):
        xs.push(i * i)
    found = xs.find(4)
    missing = xs.find(5)
    xs.reverse()
    out = []
    node = xs.head
    while node is not None:
        out.append(node.value)
        node = node.next
    a = -1 if found is None else found.value
    return out, a, missing is None, len(xs), found is missing


@njit
def long_list(n: int):
    xs = LinkedList()
    for i in range(n):
        xs.push(i)
    return len(xs)


@njit
def half(n: int):
    if n % 2 == 0:
        return n // 2
    return None


@njit
def falls_off(x: float):
    if x > 0.0:
        return x
    return None


@njit
def maybe_sum(a: int, b: int | None = None, c: float | None = None):
    if b is None:
        b = 10
    total = float(a + b)
    if c is not None:
        total += c
    return total


def summed(*args):
    return maybe_sum(*args)


@njit
def chained(n: int):
    h = half(n)
    if h is not None and h > 2:
        return h
    if h is None or h < 0:
        return -1
    return h + 100


@njit
def choices(n: int):
    h = half(n)
    a = h if h is not None else 5
    b = h or 7
    c = h is None
    d = h == 3
    e = h != 3
    t = 1 if h else 0
    return a, b, c, d, e, t


@njit
def in_loop(n: int):
    best = None
    for i in range(n):
        value = (i * 7) % 5
        if best is None or value > best:
            best = value
    if best is None:
        return "nothing"
    return str(best)


@njit
def use_none(n: int):
    h = half(n)
    return h + 1


@njit
def next_value(n: int):
    node = Node(n)
    if n > 2:
        node.next = Node(1)
    return node.next.value


@njit
def compared(n: int):
    h = half(n)
    return h < 3


@njit
def shown(n: int):
    h = half(n)
    print(h, [h, h])
    return f"{h} {h!r}", str(h)


@njit
def with_assert(n: int):
    h = half(n)
    assert h is not None, "odd"
    return h * 2


@njit
def optional_list(xs: list[int] | None, n: int):
    if xs is None:
        xs = [1, 2]
    xs.append(n)
    return xs


def listed(n):
    xs = [5]
    ys = optional_list(xs, n)
    return ys is xs, xs, optional_list(None, n)


@njit
def cut(node: Node | None, n: int):
    while node is not None and n > 0:
        node = node.next
        n -= 1
    return node


def cut_border(n):
    nodes = Node(1, Node(2, Node(3)))
    result = cut(nodes, n)
    return result is nodes, result is nodes.next, result is None


@njit
def ring(node: Node):
    node.value += 1
    return node.next


def ring_border():
    a = Node(1)
    b = Node(2, a)
    a.next = b
    return ring(a) is b, a.value, a.next is b, b.next is a


# These call compiled functions from Python.
PYTHON = ("cut_border", "listed", "ring_border", "summed")
CASES = {
    "trees": [(0,), (1,), (20,)],
    "linked": [(0,), (1,), (4,)],
    "long_list": [(200000,)],
    "half": [(4,), (5,)],
    "falls_off": [(1.0,), (-1.0,)],
    "summed": [(1,), (1, 2), (1, None), (1, 2, 0.5), (1, None, 0.5)],
    "chained": [(10,), (4,), (3,), (-4,)],
    "choices": [(6,), (0,), (1,)],
    "in_loop": [(0,), (1,), (6,)],
    "use_none": [(4,), (5,)],
    "next_value": [(1,), (5,)],
    "compared": [(4,), (5,)],
    "shown": [(4,), (5,)],
    "with_assert": [(4,), (5,)],
    "listed": [(3,)],
    "cut_border": [(0,), (1,), (5,)],
    "ring_border": [()],
}
