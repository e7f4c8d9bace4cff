"""Programs made of classes: inventories, tries, parsers, caches of linked nodes, polynomials, simulations."""

import heapq
from collections import defaultdict
from dataclasses import dataclass, field

from pyomp_cc import njit


class Inventory:
    def __init__(self):
        self.items: dict[str, int] = {}
        self.log: list[str] = []

    def __setitem__(self, k, v):
        self.items[k] = v

    def __getitem__(self, k):
        return self.items[k]

    def __delitem__(self, k):
        del self.items[k]

    def __contains__(self, k):
        return k in self.items

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)

    def __add__(self, other):
        r = Inventory()
        for k in self:
            r[k] = self[k]
        for k in other:
            r[k] = r.items.get(k, 0) + other[k]
        return r


@njit
def inventory() -> tuple[int, list[str], bool]:
    a = Inventory()
    a["x"] = 1
    a["y"] = 2
    del a["x"]
    b = Inventory()
    b["y"] = 5
    c = a + b
    return c["y"], list(c), "x" in a


class Graph:
    def __init__(self):
        self.edges = defaultdict(list)
        self.visited = set()

    def add(self, a, b):
        self.edges[a].append(b)

    def reach(self, start):
        self.visited.add(start)
        for n in self.edges[start]:
            if n not in self.visited:
                self.reach(n)
        return len(self.visited)


@njit
def graph(n: int) -> int:
    g = Graph()
    for i in range(n):
        g.add(i, (i * 2 + 1) % n)
    return g.reach(0)


class Matrix:
    def __init__(self, n: int):
        self.n = n
        self.data = [[0] * n for _ in range(n)]

    def set(self, i, j, v):
        self.data[i][j] = v

    def __matmul__(self, o):
        r = Matrix(self.n)
        for i in range(self.n):
            for j in range(self.n):
                r.data[i][j] = sum(self.data[i][k] * o.data[k][j] for k in range(self.n))
        return r

    def trace(self):
        return sum(self.data[i][i] for i in range(self.n))


@njit
def matrix(x: float) -> float:
    m = Matrix(2)
    m.set(0, 0, x)
    m.set(1, 1, 2.0)
    return (m @ m).trace()


class Trie:
    def __init__(self):
        self.children: dict[str, Trie] = {}
        self.end = False

    def insert(self, word):
        node = self
        for ch in word:
            if ch not in node.children:
                node.children[ch] = Trie()
            node = node.children[ch]
        node.end = True

    def has(self, word):
        node = self
        for ch in word:
            if ch not in node.children:
                return False
            node = node.children[ch]
        return node.end


@njit
def trie(words: list[str], w: str) -> bool:
    t = Trie()
    for x in words:
        t.insert(x)
    return t.has(w)


class Parser:
    def __init__(self, text: str):
        self.text = text
        self.pos = 0

    def peek(self):
        return self.text[self.pos] if self.pos < len(self.text) else ""

    def take(self):
        ch = self.peek()
        self.pos += 1
        return ch

    def expr(self):
        v = self.term()
        while self.peek() and self.peek() in "+-":
            if self.take() == "+":
                v += self.term()
            else:
                v -= self.term()
        return v

    def term(self):
        v = self.factor()
        while self.peek() and self.peek() in "*/":
            if self.take() == "*":
                v *= self.factor()
            else:
                v /= self.factor()
        return v

    def factor(self):
        if self.peek() == "(":
            self.take()
            v = self.expr()
            if self.take() != ")":
                raise SyntaxError("missing )")
            return v
        if self.peek() == "-":
            self.take()
            return -self.factor()
        start = self.pos
        while self.peek().isdigit() or self.peek() == ".":
            self.take()
        if start == self.pos:
            raise SyntaxError(f"unexpected {self.peek()!r} at {self.pos}")
        return float(self.text[start : self.pos])


@njit
def calc(text: str) -> float:
    return Parser(text).expr()


class Node:
    def __init__(self, key: int, value: int):
        self.key = key
        self.value = value
        self.prev = None
        self.next = None


class LRU:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.map = {}
        self.head = Node(0, 0)
        self.tail = Node(0, 0)
        self.head.next = self.tail
        self.tail.prev = self.head

    def _remove(self, node):
        node.prev.next = node.next
        node.next.prev = node.prev

    def _add(self, node):
        p = self.tail.prev
        p.next = node
        node.prev = p
        node.next = self.tail
        self.tail.prev = node

    def get(self, key):
        if key in self.map:
            node = self.map[key]
            self._remove(node)
            self._add(node)
            return node.value
        return -1

    def put(self, key, value):
        if key in self.map:
            self._remove(self.map[key])
        node = Node(key, value)
        self._add(node)
        self.map[key] = node
        if len(self.map) > self.capacity:
            old = self.head.next
            self._remove(old)
            del self.map[old.key]


