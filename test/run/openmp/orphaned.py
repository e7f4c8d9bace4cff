# Functions that all threads of a team call: early ends, tasks, exceptions in one thread, and what tasks share.
import numpy as np
from pyomp_cc import njit, omp_get_num_threads, omp_get_thread_num, openmp


@njit("void(int64[::1], int64)")
def add_twice(a, n):
    if n <= 0:
        return
    with openmp("for"):
        for i in range(n):
            a[i] += 1
    with openmp("for"):
        for i in range(n):
            a[i] *= 2


@njit("void(int64[::1], int64)")
def ends_before(a, n):
    with openmp("parallel"):
        add_twice(a, n)
        add_twice(a, n)


@njit("int64(int64[::1], int64)")
def pick(a, n):
    with openmp("for schedule(static, 1)"):
        for i in range(n):
            a[i] += i
    if n > 2:
        return a[2]
    return a[0]


@njit("int64(int64[::1], int64)")
def ends_behind(a, n):
    s = 0
    with openmp("parallel"):
        x = pick(a, n)
        with openmp("critical"):
            s = x
    return s


@njit("void(int64[::1], int64)")
def in_tasks(a, n):
    with openmp("single"):
        for i in range(n):
            with openmp("task"):
                a[i] += 1
    with openmp("for"):
        for i in range(n):
            a[i] *= 3


@njit("void(int64[::1], int64)")
def tasks_then_loop(a, n):
    with openmp("parallel"):
        in_tasks(a, n)


@njit("void(int64[::1], int64)")
def masked_tasks(a, n):
    with openmp("masked"):
        for i in range(n):
            with openmp("task"):
                a[i] += 10 // (n - i)
    openmp("barrier")
    with openmp("for"):
        for i in range(n):
            a[i] += 1


@njit("int64(int64)")
def raises_inside(n):
    a = np.zeros(9, dtype=np.int64)
    with openmp("parallel"):
        add_twice(a, n)
    return a[0]


@njit("void(int64[::1], int64)")
def raising_tasks(a, n):
    with openmp("single"):
        for i in range(n):
            with openmp("task"):
                a[i] += 10 // (i - 3)
    with openmp("for"):
        for i in range(n):
            a[i] *= 3


@njit("int64(int64)")
def raises_in_tasks(n):
    a = np.zeros(9, dtype=np.int64)
    with openmp("parallel"):
        raising_tasks(a, n)
    return a[0]


@njit("void(int64[::1], int64)")
def tasks_of_one(a, n):
    with openmp("parallel"):
        masked_tasks(a, n)


@njit("int64(int64[::1], int64)")
def raising_between(a, bad):
    with openmp("for"):
        for i in range(len(a)):
            a[i] += 1
    if omp_get_thread_num() == bad:
        raise ValueError("one thread")
    openmp("barrier")
    with openmp("for"):
        for i in range(len(a)):
            a[i] += 1
    return 1


@njit("int64(int64[::1], int64)")
def one_raises(a, bad):
    s = 0
    with openmp("parallel"):
        s_own = raising_between(a, bad)
        with openmp("critical"):
            s = s_own
    return s


# What a task shares with a block lasts until it has ended.
@njit("int64(int64)")
def shares_local(n):
    s = 0
    with openmp("parallel num_threads(3)"):
        x = n
        with openmp("task shared(x)"):
            k = 0
            for i in range(2000):
                k += i % 3
            x += k
            with openmp("critical"):
                s += x
    return s // omp_team(3)


@njit
def omp_team(n: int) -> int:
    t = 0
    with openmp("parallel num_threads(n)"):
        with openmp("single"):
            t = omp_get_num_threads()
    return t


@njit("int64(int64)")
def shares_in_rounds(n):
    total = 0
    for i in range(n):
        x = i
        with openmp("task shared(x, total)"):
            with openmp("critical"):
                total += 1
    openmp("taskwait")
    return total


@njit("int64(int64)")
def shares_in_iterations(n):
    total = 0
    with openmp("parallel for reduction(+:total)"):
        for i in range(n):
            x = i
            with openmp("task shared(x)"):
                x = 2 * x
            total += 1
    return total


@njit("int64(int64)")
def nested_shares(n):
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(s)"):
                y = n
                with openmp("task shared(y, s)"):
                    with openmp("task shared(y, s)"):
                        y += 1
                        s = y
    return s


@njit("int64(int64, int64)")
def first_of_two(n, m):
    s = 0
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(n):
                if i == n - 1:
                    raise ValueError("first")
        with openmp("for"):
            for i in range(m):
                if i == 0:
                    raise KeyError("second")
    return s


@njit("int64(int64, int64)")
def first_of_sections(n, m):
    s = 0
    with openmp("parallel"):
        with openmp("sections nowait"):
            with openmp("section"):
                s = 0
            with openmp("section"):
                if n > 0:
                    raise ValueError("first")
        with openmp("for collapse(2)"):
            for i in range(m):
                for j in range(m):
                    if i * j == 0:
                        raise KeyError("second")
    return s


# A condition that cannot be computed ends the region in all threads.
@njit("int64(int64[::1], int64)")
def while_element(a, k):
    s = 0
    with openmp("parallel"):
        while a[k] > 0:
            with openmp("for reduction(+:s)"):
                for _ in range(10):
                    s += 1
            with openmp("single"):
                a[k] -= 1
    return s


@njit("int64(int64[::1], int64)")
def while_shrinks(a, k):
    with openmp("parallel"):
        while a[a[0]] > 0:
            openmp("barrier")
            with openmp("single"):
                a[0] += k
    return a[0]


@njit("int64(int64[::1], int64)")
def if_element(a, k):
    s = 0
    with openmp("parallel"):
        if a[k] > 0:
            with openmp("for reduction(+:s)"):
                for _ in range(10):
                    s += 1
        else:
            with openmp("single"):
                s = -1
    return s


def ints(n):
    return np.arange(n, dtype=np.int64)


CASES = {
    "ends_before": [(ints(9), n) for n in (-1, 0, 1, 9)],
    "raises_in_tasks": [(n,) for n in (0, 3, 4, 9)],
    "raises_inside": [(n,) for n in (0, 9, 10, 30)],
    "ends_behind": [(ints(9), n) for n in (1, 2, 3, 9, 10)] + [(ints(0), 0)],
    "tasks_then_loop": [(ints(9), n) for n in (0, 1, 9)],
    "tasks_of_one": [(ints(9), n) for n in (0, 1, 9)],
    "one_raises": [(ints(0), bad) for bad in (0, 9)],
    "shares_local": [(5,)],
    "shares_in_rounds": [(0,), (50,)],
    "shares_in_iterations": [(0,), (50,)],
    "nested_shares": [(5,)],
    "while_element": [(ints(5), k) for k in (0, 3, 5, -9)],
    "while_shrinks": [(ints(9)[::-1].copy(), 1), (ints(9) + 2, 3)],
    "if_element": [(ints(5), k) for k in (0, 3, 5, -9)],
    "first_of_two": [(9, 9), (0, 3), (3, 0), (0, 0)],
    "first_of_sections": [(1, 3), (0, 3), (1, 0), (0, 0)],
}
REPEAT = 20
