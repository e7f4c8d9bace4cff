# Loops of tasks: nests, last values, reductions of their own and of a group around; each result is wrong when the
# clause is ignored.
import numpy as np
from pyomp_cc import njit, openmp


@njit("int64(int64[:, ::1], int64)")
def box(a, grain):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop collapse(2) grainsize(grain)"):
                for i in range(a.shape[0]):
                    for j in range(a.shape[1]):
                        a[i, j] += 10 * i + j
            n = a.shape[0]
            total = 0
            for i in range(n):
                for j in range(a.shape[1]):
                    total += a[i, j]
            a[0, 0] = total
    return a[0, 0]


@njit
def triangle(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop collapse(2) reduction(+: s) num_tasks(3)"):
                for i in range(n):
                    for j in range(i, n):
                        s += i * 10 + j // (n - 3)
    return s


@njit
def triangle_in_masked(n: int, m: int) -> int:
    s = 0
    with openmp("parallel masked taskloop collapse(2) reduction(+: s)"):
        for i in range(n):
            for j in range(i + m):
                s += i * 10 + j
    return s


@njit
def steps(n: int, step: int) -> int:
    s = 0
    last = 0
    with openmp("parallel masked taskloop simd collapse(2) reduction(+: s) lastprivate(last)"):
        for i in range(0, n, step):
            for j in range(n, 0, -2):
                s += i * j
                last = i * 100 + j
    return s + last


@njit
def last_value(n: int, tasks: int) -> int:
    last = -1
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop lastprivate(last) num_tasks(tasks)"):
                for i in range(n):
                    last = i * 10
    return last


@njit
def last_of_several(n: int, k: int) -> tuple[int, float, bool]:
    x = -1
    y = 0.5
    z = False
    with openmp("parallel masked taskloop lastprivate(x, y) lastprivate(z) firstprivate(k) grainsize(2)"):
        for i in range(n):
            x = i + k
            y = i * 0.25
            z = i % 2 == 1
    return x, y, z


@njit
def loop_variables(n: int) -> tuple[int, int]:
    i = -1
    j = -1
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop collapse(2) lastprivate(i, j)"):
                for i in range(n):
                    for j in range(3):
                        pass
    return i, j


@njit
def first_assigned_inside(n: int) -> int:
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop lastprivate(v) num_tasks(2)"):
                for i in range(n):
                    v = i * 3
    return v


@njit
def without_group(n: int) -> int:
    x = 5
    y = 0.0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop lastprivate(x, y) num_tasks(2) nogroup"):
                for i in range(n):
                    x = i // (n - 1)
                    y = i * 0.5
            openmp("taskwait")
            y += x
    return x + int(y)


@njit("int64(int64[::1])")
def enumerated(a):
    last = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop lastprivate(last)"):
                for i, x in enumerate(a):
                    last = i * x
    return last


@njit
def orphan(n: int) -> int:
    last = 0
    s = 0
    with openmp("taskloop lastprivate(last) reduction(+: s)"):
        for i in range(n):
            last = i
            s += 10 // (i - 5)
    return last + s


@njit
def recursive(depth: int) -> int:
    if depth <= 0:
        return 1
    s = 0
    with openmp("taskloop reduction(+: s) grainsize(1)"):
        for i in range(3):
            s += recursive(depth - 1 - i)
    return s


@njit
def recursion(depth: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            s = recursive(depth)
    return s


@njit
def joins_a_group(n: int) -> float:
    s = 0.0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: s)"):
                with openmp("taskloop in_reduction(+: s) nogroup"):
                    for i in range(n):
                        s += i
                with openmp("task in_reduction(+: s)"):
                    s += 0.5
    return s


@njit
def joins_and_raises(n: int, bad: int) -> tuple[int, float]:
    s = 5
    most = 1.5
    last = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: s) task_reduction(max: most)"):
                with openmp("taskloop in_reduction(+: s) in_reduction(max: most) num_tasks(5) lastprivate(last)"):
                    for i in range(n):
                        s += 100 // (i - bad)
                        most = max(most, i * 1.0)
                        last = i
                with openmp("taskloop simd in_reduction(+: s) nogroup"):
                    for i in range(n):
                        s += i * i
    return s + last, most


@njit
def joins_a_team(n: int, bad: int) -> int:
    s = 5
    with openmp("parallel reduction(task, +: s)"):
        with openmp("masked taskloop in_reduction(+: s)"):
            for i in range(n):
                s += 100 // (i - bad)
    return s


