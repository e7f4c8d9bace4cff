"""Classes as people write them: accounts, stacks, queues, vectors, rationals, shapes, state machines, simulations."""

import math
from collections import deque
from dataclasses import dataclass, field

from pyomp_cc import njit


class InsufficientFunds(Exception):
    pass


class Account:
    """A bank account."""

    interest = 0.02

    def __init__(self, owner: str, balance: float = 0.0):
        self.owner = owner
        self.balance = balance
        self.history: list[tuple[str, float]] = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("Deposit must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(f"{self.owner} has only {self.balance:.2f}")
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def add_interest(self):
        self.deposit(self.balance * self.interest)

    def __str__(self):
        return f"{self.owner}: {self.balance:.2f}"

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance!r})"


@njit
def bank(amounts: list[float]) -> tuple[str, list[str], int]:
    account = Account("Ann", 10.0)
    problems = []
    for amount in amounts:
        try:
            if amount >= 0:
                account.deposit(amount)
            else:
                account.withdraw(-amount)
        except InsufficientFunds as error:
            problems.append(str(error))
        except ValueError as error:
            problems.append("bad: " + str(error))
    account.add_interest()
    return str(account), problems, len(account.history)


@njit
def transfer(a: float, b: float, amount: float) -> str:
    one, two = Account("one", a), Account("two", b)
    one.withdraw(amount)
    two.deposit(amount)
    return f"{one} {two} {[one, two]}"


class Stack:
    def __init__(self):
        self._items: list[int] = []

    def push(self, item):
        self._items.append(item)

    def pop(self):
        if self.is_empty():
            raise IndexError("pop from empty stack")
        return self._items.pop()

    def peek(self):
        return self._items[-1]

    def is_empty(self):
        return not self._items

    def __len__(self):
        return len(self._items)

    def __bool__(self):
        return len(self._items) > 0

    def __contains__(self, item):
        return item in self._items

    def __iter__(self):
        return iter(self._items)


@njit
def postfix(text: str) -> int:
    stack = Stack()
    for token in text.split():
        if token in ("+", "-", "*", "//"):
            b, a = stack.pop(), stack.pop()
            if token == "+":
                stack.push(a + b)
            elif token == "-":
                stack.push(a - b)
            elif token == "*":
                stack.push(a * b)
            else:
                stack.push(a // b)
        else:
            stack.push(int(token))
    if len(stack) != 1:
        raise SyntaxError("malformed expression")
    return stack.pop()


@njit
def stack_uses() -> tuple[list[int], bool, bool, int]:
    s = Stack()
    for i in range(4):
        s.push(i * i)
    return [x for x in s], 4 in s, bool(s), s.peek()


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x: float, y: float):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    def __rmul__(self, k):
        return self * k

    def __truediv__(self, k):
        return Vector(self.x / k, self.y / k)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __hash__(self):
        return int(self.x * 31 + self.y)

    def __abs__(self):
        return math.hypot(self.x, self.y)

    def __bool__(self):
        return self.x != 0 or self.y != 0

    def __getitem__(self, i):
        if i == 0:
            return self.x
        if i == 1:
            return self.y
        raise IndexError("Vector index out of range")

    def __len__(self):
        return 2

    def __iter__(self):
        yield self.x
        yield self.y

    def __contains__(self, value):
        return value == self.x or value == self.y

    def __call__(self, scale):
        return self.x * scale + self.y

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    @property
    def length(self):
        return abs(self)

    @staticmethod
    def zero():
        return Vector(0.0, 0.0)

    @classmethod
    def polar(cls, r, angle):
        return cls(r * math.cos(angle), r * math.sin(angle))


@njit
def vectors(a: float, b: float) -> str:
    v, w = Vector(a, b), Vector(1.0, 2.0)
    v += w
    return f"{v + w} {v - w} {2.0 * v} {v / 2.0} {-v} {v @ w} {v == w} {abs(w):.3f} {v[0]} {len(v)}"


