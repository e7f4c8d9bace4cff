# Loops over prange: reductions are found, elements that the variable does not choose are reduced too.
from pyomp_cc import njit, prange


@njit("float64(float64[:], float64[:])", parallel=True)
def dot(a, b):
    s = 0.0
    for i in prange(len(a)):
        s += a[i] * b[i]
    return s


@njit("void(int64[:], int64[:])", parallel=True)
def count(keys, bins):
    for i in prange(len(keys)):
        bins[keys[i]] += 1


@njit("float64(float64[:])", parallel=True)
def largest(a):
    high = a[0]
    for i in prange(1, len(a)):
        x = a[i]
        if x > high:
            high = x
    return high