@njit("float64[::1](int64)")
def joins_with_an_array(n):
    h = np.zeros(4)
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: h)"):
                for i in range(n):
                    with openmp("task in_reduction(+: h)"):
                        h[i % 4] += i
                with openmp("taskloop in_reduction(+: h)"):
                    for i in range(n):
                        h[i % 4] += i
    return h


@njit("void(int32[::1], float32[::1], complex128[::1], bool_[::1], int64)")
def group_of_arrays(a, b, c, d, n):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: a, c) task_reduction(max: b) task_reduction(|: d)"):
                for i in range(n):
                    with openmp("task in_reduction(+: a, c) in_reduction(max: b) in_reduction(|: d)"):
                        a[i % 2] += i
                        b[i % 2] = max(b[i % 2], np.float32(i))
                        c[i % 2] += 1j
                        d[i % 2] |= i > 3


@njit("float32(float32, int64)")
def group_of_float32(x, n):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: x)"):
                for i in range(n):
                    with openmp("task in_reduction(+: x)"):
                        x += np.float32(i)
    return x


@njit("uint8(uint8, int64)")
def group_of_uint8(x, n):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(^: x)"):
                for i in range(n):
                    with openmp("task in_reduction(^: x)"):
                        x ^= np.uint8(i)
    return x


@njit
def group_of_bools(n: int) -> tuple[bool, bool]:
    some = False
    every = True
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(||: some) task_reduction(&&: every)"):
                for i in range(n):
                    with openmp("task in_reduction(||: some) in_reduction(&&: every)"):
                        some = some or i == 7
                        every = every and i < 9
    return some, every


@njit
def group_of_complex(n: int) -> complex:
    z = 1j
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: z)"):
                for i in range(n):
                    with openmp("task in_reduction(+: z)"):
                        z += i * 1j + 1
    return z


@njit
def group_of_products(n: int) -> tuple[int, int, int]:
    p = 1
    q = 255
    r = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(*: p) task_reduction(&: q) task_reduction(min: r)"):
                for i in range(n):
                    with openmp("task in_reduction(*: p) in_reduction(&: q) in_reduction(min: r)"):
                        p *= 1 + i % 3
                        q &= 255 - i
                        r = min(r, -i)
    return p, q, r


def cases():
    zeros = lambda *shape: np.zeros(shape, dtype=np.int64)  # noqa: E731
    arrays = lambda: (  # noqa: E731
        np.ones(2, np.int32), np.ones(2, np.float32), np.ones(2, np.complex128), np.zeros(2, np.bool_)
    )  # fmt: skip
    return [
        *(("box", (zeros(n, m), grain)) for n, m, grain in ((5, 7, 1), (5, 7, 100), (1, 1, 3), (3, 20, 6))),
        *(("triangle", (n,)) for n in (0, 1, 3, 20)),
        *(("triangle_in_masked", (n, m)) for n, m in ((0, 0), (5, 0), (9, 4), (6, -3))),
        *(("steps", (n, step)) for n, step in ((10, 3), (5, 1), (0, 2), (5, 0))),
        *(("last_value", (n, tasks)) for n, tasks in ((0, 3), (1, 3), (50, 3), (50, 50))),
        *(("last_of_several", (n, 7)) for n in (0, 1, 10)),
        *(("loop_variables", (n,)) for n in (0, 4)),
        *(("first_assigned_inside", (n,)) for n in (0, 1, 9)),
        *(("without_group", (n,)) for n in (0, 1, 9)),
        ("enumerated", (np.arange(5),)),
        *(("orphan", (n,)) for n in (0, 4, 9)),
        ("recursion", (5,)),
        *(("joins_a_group", (n,)) for n in (0, 1, 50)),
        *(("joins_and_raises", args) for args in ((20, 30), (20, 3), (0, 3))),
        *(("joins_a_team", args) for args in ((20, 30), (20, 3), (0, 3))),
        *(("joins_with_an_array", (n,)) for n in (0, 50)),
        *(("group_of_arrays", (*arrays(), n)) for n in (0, 1, 30)),
        ("group_of_float32", (np.float32(1.5), 20)),
        ("group_of_uint8", (np.uint8(200), 77)),
        *(("group_of_bools", (n,)) for n in (0, 8, 20)),
        ("group_of_complex", (10,)),
        *(("group_of_products", (n,)) for n in (0, 1, 12)),
    ]


REPEAT = 10
