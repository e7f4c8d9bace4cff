# Loops: range with any step, while, break, continue, else, nesting, and what is left in the loop variable.
from pyomp_cc import njit


@njit
def count(start: int, stop: int, step: int) -> int:
    n = 0
    for _ in range(start, stop, step):
        n += 1
    return n


@njit
def weigh(start: int, stop: int, step: int) -> int:
    s = 0
    for i in range(start, stop, step):
        s = s * 3 + i
        if s > 10**6:
            s = s % 1000
    return s


@njit
def last(n: int) -> int:
    i = -1
    for i in range(n):
        pass
    return i


@njit
def changed_inside(n: int) -> int:
    s = 0
    for i in range(n):
        s += i
        i = 100
        s += i
    return s


@njit
def range_is_fixed(n: int) -> int:
    s = 0
    for i in range(n):
        n = 0
        s += i
    return s


@njit
def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        if n % 2:
            n = 3 * n + 1
        else:
            n //= 2
        steps += 1
    return steps


@njit
def first_divisor(n: int) -> int:
    d = n
    for k in range(2, n):
        if n % k == 0:
            d = k
            break
    return d


@njit
def skip(n: int) -> int:
    s = 0
    i = 0
    while True:
        i += 1
        if i > n:
            break
        if i % 3 == 0:
            continue
        s += i
    return s


@njit
def nested(n: int) -> int:
    s = 0
    for i in range(n):
        for j in range(i, n, 2):
            if j == 5:
                break
            if (i + j) % 4 == 0:
                continue
            s += i * j
        for k in range(n, i, -1):
            s -= k
    return s


@njit
def early_return(n: int) -> int:
    for i in range(n):
        for j in range(n):
            if i * j == 12:
                return i * 100 + j
    return -1


@njit
def primes(n: int) -> int:
    found = 0
    for i in range(2, n):
        j = 2
        prime = True
        while j * j <= i:
            if i % j == 0:
                prime = False
                break
            j += 1
        if prime:
            found += 1
    return found


@njit
def newton(x: float) -> float:
    y = 1.0
    for _ in range(50):
        z = 0.5 * (y + x / y)
        if abs(z - y) < 1e-12:
            return z
        y = z
    return y


RANGES = [(0, 5, 1), (5, 0, 1), (0, 10, 3), (10, 0, -1), (10, 0, -3), (0, 5, -1), (-5, 5, 2), (3, 3, 1), (0, 5, 0)]
EDGES = [(2**63 - 3, 2**63 - 1, 1), (-(2**63) + 2, -(2**63), -1), (2**63 - 4, 2**63 - 1, 2)]
COUNTS = [(-1,), (0,), (1,), (2,), (3,), (7,), (12,), (30,)]
CASES = {
    "count": RANGES + EDGES,
    "weigh": RANGES,
    "collatz": [(1,), (6,), (27,)],
    "newton": [(2.0,), (1e6,), (1e-3,)],
    "first_divisor": [(3,), (9,), (13,), (35,)],
}
for _name in "last changed_inside range_is_fixed skip nested early_return primes".split():
    CASES[_name] = COUNTS
