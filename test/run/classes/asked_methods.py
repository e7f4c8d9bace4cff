"""Methods of the file by which containers compare, hash and show objects raise, inside of regions too."""

from pyomp_cc import njit, openmp


class Point:
    def __init__(self, x: int):
        self.x = x

    def __eq__(self, other):
        return 10 // self.x == 10 // other.x

    def __hash__(self):
        return 100 // self.x

    def __lt__(self, other):
        return 10 // self.x < 10 // other.x

    def __repr__(self):
        return f"P({10 // self.x})"


@njit
def contained(n: int) -> int:
    ps = [Point(1), Point(2), Point(5)]
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            if Point(n - 1 - i) in ps:
                found += 1
    return found


@njit
def counted(n: int) -> int:
    ps = [Point(1), Point(2), Point(0)]
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            found += ps.count(ps[i % 3])
    return found


@njit
def alike(n: int) -> int:
    ps = [Point(1), Point(2), Point(0)]
    qs = [Point(1), Point(2), Point(0)]
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            if ps == qs:
                found += 1
    return found


@njit
def tuples(n: int) -> int:
    ps = (Point(1), Point(0))
    qs = (Point(1), Point(0))
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            if ps == qs:
                found += 1
    return found


@njit
def tuple_order(n: int) -> int:
    ps = (Point(1), Point(0))
    qs = (Point(1), Point(2))
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            if ps < qs:
                found += 1
    return found


@njit
def shown(n: int) -> int:
    ps = [Point(1), Point(0)]
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            found += len(str(ps))
    return found


@njit
def formatted(n: int) -> int:
    ps = [Point(1), Point(0)]
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            found += len(f"{ps}!")
    return found


@njit
def formatted_one(n: int) -> int:
    p = Point(0)
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            found += len(f"{p}!{p!r}")
    return found


@njit
def keyed(n: int) -> int:
    bad = Point(1)
    d = {bad: 1, Point(2): 2}
    bad.x = 0
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            if bad in d:
                found += 1
    return found


@njit
def looked_up(n: int) -> int:
    bad = Point(1)
    d = {bad: 1, Point(2): 2}
    bad.x = 0
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            found += d.get(bad, 0)
    return found


@njit
def in_set(n: int) -> int:
    bad = Point(1)
    d = {bad, Point(2)}
    bad.x = 0
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            if bad in d:
                found += 1
    return found


@njit
def in_tuple(n: int) -> int:
    bad = Point(0)
    d = (bad, Point(2))
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            if d.count(bad) > 5:
                found += 1
    return found


@njit
def smallest(n: int) -> int:
    d = [Point(0), Point(2)]
    found = 0
    with openmp("parallel for reduction(+:found)"):
        for i in range(n):
            found += min(d).x
    return found


@njit
def in_task(n: int) -> int:
    ps = [Point(1), Point(2), Point(0)]
    found = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(found)"):
                found += ps.count(ps[0])
    return found


@njit
def caught(n: int) -> int:
    ps = [Point(1), Point(2), Point(0)]
    try:
        return ps.count(ps[0])
    except ZeroDivisionError:
        return -1
    finally:
        ps.clear()


@njit
def stored(n: int) -> int:
    bad = Point(1)
    d = {Point(2): 2}
    bad.x = 0
    with openmp("parallel for"):
        for i in range(n):
            with openmp("critical"):
                d[bad] = i
    return len(d)


@njit
def texts(n: int) -> int:
    ps = [Point(0)]
    longest = 0
    with openmp("parallel for reduction(max:longest)"):
        for i in range(n):
            text = str(ps)
            if len(text) > longest:
                longest = len(text)
    return longest


class Tree:
    def __init__(self, value: int):
        self.value = value
        self.children: list[Tree] = []

    def __eq__(self, other):
        return self.value == other.value and self.children == other.children


@njit
def deep(n: int) -> bool:
    one, other = Tree(0), Tree(0)
    a, b = one, other
    for i in range(n):
        c, d = Tree(i), Tree(i)
        a.children.append(c)
        b.children.append(d)
        a, b = c, d
    return one == other


class Counted:
    def __init__(self, x: int, log: list[int]):
        self.x = x
        self.log = log

    def __eq__(self, other):
        self.log.clear()
        return self.x == other.x


@njit
def emptied(n: int) -> int:
    log = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    ps = [Counted(1, log), Counted(2, log)]
    total = 0
    for i in range(n):
        total += log[i]
        if i == 5 and ps[0] in ps[1:]:
            total += 100
    return total


CASES = {
    name: [(7,)]
    for name in (
        "contained",
        "counted",
        "alike",
        "tuples",
        "tuple_order",
        "shown",
        "formatted",
        "formatted_one",
        "keyed",
        "looked_up",
        "in_set",
        "in_tuple",
        "smallest",
        "in_task",
        "caught",
        "stored",
        "texts",
        "deep",
        "emptied",
    )
}
CASES["contained"] = [(1,), (3,), (7,)]
