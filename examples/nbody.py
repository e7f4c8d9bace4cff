# examples/nbody.py
#
# All pairs of bodies: each thread sums the pull on its own.
"""Bodies that attract each other, moved by the leapfrog rule."""

import math

import numpy as np

from pyomp_cc import njit, openmp

SOFTENING = 1e-6


@njit("(float64[:, ::1], float64[:, ::1], float64[::1], float64, int64)")
def simulate(position, velocity, mass, step, count):
    """Moves the bodies `count` times by `step`. Rows of `position` and `velocity` are bodies."""
    n = len(mass)
    for _ in range(count):
        with openmp("parallel for"):
            for i in range(n):
                ax = 0.0
                ay = 0.0
                az = 0.0
                for j in range(n):
                    dx = position[j, 0] - position[i, 0]
                    dy = position[j, 1] - position[i, 1]
                    dz = position[j, 2] - position[i, 2]
                    square = dx * dx + dy * dy + dz * dz + SOFTENING
                    pull = mass[j] / (square * math.sqrt(square))
                    ax += dx * pull
                    ay += dy * pull
                    az += dz * pull
                velocity[i, 0] += step * ax
                velocity[i, 1] += step * ay
                velocity[i, 2] += step * az
        with openmp("parallel for"):
            for i in range(n):
                for axis in range(3):
                    position[i, axis] += step * velocity[i, axis]


if __name__ == "__main__":
    places = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
    speeds = np.zeros((3, 3))
    weights = np.array([1.0, 0.1, 0.1])
    simulate(places, speeds, weights, 0.01, 100)
    print(places)
