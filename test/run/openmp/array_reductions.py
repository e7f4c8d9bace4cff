# Arrays and sections of arrays that a construct reduces: every operation, every kind of number, up to three dimensions,
# in each construct that takes the clause. Without the clause, elements that several threads update would lose updates.
import numpy as np
from pyomp_cc import njit, openmp


@njit(["void(int64[::1], float64[::1])", "void(int64[::1], int64[::1])", "void(int64[::1], int8[::1])"])
def histogram(keys, h):
    with openmp("parallel for reduction(+: h)"):
        for i in range(len(keys)):
            h[keys[i]] += 1


@njit(
    [
        "void(bool[::1], bool[::1])",
        "void(int8[::1], int8[::1])",
        "void(uint8[::1], uint8[::1])",
        "void(int16[::1], int16[::1])",
        "void(uint16[::1], uint16[::1])",
        "void(int32[::1], int32[::1])",
        "void(uint32[::1], uint32[::1])",
        "void(int64[::1], int64[::1])",
        "void(uint64[::1], uint64[::1])",
        "void(float32[::1], float32[::1])",
        "void(float64[::1], float64[::1])",
    ]
)
def every_type(a, h):
    with openmp("parallel for reduction(+: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] += a[i]


@njit(["void(int8[::1], int8[::1])", "void(int64[::1], int64[::1])", "void(float64[::1], float64[::1])"])
def products(a, h):
    with openmp("parallel for reduction(*: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] *= a[i]


@njit(["void(int16[::1], int16[::1])", "void(float64[::1], float64[::1])"])
def differences(a, h):
    with openmp("parallel for reduction(-: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] -= a[i]


@njit(["void(int64[::1], int64[::1])", "void(uint8[::1], uint8[::1])", "void(float64[::1], float64[::1])"])
def smallest(a, h):
    with openmp("parallel for reduction(min: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] = min(h[i % len(h)], a[i])


@njit(["void(int64[::1], int64[::1])", "void(uint8[::1], uint8[::1])", "void(float64[::1], float64[::1])"])
def largest(a, h):
    with openmp("parallel for reduction(max: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] = max(h[i % len(h)], a[i])


@njit(["void(int64[::1], int64[::1])", "void(uint8[::1], uint8[::1])", "void(bool[::1], bool[::1])"])
def bits(a, h):
    with openmp("parallel for reduction(&: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] &= a[i]


@njit(["void(int64[::1], int64[::1])", "void(uint8[::1], uint8[::1])", "void(bool[::1], bool[::1])"])
def any_bits(a, h):
    with openmp("parallel for reduction(|: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] |= a[i]


@njit(["void(int64[::1], int64[::1])", "void(uint8[::1], uint8[::1])", "void(bool[::1], bool[::1])"])
def parity(a, h):
    with openmp("parallel for reduction(^: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] ^= a[i]


@njit(["void(bool[::1], bool[::1])"])
def all_true(a, h):
    with openmp("parallel for reduction(&&: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] = h[i % len(h)] and a[i]


@njit(["void(bool[::1], bool[::1])"])
def any_true(a, h):
    with openmp("parallel for reduction(||: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] = h[i % len(h)] or a[i]


@njit(["void(complex128[::1], complex128[::1])", "void(complex64[::1], complex64[::1])"])
def complex_sums(a, h):
    with openmp("parallel for reduction(+: h) schedule(static, 1)"):
        for i in range(len(a)):
            h[i % len(h)] += a[i]


@njit(["void(int64, float64[:, ::1])", "void(int64, int32[:, ::1])"])
def matrix(n, h):
    with openmp("parallel for reduction(+: h)"):
        for i in range(n):
            h[i % h.shape[0], i % h.shape[1]] += i


@njit(["void(int64, float64[:, :, ::1])"])
def cube(n, h):
    with openmp("parallel for collapse(2) reduction(+: h)"):
        for i in range(n):
            for j in range(3):
                h[i % h.shape[0], j % h.shape[1], (i + j) % h.shape[2]] += i * j


@njit(["void(int64, float64[:])", "void(int64, int64[:])"])
def strided(n, h):
    with openmp("parallel for reduction(+: h)"):
        for i in range(n):
            h[i % len(h)] += i


@njit(["void(int64, int64[:, :])"])
def strided_matrix(n, h):
    with openmp("parallel for reduction(+: h[1:, :2])"):
        for i in range(n):
            h[1 + i % (h.shape[0] - 1), i % 2] += i


@njit(["void(int64, int64, int64, int64[::1])"])
def section(n, lo, hi, h):
    with openmp("parallel for reduction(+: h[lo:hi])"):
        for i in range(n):
            h[lo + i % (hi - lo)] += i


@njit(["void(int64, int64[::1])"])
def section_to_end(n, h):
    with openmp("parallel for reduction(+: h[-3:])"):
        for i in range(n):
            h[-1 - i % 3] += i


@njit(["void(int64, int64[::1])"])
def whole_section(n, h):
    with openmp("parallel for reduction(+: h[:])"):
        for i in range(n):
            h[i % len(h)] += i


@njit(["void(int64, int64[::1])"])
def beside_section(n, h):
    """What is not in the section is shared."""
    with openmp("parallel for reduction(+: h[0:2])"):
        for i in range(n):
            h[i % 2] += i
            h[2 + i] = h[2 + i] + i


@njit(["void(int64, int64, int64[:, ::1])"])
def one_row(n, row, h):
    with openmp("parallel for reduction(+: h[row, 1:3])"):
        for i in range(n):
            h[row, 1 + i % 2] += i


@njit(["float64(int64, float64[::1], float64[::1])"])
def several(n, g, h):
    s = 0.0
    with openmp("parallel for reduction(+: g, s, h[0:2])"):
        for i in range(n):
            g[i % len(g)] += i
            h[i % 2] += 2 * i
            s += 1.0
    return s


@njit(["void(int64, int64[::1])"])
def region(n, h):
    with openmp("parallel reduction(+: h) num_threads(3)"):
        with openmp("for"):
            for i in range(n):
                h[i % len(h)] += i


@njit(["void(int64, int64[::1], int64[::1])"])
def work_sharing(n, g, h):
    with openmp("parallel"):
        with openmp("for reduction(+: h) schedule(static, 1)"):
            for i in range(n):
                h[i % len(h)] += i
        with openmp("for reduction(max: g)"):
            for i in range(n):
                g[i % len(g)] = max(g[i % len(g)], h[i % len(h)])


@njit(["void(int64, int64[::1])"])
def default_none(n, h):
    with openmp("parallel default(none) shared(h, n)"):
        with openmp("for reduction(+: h[0:2])"):
            for i in range(n):
                h[i % 2] += i


@njit(["void(int64, int64[::1])"])
def in_sections(n, h):
    with openmp("parallel sections reduction(+: h)"):
        with openmp("section"):
            for i in range(n):
                h[0] += i
        with openmp("section"):
            for i in range(n):
                h[0] += 2 * i
                h[1] -= 1


@njit(["void(int64, float64[::1])"])
def in_simd(n, h):
    with openmp("simd reduction(+: h)"):
        for i in range(n):
            h[0] += i


@njit(["void(int64, int64[::1])"])
def by_tasks(n, h):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskgroup task_reduction(+: h)"):
                for i in range(n):
                    with openmp("task in_reduction(+: h)"):
                        h[i % len(h)] += i


@njit(["void(int64, int64[::1])"])
def by_nested_tasks(n, h):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task"):
                with openmp("taskgroup task_reduction(+: h[0:2])"):
                    with openmp("task"):
                        for i in range(n):
                            with openmp("task in_reduction(+: h)"):
                                h[i % 2] += i


@njit(["void(int64, int64[::1])"])
def by_taskloop(n, h):
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop reduction(+: h) grainsize(3)"):
                for i in range(n):
                    h[i % len(h)] += i


@njit(["int64[::1](int64)"])
def local_array(n):
    h = np.zeros(5, dtype=np.int64)
    for _ in range(2):
        with openmp("parallel for reduction(+: h)"):
            for i in range(n):
                h[i % 5] += i
        with openmp("parallel for reduction(+: h)"):
            for i in range(n):
                h[i % 5] += 1
    return h


@njit
def add_to(h: "int64[::1]", i: int, value: int) -> None:
    h[i] += value


@njit(["void(int64, int64[::1])"])
def through_calls(n, h):
    with openmp("parallel for reduction(+: h)"):
        for i in range(n):
            add_to(h, i % len(h), i)


@njit(["void(int64, int64, int64[::1])"])
def one_too_far(n, bad, h):
    with openmp("parallel for reduction(+: h) schedule(static, 1)"):
        for i in range(n):
            h[i if i == bad else 0] += 0


@njit(["void(int64, int64, int64[:, ::1])"])
def row_from_end(n, row, h):
    with openmp("parallel for reduction(+: h[row, :])"):
        for i in range(n):
            h[row, 0] += i


def numbers(dtype, n=40, step=7):
    return (np.arange(n) * step % 11).astype(dtype)


WIDTHS = [np.bool_, np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64]
WIDTHS += [np.float32, np.float64]
CASES = {
    "histogram": [(numbers(np.int64, 500), np.zeros(11, t)) for t in (np.float64, np.int64, np.int8)],
    "every_type": [(numbers(t), numbers(t, 3)) for t in WIDTHS] + [(numbers(np.int8), np.full(2, 120, np.int8))],
    "products": [(numbers(t, 20) + t(1), np.full(2, 3, t)) for t in (np.int8, np.int64, np.float64)],
    "complex_sums": [(numbers(t) * t(1 + 2j), np.ones(3, t)) for t in (np.complex128, np.complex64)],
    "differences": [(numbers(t), np.full(3, 5, t)) for t in (np.int16, np.float64)],
    "smallest": [(numbers(t), np.full(3, 5, t)) for t in (np.int64, np.uint8, np.float64)],
    "largest": [(numbers(t), np.full(3, 5, t)) for t in (np.int64, np.uint8, np.float64)],
    "bits": [(numbers(t) | t(4), np.full(3, 127, t)) for t in (np.int64, np.uint8)]
    + [(numbers(np.bool_), np.ones(2, np.bool_)), (np.ones(9, np.bool_), np.ones(2, np.bool_))],
    "any_bits": [(numbers(t), np.full(3, 64, t)) for t in (np.int64, np.uint8)]
    + [(numbers(np.bool_), np.zeros(2, np.bool_)), (np.zeros(9, np.bool_), np.zeros(2, np.bool_))],
    "parity": [(numbers(t), np.full(3, 64, t)) for t in (np.int64, np.uint8)]
    + [(np.ones(9, np.bool_), np.zeros(2, np.bool_))],
    "all_true": [(np.ones(9, np.bool_), np.ones(2, np.bool_)), (numbers(np.bool_), np.ones(2, np.bool_))],
    "any_true": [(np.zeros(9, np.bool_), np.zeros(2, np.bool_)), (numbers(np.bool_), np.zeros(2, np.bool_))],
    "matrix": [(50, np.ones((3, 4), t)) for t in (np.float64, np.int32)],
    "cube": [(50, np.ones((2, 3, 4)))],
    "strided": [(50, np.ones(10)[::2]), (50, np.ones(10, np.int64)[::-3]), (0, np.ones(4, np.int64)[::2])],
    "strided_matrix": [(50, np.ones((4, 6), np.int64)[:, ::2])],
    "section": [(50, 1, 4, np.ones(6, np.int64)), (50, 0, 6, np.ones(6, np.int64)), (0, 3, 3, np.ones(6, np.int64))],
    "section_to_end": [(50, np.ones(6, np.int64)), (50, np.ones(3, np.int64))],
    "whole_section": [(50, np.ones(6, np.int64))],
    "beside_section": [(50, np.ones(60, np.int64))],
    "one_row": [(50, 1, np.ones((3, 4), np.int64)), (50, -1, np.ones((3, 4), np.int64))],
    "several": [(50, np.ones(3), np.ones(4))],
    "region": [(50, np.ones(3, np.int64))],
    "work_sharing": [(50, np.ones(3, np.int64), np.ones(4, np.int64))],
    "default_none": [(50, np.ones(3, np.int64))],
    "in_sections": [(50, np.ones(3, np.int64))],
    "in_simd": [(50, np.ones(3))],
    "by_tasks": [(50, np.ones(3, np.int64))],
    "by_nested_tasks": [(50, np.ones(3, np.int64))],
    "by_taskloop": [(50, np.ones(3, np.int64))],
    "local_array": [(50,), (0,)],
    "through_calls": [(50, np.ones(3, np.int64))],
    "one_too_far": [(9, 5, np.ones(3, np.int64)), (9, 2, np.ones(3, np.int64))],
    "row_from_end": [(9, -3, np.ones((3, 2), np.int64))],
}
