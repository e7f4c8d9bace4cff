# examples/pi_tasks.py
#
# Divide and conquer with tasks under a single.
"""Pi as the integral of 4 / (1 + x * x) from 0 to 1: the interval is halved until a piece is worth no more tasks."""

from pyomp_cc import njit, openmp

LEAF = 16384


@njit
def integrate(begin: int, end: int, width: float) -> float:
    """The sum over the strips from `begin` to `end`, not yet multiplied by their width."""
    if end - begin <= LEAF:
        part = 0.0
        for i in range(begin, end):
            x = (i + 0.5) * width
            part += 4.0 / (1.0 + x * x)
        return part
    middle = (begin + end) // 2
    left = 0.0
    right = 0.0
    with openmp("task shared(left)"):
        left = integrate(begin, middle, width)
    with openmp("task shared(right)"):
        right = integrate(middle, end, width)
    openmp("taskwait")
    return left + right


@njit
def pi(steps: int) -> float:
    """The integral by the midpoint rule, in `steps` strips."""
    width = 1.0 / steps
    total = 0.0
    with openmp("parallel"):
        with openmp("single"):
            total = integrate(0, steps, width)
    return total * width


if __name__ == "__main__":
    print(pi(100_000))
