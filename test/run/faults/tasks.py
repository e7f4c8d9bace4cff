# Exceptions of tasks: the first made counts, whatever dependences, groups and loops; nothing hangs, nothing leaks.
import numpy as np
from pyomp_cc import njit, openmp


@njit
def first_task_counts(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task shared(s)"):
                    if i == bad:
                        raise IndexError("at bad")
                    if i > bad:
                        raise ValueError("behind bad")
                    with openmp("critical"):
                        s += i
    return s


@njit("int64(int64[::1], int64)")
def dependences(a, bad):
    with openmp("parallel"):
        with openmp("single"):
            for i in range(1, len(a)):
                with openmp("task depend(in: a[i - 1]) depend(out: a[i])"):
                    a[i] = a[i - 1] + 100 // (i - bad)
    return a[len(a) - 1]


@njit("int64(int64[::1], int64)")
def place_outside(a, i):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task depend(out: a[i])"):
                x = a[0]
    return x


@njit
def in_group(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup"):
                for i in range(n):
                    with openmp("task"):
                        if i == bad:
                            raise KeyError("in the group")
            s = 1
    return s


@njit
def in_loop(n: int, bad: int, grain: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop grainsize(grain) reduction(+: s)"):
                for i in range(n):
                    s += 1000 // (i - bad)
    return s


@njit
def in_masked_loop(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel masked taskloop reduction(+: s)"):
        for i in range(n):
            if i >= bad:
                raise ValueError("too far")
            s += i
    return s


@njit
def orphan(n: int, bad: int) -> int:
    x = 0
    y = 0
    for i in range(n):
        with openmp("task shared(x)"):
            if i == bad:
                raise ZeroDivisionError("orphan")
            x = 1
    with openmp("task shared(y)"):
        y = 10 // (n - 3)
    return x + y


@njit
def orphans(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            s = orphan(n, bad)
    return s


@njit
def leaves_while_tasks_run(n: int) -> int:
    x = 0
    with openmp("task shared(x)"):
        for i in range(1000):
            x += i % 7
    if n == 0:
        raise ValueError("left early")
    return x // n


@njit
def left_early(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            s = leaves_while_tasks_run(n)
    return s


@njit
def recursive(n: int) -> int:
    if n == 0:
        raise ValueError("bottom")
    x = 0
    y = 0
    with openmp("task shared(x)"):
        x = recursive(n - 1)
    with openmp("task shared(y)"):
        y = n
    openmp("taskwait")
    return x + y


@njit
def recursion(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            s = recursive(n)
    return s


@njit
def tasks_of_iterations(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                with openmp("task shared(s)"):
                    if i >= bad:
                        raise IndexError("iteration")
                    with openmp("critical"):
                        s += i
    return s


CASES = {
    "first_task_counts": [(20, 30), (20, 0), (20, 19), (20, 7), (0, 0)],
    "dependences": [(np.arange(30), 40), (np.arange(30), 1), (np.arange(30), 29), (np.arange(30), 11)],
    "place_outside": [(np.arange(3), 2), (np.arange(3), -3)],
    "in_group": [(10, 20), (10, 5)],
    "in_loop": [(50, 100, 3), (50, 0, 1), (50, 49, 10), (50, 20, 1)],
    "in_masked_loop": [(50, 50), (50, 0), (50, 33)],
    "orphans": [(5, 9), (5, 2), (3, 9), (3, 1)],
    "left_early": [(3,), (0,)],
    "recursion": [(6,)],
    "tasks_of_iterations": [(40, 50), (40, 39), (40, 3)],
}
# CPython does not evaluate clauses.
DIFFERENCES = {
    "place_outside": [((np.arange(3), 3), IndexError("index 3 is out of bounds for axis 0 with size 3"))],
    "in_loop": [((5, 9, 0), ValueError("the value of an OpenMP clause must be positive"))],
}
REPEAT = 20
