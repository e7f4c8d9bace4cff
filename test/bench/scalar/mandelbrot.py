# test/bench/scalar/mandelbrot.py
#
# How many points of a grid stay small.
from pyomp_cc import njit


@njit
def mandelbrot(n: int) -> int:
    inside = 0
    for i in range(n):
        for j in range(n):
            c = complex(3.0 * i / n - 2.0, 2.0 * j / n - 1.0)
            z = 0j
            steps = 0
            while steps < 100 and z.real * z.real + z.imag * z.imag < 4.0:
                z = z * z + c
                steps += 1
            if steps == 100:
                inside += 1
    return inside
