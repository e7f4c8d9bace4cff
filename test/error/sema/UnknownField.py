"""Fields are those that `__init__` assigns."""

from pyomp_cc import njit


class Point:
    def __init__(self, x):
        self.x = x


@njit
def read(x: float):
    p = Point(x)
    p.z = 1.0
    return p.y
