# examples/quicksort.py
#
# Tasks on parts of one array: the two halves never overlap.
"""Sorting in place, by tasks."""

import numpy as np

from pyomp_cc import njit, openmp

LEAF = 2048


@njit("int64(float64[::1], int64, int64)")
def partition(a, low, high):
    """Moves what is less than the last element of `a[low:high]` before it, the rest behind; returns its place."""
    middle = (low + high) // 2
    a[middle], a[high - 1] = a[high - 1], a[middle]
    pivot = a[high - 1]
    place = low
    for i in range(low, high - 1):
        if a[i] < pivot:
            a[i], a[place] = a[place], a[i]
            place += 1
    a[place], a[high - 1] = a[high - 1], a[place]
    return place


@njit("(float64[::1], int64, int64)")
def sort_part(a, low, high):
    """Sorts `a[low:high]`; a long part becomes two tasks."""
    if high - low < 2:
        return
    place = partition(a, low, high)
    if high - low < LEAF:
        sort_part(a, low, place)
        sort_part(a, place + 1, high)
        return
    with openmp("task"):
        sort_part(a, low, place)
    with openmp("task"):
        sort_part(a, place + 1, high)
    openmp("taskwait")


@njit("(float64[::1],)")
def quicksort(a):
    """Sorts `a` by all threads."""
    with openmp("parallel"):
        with openmp("single"):
            sort_part(a, 0, len(a))


if __name__ == "__main__":
    numbers = np.array([3.0, 1.0, 4.0, 1.5, 9.0, 2.6])
    quicksort(numbers)
    print(numbers)
