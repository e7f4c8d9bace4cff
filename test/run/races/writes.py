# Shared variables that several threads assign, and the repairs.
import numpy as np

from pyomp_cc import njit, omp_get_thread_num, openmp


@njit("int64(int64)")
def all_assign_racy(n):
    x = 0
    with openmp("parallel"):
        x = omp_get_thread_num() * 0 + n
    return x


@njit("int64(int64)")
def all_assign_repaired(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            x = n
    return x


@njit("int64(int64)")
def counter_racy(n):
    x = 0
    with openmp("parallel for"):
        for i in range(n):
            x += 1
    return x


@njit("int64(int64)")
def counter_repaired(n):
    x = 0
    with openmp("parallel for"):
        for i in range(n):
            with openmp("atomic"):
                x += 1
    return x


@njit("int64(int64)")
def same_element_racy(n):
    a = np.zeros(2, dtype=np.int64)
    with openmp("parallel"):
        a[0] += n
    return a[0] * 0


@njit("int64(int64)")
def same_element_repaired(n):
    a = np.zeros(2, dtype=np.int64)
    with openmp("parallel"):
        with openmp("critical"):
            a[0] += n
    return a[0] * 0


@njit("int64(int64)")
def two_names_racy(n):
    x = 0
    with openmp("parallel sections"):
        with openmp("section"):
            with openmp("critical(one)"):
                x += n
        with openmp("section"):
            with openmp("critical(other)"):
                x += 2 * n
    return x


@njit("int64(int64)")
def two_names_repaired(n):
    x = 0
    with openmp("parallel sections"):
        with openmp("section"):
            with openmp("critical(one)"):
                x += n
        with openmp("section"):
            with openmp("critical(one)"):
                x += 2 * n
    return x


@njit("int64(int64)")
def only_half_atomic_racy(n):
    x = 0
    with openmp("parallel for"):
        for i in range(n):
            if i % 2 == 0:
                with openmp("atomic"):
                    x += 1
            else:
                x += 1
    return x


@njit("int64(int64)")
def only_half_atomic_repaired(n):
    x = 0
    with openmp("parallel for"):
        for i in range(n):
            if i % 2 == 0:
                with openmp("atomic"):
                    x += 1
            else:
                with openmp("atomic"):
                    x += 1
    return x


@njit("int64(int64)")
def sections_both_write_racy(n):
    x = 0
    with openmp("parallel sections"):
        with openmp("section"):
            x += n
        with openmp("section"):
            x += 1
    return x


@njit("int64(int64)")
def sections_both_write_repaired(n):
    x = 0
    with openmp("parallel sections reduction(+:x)"):
        with openmp("section"):
            x += n
        with openmp("section"):
            x += 1
    return x


@njit("int64(int64)")
def assigned_in_loop_racy(n):
    x = 0
    with openmp("parallel for"):
        for i in range(n):
            x = n * 2
    return x


@njit("int64(int64)")
def assigned_in_loop_repaired(n):
    x = 0
    with openmp("parallel for lastprivate(x)"):
        for i in range(n):
            x = n * 2
    return x


@njit("int64(int64)")
def difference_of_shared_racy(n):
    x = 100
    with openmp("parallel for"):
        for i in range(n):
            x = x - i
    return x


@njit("int64(int64)")
def difference_of_shared_repaired(n):
    x = 100
    with openmp("parallel for reduction(-:x)"):
        for i in range(n):
            x = x - i
    return x


@njit("int64(int64)")
def maximum_in_team_racy(n):
    x = 0
    with openmp("parallel"):
        x = max(x, n)
    return x


@njit("int64(int64)")
def maximum_in_team_repaired(n):
    x = 0
    with openmp("parallel reduction(max:x)"):
        x = max(x, n)
    return x


@njit("int64(int64)")
def shared_in_team_loop_racy(n):
    x = 0
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                x += i
    return x


@njit("int64(int64)")
def shared_in_team_loop_repaired(n):
    x = 0
    with openmp("parallel"):
        with openmp("for reduction(+:x)"):
            for i in range(n):
                x += i
    return x


CASES = {
    "all_assign_repaired": [(9,)],
    "counter_repaired": [(9,)],
    "same_element_repaired": [(9,)],
    "two_names_repaired": [(9,)],
    "only_half_atomic_repaired": [(9,)],
    "sections_both_write_repaired": [(9,)],
    "assigned_in_loop_repaired": [(9,)],
    "difference_of_shared_repaired": [(9,)],
    "maximum_in_team_repaired": [(9,)],
    "shared_in_team_loop_repaired": [(9,)],
}
