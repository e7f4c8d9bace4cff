"""One thread of a team fails before a construct that all of them meet: the others neither wait for ever nor go on."""

from pyomp_cc import omp_get_thread_num, openmp

THREADS = (1, 2, 3, 7)
REPEAT = 3


def before_reduction(n: int, k: int):
    s = 0
    with openmp("parallel"):
        thread = omp_get_thread_num()
        x = 0
        if thread == 0:
            for j in range(300000):
                x = (x * 31 + j) % 1009
        x = k // thread
        with openmp("for reduction(+: s)"):
            for i in range(n + k):
                s += i
    return s


def before_dynamic(n: int, k: int):
    s = 0
    with openmp("parallel"):
        x = k // omp_get_thread_num()
        for _ in range(k + 1):
            with openmp("for schedule(dynamic)"):
                for i in range(n + k + x):
                    with openmp("atomic"):
                        s += i
    return s


def in_the_loop_before(a: "list[int]", n: int, k: int):
    s = 0
    t = 1
    with openmp("parallel"):
        with openmp("for reduction(+: s) schedule(static, 2)"):
            for i in range(2 * k + 1):
                s += a[i]
        with openmp("for reduction(+: s) reduction(^: t)"):
            for i in range(n + k):
                s += a[i]
                t ^= i
    return s, t


CASES = {
    "before_reduction": [(100, 2), (0, 0)],
    "before_dynamic": [(100, 2), (0, 1)],
    "in_the_loop_before": [([5, 3, 8], 3, 0), ([5, 3, 8], 4, 0), ([5, 3, 8], 2, 1), ([5, 3], 9, 3)],
}
