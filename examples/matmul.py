# examples/matmul.py
#
# The matrix product with the loops in the order i-k-j, so that the inner one runs along rows.
"""A product of matrices, row by row in parallel."""

import numpy as np

from pyomp_cc import njit, openmp


@njit("(float64[:, ::1], float64[:, ::1], float64[:, ::1])")
def matmul(a, b, c):
    """Adds the product of `a` and `b` to `c`."""
    n, m = c.shape
    inner = a.shape[1]
    with openmp("parallel for schedule(static)"):
        for i in range(n):
            for k in range(inner):
                for j in range(m):
                    c[i, j] += a[i, k] * b[k, j]


if __name__ == "__main__":
    left = np.ones((60, 40))
    right = np.ones((40, 50))
    product = np.zeros((60, 50))
    matmul(left, right, product)
    print(product[0, 0], product[59, 49])
