# Tasks: dependences, groups, loops of tasks, clauses; each result is wrong when the clause is ignored.
import numpy as np
from pyomp_cc import (
    njit,
    omp_get_num_threads,
    omp_get_thread_num,
    omp_in_explicit_task,
    omp_in_final,
    openmp,
)


@njit("void(int64[::1])")
def chain_of_elements(a):
    with openmp("parallel"):
        with openmp("single"):
            for i in range(1, len(a)):
                with openmp("task depend(in: a[i - 1]) depend(out: a[i])"):
                    a[i] = a[i - 1] * 3 % 1000 + i


@njit("void(int64[:, ::1])")
def wavefront(a):
    n = a.shape[0]
    m = a.shape[1]
    with openmp("parallel"):
        with openmp("single"):
            for i in range(1, n):
                for j in range(1, m):
                    with openmp("task depend(in: a[i - 1, j], a[i, j - 1]) depend(out: a[i, j])"):
                        a[i, j] = (a[i - 1, j] + a[i, j - 1]) % 1009 + i * j


@njit("void(int64[::1], int64)")
def blocks(a, size):
    n = len(a)
    with openmp("parallel"):
        with openmp("single"):
            for step in range(3):
                for low in range(0, n, size):
                    with openmp("task depend(inout: a[low:low + size])"):
                        high = min(low + size, n)
                        for i in range(low, high):
                            a[i] = a[i] * 2 + step


@njit
def scalar_dependences(n: int) -> int:
    x = 0
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task depend(out: x)"):
                    x = i
                with openmp("task depend(in: x) depend(inout: y)"):
                    y = y * 2 % 1001 + x
    return y


@njit
def scalar_dependences_of_a_function(n: int) -> int:
    x = n
    y = 1
    with openmp("task shared(x) depend(out: x)"):
        x = x + 1
    with openmp("task shared(x, y) depend(in: x) depend(out: y)"):
        y = x * 10
    with openmp("task shared(y) depend(inout: y)"):
        y += 1
    openmp("taskwait")
    return x + y


@njit("int64(int64[::1])")
def whole_arrays(a):
    with openmp("parallel"):
        with openmp("single"):
            for k in range(8):
                with openmp("task depend(inout: a)"):
                    for i in range(len(a)):
                        a[i] = a[i] * 2 + k
    return a[0] + a[len(a) - 1]


