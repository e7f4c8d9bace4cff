"""A frozen dataclass refuses assignments."""

from dataclasses import dataclass

from pyomp_cc import njit


@dataclass(frozen=True)
class Point:
    x: float


@njit
def move(x: float):
    p = Point(x)
    p.x = 2.0
    return p.x
