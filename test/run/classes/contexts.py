"""`with` of objects: results, exceptions that are swallowed or not, jumps out of the block, nesting."""

from pyomp_cc import njit


class Log:
    def __init__(self):
        self.lines = [""]

    def add(self, text):
        self.lines.append(text)


class Step:
    def __init__(self, log, name, swallows):
        self.log = log
        self.name = name
        self.swallows = swallows

    def __enter__(self):
        self.log.add("enter " + self.name)
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is None:
            self.log.add("leave " + self.name)
        else:
            self.log.add("fail " + self.name)
        return self.swallows


class Depth:
    def __init__(self):
        self.depth = 0

    def __enter__(self):
        self.depth += 1
        return self.depth

    def __exit__(self, *exc):
        self.depth -= 1


@njit
def plain(n: int):
    log = Log()
    with Step(log, "a", False) as step:
        log.add(step.name)
        log.add(str(10 // n))
    return log.lines


@njit
def swallowed(n: int):
    log = Log()
    result = 0
    with Step(log, "a", True):
        result = 10 // n
    with Step(log, "b", False) as outer, Step(log, "c", True):
        log.add(outer.name)
        result += 10 // (n - 1)
    return result, log.lines


@njit
def jumps(n: int):
    log = Log()
    for i in range(4):
        with Step(log, str(i), False):
            if i == n:
                continue
            if i == n + 1:
                break
            if i == n + 2:
                return "returned", log.lines
    return "ended", log.lines


@njit
def depths(n: int):
    d = Depth()
    seen = []
    for _i in range(n):
        with d as depth:
            seen.append(depth)
            with d as inner:
                seen.append(inner)
    try:
        with d:
            raise KeyError("inside")
    except KeyError:
        seen.append(d.depth)
    return seen, d.depth


@njit
def passes_on(n: int):
    log = Log()
    try:
        with Step(log, "a", False):
            if n > 0:
                raise ValueError("no")
    except ValueError:
        log.add("no")
    return log.lines


CASES = {
    "plain": [(1,), (2,), (0,)],
    "swallowed": [(2,), (1,), (0,)],
    "jumps": [(0,), (1,), (5,), (-2,)],
    "depths": [(0,), (2,)],
    "passes_on": [(0,), (1,)],
}
