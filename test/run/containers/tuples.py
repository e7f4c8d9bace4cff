"""Tuples: operators, slices, comparison, membership, parameters, and lists taken apart."""

from pyomp_cc import njit


@njit
def add(a: int, x: float) -> tuple[int, float, int, bool]:
    t = (a, x)
    return t + (a + 1, a > 0)


@njit
def repeat(a: int) -> tuple[int, int, int, int]:
    return (a, 2) * 2


@njit
def slices(t: tuple[int, float, bool, int]) -> tuple[float, bool, int, float, bool]:
    front = t[1:3]
    back = t[::-1]
    return front[0], back[1], t[-1:][0], t[:2][1], t[2:][0]


@njit
def compare(t: tuple[int, float], u: tuple[int, float]) -> list[bool]:
    return [t == u, t != u, t < u, t <= u, t > u, t >= u]


@njit
def member(x: int) -> tuple[bool, bool]:
    return x in (1, 5, 9), x not in (2, 5)


@njit
def element(i: int) -> int:
    t = (3, 1, 4, 1, 5)
    return t[i]


@njit
def first_two(xs: list[int]) -> int:
    a, b = xs
    return a * 10 + b


@njit
def swap_items(xs: list[int]) -> None:
    xs[0], xs[-1] = xs[-1], xs[0]


@njit
def dot(t: tuple[float, float, float], u: tuple[float, float, float]) -> float:
    return t[0] * u[0] + t[1] * u[1] + t[2] * u[2]


@njit
def rotate(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(-y, x) for x, y in points]


@njit
def closest(points: list[tuple[float, float]]) -> tuple[float, float]:
    return min(points)


@njit
def order(points: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return sorted(points, reverse=True)


CASES = {
    "add": [(1, 0.5), (-1, 2.0)],
    "repeat": [(7,)],
    "slices": [((1, 2.5, True, 4),)],
    "compare": [((1, 2.0), (1, 2.0)), ((1, 2.0), (1, 3.0)), ((2, 0.0), (1, 9.0))],
    "member": [(1,), (2,), (5,)],
    "element": [(0,), (4,), (-1,), (-5,), (5,), (-6,)],
    "first_two": [([1, 2],), ([1],), ([1, 2, 3],), ([],)],
    "swap_items": [([1, 2, 3],), ([],)],
    "dot": [((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))],
    "rotate": [([(1.0, 2.0), (0.0, -1.0)],)],
    "closest": [([(1.0, 2.0), (0.5, 3.0)],), ([],)],
    "order": [([(1, 0.5), (2, 0.1), (1, 0.7)],)],
}
