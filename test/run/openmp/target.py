# Constructs for devices, executed by the host: maps, copies, dependences, exceptions. Without a clause that copies, a
# region would change the variable outside.
import numpy as np
from pyomp_cc import njit, omp_get_num_devices, omp_get_num_teams, omp_get_team_num, omp_is_initial_device, openmp


@njit
def pi(steps: int) -> float:
    step = 1.0 / steps
    total = 0.0
    with openmp("target map(to: step) map(tofrom: total)"):
        with openmp("loop private(x) reduction(+: total) bind(thread)"):
            for i in range(steps):
                x = (i + 0.5) * step
                total += 4.0 / (1.0 + x * x)
    return step * total


@njit
def pi_teams(steps: int) -> float:
    step = 1.0 / steps
    total = 0.0
    with openmp("target teams loop private(x) reduction(+: total)"):
        for i in range(steps):
            x = (i + 0.5) * step
            total += 4.0 / (1.0 + x * x)
    return step * total


@njit
def pi_all(steps: int) -> float:
    step = 1.0 / steps
    total = 0.0
    with openmp("target teams distribute parallel for simd private(x) reduction(+: total) map(to: step)"):
        for i in range(steps):
            x = (i + 0.5) * step
            total += 4.0 / (1.0 + x * x)
    return step * total


@njit(["float64(float64[::1], float64[::1], float64)", "float32(float32[::1], float32[::1], float32)"])
def axpy(x, y, a):
    s = x[0] - x[0]
    with openmp("target teams distribute parallel for map(to: x) map(tofrom: y) reduction(+: s) schedule(static, 1)"):
        for i in range(len(x)):
            y[i] += a * x[i]
            s += y[i]
    return s


@njit(["void(float64[:, ::1], float64[:, ::1], int64)"])
def jacobi(a, b, sweeps):
    n = a.shape[0]
    m = a.shape[1]
    with openmp("target data map(tofrom: a) map(alloc: b) device(0)"):
        for _ in range(sweeps):
            with openmp("target teams distribute parallel for collapse(2)"):
                for i in range(1, n - 1):
                    for j in range(1, m - 1):
                        b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])
            with openmp("target teams distribute parallel for collapse(2)"):
                for i in range(1, n - 1):
                    for j in range(1, m - 1):
                        a[i, j] = b[i, j]


@njit(["int64(int64[::1])"])
def enter_and_exit(a):
    s = 0
    with openmp("target enter data map(to: a[0:3]) map(alloc: s)"):
        pass
    openmp("target update to(a) if(len(a) > 2)")
    with openmp("target map(tofrom: s)"):
        for x in a:
            s += x
        a[0] = s
    openmp("target update from(a[0:1])")
    openmp("target exit data map(from: a) map(delete: s) nowait")
    return s + a[0]


@njit
def copies(n: int) -> int:
    """What a clause copies does not come out."""
    x = n
    y = 1
    with openmp("target firstprivate(x) private(y) map(from: z)"):
        y = 5
        x += y
        z = x
    return 100 * z + 10 * y + x


@njit(["int64(int64[::1])"])
def parallel_forms(a):
    t = 0
    with openmp("target parallel map(tofrom: t) num_threads(2) reduction(+: t)"):
        with openmp("for"):
            for i in range(len(a)):
                t += a[i]
    with openmp("target parallel for map(a) reduction(+: t) device(1) nowait"):
        for i in range(len(a)):
            a[i] += 1
            t += a[i]
    with openmp("target parallel for simd map(a) reduction(max: t) if(target: t > 0)"):
        for i in range(len(a)):
            t = max(t, a[i])
    with openmp("target parallel loop reduction(+: t)"):
        for i in range(len(a)):
            t += a[i]
    with openmp("target simd map(a) lastprivate(last)"):
        for i in range(len(a)):
            last = a[i]
            a[i] = 2 * last
    return t + last


