# Tasks that touch the same variables in no order, and the repairs.
import numpy as np

from pyomp_cc import njit, openmp


@njit("int64(int64)")
def no_wait_racy(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x = n
            y = x * 0
            x = y + n
    return x


@njit("int64(int64)")
def no_wait_repaired(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x = n
            openmp("taskwait")
            y = x * 0
            x = y + n
    return x


@njit("int64(int64)")
def no_dependence_racy(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x = n
            with openmp("task shared(x)"):
                x = x + 1
    return x


@njit("int64(int64)")
def no_dependence_repaired(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x) depend(out: x)"):
                x = n
            with openmp("task shared(x) depend(inout: x)"):
                x = x + 1
    return x


@njit("int64(int64)")
def counted_by_tasks_racy(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task shared(x)"):
                    x += i
    return x


@njit("int64(int64)")
def counted_by_tasks_repaired(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task shared(x)"):
                    with openmp("atomic"):
                        x += i
    return x


@njit("int64(int64)")
def same_element_of_tasks_racy(n):
    a = np.zeros(3, dtype=np.int64)
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task"):
                    a[0] += i
    return a[0]


@njit("int64(int64)")
def same_element_of_tasks_repaired(n):
    a = np.zeros(3, dtype=np.int64)
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task depend(inout: a[0])"):
                    a[0] += i
    return a[0]


@njit("int64(int64)")
def neighbours_racy(n):
    a = np.zeros(20, dtype=np.int64)
    with openmp("parallel"):
        with openmp("single"):
            for i in range(1, n):
                with openmp("task"):
                    a[i] = a[i - 1] + 1
    return a[n - 1]


@njit("int64(int64)")
def neighbours_repaired(n):
    a = np.zeros(20, dtype=np.int64)
    with openmp("parallel"):
        with openmp("single"):
            for i in range(1, n):
                with openmp("task depend(in: a[i - 1]) depend(out: a[i])"):
                    a[i] = a[i - 1] + 1
    return a[n - 1]


@njit("int64(int64)")
def group_forgotten_racy(n):
    x = 0
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x = n
            with openmp("task shared(x, y)"):
                y = x + 1
    return y


@njit("int64(int64)")
def group_forgotten_repaired(n):
    x = 0
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup"):
                with openmp("task shared(x)"):
                    x = n
            with openmp("task shared(x, y)"):
                y = x + 1
    return y


@njit("int64(int64)")
def loop_of_tasks_racy(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop shared(x)"):
                for i in range(n):
                    x += i
    return x


@njit("int64(int64)")
def loop_of_tasks_repaired(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop reduction(+:x)"):
                for i in range(n):
                    x += i
    return x


@njit("int64(int64)")
def loop_goes_on_racy(n):
    a = np.zeros(20, dtype=np.int64)
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop nogroup"):
                for i in range(n):
                    a[i] = i
            a[0] = a[n - 1]
    return a[0]


@njit("int64(int64)")
def loop_goes_on_repaired(n):
    a = np.zeros(20, dtype=np.int64)
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop"):
                for i in range(n):
                    a[i] = i
            a[0] = a[n - 1]
    return a[0]


@njit("int64(int64)")
def loop_variable_racy(n):
    a = np.zeros(20, dtype=np.int64)
    i = 0
    with openmp("parallel shared(i)"):
        with openmp("single"):
            for i in range(n):
                with openmp("task"):
                    a[i] = 1
    return a.size + i


@njit("int64(int64)")
def loop_variable_repaired(n):
    a = np.zeros(20, dtype=np.int64)
    i = 0
    with openmp("parallel shared(i)"):
        with openmp("single"):
            for i in range(n):
                with openmp("task firstprivate(i)"):
                    a[i] = 1
    return a.size + i


@njit("int64(int64)")
def maker_changes_racy(n):
    x = 1
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x, y)"):
                y = x * n
            x = 5
    return y


@njit("int64(int64)")
def maker_changes_repaired(n):
    x = 1
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task firstprivate(x) shared(y)"):
                y = x * n
            x = 5
    return y


@njit("int64(int64)")
def halves_racy(n):
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x += n
            with openmp("task shared(x)"):
                x += 2 * n
    return x


@njit("int64(int64)")
def halves_repaired(n):
    x = 0
    y = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x += n
            with openmp("task shared(y)"):
                y += 2 * n
            openmp("taskwait")
            x += y
    return x


CASES = {
    "no_wait_repaired": [(9,)],
    "no_dependence_repaired": [(9,)],
    "counted_by_tasks_repaired": [(9,)],
    "same_element_of_tasks_repaired": [(9,)],
    "neighbours_repaired": [(9,)],
    "group_forgotten_repaired": [(9,)],
    "loop_of_tasks_repaired": [(9,)],
    "loop_goes_on_repaired": [(9,)],
    "loop_variable_repaired": [(9,)],
    "maker_changes_repaired": [(9,)],
    "halves_repaired": [(9,)],
}
