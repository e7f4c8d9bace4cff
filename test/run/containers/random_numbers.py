"""random: the numbers of CPython for a seed."""

import random

from pyomp_cc import njit


@njit
def ints(n: int) -> list[int]:
    random.seed(n)
    r = [random.randint(1, 10), random.randrange(0, 100, 7), random.getrandbits(40), random.getrandbits(5)]
    r += random.sample(range(100), 5) + random.sample([1, 2, 3], 3)
    r += random.choices([1, 2, 3], k=4) + random.choices([1, 2, 3], weights=[1, 5, 2], k=4)
    xs = list(range(10))
    random.shuffle(xs)
    return r + xs + [random.randrange(5), random.randint(-(2**40), 2**40)]


@njit
def floats(n: int) -> list[float]:
    random.seed(n)
    r = [random.random(), random.gauss(0.0, 2.0), random.gauss(0.0, 2.0), random.normalvariate(1.0, 2.0)]
    return r + [random.expovariate(2.0), random.triangular(1.0, 3.0), random.uniform(2, 3), random.gauss()]


@njit
def things(n: int) -> str:
    random.seed(n)
    return random.choice("abcdef") + random.choice(["x", "y"]) + str(random.choice(range(10)))


@njit
def empty(n: int) -> int:
    xs = [0] * n
    return random.choice(xs)


@njit
def empty_range(n: int) -> int:
    return random.randint(1, n)


CASES = {
    "ints": [(3,), (-7,), (0,), (2**40 + 1,)],
    "floats": [(3,), (0,)],
    "things": [(1,)],
    "empty": [(0,)],
    "empty_range": [(0,)],
}
