# Recursions that make ever new types, defaults that are no constants, names that nothing is known of.
import os

from pyomp_cc import njit


@njit
def growing(n: int, t: "tuple[int, int]"):
    if n == 0:
        return 0
    return growing(n - 1, (t, t))  # error: TupleTooDeep


@njit
def default(n, folder=os.sep):  # error: DefaultNotConstant
    return n


@njit
def calls(n: int):
    default(n)
    return n


@njit
def unbound(n: int):
    return n + spam  # error: UnknownName


@njit
def foreign(n: int):
    return n + os.getpid()  # error: UnsupportedObject
