# Regions: clauses as written, copies by value, private variables in their block, exceptions kept.
import math

from pyomp_cc import njit, omp_get_thread_num, openmp


@njit("float64(float64[:, ::1], int64)")
def roots(a, threads):
    total = 0.0
    scale = 2.0
    with openmp("parallel num_threads(threads) private(part) shared(total)"):
        part = 0.0
        with openmp("for schedule(dynamic, 2) nowait"):
            for i in range(a.shape[0]):
                for j in range(a.shape[1]):
                    part += math.sqrt(a[i, j]) * scale
        with openmp("critical(sum)"):
            total += part
        with openmp("barrier"):
            pass
        with openmp("single"):
            total += omp_get_thread_num() // threads
    return total
