# Races of threads that share the rounds of a longer program, and the repairs.
import numpy as np
from pyomp_cc import njit, omp_get_num_threads, omp_get_thread_num, openmp


@njit("void(int64[::1], int64[::1])")
def steps_without_copy_racy(a, b):
    with openmp("parallel"):
        for t in range(3):
            with openmp("for nowait"):
                for i in range(1, len(a) - 1):
                    b[i] = a[i - 1] + a[i + 1]
            with openmp("for"):
                for i in range(1, len(a) - 1):
                    a[i] = b[i] + t


@njit("void(int64[::1], int64[::1])")
def steps_without_copy_repaired(a, b):
    with openmp("parallel"):
        for t in range(3):
            with openmp("for"):
                for i in range(1, len(a) - 1):
                    b[i] = a[i - 1] + a[i + 1]
            with openmp("for"):
                for i in range(1, len(a) - 1):
                    a[i] = b[i] + t


@njit("int64(int64[::1])")
def two_names_of_locks_racy(a):
    s = 0
    with openmp("parallel for"):
        for i in range(len(a)):
            if i % 2 == 0:
                with openmp("critical(even)"):
                    s += a[i]
            else:
                with openmp("critical(odd)"):
                    s += a[i]
    return s * 0


@njit("int64(int64[::1])")
def two_names_of_locks_repaired(a):
    s = 0
    with openmp("parallel for"):
        for i in range(len(a)):
            if i % 2 == 0:
                with openmp("critical(sum)"):
                    s += a[i]
            else:
                with openmp("critical(sum)"):
                    s += a[i]
    return s


@njit("int64(int64[::1])")
def read_beside_atomic_racy(a):
    found = 0
    most = 0
    with openmp("parallel for reduction(max: most)"):
        for i in range(len(a)):
            with openmp("atomic"):
                found += 1
            most = max(most, found)
    return most * 0


@njit("int64(int64[::1])")
def read_beside_atomic_repaired(a):
    found = 0
    most = 0
    with openmp("parallel for reduction(max: most)"):
        for i in range(len(a)):
            with openmp("atomic capture"):
                found += 1
                mine = found
            most = max(most, mine)
    return most


@njit("int64(int64)")
def printed_by_master_racy(n):
    s = 0
    last = 0
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(n):
                with openmp("critical"):
                    s += i
        with openmp("masked"):
            last = s
    return last * 0


@njit("int64(int64)")
def printed_by_master_repaired(n):
    s = 0
    last = 0
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                with openmp("critical"):
                    s += i
        with openmp("masked"):
            last = s
    return last


@njit("void(int64[::1])")
def blocks_that_overlap_racy(a):
    with openmp("parallel"):
        threads = omp_get_num_threads()
        each = len(a) // threads
        first = omp_get_thread_num() * each
        for i in range(first, min(first + each + 1, len(a))):
            a[i] = i


@njit("void(int64[::1])")
def blocks_that_overlap_repaired(a):
    with openmp("parallel"):
        threads = omp_get_num_threads()
        thread = omp_get_thread_num()
        for i in range(len(a) * thread // threads, len(a) * (thread + 1) // threads):
            a[i] = i


@njit("int64(int64[::1])")
def initialised_by_one_racy(a):
    total = 0
    with openmp("parallel"):
        with openmp("single nowait"):
            total = 100
        with openmp("for"):
            for i in range(len(a)):
                with openmp("atomic"):
                    total += a[i]
    return total * 0


@njit("int64(int64[::1])")
def initialised_by_one_repaired(a):
    total = 0
    with openmp("parallel"):
        with openmp("single"):
            total = 100
        with openmp("for"):
            for i in range(len(a)):
                with openmp("atomic"):
                    total += a[i]
    return total


@njit("void(int64[:, ::1])")
def inner_rows_racy(a):
    with openmp("parallel for"):
        for i in range(1, a.shape[0]):
            for j in range(a.shape[1]):
                a[i, j] += a[i - 1, j]


@njit("void(int64[:, ::1])")
def inner_rows_repaired(a):
    for i in range(1, a.shape[0]):
        with openmp("parallel for"):
            for j in range(a.shape[1]):
                a[i, j] += a[i - 1, j]


@njit("void(int64[:, ::1])")
def both_loops_racy(a):
    with openmp("parallel for collapse(2)"):
        for i in range(a.shape[0]):
            for j in range(1, a.shape[1]):
                a[i, j] += a[i, j - 1]


@njit("void(int64[:, ::1])")
def both_loops_repaired(a):
    with openmp("parallel for"):
        for i in range(a.shape[0]):
            for j in range(1, a.shape[1]):
                a[i, j] += a[i, j - 1]


@njit("int64(int64)")
def task_reads_what_next_writes_racy(n):
    x = 0
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x = n
            with openmp("task shared(x, y)"):
                y = x + 1
    return y * 0


@njit("int64(int64)")
def task_reads_what_next_writes_repaired(n):
    x = 0
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x) depend(out: x)"):
                x = n
            with openmp("task shared(x, y) depend(in: x)"):
                y = x + 1
    return y


@njit("int64(int64)")
def sum_before_wait_racy(n):
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task shared(s)"):
                    with openmp("atomic"):
                        s += i
            s *= 2
    return s * 0


@njit("int64(int64)")
def sum_before_wait_repaired(n):
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task shared(s)"):
                    with openmp("atomic"):
                        s += i
            openmp("taskwait")
            s *= 2
    return s


A = np.arange(40)
TABLE = np.arange(60).reshape(6, 10)
CASES = {
    "steps_without_copy_repaired": [(A, np.zeros_like(A))],
    "two_names_of_locks_repaired": [(A,)],
    "read_beside_atomic_repaired": [(A,)],
    "printed_by_master_repaired": [(50,)],
    "blocks_that_overlap_repaired": [(A,)],
    "initialised_by_one_repaired": [(A,)],
    "inner_rows_repaired": [(TABLE,)],
    "both_loops_repaired": [(TABLE,)],
    "task_reads_what_next_writes_repaired": [(5,)],
    "sum_before_wait_repaired": [(30,)],
}