@njit(["int64(int64[::1])"])
def after_tasks(a):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task depend(out: a[0])"):
                for i in range(1000):
                    a[0] += i
            with openmp("target depend(inout: a[0]) nowait map(a)"):
                a[0] = 2 * a[0]
            with openmp("task depend(in: a[0])"):
                a[1] = a[0] + 1
    return a[1]


@njit(["void(float64[::1], float64[::1])"])
def device_pointers(a, b):
    with openmp("target data map(a) use_device_ptr(a) map(tofrom: b)"):
        with openmp("target teams distribute parallel for is_device_ptr(a)"):
            for i in range(len(a)):
                b[i] = a[i] + 1.0
    with openmp("target data map(a) use_device_addr(a)"):
        with openmp("target has_device_addr(a)"):
            a[0] = 7.0


@njit(["int64(int64)"])
def default_maps(n):
    s = 0
    with openmp("target defaultmap(tofrom: scalar)"):
        for i in range(n):
            s += i
    return s


@njit
def league(n: int) -> int:
    """Every team works on its part."""
    done = 0
    with openmp("target teams num_teams(n) map(tofrom: done) reduction(+: done) thread_limit(2)"):
        teams = omp_get_num_teams()
        if omp_get_team_num() < teams:
            done += 100
        with openmp("distribute"):
            for i in range(10):
                done += i
    return done % 100


@njit
def on_host() -> bool:
    with openmp("target map(from: host)"):
        host = omp_is_initial_device()
    return host and omp_get_num_devices() >= 0


@njit(["int64(int64[::1], int64)"])
def raises(a, bad):
    with openmp("target teams distribute parallel for map(tofrom: a) schedule(static, 1)"):
        for i in range(len(a)):
            if i >= bad:
                raise ValueError(f"element {i}")
            a[i] += 1
    return a[0]


@njit(["int64(int64[::1], int64)"])
def one_too_far(a, n):
    with openmp("target map(a)"):
        with openmp("teams distribute parallel for dist_schedule(static, 1)"):
            for i in range(n):
                a[i] += 1
    return a[0]


@njit
def device_number_raises(n: int) -> int:
    s = 0
    with openmp("target device(1 // n) map(tofrom: s)"):
        s = 1
    return s


@njit(["void(int64[::1], int64[::1])"])
def histogram(keys, h):
    with openmp("target teams distribute parallel for reduction(+: h[0:len(h)]) map(to: keys)"):
        for i in range(len(keys)):
            h[keys[i]] += 1


TOLERANCE = {"pi": 1e-12, "pi_teams": 1e-12, "pi_all": 1e-12, "axpy": 1e-5}
CASES = {
    "pi": [(1,), (1000,)],
    "pi_teams": [(1,), (1000,)],
    "pi_all": [(1,), (1000,)],
    "axpy": [(np.arange(50, dtype=t), np.ones(50, t), t(2.0)) for t in (np.float64, np.float32)],
    "jacobi": [(np.arange(30.0).reshape(5, 6) ** 2, np.zeros((5, 6)), 3)],
    "enter_and_exit": [(np.arange(5),)],
    "parallel_forms": [(np.arange(20),)],
    "after_tasks": [(np.ones(3, np.int64),)],
    "device_pointers": [(np.arange(5.0), np.zeros(5))],
    "default_maps": [(10,), (0,)],
    "on_host": [()],
    "raises": [(np.zeros(20, np.int64), 20), (np.zeros(20, np.int64), 7), (np.zeros(20, np.int64), 0)],
    "one_too_far": [(np.zeros(20, np.int64), 20), (np.zeros(20, np.int64), 21)],
    "device_number_raises": [(1,)],
    "histogram": [(np.arange(100) % 7, np.zeros(7, np.int64))],
}
# What the clauses say, which CPython does not read.
DIFFERENCES = {
    "copies": [((3,), 813), ((0,), 510)],
    "device_number_raises": [((0,), ZeroDivisionError("integer division or modulo by zero"))],
    "league": [((1,), 45), ((2,), 45), ((100,), 45)],
}
