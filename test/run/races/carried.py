# Iterations that need each other, and the repairs: another array, one loop by one thread, `ordered`, `atomic`.
import numpy as np

from pyomp_cc import njit, openmp


@njit("void(float64[::1])")
def previous_racy(a):
    with openmp("parallel for"):
        for i in range(1, len(a)):
            a[i] = a[i - 1] + 1.0


@njit("void(float64[::1])")
def previous_repaired(a):
    for i in range(1, len(a)):
        a[i] = a[i - 1] + 1.0


@njit("void(float64[::1])")
def two_before_racy(a):
    with openmp("parallel for"):
        for i in range(2, len(a)):
            a[i] += a[i - 2]


@njit("void(float64[::1])")
def two_before_repaired(a):
    for i in range(2, len(a)):
        a[i] += a[i - 2]


@njit("void(float64[::1])")
def next_one_racy(a):
    with openmp("parallel for"):
        for i in range(len(a) - 1):
            a[i + 1] = a[i] * 0.5


@njit("void(float64[::1])")
def next_one_repaired(a):
    for i in range(len(a) - 1):
        a[i + 1] = a[i] * 0.5


@njit("void(float64[::1])")
def reads_ahead_racy(a):
    with openmp("parallel for"):
        for i in range(len(a) - 1):
            a[i] = a[i + 1]


@njit("void(float64[::1])")
def reads_ahead_repaired(a):
    b = np.zeros(len(a))
    for i in range(len(a)):
        b[i] = a[i]
    with openmp("parallel for"):
        for i in range(len(a) - 1):
            a[i] = b[i + 1]


@njit("void(float64[::1])")
def stencil_in_place_racy(a):
    with openmp("parallel for"):
        for i in range(1, len(a) - 1):
            a[i] = 0.5 * (a[i - 1] + a[i + 1])


@njit("void(float64[::1])")
def stencil_in_place_repaired(a):
    b = np.zeros(len(a))
    with openmp("parallel for"):
        for i in range(1, len(a) - 1):
            b[i] = 0.5 * (a[i - 1] + a[i + 1])
    with openmp("parallel for"):
        for i in range(1, len(a) - 1):
            a[i] = b[i]


@njit("void(float64[::1])")
def prefix_sums_racy(a):
    with openmp("parallel for"):
        for i in range(1, len(a)):
            a[i] += a[i - 1]


@njit("void(float64[::1])")
def prefix_sums_repaired(a):
    for i in range(1, len(a)):
        a[i] += a[i - 1]


@njit("void(float64[:, ::1])")
def rows_above_racy(a):
    with openmp("parallel for"):
        for i in range(1, a.shape[0]):
            for j in range(a.shape[1]):
                a[i, j] += a[i - 1, j]


@njit("void(float64[:, ::1])")
def rows_above_repaired(a):
    with openmp("parallel for"):
        for j in range(a.shape[1]):
            for i in range(1, a.shape[0]):
                a[i, j] += a[i - 1, j]


@njit("void(float64[::1])")
def even_places_racy(a):
    with openmp("parallel for"):
        for i in range(1, len(a) // 2):
            a[2 * i] = a[2 * i - 2] + 1.0


@njit("void(float64[::1])")
def even_places_repaired(a):
    for i in range(1, len(a) // 2):
        a[2 * i] = a[2 * i - 2] + 1.0


@njit("void(float64[::1])")
def one_element_racy(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            a[0] += 1.0


@njit("void(float64[::1])")
def one_element_repaired(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            with openmp("atomic"):
                a[0] += 1.0


@njit("void(float64[::1])")
def reversed_in_place_racy(a):
    with openmp("parallel for"):
        for i in range(len(a)):
            a[i] = a[len(a) - 1 - i]


@njit("void(float64[::1])")
def reversed_in_place_repaired(a):
    with openmp("parallel for"):
        for i in range(len(a) // 2):
            x = a[i]
            a[i] = a[len(a) - 1 - i]
            a[len(a) - 1 - i] = x


@njit("void(int64[::1], int64[::1])")
def histogram_racy(a, h):
    with openmp("parallel for"):
        for i in range(len(a)):
            h[a[i]] += 1


@njit("void(int64[::1], int64[::1])")
def histogram_repaired(a, h):
    with openmp("parallel for"):
        for i in range(len(a)):
            with openmp("atomic"):
                h[a[i]] += 1


@njit("void(float64[::1], float64[::1])")
def halved_places_racy(a, h):
    with openmp("parallel for"):
        for i in range(len(a)):
            h[i // 2] += a[i]


@njit("void(float64[::1], float64[::1])")
def halved_places_repaired(a, h):
    with openmp("parallel for"):
        for i in range(len(a)):
            with openmp("atomic"):
                h[i // 2] += a[i]


@njit("void(float64[::1], int64[::1], float64[::1])")
def scattered_racy(a, k, h):
    with openmp("parallel for"):
        for i in range(len(a)):
            h[k[i]] += a[i]


@njit("void(float64[::1], int64[::1], float64[::1])")
def scattered_repaired(a, k, h):
    with openmp("parallel for"):
        for i in range(len(a)):
            with openmp("critical"):
                h[k[i]] += a[i]


@njit("void(float64[:, ::1])")
def columns_racy(a):
    with openmp("parallel for collapse(2)"):
        for i in range(a.shape[0]):
            for j in range(1, a.shape[1]):
                a[i, j] += a[i, j - 1]


@njit("void(float64[:, ::1])")
def columns_repaired(a):
    with openmp("parallel for"):
        for i in range(a.shape[0]):
            for j in range(1, a.shape[1]):
                a[i, j] += a[i, j - 1]


@njit("void(float64[::1])")
def ordered_forgotten_racy(a):
    with openmp("parallel for schedule(dynamic)"):
        for i in range(1, len(a)):
            a[i] = a[i - 1] * 0.5 + i


@njit("void(float64[::1])")
def ordered_forgotten_repaired(a):
    with openmp("parallel for ordered schedule(dynamic)"):
        for i in range(1, len(a)):
            with openmp("ordered"):
                a[i] = a[i - 1] * 0.5 + i


CASES = {
    "previous_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "two_before_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "next_one_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "reads_ahead_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "stencil_in_place_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "prefix_sums_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "rows_above_repaired": [(np.ones((4, 3)),)],
    "even_places_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "one_element_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "reversed_in_place_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
    "histogram_repaired": [(np.arange(20) % 3, np.zeros(3, dtype=np.int64))],
    "halved_places_repaired": [(np.ones(20), np.zeros(10))],
    "scattered_repaired": [(np.ones(20), np.arange(20) % 4, np.zeros(10))],
    "columns_repaired": [(np.ones((4, 5)),)],
    "ordered_forgotten_repaired": [(np.arange(9.0),), (np.arange(2.0),)],
}
