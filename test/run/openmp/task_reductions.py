# Reductions by tasks of a construct that says so, and tasks that may go on in another thread.
from pyomp_cc import njit, openmp


@njit
def by_modifier(n: int) -> int:
    s = 0
    with openmp("parallel reduction(task, +: s)"):
        with openmp("single"):
            for i in range(n):
                with openmp("task in_reduction(+: s)"):
                    s += i
    return s


@njit
def in_a_loop(n: int) -> int:
    s = 1
    with openmp("parallel for reduction(task, *: s)"):
        for i in range(n):
            with openmp("task in_reduction(*: s)"):
                s *= 1 + i % 2
    return s


@njit(["void(int64, int64[::1])"])
def arrays(n, h):
    with openmp("parallel reduction(task, +: h)"):
        with openmp("single"):
            for i in range(n):
                with openmp("task in_reduction(+: h)"):
                    h[i % len(h)] += i


@njit
def untied(n: int) -> int:
    s = 0
    with openmp("parallel num_threads(4)"):
        with openmp("single nowait"):
            for i in range(n):
                with openmp("task priority(i) untied mergeable final(i > 3) if(i % 2 == 0)"):
                    with openmp("critical"):
                        s += i
    return s


def cases():
    import numpy as np

    return [
        ("by_modifier", (50,)),
        ("in_a_loop", (20,)),
        ("arrays", (50, np.ones(3, np.int64))),
        ("untied", (20,)),
    ]
