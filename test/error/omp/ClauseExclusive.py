from pyomp_cc import njit, openmp


@njit
def f(n: int) -> int:
    s = 0
    with openmp("taskloop grainsize(2) num_tasks(3)"):
        for i in range(n):
            s += i
    return s
