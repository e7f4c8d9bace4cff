"""Several contexts in one `with`: each stands in the block of the one before it."""

import numpy as np

from pyomp_cc import njit, omp_get_max_threads, omp_get_num_threads, openmp

THREADS = (1, 2, 3, 7)


class Trace:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append(1)
        return len(self.log)

    def __exit__(self, kind, value, trace):
        self.log.append(2)


def loop_in_team(n: int):
    a = np.zeros(n)
    with openmp("parallel"), openmp("for"):
        for i in range(n):
            a[i] = i * 0.5
    return a


def reduced(n: int):
    s = 0
    with openmp("parallel num_threads(3)"), openmp("for reduction(+: s) schedule(static, 2)"):
        for i in range(n):
            s += i
    return s


def one_thread(n: int):
    c = 0
    with openmp("parallel"), openmp("single"):
        c += n
    return c


def in_parentheses(n: int):
    c = 0
    with (
        openmp("parallel"),
        openmp("for"),
    ):
        for i in range(n):
            with openmp("critical"):
                c += i
    return c


def traced(n: int):
    log = [0]
    s = 0
    with Trace(log) as begun, openmp("parallel for reduction(+: s)"):
        for i in range(n):
            s += i + begun
    return s, log


def team_and_trace(n: int):
    log = [0]
    s = 0
    with openmp("single"), Trace(log):
        s = n
    return s, log


def twice(n: int):
    c = 0
    with openmp("parallel"), openmp("single"), openmp("taskgroup"):
        for i in range(n):
            with openmp("task"), openmp("atomic"):
                c += i
    return c


def team_is_whole():
    whole = 0
    with openmp("parallel"), openmp("single"):
        whole = 1 if omp_get_num_threads() == omp_get_max_threads() else 0
    return whole


def raises(n: int, d: int):
    s = 0
    with openmp("parallel"), openmp("for reduction(+: s)"):
        for i in range(n):
            s += i // (d - i)
    return s


CASES = {
    "loop_in_team": [(0,), (1,), (100,)],
    "reduced": [(0,), (100,)],
    "one_thread": [(4,)],
    "in_parentheses": [(50,)],
    "traced": [(0,), (10,)],
    "team_and_trace": [(3,)],
    "twice": [(20,)],
    "team_is_whole": [()],
    "raises": [(10, 20), (10, 3)],
}
