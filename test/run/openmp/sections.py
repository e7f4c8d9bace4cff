# sections, masked, ordered, lastprivate: who does what, in which order, and whose exception comes out.
import numpy as np
from pyomp_cc import njit, omp_get_thread_num, openmp


@njit
def two_sections(n: int):
    x = 0
    y = 0
    with openmp("parallel sections"):
        with openmp("section"):
            x = n + 1
        with openmp("section"):
            y = n * 2
    return x, y


@njit("int64(int64, int64[::1])")
def sections_in_region(n, a):
    y = 0
    s = 0
    with openmp("parallel"):
        with openmp("sections lastprivate(y) reduction(+:s)"):
            with openmp("section"):
                y = n + 1
                s += y
            with openmp("section"):
                for i in range(len(a)):
                    s += i
            with openmp("section"):
                y = n + 3
                s += y
        with openmp("for reduction(+:s)"):
            for i in range(len(a)):
                s += y
    return s


@njit
def first_section_raises(n: int) -> int:
    x = 0
    y = 0
    with openmp("parallel sections"):
        with openmp("section"):
            for k in range(1000):
                x += k
            if n == 1:
                raise ValueError("first")
        with openmp("section"):
            y = 10 // n
    return x + y


@njit("void(int64[::1])")
def masked_parts(a):
    with openmp("parallel num_threads(3)"):
        with openmp("masked"):
            a[0] += 1
        with openmp("master"):
            a[1] += 1
        with openmp("barrier"):
            pass
        with openmp("masked filter(0)"):
            a[2] = a[0] + a[1] + omp_get_thread_num()
    with openmp("parallel masked"):
        a[3] = omp_get_thread_num()
    with openmp("parallel master"):
        a[4] += 1


@njit("int64(int64)")
def masked_raises(n):
    x = 0
    with openmp("parallel"):
        with openmp("masked"):
            x = 7 // n
        with openmp("barrier"):
            pass
        with openmp("single"):
            x += 1
    return x


@njit("void(int64[::1])")
def in_order(a):
    k = 0
    with openmp("parallel for ordered schedule(dynamic) proc_bind(close)"):
        for i in range(len(a)):
            t = i * i
            with openmp("ordered"):
                a[k] = t
                k += 1


@njit("int64(int64)")
def ordered_raises(n):
    k = 0
    with openmp("parallel for ordered schedule(dynamic)"):
        for i in range(20):
            with openmp("ordered"):
                k = k * 3 % 1000 + i // (n - i)
    return k


@njit("int64(int64[::1])")
def last_value(a):
    x = -1
    with openmp("parallel for lastprivate(x)"):
        for i in range(len(a)):
            x = i * 2
    return x


@njit("int64(int64, int64)")
def last_of_none(n, k):
    with openmp("parallel for lastprivate(x)"):
        for i in range(n):
            x = i + k
    return x


@njit("int64(int64)")
def last_loop_variable(n):
    s = 0
    i = -5
    with openmp("parallel for reduction(+:s) lastprivate(i)"):
        for i in range(n):
            s += i
    return s + 100 * i


@njit("int64(int64[::1], int64)")
def first_and_last(a, y):
    x = 7
    with openmp("parallel"):
        with openmp("for lastprivate(x) firstprivate(y) schedule(dynamic, 2)"):
            for i in range(len(a)):
                x = i + y
        with openmp("single"):
            y = x + 1
    return x + y


@njit("int64(int64)")
def first_of_two_loops(n):
    with openmp("parallel"):
        with openmp("for"):
            for i in range(10):
                if i == n:
                    raise ValueError("the first loop")
        with openmp("for"):
            for i in range(10):
                if i == 2:
                    raise KeyError
    return 0


@njit("int64(int64)")
def rounds_in_order(n):
    with openmp("parallel"):
        for t in range(3):
            with openmp("for"):
                for i in range(10):
                    if i == n - t:
                        raise ValueError("found")
                    if t == 1 and i < 2:
                        raise KeyError
    return 0


@njit("int64(int64)")
def critical_raises_in_order(n):
    k = 0
    with openmp("parallel for schedule(dynamic)"):
        for i in range(50):
            with openmp("critical(mine)"):
                k += 10 // (i - n)
            if i == n - 1:
                raise KeyError
    return 0


@njit("void(int64[::1])")
def clauses_without_effect(a):
    t = 0
    with openmp("parallel for private(t) allocate(t) order(concurrent) schedule(monotonic: static, 2)"):
        for i in range(len(a)):
            t = i
            a[i] = t


A = np.zeros(9, dtype=np.int64)
CASES = {
    "two_sections": [(3,), (2**60,)],
    "sections_in_region": [(1, A), (5, np.zeros(0, dtype=np.int64))],
    "first_section_raises": [(1,), (0,), (5,)],
    "masked_parts": [(A,)],
    "masked_raises": [(0,), (2,)],
    "in_order": [(np.zeros(n, dtype=np.int64),) for n in (0, 1, 40)],
    "ordered_raises": [(3,), (0,), (100,)],
    "last_value": [(A,), (np.zeros(0, dtype=np.int64),), (np.zeros(1, dtype=np.int64),)],
    "last_of_none": [(0, 1), (1, 1), (30, 2)],
    "last_loop_variable": [(0,), (1,), (30,)],
    "first_and_last": [(A, 3), (np.zeros(0, dtype=np.int64), 3)],
    "first_of_two_loops": [(5,), (9,), (11,)],
    "rounds_in_order": [(7,), (11,), (20,)],
    "critical_raises_in_order": [(40,), (1,), (0,)],
    "clauses_without_effect": [(A,)],
}
REPEAT = 5
