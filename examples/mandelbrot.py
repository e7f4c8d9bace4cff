# examples/mandelbrot.py
#
# Rows that cost very different times: the schedule is dynamic.
"""How fast points of the complex plane escape from z -> z * z + c."""

import numpy as np

from pyomp_cc import njit, openmp


@njit("(int32[:, ::1], float64, float64, float64, float64, int64)")
def mandelbrot(counts, left, right, bottom, top, limit):
    """Fills `counts` with the number of steps, at most `limit`, until each point of the rectangle escapes."""
    rows, columns = counts.shape
    dx = (right - left) / columns
    dy = (top - bottom) / rows
    with openmp("parallel for schedule(dynamic, 4)"):
        for row in range(rows):
            y = bottom + row * dy
            for column in range(columns):
                x = left + column * dx
                re = 0.0
                im = 0.0
                steps = 0
                while steps < limit and re * re + im * im <= 4.0:
                    re, im = re * re - im * im + x, 2.0 * re * im + y
                    steps += 1
                counts[row, column] = steps


if __name__ == "__main__":
    image = np.zeros((24, 64), dtype=np.int32)
    mandelbrot(image, -2.0, 1.0, -1.25, 1.25, 100)
    for line in image:
        print("".join(" .:-=+*#%@"[min(int(count) // 2, 9)] for count in line))