@njit
def vectors_more(a: float) -> tuple[list[float], bool, float, bool, str]:
    v = Vector(a, 2 * a)
    return list(v), a in v, v(3.0), bool(Vector.zero()), repr(Vector.polar(1.0, 0.0))


@njit
def vectors_sorted(xs: list[float]) -> list[str]:
    vs = sorted(Vector(x, -1.0) for x in xs)
    seen = {Vector(x, -1.0) for x in xs}
    return [str(v) for v in vs] + [str(len(seen)), str(max(vs)), str(min(vs, key=lambda v: v.x))]


@njit
def vector_index(i: int) -> float:
    return Vector(1.0, 2.0)[i]


@njit
def vector_unpacked(a: float) -> float:
    x, y = Vector(a, 3.0)
    return x * y


class Fraction:
    def __init__(self, num: int, den: int = 1):
        if den == 0:
            raise ZeroDivisionError("Fraction(%d, 0)" % num)
        g = math.gcd(num, den)
        if den < 0:
            g = -g
        self.num = num // g
        self.den = den // g

    def __add__(self, other):
        return Fraction(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return Fraction(-self.num, self.den)

    def __mul__(self, other):
        return Fraction(self.num * other.num, self.den * other.den)

    def __truediv__(self, other):
        return Fraction(self.num * other.den, self.den * other.num)

    def __pow__(self, n):
        result = Fraction(1)
        for _ in range(n):
            result = result * self
        return result

    def __eq__(self, other):
        return (self.num, self.den) == (other.num, other.den)

    def __lt__(self, other):
        return self.num * other.den < other.num * self.den

    def __le__(self, other):
        return self < other or self == other

    def __float__(self):
        return self.num / self.den

    def __int__(self):
        return self.num // self.den

    def __str__(self):
        return str(self.num) if self.den == 1 else f"{self.num}/{self.den}"


@njit
def fractions(a: int, b: int, c: int, d: int) -> list[str]:
    x, y = Fraction(a, b), Fraction(c, d)
    return [str(x + y), str(x - y), str(x * y), str(x / y), str(x**3), str(x == y), str(x < y), str(x <= y)]


@njit
def harmonic(n: int) -> tuple[str, float, int]:
    total = Fraction(0)
    for k in range(1, n + 1):
        total += Fraction(1, k)
    return str(total), float(total), int(total)


class Shape:
    def area(self):
        raise NotImplementedError

    def describe(self):
        return f"{self.name} of area {self.area():.2f}"


class Circle(Shape):
    name = "circle"

    def __init__(self, r):
        self.r = r

    def area(self):
        return math.pi * self.r**2


class Rectangle(Shape):
    name = "rectangle"

    def __init__(self, w, h):
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


class Square(Rectangle):
    name = "square"

    def __init__(self, side):
        super().__init__(side, side)

    def describe(self):
        return "the " + super().describe()


@njit
def shapes(a: float) -> list[str]:
    return [Circle(a).describe(), Rectangle(a, 2.0).describe(), Square(a).describe()]


class Node:
    def __init__(self, value: int):
        self.value = value
        self.next: Node | None = None


class LinkedList:
    def __init__(self):
        self.head: Node | None = None
        self.size = 0

    def push(self, value):
        node = Node(value)
        node.next = self.head
        self.head = node
        self.size += 1

    def append(self, value):
        if self.head is None:
            self.head = Node(value)
        else:
            node = self.head
            while node.next is not None:
                node = node.next
            node.next = Node(value)
        self.size += 1

    def reverse(self):
        previous = None
        node = self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous

    def remove(self, value):
        node, previous = self.head, None
        while node:
            if node.value == value:
                if previous is None:
                    self.head = node.next
                else:
                    previous.next = node.next
                self.size -= 1
                return True
            previous, node = node, node.next
        return False

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size


@njit
def linked(xs: list[int]) -> tuple[list[int], int, list[int], bool]:
    chain = LinkedList()
    for x in xs:
        chain.append(x)
    chain.push(100)
    first = list(chain)
    chain.reverse()
    found = chain.remove(xs[0]) if xs else False
    return first, len(chain), [v for v in chain], found


class Tree:
    def __init__(self, key: int):
        self.key = key
        self.left: "Tree | None" = None
        self.right: "Tree | None" = None

    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif key > self.key:
            if self.right is None:
                self.right = Tree(key)
            else:
                self.right.insert(key)

    def height(self):
        left = self.left.height() if self.left else 0
        right = self.right.height() if self.right else 0
        return 1 + max(left, right)

    def in_order(self, out):
        if self.left:
            self.left.in_order(out)
        out.append(self.key)
        if self.right:
            self.right.in_order(out)


def contains(tree, key):
    while tree is not None:
        if key == tree.key:
            return True
        tree = tree.left if key < tree.key else tree.right
    return False


@njit
def trees(keys: list[int], wanted: int) -> tuple[list[int], int, bool]:
    root = Tree(keys[0])
    for key in keys[1:]:
        root.insert(key)
    out: list[int] = []
    root.in_order(out)
    return out, root.height(), contains(root, wanted)


@dataclass
class Item:
    name: str
    price: float
    quantity: int = 1

    @property
    def total(self):
        return self.price * self.quantity


@dataclass
class Cart:
    items: list[Item] = field(default_factory=list)
    discount: float = 0.0

    def add(self, name, price, quantity=1):
        self.items.append(Item(name, price, quantity))

    @property
    def total(self):
        return sum(item.total for item in self.items) * (1 - self.discount)


@njit
def cart(discount: float) -> tuple[float, str, list[str]]:
    c = Cart(discount=discount)
    c.add("apple", 0.5, 4)
    c.add("bread", 2.25)
    dearest = max(c.items, key=lambda item: item.price)
    return round(c.total, 2), repr(dearest), [i.name for i in sorted(c.items, key=lambda i: i.total)]


class Turnstile:
    def __init__(self):
        self.state = "locked"
        self.coins = 0

    def handle(self, event):
        match (self.state, event):
            case ("locked", "coin"):
                self.state = "unlocked"
                self.coins += 1
            case ("unlocked", "push"):
                self.state = "locked"
            case ("unlocked", "coin"):
                self.coins += 1
            case (_, "push"):
                pass
            case _:
                raise ValueError(f"unknown event {event}")
        return self.state


@njit
def turnstile(events: list[str]) -> tuple[list[str], int]:
    machine = Turnstile()
    return [machine.handle(e) for e in events], machine.coins


class Matrix:
    def __init__(self, rows: list[list[float]]):
        self.rows = rows
        self.n = len(rows)
        self.m = len(rows[0])

    def __getitem__(self, key):
        r, c = key
        return self.rows[r][c]

    def __setitem__(self, key, value):
        r, c = key
        self.rows[r][c] = value

    def __mul__(self, other):
        if self.m != other.n:
            raise ValueError("dimensions do not match")
        return Matrix(
            [[sum(self[i, k] * other[k, j] for k in range(self.m)) for j in range(other.m)] for i in range(self.n)]
        )

    def __eq__(self, other):
        return self.rows == other.rows

    def __str__(self):
        return "\n".join(" ".join(str(x) for x in row) for row in self.rows)


@njit
def matrices(a: float) -> tuple[str, bool]:
    m = Matrix([[a, 1.0], [0.0, 1.0]])
    m[1, 0] = 2.0
    p = m * m
    return str(p), p == m


class Timer:
    def __init__(self, log: list[str], name: str):
        self.log = log
        self.name = name

    def __enter__(self):
        self.log.append("enter " + self.name)
        return self

    def __exit__(self, kind, value, trace):
        self.log.append("exit " + self.name)
        return False


@njit
def contexts(n: int) -> list[str]:
    log: list[str] = []
    try:
        with Timer(log, "outer") as t, Timer(log, "inner"):
            log.append(t.name)
            log.append(str(10 // n))
    except ZeroDivisionError:
        log.append("caught")
    return log


class Queue:
    def __init__(self, size: int):
        self.data: deque[int] = deque(maxlen=size)
        self.dropped = 0

    def put(self, x):
        if len(self.data) == self.data.maxlen:
            self.dropped += 1
        self.data.append(x)

    def drain(self):
        while self.data:
            yield self.data.popleft()


@njit
def queues(n: int) -> tuple[list[int], int]:
    q = Queue(3)
    for i in range(n):
        q.put(i)
    return list(q.drain()), q.dropped


class Counter:
    count = 0

    def __init__(self, step=1):
        self.step = step

    def __call__(self):
        self.count += self.step
        return self.count


@njit
def counters() -> list[int]:
    a, b = Counter(), Counter(5)
    return [a(), b(), a(), b(), Counter.count]


class Particle:
    def __init__(self, x, y, vx, vy):
        self.x, self.y = x, y
        self.vx, self.vy = vx, vy

    def step(self, dt):
        self.x += self.vx * dt
        self.y += self.vy * dt
        if not 0.0 <= self.x <= 1.0:
            self.vx = -self.vx
        if not 0.0 <= self.y <= 1.0:
            self.vy *= -1

    @property
    def energy(self):
        return 0.5 * (self.vx**2 + self.vy**2)


class Box:
    def __init__(self, n: int):
        self.particles = [Particle(i / n, 0.5, 1.0 - i, 0.25 * i) for i in range(n)]

    def run(self, steps, dt=0.1):
        for _ in range(steps):
            for p in self.particles:
                p.step(dt)
        return sum(p.energy for p in self.particles)


@njit
def simulate(n: int, steps: int) -> tuple[float, list[tuple[float, float]]]:
    box = Box(n)
    energy = box.run(steps)
    return energy, [(round(p.x, 9), round(p.y, 9)) for p in box.particles]


class Temperature:
    def __init__(self, celsius: float):
        self._celsius = celsius

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._celsius = value

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 / 9


@njit
def temperatures(c: float, f: float) -> tuple[float, float]:
    t = Temperature(c)
    before = t.fahrenheit
    t.fahrenheit = f
    return before, round(t.celsius, 6)


class Animal:
    sound = "..."

    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} says {self.sound}"


class Dog(Animal):
    sound = "Woof"

    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def add(self, trick):
        self.tricks.append(trick)
        return self


class Puppy(Dog):
    def speak(self):
        return super().speak().lower() + "!"


@njit
def animals() -> list[str]:
    d = Dog("Rex", ["sit"])
    d.add("roll").add("beg")
    p = Puppy("Bit", ["nap"])
    return [Animal("It").speak(), d.speak(), ",".join(d.tricks), p.speak(), str(isinstance(p, Animal))]


CASES = {
    "bank": [([5.0, -100.0, 0.0, -3.0],), ([],)],
    "transfer": [(10.0, 5.0, 3.0), (1.0, 1.0, 2.0), (1.0, 1.0, 0.0)],
    "postfix": [("3 4 + 2 *",), ("1 +",), ("1 2",), ("x",), ("1 0 //",)],
    "stack_uses": [()],
    "vectors": [(3.0, 4.0)],
    "vectors_more": [(1.5,)],
    "vectors_sorted": [([3.0, -1.0, 2.0, -1.0],)],
    "vector_index": [(0,), (1,), (2,)],
    "vector_unpacked": [(2.0,)],
    "fractions": [(1, 2, 3, 4), (-2, 4, 1, -2), (1, 0, 1, 1), (1, 2, 0, 3)],
    "harmonic": [(5,), (0,)],
    "shapes": [(2.0,)],
    "linked": [([1, 2, 3],), ([],)],
    "trees": [([5, 2, 8, 1, 9, 2], 8), ([1], 2), ([], 1)],
    "cart": [(0.1,)],
    "turnstile": [(["coin", "push", "push", "coin", "coin"],), (["kick"],)],
    "matrices": [(3.0,)],
    "contexts": [(2,), (0,)],
    "queues": [(5,), (0,)],
    "counters": [()],
    "simulate": [(3, 10), (1, 0)],
    "temperatures": [(100.0, 32.0), (0.0, -500.0)],
    "animals": [()],
}
