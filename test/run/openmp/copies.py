# Copies of variables in tasks and nested constructs, and loops whose step is not known or too long to count.
import numpy as np
from pyomp_cc import njit, openmp


@njit
def updated_copy(n: int) -> int:
    s = 0
    with openmp("parallel num_threads(1)"):
        x = n
        with openmp("task firstprivate(x) shared(s)"):
            x += 1
            with openmp("critical"):
                s += x
        openmp("taskwait")
    return s


@njit("(float64[::1],)")
def tasks_of_a_loop(a):
    with openmp("parallel"):
        with openmp("single"):
            for k in range(len(a)):
                with openmp("task"):
                    a[k] = k


@njit
def three_rounds(start: int, stop: int, step: int) -> int:
    count = 0
    for _ in range(start, stop, step):
        count += 1
        if count == 3:
            break
    return count


@njit
def keyword_only(a: int, b: int = 7, *, c: float = 2.5) -> float:
    return a + b * c


CASES = {
    "updated_copy": [(n,) for n in (-3, 0, 5)],
    "tasks_of_a_loop": [(np.zeros(n),) for n in (0, 1, 7)],
    "three_rounds": [(0, -(2**63), -1), (-1, 2**63 - 1, 1), (0, 5, 2), (5, 0, 1), (5, 0, -2), (0, 1, 0)],
    "keyword_only": [(1,), (1, 2)],
}
