# Assignments: swaps, tuples, elements that are updated, arrays that are made and returned.
import numpy as np

from pyomp_cc import njit


@njit("int64[:](int64[:], int64)")
def count(values, bins):
    counts = np.zeros(bins, dtype=np.int64)
    spare = np.empty_like(counts)
    for i in range(len(values)):
        counts[values[i] % bins] += 1
    counts, spare = spare, counts
    for i in range(bins):
        counts[i] = spare[i]
    low, high = bins // 2, bins - 1
    counts[low], counts[high] = counts[high], counts[low]
    return counts
