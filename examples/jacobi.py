# examples/jacobi.py
#
# A stencil that is repeated until it changes nothing: a max reduction, and two arrays that change places.
"""Jacobi's iteration for Laplace's equation on a square whose upper edge is hot."""

import numpy as np

from pyomp_cc import njit, openmp


@njit
def jacobi(n: int, tolerance: float, limit: int):
    """The temperatures on an `n` by `n` grid, and after how many sweeps no point moved by more than `tolerance`.

    Gives up after `limit` sweeps.
    """
    old = np.zeros((n, n))
    new = np.zeros((n, n))
    for j in range(n):
        old[0, j] = 100.0
        new[0, j] = 100.0
    sweeps = 0
    change = tolerance + 1.0
    while change > tolerance and sweeps < limit:
        change = 0.0
        with openmp("parallel for reduction(max:change)"):
            for i in range(1, n - 1):
                for j in range(1, n - 1):
                    new[i, j] = 0.25 * (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1])
                    change = max(change, abs(new[i, j] - old[i, j]))
        old, new = new, old
        sweeps += 1
    return old, sweeps


if __name__ == "__main__":
    grid, count = jacobi(20, 0.01, 500)
    print(count, grid[10, 10])
