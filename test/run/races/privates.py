# Shared variables that should be private, and their repairs.
import numpy as np

from pyomp_cc import njit, omp_get_thread_num, openmp


@njit("void(float64[::1])")
def temporary_racy(a):
    x = 0.0
    with openmp("parallel for shared(x)"):
        for i in range(len(a)):
            x = a[i]
            a[i] = x * x


@njit("void(float64[::1])")
def temporary_repaired(a):
    x = 0.0
    with openmp("parallel for"):
        for i in range(len(a)):
            x = a[i]
            a[i] = x * x


@njit("void(float64[::1])")
def default_shared_racy(a):
    x = 0.0
    with openmp("parallel for default(shared) shared(x)"):
        for i in range(len(a)):
            x = a[i]
            a[i] = x * x


@njit("void(float64[::1])")
def default_shared_repaired(a):
    x = 0.0
    with openmp("parallel for default(shared) private(x)"):
        for i in range(len(a)):
            x = a[i]
            a[i] = x * x


@njit("void(float64[:, ::1])")
def inner_index_racy(a):
    j = 0
    with openmp("parallel for shared(j)"):
        for i in range(a.shape[0]):
            j = 0
            while j < a.shape[1]:
                a[i, j] += 1.0
                j += 1


@njit("void(float64[:, ::1])")
def inner_index_repaired(a):
    with openmp("parallel for"):
        for i in range(a.shape[0]):
            j = 0
            while j < a.shape[1]:
                a[i, j] += 1.0
                j += 1


@njit("float64(float64[::1])")
def used_behind_racy(a):
    x = -1.0
    with openmp("parallel for"):
        for i in range(len(a)):
            x = a[i] + i
    return x


@njit("float64(float64[::1])")
def used_behind_repaired(a):
    x = -1.0
    with openmp("parallel for lastprivate(x)"):
        for i in range(len(a)):
            x = a[i] + i
    return x


@njit("void(float64[::1])")
def swap_through_shared_racy(a):
    x = 0.0
    with openmp("parallel for shared(x)"):
        for i in range(0, len(a) - 1, 2):
            x = a[i]
            a[i] = a[i + 1]
            a[i + 1] = x


@njit("void(float64[::1])")
def swap_through_shared_repaired(a):
    with openmp("parallel for"):
        for i in range(0, len(a) - 1, 2):
            x = a[i]
            a[i] = a[i + 1]
            a[i + 1] = x


@njit("void(float64[::1])")
def scratch_array_racy(a):
    b = np.zeros(3)
    with openmp("parallel for"):
        for i in range(len(a)):
            b[0] = a[i]
            b[1] = b[0] * 2.0
            a[i] = b[0] + b[1]


@njit("void(float64[::1])")
def scratch_array_repaired(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            b = np.zeros(3)
            b[0] = a[i]
            b[1] = b[0] * 2.0
            a[i] = b[0] + b[1]


@njit("float64(float64[::1])")
def thread_number_racy(a):
    b = np.zeros(64)
    t = 0
    with openmp("parallel shared(t)"):
        t = omp_get_thread_num()
        b[t] = a[0]
    return b[0]


@njit("float64(float64[::1])")
def thread_number_repaired(a):
    b = np.zeros(64)
    with openmp("parallel"):
        t = omp_get_thread_num()
        b[t] = a[0]
    return b[0]


@njit("void(float64[::1])")
def running_index_racy(a):
    k = 0
    with openmp("parallel for"):
        for i in range(len(a)):
            a[i] += k
            k = k + 1


@njit("void(float64[::1])")
def running_index_repaired(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            a[i] += i


@njit("boolean(float64[::1])")
def flag_racy(a):
    found = False
    with openmp("parallel for"):
        for i in range(len(a)):
            found = found or a[i] > 5.0
    return found


@njit("boolean(float64[::1])")
def flag_repaired(a):
    found = False
    with openmp("parallel for reduction(||:found)"):
        for i in range(len(a)):
            found = found or a[i] > 5.0
    return found


@njit("void(float64[:, ::1])")
def accumulator_of_row_racy(a):
    s = 0.0
    with openmp("parallel for shared(s)"):
        for i in range(a.shape[0]):
            s = 0.0
            for j in range(a.shape[1]):
                s += a[i, j]
            a[i, 0] = s


@njit("void(float64[:, ::1])")
def accumulator_of_row_repaired(a):
    with openmp("parallel for"):
        for i in range(a.shape[0]):
            s = 0.0
            for j in range(a.shape[1]):
                s += a[i, j]
            a[i, 0] = s


CASES = {
    "temporary_repaired": [(np.arange(9.0),)],
    "default_shared_repaired": [(np.arange(9.0),)],
    "inner_index_repaired": [(np.ones((4, 3)),)],
    "used_behind_repaired": [(np.arange(9.0),)],
    "swap_through_shared_repaired": [(np.arange(9.0),)],
    "scratch_array_repaired": [(np.arange(9.0),)],
    "thread_number_repaired": [(np.arange(9.0),)],
    "running_index_repaired": [(np.arange(9.0),)],
    "flag_repaired": [(np.arange(9.0),)],
    "accumulator_of_row_repaired": [(np.ones((4, 3)),)],
}
