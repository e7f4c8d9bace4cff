# examples/fibonacci.py
#
# Recursive tasks with a cut-off, below which the recursion goes on without tasks.
"""Fibonacci numbers by their definition."""

from pyomp_cc import njit, openmp

CUT_OFF = 22


@njit
def fibonacci(n: int) -> int:
    """Number `n`; large ones are split into two tasks. Called from inside a parallel region."""
    if n < 2:
        return n
    if n < CUT_OFF:
        return fibonacci(n - 1) + fibonacci(n - 2)
    one = 0
    two = 0
    with openmp("task shared(one)"):
        one = fibonacci(n - 1)
    with openmp("task shared(two)"):
        two = fibonacci(n - 2)
    openmp("taskwait")
    return one + two


@njit
def fibonacci_parallel(n: int) -> int:
    """Number `n`, by all threads."""
    result = 0
    with openmp("parallel"):
        with openmp("single"):
            result = fibonacci(n)
    return result


if __name__ == "__main__":
    print([fibonacci_parallel(n) for n in range(15)])
