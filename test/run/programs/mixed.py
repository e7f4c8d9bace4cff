"""Iteration, comparison and hashes by methods; tables, memos and containers that callees fill; small text programs."""

import heapq
import math
import string
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from pyomp_cc import njit


class Countdown:
    def __init__(self, start: int):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


@njit
def countdown(n: int) -> list[int]:
    return [x * 10 for x in Countdown(n)]


@njit
def countdown_sum(n: int) -> int:
    total = 0
    for x in Countdown(n):
        if x == 2:
            continue
        total += x
    return total + sum(Countdown(n)) + max(Countdown(n + 1))


@njit
def countdown_next(n: int) -> tuple[int, int]:
    it = iter(Countdown(n))
    return next(it), next(it)


class Range2:
    def __init__(self, a: int, b: int):
        self.a = a
        self.b = b

    def __iter__(self):
        i = self.a
        while i < self.b:
            yield i
            i += 2

    def __len__(self):
        return max(0, (self.b - self.a + 1) // 2)

    def __contains__(self, x):
        return self.a <= x < self.b and (x - self.a) % 2 == 0

    def __getitem__(self, i):
        if not 0 <= i < len(self):
            raise IndexError(f"index {i} out of range")
        return self.a + 2 * i


@njit
def range2(a: int, b: int) -> tuple[list[int], int, bool, int, set[int], str]:
    r = Range2(a, b)
    return sorted(r, reverse=True), len(r), 4 in r, r[1], set(r), ",".join(str(x) for x in r)


@njit
def range2_zip(a: int) -> list[tuple[int, int]]:
    return list(zip(Range2(a, a + 6), Range2(0, 10)))


@njit
def range2_enum(a: int) -> int:
    total = 0
    for i, x in enumerate(Range2(a, a + 6)):
        total += i * x
    first, *rest = Range2(a, a + 6)
    return total + first + len(rest)


class Task:
    def __init__(self, priority: int, name: str):
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return self.priority < other.priority

    def __eq__(self, other):
        return self.name == other.name

    def __repr__(self):
        return f"{type(self).__name__}({self.priority}, {self.name!r})"


@njit
def tasks() -> list[str]:
    heap = []
    for p, n in [(3, "c"), (1, "a"), (2, "b")]:
        heapq.heappush(heap, Task(p, n))
    out = []
    while heap:
        out.append(heapq.heappop(heap).name)
    return out


@njit
def tasks_sorted() -> str:
    ts = [Task(3, "c"), Task(1, "a"), Task(2, "b")]
    ts.sort()
    print(ts)
    return str(ts) + str(Task(9, "a") in ts) + str(ts.index(Task(0, "b"))) + str(ts.count(Task(1, "z"))) + repr(max(ts))


@njit
def tasks_tuples() -> list[str]:
    q = [(2, Task(1, "x")), (1, Task(5, "y")), (1, Task(4, "z"))]
    q.sort()
    return [t.name for _, t in q]


@njit
def tasks_eq() -> bool:
    return [Task(1, "a")] == [Task(2, "a")] and (1, Task(1, "a")) == (1, Task(3, "a"))


class Key:
    def __init__(self, a: int, b: str):
        self.a = a
        self.b = b

    def __eq__(self, other):
        return self.a == other.a and self.b == other.b

    def __hash__(self):
        return self.a * 31 + len(self.b)


@njit
def keys() -> tuple[int, int, bool]:
    d = {Key(1, "a"): 10, Key(2, "b"): 20}
    d[Key(1, "a")] += 5
    s = set()
    for i in range(4):
        s.add(Key(i % 2, "k"))
    return d[Key(1, "a")], len(s), Key(1, "k") in s


class Base:
    registry = 0
    limit: int = 3

    def __init__(self):
        self.n = 0

    def bump(self):
        self.n += 1
        self.registry += self.n
        return self

    def kind(self):
        return self.__class__.__name__


class Derived(Base):
    pass


@njit
def shadowed() -> tuple[int, int, int, str, str]:
    a, b = Base(), Derived()
    a.bump().bump()
    b.bump()
    return a.registry, b.registry, Base.registry, a.kind(), b.kind()


@njit
def string_constants(text: str) -> tuple[int, bool, str]:
    letters = sum(c in string.ascii_letters for c in text)
    return letters, text[0] in string.digits, string.ascii_uppercase[:3] + string.punctuation[0]


ALPHABET = string.ascii_lowercase


@njit
def rot(text: str, n: int) -> str:
    table = str.maketrans(ALPHABET, ALPHABET[n:] + ALPHABET[:n])
    return text.translate(table)


@njit
def translated(text: str) -> list[str]:
    return [
        text.translate(str.maketrans({"a": "4", "e": "3"})),
        text.translate(str.maketrans("", "", "aeiou")),
        text.translate({ord("a"): "AA", ord("b"): ""}),
        text.translate({97: 98}),
    ]


@njit
def deep_default(words: list[str]) -> dict[str, dict[str, int]]:
    d = defaultdict(lambda: defaultdict(int))
    for w in words:
        d[w[0]][w] += 1
    return {k: dict(v) for k, v in d.items()}


def fill(graph, node, seen, order):
    if node in seen:
        return
    seen.add(node)
    for other in graph.get(node, []):
        fill(graph, other, seen, order)
    order.append(node)


@njit
def visited(graph: dict[int, list[int]]) -> list[int]:
    seen = set()
    order = []
    for node in graph:
        fill(graph, node, seen, order)
    order.reverse()
    return order


@njit
def all_subsets(xs: list[int]) -> list[list[int]]:
    out = []

    def go(i, cur):
        if i == len(xs):
            out.append(cur.copy())
            return
        go(i + 1, cur)
        cur.append(xs[i])
        go(i + 1, cur)
        cur.pop()

    go(0, [])
    return out


@njit
def memo_grid(n: int, m: int) -> int:
    cache = {}

    def paths(r, c):
        if r == 0 or c == 0:
            return 1
        if (r, c) not in cache:
            cache[(r, c)] = paths(r - 1, c) + paths(r, c - 1)
        return cache[r, c]

    return paths(n, m)


@njit
def star_tuple(t: tuple[int, int], x: float) -> tuple[float, int, int, str]:
    return x, *t, "end"


@njit
def star_tuple2(t: tuple[int, int]) -> tuple[int, int, int, int]:
    a, b = (*t,)
    return *t, *(b, a)


@njit
def max_by(a: str, b: str, c: str) -> tuple[str, str, int]:
    return max(a, b, key=len), min(a, b, c, key=len), max(3, -7, key=abs)


@njit
def uniq(xs: list[str]) -> str:
    return "".join(dict.fromkeys(xs)) + str(len(dict.fromkeys(xs)))


@njit
def q(n: int) -> list[int]:
    d = deque(maxlen=3)
    for i in range(n):
        d.append(i)
    if d.maxlen is not None and len(d) == d.maxlen:
        d.appendleft(100)
    return list(d)


@njit
def order_by(xs: list[int]) -> list[int]:
    rank = [5, 3, 9, 1]
    return sorted(range(4), key=rank.__getitem__)


@dataclass(order=True)
class Item:
    cost: float
    name: str = field(compare=False)


@njit
def items() -> list[str]:
    heap = []
    for c, n in [(2.0, "b"), (1.0, "a")]:
        heapq.heappush(heap, Item(c, n))
    return [heapq.heappop(heap).name for _ in range(2)]


class Temp:
    def __init__(self, c: float):
        self.c = c

    def __float__(self):
        return self.c

    def __int__(self):
        return int(self.c)

    def __str__(self):
        return f"{self.c:.1f}C"

    def __neg__(self):
        return Temp(-self.c)

    def __round__(self, n=0):
        return Temp(round(self.c, n))


@njit
def temps(c: float) -> tuple[float, int, str]:
    t = Temp(c)
    return float(t) * 2, int(t), str(-t) + f"{t}"


@njit
def classify(xs: list[int]) -> dict[str, list[int]]:
    groups = {"even": [], "odd": []}
    for x in xs:
        groups["even" if x % 2 == 0 else "odd"].append(x)
    return groups


@njit
def table_of(n: int) -> list[list[str]]:
    rows = [["" for _ in range(n)] for _ in range(n)]
    rows[0][0] = "x"
    header = ["-" * 3] * n
    rows.append(header)
    return rows


@njit
def counts(text: str) -> list[tuple[str, int]]:
    freq = [0] * 26
    for ch in text.lower():
        if "a" <= ch <= "z":
            freq[ord(ch) - ord("a")] += 1
    return [(chr(i + 97), f) for i, f in enumerate(freq) if f]


@njit
def running_stats(xs: list[float]) -> dict[str, float]:
    stats = {"sum": 0.0, "n": 0.0, "max": -math.inf}
    for x in xs:
        stats["sum"] += x
        stats["n"] += 1
        stats["max"] = max(stats["max"], x)
    return stats


@njit
def state_machine(text: str) -> list[str]:
    state = "start"
    out = []
    for ch in text:
        if state == "start":
            state = "word" if ch.isalpha() else "start"
        elif state == "word":
            if ch == " ":
                state = "start"
            elif ch.isdigit():
                state = "number"
        else:
            state = "start"
        out.append(state[0])
    return out


@njit
def swap_case_words(text: str) -> str:
    return " ".join(w.swapcase() if i % 2 else w for i, w in enumerate(text.split()))


@njit
def matrix_text(m: list[list[int]]) -> str:
    widths = [max(len(str(row[j])) for row in m) for j in range(len(m[0]))]
    return "\n".join(" ".join(str(x).rjust(w) for x, w in zip(row, widths)) for row in m)


@njit
def nested_any(m: list[list[int]]) -> tuple[bool, bool, int]:
    return any(any(x < 0 for x in row) for row in m), all(all(row) for row in m), sum(sum(row) for row in m)


@njit
def dict_sort(d: dict[str, int]) -> list[str]:
    return [k for k, _ in sorted(d.items(), key=lambda kv: kv[1], reverse=True)]


@njit
def counter_ops(a: str, b: str) -> tuple[bool, list[tuple[str, int]]]:
    ca, cb = Counter(a), Counter(b)
    return ca == cb, sorted((ca - cb).items())


CASES = {
    "countdown": [(3,), (0,)],
    "countdown_sum": [(4,)],
    "countdown_next": [(4,), (1,)],
    "range2": [(0, 7)],
    "range2_zip": [(1,)],
    "range2_enum": [(1,)],
    "tasks": [()],
    "tasks_sorted": [()],
    "tasks_tuples": [()],
    "tasks_eq": [()],
    "keys": [()],
    "shadowed": [()],
    "string_constants": [("ab1",), ("1",)],
    "rot": [("hello", 3)],
    "translated": [("banane",)],
    "deep_default": [(["ab", "ac", "ab", "b"],)],
    "visited": [({0: [1, 2], 1: [3], 2: [3], 3: []},)],
    "all_subsets": [([1, 2, 3],), ([],)],
    "memo_grid": [(3, 3), (10, 10)],
    "star_tuple": [((1, 2), 0.5)],
    "star_tuple2": [((1, 2),)],
    "max_by": [("aa", "b", "")],
    "uniq": [(["b", "a", "b"],)],
    "q": [(5,), (1,)],
    "order_by": [([],)],
    "items": [()],
    "temps": [(20.5,)],
    "classify": [([1, 2, 3],)],
    "table_of": [(2,)],
    "counts": [("Hello",)],
    "running_stats": [([1.0, 2.5],)],
    "state_machine": [("ab 1c2 d",)],
    "swap_case_words": [("one two three",)],
    "matrix_text": [([[1, 200], [30, 4]],)],
    "nested_any": [([[1, 0], [2, -3]],), ([],)],
    "dict_sort": [({"a": 1, "b": 3, "c": 2},)],
    "counter_ops": [("aab", "ab"), ("ab", "ba")],
}
