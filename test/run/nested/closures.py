# Functions inside functions: captured variables, nonlocal, lambdas, functions as arguments and results.
import functools
import math
from functools import partial

import numpy as np
from pyomp_cc import njit, openmp


@njit
def scaled_sum(n: int, scale: float) -> float:
    def term(i):
        """One term."""
        # scaled
        return i * scale

    total = 0.0
    for i in range(n):
        total += term(i)
    return total


@njit
def reassigned(x: int) -> int:
    def shifted(v):
        return v + x

    first = shifted(1)
    x = 10 * x
    return first * 1000 + shifted(1)


@njit
def counter(n: int) -> int:
    count = 0

    def add(step):
        nonlocal count
        count += step
        return count

    for i in range(n):
        add(i)
    return count + add(100)


@njit
def widened(x: float) -> float:
    total = 0

    def add(v):
        nonlocal total
        total = total + v

    add(x)
    add(x)
    return total


@njit
def inner_recursion(n: int) -> int:
    def factorial(k):
        if k < 2:
            return 1
        return k * factorial(k - 1)

    return factorial(n)


@njit
def mutual(n: int) -> bool:
    def even(k):
        return k == 0 or odd(k - 1)

    def odd(k):
        return k != 0 and even(k - 1)

    return even(n)


@njit
def two_levels(a: int, b: int) -> int:
    def outer(x):
        def inner(y):
            return a * x + b * y

        return inner(x + 1) + inner(x)

    return outer(3)


@njit
def apply(f, x):
    return f(x)


@njit
def twice(f, x):
    return f(f(x))


@njit
def square(x):
    return x * x


@njit
def functions_as_arguments(x: float, k: int):
    return (
        apply(square, x),
        apply(lambda v: v + k, x),
        twice(lambda v: v * k - 1, k),
        apply(lambda v: square(v) + apply(square, v), k),
    )


@njit
def overloads(n: int):
    return square(2) + square(n), square(float(n)), square(2.0) * square(float(n + 1))


@njit
def make_adder(k):
    def adder(x):
        return x + k

    return adder


@njit
def make_nothing():
    return square


@njit
def compose(f, g):
    return lambda x: f(g(x))


@njit
def returned(x: int) -> int:
    add = make_adder(x)
    both = compose(add, square)
    same = make_nothing()
    return add(1) * 1000000 + both(2) * 1000 + same(3) + make_adder(5)(6) + make_nothing()(2)


@njit
def composed(x: int) -> int:
    fourth = compose(square, square)
    return fourth(x) + compose(fourth, lambda v: v + 1)(x) + apply(compose(square, abs), -x)


@njit
def make_counter(start):
    count = start

    def step():
        nonlocal count
        count += 1
        return count

    return step


@njit
def counters(n: int):
    first = make_counter(n)
    second = make_counter(10 * n)
    first()
    first()
    return first(), second()


@njit
def late_binding(n: int) -> int:
    k = 1
    f = lambda x: x + k  # noqa: E731
    before = f(0)
    k = n
    return before * 100 + f(0)


@njit
def shared_pair(n: int):
    low, high = n, n

    def widen(x):
        nonlocal low, high
        low, high = min(low, x), max(high, x)

    for i in range(n, 2 * n + 3):
        widen((i * 7) % 11)
    return low, high


@njit
def shared_parameter(n: int) -> int:
    def grow():
        nonlocal n
        n *= 2

    grow()
    grow()
    return n


@njit("float64(float64[::1], float64)")
def over_array(a, k):
    def weight(i):
        return a[i] * k

    total = 0.0
    for i in range(len(a)):
        total += weight(i)
    return total


@njit
def in_region(n: int, k: int) -> int:
    def term(i):
        return i * k

    total = 0
    with openmp("parallel for reduction(+:total)"):
        for i in range(n):
            total += term(i) + apply(lambda x: x + i, k)
    return total


@njit
def region_inside(n: int, k: int) -> int:
    def run(m):
        s = 0
        with openmp("parallel for reduction(+:s)"):
            for i in range(m):
                s += i * k
        return s

    return run(n) + run(2 * n)


@njit
def shared_in_region(n: int) -> int:
    count = 0

    def add(x):
        nonlocal count
        count += x

    with openmp("parallel for"):
        for i in range(n):
            with openmp("critical"):
                add(i)
    return count


@njit
def raising(n: int) -> int:
    def check(x):
        if x > 2:
            raise ValueError("too large")
        return 10 // (x - 2)

    return check(n)


@njit
def keywords(a: int) -> int:
    def inner(x, y=2, *rest, z=3):
        return a + 10 * x + 100 * y + 1000 * z + 10000 * len(rest)

    return inner(1) + inner(1, y=a) + inner(z=1, x=2) + inner(1, 2, 3, 4)


@njit
def builtins_as_values(x: float, n: int):
    root = math.sqrt
    return apply(math.sin, x), apply(abs, -n), twice(root, x), apply(abs, -x), apply(float, n)


@njit
def weighted(a, b, x):
    return a * x + b


@njit
def partials(n: int):
    line = partial(weighted, n, 2)
    steeper = partial(line, 10)
    product = functools.partial(lambda x, y: x * y + n, 3)
    return line(5), steeper(), apply(line, 1.5), product(4), apply(product, n)


@njit
def table(x: int) -> int:
    fs = (square, lambda v: v + x, make_adder(3))
    return fs[0](x) + 100 * fs[1](x) + 10000 * fs[2](x)


A = np.arange(5.0)

CASES = {
    "scaled_sum": [(0, 1.0), (10, 0.5)],
    "reassigned": [(3,)],
    "counter": [(0,), (5,)],
    "widened": [(0.25,)],
    "inner_recursion": [(0,), (10,), (20,)],
    "mutual": [(10,), (7,)],
    "two_levels": [(2, 3)],
    "functions_as_arguments": [(1.5, 3)],
    "overloads": [(3,), (-(2**31),)],
    "returned": [(4,)],
    "counters": [(3,)],
    "late_binding": [(7,)],
    "shared_pair": [(4,), (1,)],
    "shared_parameter": [(3,)],
    "over_array": [(A, 2.0)],
    "in_region": [(100, 3), (0, 1)],
    "region_inside": [(50, 2)],
    "shared_in_region": [(100,)],
    "raising": [(0,), (2,), (3,)],
    "keywords": [(1,)],
    "builtins_as_values": [(2.5, 3), (-1.0, 2)],
    "composed": [(3,)],
    "partials": [(7,)],
    "table": [(7,)],
}
