# Parallel regions: single, critical, barrier, thread numbers, tasks; results that any number of threads must give.
import numpy as np
from pyomp_cc import njit, omp_get_num_threads, omp_get_thread_num, openmp


@njit
def integrate(steps: int) -> float:
    width = 1.0 / steps
    area = 0.0
    with openmp("parallel"):
        part = 0.0
        first = omp_get_thread_num()
        threads = omp_get_num_threads()
        for i in range(first, steps, threads):
            x = (i + 0.5) * width
            part += 4.0 / (1.0 + x * x)
        with openmp("critical"):
            area += part
    return area * width


@njit
def counted(n: int) -> int:
    total = 0
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                with openmp("critical(counter)"):
                    total += i
    return total


@njit
def single_runs_once(n: int) -> int:
    runs = 0
    with openmp("parallel"):
        for _ in range(n):
            with openmp("single"):
                runs += 1
    return runs


@njit("void(int64[::1], int64[::1])")
def barrier_orders(a, b):
    n = len(a)
    with openmp("parallel"):
        first = omp_get_thread_num()
        threads = omp_get_num_threads()
        for i in range(first, n, threads):
            a[i] = i + 1
        openmp("barrier")
        for i in range(first, n, threads):
            b[i] = a[n - 1 - i]


@njit
def tree_sum(low: int, high: int) -> int:
    if high - low < 10:
        s = 0
        for i in range(low, high):
            s += i * i
        return s
    middle = (low + high) // 2
    left = 0
    right = 0
    with openmp("task shared(left)"):
        left = tree_sum(low, middle)
    with openmp("task shared(right)"):
        right = tree_sum(middle, high)
    openmp("taskwait")
    return left + right


@njit
def tasks(n: int) -> int:
    result = 0
    with openmp("parallel"):
        with openmp("single"):
            result = tree_sum(0, n)
    return result


@njit("void(int64[::1])")
def task_loop(a):
    with openmp("parallel"):
        with openmp("single"):
            for i in range(len(a)):
                with openmp("task"):
                    a[i] = i * 10


@njit
def private_is_not_shared(n: int) -> int:
    x = 5
    s = 0
    with openmp("parallel for private(x) reduction(+:s)"):
        for i in range(n):
            x = i
            s += x
    return s + x


@njit
def nested_region(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            t = 0
            with openmp("parallel for reduction(+:t)"):
                for j in range(i):
                    t += j
            s += t
    return s


@njit("int64(int64[::1], int64)")
def histogram(a, bins):
    counts = np.zeros(bins, dtype=np.int64)
    with openmp("parallel"):
        mine = np.zeros(bins, dtype=np.int64)
        with openmp("for nowait"):
            for i in range(len(a)):
                mine[a[i] % bins] += 1
        with openmp("critical"):
            for k in range(bins):
                counts[k] += mine[k]
    result = 0
    for k in range(bins):
        result = result * 7 + counts[k]
    return result


RANDOM = np.random.default_rng(3)
CASES = {
    "integrate": [(1,), (10,), (100_000,)],
    "counted": [(0,), (1,), (1000,)],
    "single_runs_once": [(0,), (1,), (50,)],
    "barrier_orders": [(np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)) for n in (0, 1, 9, 500)],
    "tasks": [(0,), (5,), (1000,)],
    "task_loop": [(np.zeros(n, dtype=np.int64),) for n in (0, 1, 200)],
    "nested_region": [(0,), (12,)],
    "histogram": [(RANDOM.integers(0, 1000, 500), 5)],
}
# The variable outside keeps its value; one thread of CPython's has no private copy.
DIFFERENCES = {"private_is_not_shared": [((0,), 5), ((10,), 50)]}
TOLERANCE = {"integrate": 1e-12}
REPEAT = 5
