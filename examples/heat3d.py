# examples/heat3d.py
#
# A stencil in three dimensions, in a function that another compiled function calls.
"""Heat that spreads in a box whose faces keep their temperature."""

import numpy as np

from pyomp_cc import njit, openmp


@njit("(float64[:, :, ::1], float64[:, :, ::1], float64)")
def spread(old, new, rate):
    """One time step from `old` to `new`."""
    nx, ny, nz = old.shape
    with openmp("parallel for"):
        for i in range(1, nx - 1):
            for j in range(1, ny - 1):
                for k in range(1, nz - 1):
                    new[i, j, k] = old[i, j, k] + rate * (
                        old[i - 1, j, k]
                        + old[i + 1, j, k]
                        + old[i, j - 1, k]
                        + old[i, j + 1, k]
                        + old[i, j, k - 1]
                        + old[i, j, k + 1]
                        - 6.0 * old[i, j, k]
                    )


@njit("(float64[:, :, ::1], float64[:, :, ::1], float64, int64)")
def heat(box, other, rate, pairs):
    """Twice `pairs` time steps; `other` has the same faces as `box`, and the result is in `box`."""
    for _ in range(pairs):
        spread(box, other, rate)
        spread(other, box, rate)


if __name__ == "__main__":
    warm = np.zeros((16, 16, 16))
    warm[0, :, :] = 100.0
    copy = warm.copy()
    heat(warm, copy, 0.1, 20)
    print(warm[1, 8, 8], warm[8, 8, 8])
