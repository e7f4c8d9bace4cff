# pythran export f(int set)
from pyomp_cc import njit, openmp


def f(n):
    return n
