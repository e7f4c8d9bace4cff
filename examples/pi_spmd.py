# examples/pi_spmd.py
#
# One region in which every thread works out its own share (single program, multiple data).
"""Pi as the integral of 4 / (1 + x * x) from 0 to 1: each thread takes its strips by its number."""

from pyomp_cc import njit, omp_get_num_threads, omp_get_thread_num, openmp


@njit
def pi(steps: int) -> float:
    """The integral by the midpoint rule, in `steps` strips."""
    width = 1.0 / steps
    total = 0.0
    with openmp("parallel private(partial, x)"):
        partial = 0.0
        for i in range(omp_get_thread_num(), steps, omp_get_num_threads()):
            x = (i + 0.5) * width
            partial += 4.0 / (1.0 + x * x)
        with openmp("critical"):
            total += partial
    return total * width


if __name__ == "__main__":
    print(pi(100_000))