@njit
def lru(ops: list[tuple[int, int]]) -> list[int]:
    c = LRU(2)
    out = []
    for k, v in ops:
        if v < 0:
            out.append(c.get(k))
        else:
            c.put(k, v)
    return out


class MinStack:
    def __init__(self):
        self.stack = []

    def push(self, x):
        self.stack.append((x, min(x, self.stack[-1][1]) if self.stack else x))

    def top(self):
        return self.stack[-1][0]

    def minimum(self):
        return self.stack[-1][1]


@njit
def minstack(xs: list[int]) -> tuple[int, int]:
    s = MinStack()
    for x in xs:
        s.push(x)
    return s.top(), s.minimum()


@dataclass
class Employee:
    name: str
    salary: float
    manager: "Employee | None" = None
    reports: list["Employee"] = field(default_factory=list)

    def total(self):
        return self.salary + sum(e.total() for e in self.reports)


@njit
def org() -> float:
    boss = Employee("B", 10.0)
    for i in range(3):
        boss.reports.append(Employee(f"e{i}", 1.0 * i, boss))
    return boss.total()


@njit
def safe_div(a: int, b: int) -> str:
    try:
        r = a // b
    except ZeroDivisionError as e:
        return f"error: {e}"
    else:
        return f"ok {r}"
    finally:
        print("done")


class Stack2:
    def __init__(self, items=None):
        self.items = items if items is not None else []

    def push(self, x: int):
        self.items.append(x)
        return len(self.items)


@njit
def stack2() -> int:
    s = Stack2()
    s.push(3)
    return s.push(4)


class Poly:
    def __init__(self, c: list[int]):
        self.c = c

    def __call__(self, x):
        return sum(a * x**i for i, a in enumerate(self.c))

    def __add__(self, o):
        n = max(len(self.c), len(o.c))
        a = self.c + [0] * (n - len(self.c))
        b = o.c + [0] * (n - len(o.c))
        return Poly([x + y for x, y in zip(a, b)])

    def __mul__(self, o):
        r = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                r[i + j] += a * b
        return Poly(r)

    def __eq__(self, o):
        return self.c == o.c

    def __str__(self):
        return " + ".join(f"{a}x^{i}" for i, a in enumerate(self.c) if a) or "0"


@njit
def poly() -> str:
    p, q = Poly([1, 2]), Poly([0, 1, 3])
    return f"{p + q}; {p * q}; {(p * q)(2)}; {p == q}"


class Event:
    def __init__(self, time: float, kind: str):
        self.time = time
        self.kind = kind

    def __lt__(self, o):
        return self.time < o.time


@njit
def simulate(n: int) -> list[str]:
    q = []
    heapq.heappush(q, Event(0.0, "arrive"))
    out = []
    while q and len(out) < n:
        e = heapq.heappop(q)
        out.append(f"{e.time:.1f} {e.kind}")
        if e.kind == "arrive":
            heapq.heappush(q, Event(e.time + 1.5, "leave"))
            heapq.heappush(q, Event(e.time + 1.0, "arrive"))
    return out


@njit
def json(xs: list[int], d: dict[str, list[float]]) -> str:
    def dump(v):
        return "[" + ", ".join(str(x) for x in v) + "]"

    parts = [f'"{k}": {dump(v)}' for k, v in d.items()]
    return "{" + ", ".join(parts) + f', "xs": {dump(xs)}' + "}"


@njit
def bits_set(n: int) -> list[int]:
    return [i for i in range(n.bit_length()) if n >> i & 1]


@njit
def lookup(d: dict[str, int], k: str) -> int:
    v = d.get(k)
    if v is None:
        return -1
    return v + 1


@njit
def tail(xs: list[int]) -> list[int]:
    head, *rest = xs
    if not rest:
        return [head]
    return [head + rest[0]] + tail(rest)


CASES = {
    "inventory": [()],
    "graph": [(7,)],
    "matrix": [(1.5,)],
    "trie": [(["ab", "abc"], "abc"), (["ab"], "a")],
    "calc": [("1+2*(3-4)/2",), ("2*",), ("(1",), ("-3*-2",)],
    "lru": [([(1, 1), (2, 2), (1, -1), (3, 3), (2, -1), (3, -1)],)],
    "minstack": [([3, 1, 2],)],
    "org": [()],
    "safe_div": [(7, 2), (1, 0)],
    "stack2": [()],
    "poly": [()],
    "simulate": [(6,)],
    "json": [([1, 2], {"a": [1.5]})],
    "bits_set": [(10,)],
    "lookup": [({"a": 1}, "a"), ({}, "b")],
    "tail": [([1, 2, 3],)],
}
