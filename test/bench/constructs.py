# test/bench/constructs.py
#
# One OpenMP construct over and over, to compare its cost with that of the same construct in C (overheads.py).
from pyomp_cc import njit, omp_get_thread_num, openmp


@njit(["void(int64, int64[::1])"])
def region(n, a):
    for _ in range(n):
        with openmp("parallel"):
            a[omp_get_thread_num()] += 1


@njit(["void(int64, int64[::1])"])
def loop_static(n, a):
    with openmp("parallel"):
        for _ in range(n):
            with openmp("for schedule(static)"):
                for i in range(64):
                    a[i] += 1


@njit(["void(int64, int64[::1])"])
def loop_dynamic(n, a):
    with openmp("parallel"):
        for _ in range(n):
            with openmp("for schedule(dynamic, 4)"):
                for i in range(64):
                    a[i] += 1


@njit(["void(int64, int64[::1])"])
def loop_guided(n, a):
    with openmp("parallel"):
        for _ in range(n):
            with openmp("for schedule(guided)"):
                for i in range(64):
                    a[i] += 1


@njit(["void(int64, int64[::1])"])
def barrier(n, a):
    with openmp("parallel"):
        for _ in range(n):
            openmp("barrier")
        a[omp_get_thread_num()] += 1


@njit(["void(int64, int64[::1])"])
def single(n, a):
    with openmp("parallel"):
        for _ in range(n):
            with openmp("single"):
                a[0] += 1


@njit(["void(int64, int64[::1])"])
def critical(n, a):
    with openmp("parallel for"):
        for _ in range(n):
            with openmp("critical"):
                a[0] += 1


@njit(["void(int64, int64[::1])"])
def atomic(n, a):
    with openmp("parallel for"):
        for _ in range(n):
            with openmp("atomic"):
                a[0] += 1


@njit(["void(int64, int64[::1])"])
def reduction(n, a):
    for _ in range(n):
        s = 0.0
        with openmp("parallel for reduction(+: s)"):
            for i in range(64):
                s += float(a[i])
        a[0] = 1 if s > 0.0 else 0


@njit(["void(int64, int64[::1])"])
def tasks(n, a):
    with openmp("parallel"):
        with openmp("single"):
            for k in range(n):
                with openmp("task shared(a)"):
                    a[k % 64] += 1
                openmp("taskwait")
