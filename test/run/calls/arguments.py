# Arguments: defaults that are computed, keywords in any order, positional-only and keyword-only ones, `*args`.
from pyomp_cc import njit

N = 4
SIZE = 2 * N + 1
PAIR = (1, (2.5, -3))
NOTHING = None


@njit
def ordered(a: int, b: int, /, c: int = SIZE, *, d: int = -1, e: float = N / 8) -> float:
    return a + 10 * b + 100 * c + 1000 * d + e


@njit
def call_ordered(a: int, b: int) -> float:
    return (
        ordered(a, b)
        + ordered(a, b, a)
        + ordered(a, b, d=b)
        + ordered(a, b, e=0.5, c=a // b)
        + ordered(e=a % b, d=a // b, *(a, b))
    )


@njit
def nested_default(x, pair=PAIR):
    return x * pair[1][0] + pair[0] + pair[1][1]


@njit
def call_nested_default(x: int) -> float:
    return nested_default(x) + nested_default(x, (x, (0.25, x)))


@njit
def divide(a, b):
    return a // b


@njit
def order_of_evaluation(a: int, b: int) -> int:
    # Evaluated as the call writes them.
    return divide(b=a // b, a=a * 3)


@njit
def total(*values):
    return len(values)


@njit
def first_and_rest(first, *rest, scale=2):
    return first * scale, rest


@njit
def call_total(a: int, b: int) -> int:
    pair = (a, b)
    return total(a, b) + 10 * total() + 100 * total(a, b, a) + 1000 * total(*pair, a) + total(*pair, *(1, 2))


@njit
def call_rest(a: int, x: float):
    first, rest = first_and_rest(a, x, a, scale=3)
    only, none = first_and_rest(x)
    return first, rest[0], rest[1], only, len(none)


@njit
def constants(x: int):
    return PAIR[1][0] * x, SIZE, PAIR[0]


CASES = {
    "ordered": [(1, 2), (1, 2, 3), (1,), (1, 2, 3, 4)],
    "call_ordered": [(7, 2), (7, 0), (-3, 5)],
    "call_nested_default": [(3,), (0,)],
    "order_of_evaluation": [(1, 0), (7, 2), (5, -1)],
    "call_total": [(1, 2), (-5, 7)],
    "call_rest": [(2, 1.5)],
    "constants": [(4,)],
}
