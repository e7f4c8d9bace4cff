# examples/histogram.py
#
# Each thread counts in its own copy; a critical section adds the copies up.
"""How many values fall into each of equally wide bins."""

import numpy as np

from pyomp_cc import njit, openmp


@njit("(float64[::1], int64[::1])")
def histogram(values, counts):
    """Adds to `counts` the values from 0 to below 1, by bins of equal width; leaves others out."""
    bins = len(counts)
    if bins == 0:
        return
    with openmp("parallel"):
        own = np.zeros(bins, dtype=np.int64)
        with openmp("for"):
            for i in range(len(values)):
                value = values[i]
                if 0.0 <= value < 1.0:
                    own[int(value * bins)] += 1
        with openmp("critical"):
            for b in range(bins):
                counts[b] += own[b]


if __name__ == "__main__":
    samples = np.array([0.05, 0.15, 0.16, 0.5, 0.99, 1.5])
    totals = np.zeros(10, dtype=np.int64)
    histogram(samples, totals)
    print(totals)
