"""deque, Counter, defaultdict: methods, operators, text, and their way across the border."""

from collections import Counter, defaultdict, deque

from pyomp_cc import njit


@njit
def changed(d: deque[int], c: Counter[str], dd: defaultdict[str, list[int]]) -> int:
    d.append(5)
    c["x"] += 2
    dd["n"].append(3)
    return len(d) + c["x"] + len(dd) + c["missing"]


@njit
def queue(n: int) -> list[int]:
    q = deque()
    q.append(1)
    q.appendleft(0)
    q.extend([4, 5])
    q.rotate(1)
    r = [q.popleft(), q.pop(), q[0], q[-1]]
    q[0] = n
    while q:
        r.append(q.popleft())
    return r


@njit
def limited(n: int) -> deque[int]:
    d = deque(range(n), maxlen=3)
    d.append(7)
    d.rotate(-1)
    d.extendleft([8])
    return d


@njit
def deque_faults(n: int) -> int:
    d = deque([1, 2, 3])
    if n == 0:
        return d[3]
    if n == 1:
        d.clear()
        return d.pop()
    if n == 2:
        return d.index(9)
    if n == 3:
        d.remove(9)
    if n == 4:
        deque([1, 2], maxlen=2).insert(0, 1)
    for x in d:
        d.append(x)
    return 0


@njit
def breadth_first(edges: list[tuple[int, int]], start: int) -> dict[int, int]:
    graph = defaultdict(list)
    for a, b in edges:
        graph[a].append(b)
        graph[b].append(a)
    distance = {start: 0}
    todo = deque([start])
    while todo:
        at = todo.popleft()
        for near in graph[at]:
            if near not in distance:
                distance[near] = distance[at] + 1
                todo.append(near)
    return distance


@njit
def counted(s: str) -> Counter[str]:
    c = Counter(s)
    c.update("zz")
    c.subtract({"z": 1})
    both = c + Counter("ab")
    c -= Counter("a")
    both["left"] = len(c & both) * 10 + len(c | both) + (c == both)
    return both


@njit
def common(words: list[str]) -> list[tuple[str, int]]:
    c = Counter(words)
    c["z"] += 1
    del c["never"]
    return c.most_common(2) + c.most_common() + [("total", c.total())]


@njit
def letters(s: str) -> defaultdict[str, int]:
    d = defaultdict(int)
    for x in s:
        d[x] += 1
    return d


@njit
def texts(s: str) -> str:
    d = defaultdict(lambda: defaultdict(int))
    for x, y in zip(s, s[1:]):
        d[x][y] += 1
    e = {a: dict(b) for a, b in d.items()}
    q = deque(s)
    q.appendleft("!")
    return str(e) + repr(q) + repr(Counter(s)) + str(deque([1], maxlen=4))


@njit
def made(n: int) -> list[float]:
    ones = defaultdict(lambda: 1.5)
    ones["a"] += n
    sets = defaultdict(set)
    sets[1].add(n)
    sets[1].add(n + 1)
    sizes = len(ones) * 1000 + len(sets[1]) * 100 + len(sets[2]) * 10 + len(sets)
    return [ones["a"], ones["b"], float(sizes), ones.get("c", 0.5)]


CASES = {
    "changed": [
        (deque([1]), Counter("xa"), defaultdict(list)),
        (deque([1, 2], maxlen=2), Counter(), defaultdict(list, a=[1])),
    ],
    "queue": [(9,)],
    "limited": [(5,), (0,)],
    "deque_faults": [(0,), (1,), (2,), (3,), (4,), (5,)],
    "breadth_first": [([(1, 2), (2, 3), (1, 4), (4, 5), (9, 8)], 1)],
    "counted": [("hello",)],
    "common": [(["a", "b", "a"],), ([],)],
    "letters": [("hello",)],
    "texts": [("",), ("abab",)],
    "made": [(2,)],
}
