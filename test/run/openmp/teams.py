# `teams` and `distribute` on the host: every iteration once, whatever the number of teams and of their threads.
import numpy as np
from pyomp_cc import njit, omp_get_num_teams, omp_get_team_num, omp_get_thread_num, openmp


@njit(["void(int64[::1])"])
def each_once(a):
    with openmp("teams num_teams(2)"):
        with openmp("distribute"):
            for i in range(len(a)):
                a[i] += i
        with openmp("distribute parallel for"):
            for i in range(len(a)):
                a[i] += 2 * i


@njit(["int64(int64[::1])"])
def combined(a):
    s = 0
    with openmp("teams distribute num_teams(2) reduction(+: s) dist_schedule(static, 3)"):
        for i in range(len(a)):
            a[i] += i
            s += a[i]
    with openmp("teams distribute parallel for reduction(+: s) schedule(dynamic)"):
        for i in range(len(a)):
            s += a[i]
    with openmp("teams distribute simd reduction(max: s)"):
        for i in range(len(a)):
            s = max(s, a[i])
    with openmp("teams distribute parallel for simd reduction(+: s) num_threads(2)"):
        for i in range(len(a)):
            s += a[i]
    with openmp("teams loop reduction(+: s)"):
        for i in range(len(a)):
            s += a[i]
    return s


@njit(["int64(int64[::1])"])
def nested(a):
    s = 0
    with openmp("teams reduction(+: s)"):
        with openmp("parallel reduction(+: s)"):
            with openmp("for"):
                for i in range(len(a)):
                    s += a[i]
        with openmp("distribute simd"):
            for i in range(len(a)):
                a[i] = 0
        with openmp("distribute parallel for simd"):
            for i in range(len(a)):
                a[i] += 1
        with openmp("loop bind(teams)"):
            for i in range(len(a)):
                a[i] += 1
    return s


@njit(["int64(int64, int64[::1])"])
def last_value(n, a):
    x = -1
    with openmp("teams distribute parallel for lastprivate(x)"):
        for i in range(n):
            x = 3 * i
    y = 5
    with openmp("teams firstprivate(y) num_teams(1)"):
        y += 1
        with openmp("distribute parallel for firstprivate(n)"):
            for i in range(len(a)):
                a[i] = n
    return x


@njit(["int64(int64)"])
def default_none(n):
    s = 0
    with openmp("teams distribute parallel for default(none) shared(n) reduction(+: s) collapse(2)"):
        for i in range(n):
            for j in range(i, n):
                s += i * j
    return s


@njit
def two_chunks(n: int, chunk: int) -> int:
    s = 0
    with openmp("teams distribute reduction(+: s) dist_schedule(static, chunk)"):
        for i in range(n):
            s += i
    return s


@njit
def where(n: int) -> bool:
    sound = True
    with openmp("teams num_teams(n) reduction(&&: sound)"):
        sound = 0 <= omp_get_team_num() < omp_get_num_teams() and omp_get_num_teams() <= n
        with openmp("parallel reduction(&&: sound)"):
            sound = omp_get_thread_num() >= 0
    return sound


@njit(["void(int64[::1], int64)"])
def raises_in_teams(a, bad):
    with openmp("teams"):
        with openmp("distribute parallel for"):
            for i in range(len(a)):
                if i >= bad:
                    raise KeyError(i)
                a[i] = i
        a[0] = 1 // (bad - 3)


@njit(["void(int64[::1], int64)"])
def raises_in_distribute(a, bad):
    with openmp("teams distribute num_teams(2)"):
        for i in range(len(a)):
            if i >= bad:
                raise KeyError(i)
            a[i] = i


@njit
def inner(n: int) -> int:
    s = 0
    with openmp("teams distribute parallel for reduction(+: s)"):
        for i in range(n):
            s += i
    return s


@njit
def called_in_a_region(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+: s)"):
        for i in range(n):
            s += inner(i)
    return s


@njit(["void(int64[::1])"])
def reduced_array(h):
    with openmp("teams distribute parallel for reduction(+: h) num_teams(2)"):
        for i in range(100):
            h[i % len(h)] += i


CASES = {
    "each_once": [(np.ones(30, np.int64),), (np.ones(0, np.int64),)],
    "combined": [(np.ones(30, np.int64),), (np.arange(7),)],
    "nested": [(np.ones(30, np.int64),)],
    "last_value": [(30, np.ones(5, np.int64)), (0, np.ones(5, np.int64))],
    "default_none": [(20,), (0,)],
    "two_chunks": [(20, 3), (20, 100)],
    "where": [(1,), (5,)],
    "raises_in_teams": [(np.ones(30, np.int64), b) for b in (2, 30, 3, 40)],
    "raises_in_distribute": [(np.ones(30, np.int64), b) for b in (2, 30)],
    "called_in_a_region": [(20,)],
    "reduced_array": [(np.ones(3, np.int64),)],
}
DIFFERENCES = {"two_chunks": [((20, 0), ValueError("the value of an OpenMP clause must be positive"))]}
