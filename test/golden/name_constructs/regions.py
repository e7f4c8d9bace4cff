# options: --instrument
"""Constructs get their names; what must stand alone stays alone."""

from pyomp_cc import njit, openmp


@njit
def total(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("for reduction(+:s)"):
            for i in range(n):
                s += i
        with openmp("barrier"):
            pass
    return s
