# Threads that do not wait for what they need, and the repairs.
import numpy as np

from pyomp_cc import njit, omp_get_thread_num, openmp


@njit("void(float64[::1], float64[::1])")
def reversed_behind_nowait_racy(a, b):
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(len(a)):
                a[i] *= 2.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[len(a) - 1 - i]


@njit("void(float64[::1], float64[::1])")
def reversed_behind_nowait_repaired(a, b):
    with openmp("parallel"):
        with openmp("for"):
            for i in range(len(a)):
                a[i] *= 2.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[len(a) - 1 - i]


@njit("void(float64[::1], float64[::1])")
def neighbour_behind_nowait_racy(a, b):
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(len(a)):
                a[i] *= 2.0
        with openmp("for"):
            for i in range(1, len(a)):
                b[i] = a[i - 1]


@njit("void(float64[::1], float64[::1])")
def neighbour_behind_nowait_repaired(a, b):
    with openmp("parallel"):
        with openmp("for"):
            for i in range(len(a)):
                a[i] *= 2.0
        with openmp("for"):
            for i in range(1, len(a)):
                b[i] = a[i - 1]


@njit("void(float64[::1], float64[::1])")
def dynamic_behind_nowait_racy(a, b):
    with openmp("parallel"):
        with openmp("for schedule(dynamic) nowait"):
            for i in range(len(a)):
                a[i] *= 2.0
        with openmp("for schedule(dynamic)"):
            for i in range(len(a)):
                b[i] = a[i]


@njit("void(float64[::1], float64[::1])")
def dynamic_behind_nowait_repaired(a, b):
    with openmp("parallel"):
        with openmp("for schedule(static) nowait"):
            for i in range(len(a)):
                a[i] *= 2.0
        with openmp("for schedule(static)"):
            for i in range(len(a)):
                b[i] = a[i]


@njit("void(float64[::1], float64[::1])")
def first_element_behind_nowait_racy(a, b):
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(len(a)):
                a[i] *= 2.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + i


@njit("void(float64[::1], float64[::1])")
def first_element_behind_nowait_repaired(a, b):
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(len(a)):
                a[i] *= 2.0
        openmp("barrier")
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + i


@njit("void(float64[::1], float64[::1])")
def single_without_waiting_racy(a, b):
    with openmp("parallel"):
        with openmp("single nowait"):
            a[0] = 5.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + i


@njit("void(float64[::1], float64[::1])")
def single_without_waiting_repaired(a, b):
    with openmp("parallel"):
        with openmp("single"):
            a[0] = 5.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + i


@njit("void(float64[::1], float64[::1])")
def masked_without_barrier_racy(a, b):
    with openmp("parallel"):
        with openmp("masked"):
            a[0] = 5.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + i


@njit("void(float64[::1], float64[::1])")
def masked_without_barrier_repaired(a, b):
    with openmp("parallel"):
        with openmp("masked"):
            a[0] = 5.0
        openmp("barrier")
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + i


@njit("void(float64[::1], float64[::1])")
def sections_without_waiting_racy(a, b):
    with openmp("parallel"):
        with openmp("sections nowait"):
            with openmp("section"):
                a[0] = 5.0
            with openmp("section"):
                a[1] = 6.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + a[1]


@njit("void(float64[::1], float64[::1])")
def sections_without_waiting_repaired(a, b):
    with openmp("parallel"):
        with openmp("sections"):
            with openmp("section"):
                a[0] = 5.0
            with openmp("section"):
                a[1] = 6.0
        with openmp("for"):
            for i in range(len(a)):
                b[i] = a[0] + a[1]


@njit("void(float64[::1], float64[::1])")
def rows_of_other_threads_racy(a, b):
    with openmp("parallel"):
        t = omp_get_thread_num()
        a[t % 9] = 1.0
        b[t % 9] = a[(t + 1) % 9]


@njit("void(float64[::1], float64[::1])")
def rows_of_other_threads_repaired(a, b):
    with openmp("parallel"):
        with openmp("for"):
            for i in range(9):
                a[i] = 1.0
        with openmp("for"):
            for i in range(9):
                b[i] = a[(i + 1) % 9]


@njit("void(float64[::1], float64[::1])")
def sections_that_share_racy(a, b):
    with openmp("parallel sections"):
        with openmp("section"):
            a[0] = 5.0
        with openmp("section"):
            b[0] = a[0] + 1.0


@njit("void(float64[::1], float64[::1])")
def sections_that_share_repaired(a, b):
    with openmp("parallel sections"):
        with openmp("section"):
            a[0] = 5.0
            b[0] = a[0] + 1.0
        with openmp("section"):
            b[1] = 2.0


@njit("void(float64[::1], float64[::1])")
def loop_then_single_racy(a, b):
    with openmp("parallel"):
        with openmp("for nowait"):
            for i in range(len(a)):
                a[i] += 1.0
        with openmp("single"):
            b[0] = a[len(a) - 1]


@njit("void(float64[::1], float64[::1])")
def loop_then_single_repaired(a, b):
    with openmp("parallel"):
        with openmp("for"):
            for i in range(len(a)):
                a[i] += 1.0
        with openmp("single"):
            b[0] = a[len(a) - 1]


CASES = {
    "reversed_behind_nowait_repaired": [(np.arange(9.0), np.zeros(9))],
    "neighbour_behind_nowait_repaired": [(np.arange(9.0), np.zeros(9))],
    "dynamic_behind_nowait_repaired": [(np.arange(9.0), np.zeros(9))],
    "first_element_behind_nowait_repaired": [(np.arange(9.0), np.zeros(9))],
    "single_without_waiting_repaired": [(np.arange(9.0), np.zeros(9))],
    "masked_without_barrier_repaired": [(np.arange(9.0), np.zeros(9))],
    "sections_without_waiting_repaired": [(np.arange(9.0), np.zeros(9))],
    "rows_of_other_threads_repaired": [(np.arange(9.0), np.zeros(9))],
    "sections_that_share_repaired": [(np.arange(9.0), np.zeros(9))],
    "loop_then_single_repaired": [(np.arange(9.0), np.zeros(9))],
}
