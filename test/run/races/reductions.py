# A missing `reduction`, and its repair.
import numpy as np

from pyomp_cc import njit, omp_get_num_threads, openmp


@njit("int64(int64)")
def sum_racy(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            s += i
    return s


@njit("int64(int64)")
def sum_repaired(n):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += i
    return s


@njit("int64(int64)")
def difference_racy(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            s -= i
    return s


@njit("int64(int64)")
def difference_repaired(n):
    s = 0
    with openmp("parallel for reduction(-:s)"):
        for i in range(n):
            s -= i
    return s


@njit("int64(int64)")
def product_racy(n):
    s = 1
    with openmp("parallel for"):
        for i in range(n):
            s *= 1 + i % 2
    return s


@njit("int64(int64)")
def product_repaired(n):
    s = 1
    with openmp("parallel for reduction(*:s)"):
        for i in range(n):
            s *= 1 + i % 2
    return s


@njit("int64(int64)")
def bits_or_racy(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            s |= 1 << i
    return s


@njit("int64(int64)")
def bits_or_repaired(n):
    s = 0
    with openmp("parallel for reduction(|:s)"):
        for i in range(n):
            s |= 1 << i
    return s


@njit("int64(int64)")
def bits_xor_racy(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            s ^= i
    return s


@njit("int64(int64)")
def bits_xor_repaired(n):
    s = 0
    with openmp("parallel for reduction(^:s)"):
        for i in range(n):
            s ^= i
    return s


@njit("int64(int64)")
def bits_and_racy(n):
    s = 7
    with openmp("parallel for"):
        for i in range(n):
            s &= i | 5
    return s


@njit("int64(int64)")
def bits_and_repaired(n):
    s = 7
    with openmp("parallel for reduction(&:s)"):
        for i in range(n):
            s &= i | 5
    return s


@njit("int64(int64)")
def sum_written_out_racy(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            s = s + i
    return s


@njit("int64(int64)")
def sum_written_out_repaired(n):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s = s + i
    return s


@njit("int64(int64)")
def sum_turned_racy(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            s = i * i + s
    return s


@njit("int64(int64)")
def sum_turned_repaired(n):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s = i * i + s
    return s


@njit("int64(int64)")
def maximum_racy(n):
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            s = max(s, (i * 7) % 5)
    return s


@njit("int64(int64)")
def maximum_repaired(n):
    s = 0
    with openmp("parallel for reduction(max:s)"):
        for i in range(n):
            s = max(s, (i * 7) % 5)
    return s


@njit("int64(int64)")
def minimum_racy(n):
    s = 99
    with openmp("parallel for"):
        for i in range(n):
            s = min(s, (i * 7) % 5)
    return s


@njit("int64(int64)")
def minimum_repaired(n):
    s = 99
    with openmp("parallel for reduction(min:s)"):
        for i in range(n):
            s = min(s, (i * 7) % 5)
    return s


@njit("float64(float64[::1])")
def sum_of_array_racy(a):
    s = 0.0
    with openmp("parallel for"):
        for i in range(len(a)):
            s += a[i]
    return s


@njit("float64(float64[::1])")
def sum_of_array_repaired(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(len(a)):
            s += a[i]
    return s


@njit("float64(float64[::1])")
def scaled_sum_racy(a):
    s = 0.0
    with openmp("parallel for"):
        for i in range(len(a)):
            s += a[i] * a[i] * 0.5
    return s


@njit("float64(float64[::1])")
def scaled_sum_repaired(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(len(a)):
            s += a[i] * a[i] * 0.5
    return s


@njit("float64(float64[::1])")
def sum_under_condition_racy(a):
    s = 0.0
    with openmp("parallel for"):
        for i in range(len(a)):
            if a[i] > 2.0:
                s += a[i]
    return s


@njit("float64(float64[::1])")
def sum_under_condition_repaired(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(len(a)):
            if a[i] > 2.0:
                s += a[i]
    return s


@njit("float64(float64[::1])")
def sum_of_inner_loop_racy(a):
    s = 0.0
    with openmp("parallel for"):
        for i in range(len(a)):
            for j in range(3):
                s += a[i] * j
    return s


@njit("float64(float64[::1])")
def sum_of_inner_loop_repaired(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i in range(len(a)):
            for j in range(3):
                s += a[i] * j
    return s


@njit("float64(float64[::1])")
def largest_by_test_racy(a):
    s = -1.0
    with openmp("parallel for"):
        for i in range(len(a)):
            if a[i] > s:
                s = a[i]
    return s


@njit("float64(float64[::1])")
def largest_by_test_repaired(a):
    s = -1.0
    with openmp("parallel for reduction(max:s)"):
        for i in range(len(a)):
            if a[i] > s:
                s = a[i]
    return s


@njit("int64(int64)")
def second_sum_forgotten_racy(n):
    s = 0
    t = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += i
            t += 2 * i
    return s + t


@njit("int64(int64)")
def second_sum_forgotten_repaired(n):
    s = 0
    t = 0
    with openmp("parallel for reduction(+:s, t)"):
        for i in range(n):
            s += i
            t += 2 * i
    return s + t


@njit("int64(int64)")
def count_in_team_racy(n):
    s = 0
    team = 0
    with openmp("parallel"):
        s += n
        with openmp("single"):
            team = omp_get_num_threads()
    return s // team


@njit("int64(int64)")
def count_in_team_repaired(n):
    s = 0
    team = 0
    with openmp("parallel reduction(+:s)"):
        s += n
        with openmp("single"):
            team = omp_get_num_threads()
    return s // team


@njit("float64(float64[::1])")
def sum_over_values_racy(a):
    s = 0.0
    with openmp("parallel for"):
        for x in a:
            s += x
    return s


@njit("float64(float64[::1])")
def sum_over_values_repaired(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for x in a:
            s += x
    return s


CASES = {
    "sum_repaired": [(9,), (0,)],
    "difference_repaired": [(9,), (0,)],
    "product_repaired": [(9,), (0,)],
    "bits_or_repaired": [(9,), (0,)],
    "bits_xor_repaired": [(9,), (0,)],
    "bits_and_repaired": [(9,), (0,)],
    "sum_written_out_repaired": [(9,), (0,)],
    "sum_turned_repaired": [(9,), (0,)],
    "maximum_repaired": [(9,), (0,)],
    "minimum_repaired": [(9,), (0,)],
    "sum_of_array_repaired": [(np.arange(9.0),), (np.empty(0),)],
    "scaled_sum_repaired": [(np.arange(9.0),), (np.empty(0),)],
    "sum_under_condition_repaired": [(np.arange(9.0),), (np.empty(0),)],
    "sum_of_inner_loop_repaired": [(np.arange(9.0),), (np.empty(0),)],
    "largest_by_test_repaired": [(np.arange(9.0),)],
    "second_sum_forgotten_repaired": [(9,)],
    "count_in_team_repaired": [(3,)],
    "sum_over_values_repaired": [(np.arange(9.0),)],
}
TOLERANCE = {
    "sum_of_array_repaired": 1e-12,
    "scaled_sum_repaired": 1e-12,
    "sum_under_condition_repaired": 1e-12,
    "sum_of_inner_loop_repaired": 1e-12,
    "sum_over_values_repaired": 1e-12,
}
