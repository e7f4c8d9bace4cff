# pythran export f(int
from pyomp_cc import njit, openmp


def f(n):
    return n
