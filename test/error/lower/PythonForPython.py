"""Compiled code calls the compiled one; Python's callers get Python's."""

from pyomp_cc import njit


@njit
def total(*values):
    return values[0] + values[1]


@njit
def call(n: int):
    return total(n, n)
