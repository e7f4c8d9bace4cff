"""Names that a star import of the package brings, in compiled code and in what stays Python."""

from pyomp_cc import *  # noqa: F403


@njit("int64(int64)")
def total(n):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += i
    return s


@njit
def threads(n: int) -> bool:
    return omp_get_max_threads() >= 1 and omp_get_wtime() > 0 and n >= 0


def python(n):
    known = omp_get_num_procs() >= 1 and omp_get_wtime() > 0
    return known and total(n) == n * (n - 1) // 2


CASES = {"total": [(0,), (10,)], "threads": [(1,)], "python": [(5,)]}
PYTHON = ("python",)
