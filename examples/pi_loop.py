# examples/pi_loop.py
#
# The shortest useful program: one parallel loop with a reduction.
"""Pi as the integral of 4 / (1 + x * x) from 0 to 1: a parallel loop with a reduction."""

from pyomp_cc import njit, openmp


@njit
def pi(steps: int) -> float:
    """The integral by the midpoint rule, in `steps` strips."""
    width = 1.0 / steps
    total = 0.0
    with openmp("parallel for private(x) reduction(+:total)"):
        for i in range(steps):
            x = (i + 0.5) * width
            total += 4.0 / (1.0 + x * x)
    return total * width


if __name__ == "__main__":
    print(pi(100_000))
