# Regions that leave numbers in variables of the function, beside tests that are done before the region.
import numpy as np
from pyomp_cc import njit, omp_get_max_threads, omp_get_num_threads, omp_get_thread_num, openmp


@njit
def blocks(n: int):
    parts = np.zeros(omp_get_max_threads())
    used = 0
    with openmp("parallel"):
        thread = omp_get_thread_num()
        threads = omp_get_num_threads()
        if thread == 0:
            used = threads
        chunk = (n + threads - 1) // threads
        low = thread * chunk
        s = 0.0
        for i in range(low, min(low + chunk, n)):
            s += i
        parts[thread] = s
    result = 0.0
    for t in range(used):
        result += parts[t]
    return result


@njit
def counted(n: int, k: int):
    even = 0
    last = -1
    with openmp("parallel for"):
        for i in range(n):
            if (i * k) % 2 == 0:
                with openmp("critical"):
                    even += 1
                    last = max(last, i + k)
    return even, last


CASES = {
    "blocks": [(0,), (1,), (100,), (2**40 - 2**40,)],
    "counted": [(0, 1), (10, 3), (10, 2**31), (2, 2**62)],
}
