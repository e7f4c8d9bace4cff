# Complex numbers: C++'s operators where they do what Python's do, functions where something can be raised.
import numpy as np

from pyomp_cc import njit, openmp

UNIT = 1j


@njit
def escapes(c: complex, most: int) -> int:
    """How many steps z -> z*z + c takes to leave the circle of radius 2."""
    z = 0j
    for i in range(most):
        if z.real * z.real + z.imag * z.imag > 4.0:
            return i
        z = z * z + c
    return most


@njit
def transformed(a: "complex128[:]", k: float) -> complex:
    total = 0j
    with openmp("parallel for reduction(+:total)"):
        for i in range(len(a)):
            a[i] = a[i] * UNIT + k
            total += a[i].conjugate() / (1 + 2j)
    return total**2
