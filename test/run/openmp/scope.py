# `scope`: each thread runs the block once; private copies, parts reduced and met, exceptions.
import numpy as np
from pyomp_cc import njit, omp_get_num_threads, omp_get_thread_num, openmp


@njit("int64(int64)")
def once_each(n):
    count = 0
    team = 0
    with openmp("parallel"):
        with openmp("scope reduction(+:count)"):
            count += n
        with openmp("single"):
            team = omp_get_num_threads()
    return count // team


@njit("float64(float64[::1])")
def parts(a):
    total = 1.5
    low = 1e9
    with openmp("parallel"):
        with openmp("scope reduction(+:total) reduction(min:low)"):
            t = omp_get_thread_num()
            for i in range(t, len(a), omp_get_num_threads()):
                total += a[i]
                low = min(low, a[i])
    return total + low


# All threads have met behind the block.
@njit("int64(int64)")
def meets(n):
    own = np.zeros(64, dtype=np.int64)
    wrong = 0
    with openmp("parallel num_threads(4) reduction(+:wrong)"):
        for k in range(n):
            with openmp("scope"):
                own[omp_get_thread_num()] += 1
            for t in range(omp_get_num_threads()):
                if own[t] != k + 1:
                    wrong += 1
            openmp("barrier")
    return wrong


@njit("int64(int64)")
def goes_on(n):
    s = 0
    x = 7
    with openmp("parallel"):
        with openmp("scope private(x) nowait"):
            x = n
            with openmp("critical"):
                s = x
        with openmp("scope"):
            x = 7
    return s + x


@njit("int64(int64, int64)")
def raises(n, k):
    s = 0
    with openmp("parallel"):
        with openmp("scope reduction(+:s)"):
            s += n // k
        openmp("barrier")
    return 1


CASES = {
    "once_each": [(3,), (0,)],
    "parts": [(np.arange(20.0),), (np.empty(0),)],
    "meets": [(50,)],
    "goes_on": [(3,)],
    "raises": [(3, 1), (3, 0)],
}
TOLERANCE = {"parts": 1e-13}
REPEAT = 3
