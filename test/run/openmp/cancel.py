# Constructs that their threads end early. Cancellation is on where OMP_CANCELLATION says so when the process begins; the
# results here are the same when it is off, but where a function asks for less; test/module/test_cancel.py switches it on.
import numpy as np
from pyomp_cc import njit, omp_get_cancellation, omp_get_thread_num, openmp


# The place of a value that occurs once.
@njit("int64(int64[::1], int64)")
def find(a, x):
    found = -1
    with openmp("parallel for schedule(dynamic, 4)"):
        for i in range(len(a)):
            if a[i] == x:
                found = i
                openmp("cancel for")
            openmp("cancellation point for")
    return found


@njit("int64(int64[::1], int64)")
def find_in_team(a, x):
    found = -1
    with openmp("parallel"):
        for _ in range(3):
            with openmp("for"):
                for i in range(len(a)):
                    openmp("cancel for if(a[i] == x)")
                    if a[i] == x and omp_get_cancellation() == 0:
                        found = i
            with openmp("for"):
                for i in range(len(a)):
                    if a[i] == x:
                        found = i
    return found


# A thread that cancels does nothing more, whatever loops it stands in.
@njit("int64(int64[::1])")
def stops_itself(a):
    with openmp("parallel for num_threads(1)"):
        for i in range(len(a)):
            for j in range(10):
                while True:
                    if i == 5 and j == 3:
                        openmp("cancel for")
                        a[i] = 1000
                    break
                a[i] += 1
    return a[5]


@njit("int64(int64[::1], int64)")
def cancels_and_raises(a, bad):
    with openmp("parallel for schedule(static, 1)"):
        for i in range(len(a)):
            if i == bad:
                raise ValueError("bad")
            openmp("cancellation point for")
            if i == len(a) + 1:
                openmp("cancel for")
    return 0


@njit("int64(int64)")
def sections(n):
    x = 0
    y = 0
    with openmp("parallel sections"):
        with openmp("section"):
            x = n
            openmp("cancel sections if(n < 0)")
            x += 1
        with openmp("section"):
            y = 2 * n
            openmp("cancellation point sections")
    return x + (y if n >= 0 else 0)


@njit("int64(int64[::1], int64)")
def team(a, n):
    with openmp("parallel"):
        t = omp_get_thread_num()
        if t == 0 and n < 0:
            openmp("cancel parallel")
        with openmp("for"):
            for i in range(len(a)):
                a[i] += 1
        openmp("barrier")
        with openmp("single"):
            a[0] += 100
        with openmp("sections"):
            with openmp("section"):
                a[1] += 100
    return n


@njit("int64(int64, int64)")
def tasks(n, stop):
    done = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup"):
                for i in range(n):
                    with openmp("task shared(done)"):
                        openmp("cancellation point taskgroup")
                        if i == stop:
                            openmp("cancel taskgroup")
                        with openmp("atomic"):
                            done += 1
    return done


def ints(n):
    return np.arange(n, dtype=np.int64)


CASES = {
    "find": [(ints(1000), x) for x in (0, 1, 500, 999, 1000)] + [(ints(0), 3)],
    "find_in_team": [(ints(100), x) for x in (0, 50, 99, 100)],
    "stops_itself": [(ints(9),)],
    "cancels_and_raises": [(ints(20), bad) for bad in (0, 19, 20)],
    "sections": [(3,), (0,)],
    "team": [(ints(5), 3), (ints(20), 0)],
    "tasks": [(0, 3), (20, 30)],
}
REPEAT = 5
