# Tasks capture what is private around them and share what their team shares.
from pyomp_cc import njit, openmp


@njit
def count(n: int) -> int:
    if n < 2:
        return 1
    left = 0
    right = 0
    with openmp("task shared(left) if(n > 20)"):
        left = count(n - 1)
    with openmp("task shared(right)"):
        right = count(n - 2)
    with openmp("taskwait"):
        return left + right


@njit
def start(n: int):
    found = 0
    with openmp("parallel default(shared)"):
        with openmp("single"):
            part = n // 2
            with openmp("task"):
                found = count(part)
    return found
