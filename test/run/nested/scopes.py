# Scopes of functions inside functions: what each name means, in loops, regions, recursion and chains of assignments.
import math
import numpy as np
from pyomp_cc import njit, openmp


@njit
def a1(n: int) -> int:
    fs = (lambda x: x + 1, lambda x: x * n)
    g = fs[1]
    return g(2) + fs[0](3)


@njit
def a2(n: int) -> int:
    for i in range(n):

        def f(x):
            return x + i

        if f(1) > 3:
            return f(0)
    return -1


@njit
def a3(n: int) -> int:
    def f(x):
        if x > 3:
            return 1

        def g(y):
            return f(y + x)

        return g(1) + 1

    return f(n)


@njit
def a4(n: int) -> int:
    x = 1

    def f():
        nonlocal x

        def g():
            nonlocal x
            x += 1

        g()
        x += 10

    f()
    f()
    return x


@njit
def a5(n: int) -> float:
    x = 1

    def f():
        return x

    y = f()
    x = 2.5
    return y + f()


@njit
def a6(n: int):
    t = (1, 2.0)

    def f():
        nonlocal t
        t = (t[0] + 1, t[1])

    f()
    return t


@njit
def run(f, n):
    s = 0
    for i in range(n):
        s += f(i)
    return s


@njit
def a7(n: int) -> int:
    total = 0

    def add(v):
        nonlocal total
        total += v
        return total

    return run(add, n) + total


@njit
def a8(n: int) -> int:
    pass
    return n


@njit
def a9(n: int) -> int:
    def f(x):
        return f2(x)

    def f2(x):
        return x + n

    return run(f, 3) + run(lambda v: f(v), 2)


@njit
def a10(n: int) -> int:
    def unused(x):
        return undefined_name + x

    return n


@njit
def a11(n: int) -> int:
    while n > 0:
        n -= (lambda k: k + 1)(0)
    return n


@njit
def a12(n: int) -> int:
    i = 0

    def bump():
        nonlocal i
        i += 1

    for i in range(n):
        bump()
    return i


@njit
def a13(n: int) -> int:
    def gen(x):
        return 1 if x == 0 else 2 if x == 1 else gen(x - 1) + gen(x - 2)

    return gen(n)


@njit
def a14(n: int) -> int:
    a = b = c = n

    def f():
        nonlocal a, c
        a = c = a + b + c

    f()
    (a, b), c = (c, a), b
    return a + 10 * b + 100 * c


@njit
def a15(n: int) -> bool:
    flag = False

    def f():
        nonlocal flag
        flag = True

    if n > 1:
        f()
    return flag


@njit
def a16(n: int) -> int:
    def f(self, x):
        return self + x

    return f(n, 1) + f(x=2, self=n)


@njit
def a17(n: int) -> int:
    s = 0
    with openmp("parallel reduction(+:s)"):

        def part(x):
            return x * n

        s += part(1) - part(1)
        with openmp("for"):
            for i in range(n):
                s += part(i)
    return s


@njit
def a18(n: int) -> int:
    def inner(m):
        if m < 2:
            return m
        x = 0
        y = 0
        with openmp("task shared(x)"):
            x = inner(m - 1)
        with openmp("task shared(y)"):
            y = inner(m - 2)
        with openmp("taskwait"):
            pass
        return x + y

    r = 0
    with openmp("parallel"):
        with openmp("single"):
            r = inner(n)
    return r


@njit
def a19(n: int) -> int:
    x = 0

    def f(y):
        if y > 1:
            nonlocal x
            x = y
        else:
            x = -1
        return x

    return f(n) * 100 + x


CASES = {
    "a19": [(1,), (2,)],
    "a1": [(4,)],
    "a2": [(10,), (1,)],
    "a3": [(0,)],
    "a4": [(0,)],
    "a5": [(0,)],
    "a6": [(0,)],
    "a7": [(4,)],
    "a8": [(1,)],
    "a9": [(4,)],
    "a10": [(4,)],
    "a11": [(4,)],
    "a12": [(5,)],
    "a13": [(8,)],
    "a14": [(3,)],
    "a15": [(1,), (2,)],
    "a16": [(3,)],
    "a17": [(10,)],
    "a18": [(10,)],
}