@njit
def exclusive_sets(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task depend(mutexinoutset: s)"):
                    s += i
    return s


@njit
def task_reads_late(n: int) -> int:
    x = 1
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task depend(out: x)"):
                x = n
            with openmp("task depend(in: x)"):
                y = x
            openmp("taskwait")
    return y


@njit
def wait_for_one(n: int) -> int:
    x = 0
    y = 0
    result = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task depend(out: x)"):
                x = n
            with openmp("task depend(out: y)"):
                y = n * 2
            openmp("taskwait depend(in: x)")
            result = x
    return result + y


@njit("int64(int64[::1])")
def group(a):
    right = 1
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup"):
                for i in range(len(a)):
                    with openmp("task"):
                        a[i] = i
                        with openmp("task"):
                            a[i] += 1
            for i in range(len(a)):
                if a[i] != i + 1:
                    right = 0
    return right


@njit
def undeferred(n: int) -> tuple[int, int]:
    a = np.zeros(n, dtype=np.int64)
    here = 0
    final = 0
    with openmp("parallel"):
        with openmp("single"):
            me = omp_get_thread_num()
            for i in range(n):
                with openmp("task if(n < 0) shared(here)"):
                    a[i] = i
                    if omp_get_thread_num() == me:
                        here += 1
                if a[i] != i:
                    here = -1000
            with openmp("task final(n > 2) shared(final)"):
                with openmp("task shared(final)"):
                    if omp_in_final():
                        final = 1
                openmp("taskwait")
    return here, final if omp_get_num_threads() < 0 else 0


@njit
def in_task() -> bool:
    inside = False
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task untied mergeable priority(3)"):
                inside = omp_in_explicit_task()
            openmp("taskyield")
    return inside


@njit("int64(int64[::1], int64, int64)")
def loops_of_tasks(a, grain, tasks):
    n = len(a)
    right = 1
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop grainsize(grain)"):
                for i in range(n):
                    a[i] = i
            for i in range(n):
                if a[i] != i:
                    right = 0
            with openmp("taskloop num_tasks(tasks) if(n > 10)"):
                for i in range(n - 1, -1, -1):
                    a[i] += 1
            with openmp("taskloop nogroup"):
                for i in range(0, n, 2):
                    a[i] *= 2
            openmp("taskwait")
            with openmp("taskloop simd grainsize(4)"):
                for i in range(n):
                    a[i] += 5
    return right


@njit("int64(int64[::1])")
def masked_loops(a):
    with openmp("parallel masked taskloop"):
        for i in range(len(a)):
            a[i] = i
    with openmp("parallel"):
        with openmp("masked taskloop num_tasks(3)"):
            for i in range(len(a)):
                a[i] += 1
        openmp("barrier")
        with openmp("single"):
            for i in range(len(a)):
                a[i] = a[i] * 2
    with openmp("parallel masked taskloop simd"):
        for i in range(len(a)):
            a[i] -= 1
    return a[len(a) - 1]


@njit
def loop_variable_of_the_maker(n: int) -> int:
    a = np.zeros(n, dtype=np.int64)
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                with openmp("task"):
                    a[i] += i * i
    s = 0
    for i in range(n):
        s += a[i]
    return s


@njit
def fib(n: int) -> int:
    if n < 2:
        return n
    x = 0
    y = 0
    with openmp("task shared(x) if(n > 5)"):
        x = fib(n - 1)
    with openmp("task shared(y) if(n > 5)"):
        y = fib(n - 2)
    openmp("taskwait")
    return x + y


@njit
def fibonacci(n: int) -> int:
    result = 0
    with openmp("parallel"):
        with openmp("single"):
            result = fib(n)
    return result


@njit
def never_waited(n: int) -> int:
    x = 0
    with openmp("task shared(x)"):
        x = n * n
    return x


@njit
def orphans(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            s = never_waited(n) + never_waited(n + 1)
    return s


@njit
def reduced(n: int) -> int:
    s = 1000
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: s)"):
                for i in range(n):
                    with openmp("task in_reduction(+: s)"):
                        s += i
    return s


@njit
def reduced_loop(n: int) -> tuple[int, float]:
    s = 5
    most = -1.0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop reduction(+: s) reduction(max: most)"):
                for i in range(n):
                    s += i
                    x = float(i * 37 % 101)
                    if x > most:
                        most = x
    return s, most


CASES = {
    "chain_of_elements": [(np.arange(60),), (np.arange(1),), (np.zeros(0, dtype=np.int64),)],
    "wavefront": [(np.ones((9, 7), dtype=np.int64),), (np.ones((1, 5), dtype=np.int64),)],
    "blocks": [(np.arange(50), 7), (np.arange(5), 100), (np.arange(0), 3)],
    "scalar_dependences": [(0,), (1,), (50,)],
    "scalar_dependences_of_a_function": [(4,)],
    "whole_arrays": [(np.arange(20),)],
    "exclusive_sets": [(100,)],
    "task_reads_late": [(7,)],
    "wait_for_one": [(7,)],
    "group": [(np.zeros(40, dtype=np.int64),)],
    "undeferred": [(6,), (1,)],
    "in_task": [()],
    "loops_of_tasks": [
        (np.zeros(100, dtype=np.int64), 5, 3),
        (np.zeros(7, dtype=np.int64), 1, 50),
        (np.zeros(1, dtype=np.int64), 10, 1),
    ],
    "masked_loops": [(np.zeros(100, dtype=np.int64),)],
    "loop_variable_of_the_maker": [(0,), (50,)],
    "fibonacci": [(1,), (15,)],
    "orphans": [(3,)],
    "reduced": [(0,), (200,)],
    "reduced_loop": [(0,), (500,)],
}
REPEAT = 5
