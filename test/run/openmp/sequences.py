# Work-sharing loops over values: arrays, rows, lists, texts, tuples, ranges, dicts, and enumerate, zip, reversed of them.
import numpy as np
from pyomp_cc import njit, openmp


@njit("float64(float64[::1])")
def elements(a):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for x in a:
            s += x
    return s


@njit("float64(float64[:])")
def strided(a):
    s = 0.0
    with openmp("parallel for reduction(+:s) schedule(dynamic, 2)"):
        for x in a:
            s += x * x
    return s


@njit("void(float64[::1], float64[::1])")
def numbered(a, b):
    with openmp("parallel for"):
        for i, x in enumerate(a):
            b[i] = x + i


@njit("void(float64[::1], float64[::1], int64)")
def numbered_from(a, b, first):
    with openmp("parallel for schedule(static, 1)"):
        for i, x in enumerate(a, first):
            b[i - first] = x * i


@njit("int64(float64[::1])")
def number_pair(a):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for pair in enumerate(a):
            s += pair[0] * int(pair[1])
    return s


@njit("float64(float64[::1], int64[:], float64[:, ::1])")
def shortest(a, b, c):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for x, k, row in zip(a, b, c):
            s += x * k + row[0]
    return s


@njit("float64(float64[::1], float64[::1])")
def numbered_pairs(a, b):
    s = 0.0
    with openmp("parallel for reduction(+:s)"):
        for i, (x, y) in enumerate(zip(a, b)):
            s += i * x * y
    return s


@njit("void(int64[:, ::1])")
def indices(a):
    n, m = a.shape
    with openmp("parallel for"):
        for i, j in np.ndindex(n, m):
            a[i, j] += 10 * i + j


@njit("void(int64[:, ::1])")
def indices_of_shape(a):
    with openmp("parallel for schedule(dynamic)"):
        for i, j in np.ndindex(a.shape):
            a[i, j] += 10 * i + j


@njit("int64(int64, int64, int64)")
def indices_of_cube(n, m, k):
    s = 0
    with openmp("parallel"):
        with openmp("for reduction(+:s) nowait"):
            for i, j, l in np.ndindex(n, m, k):
                s += 100 * i + 10 * j + l
    return s


@njit("int64(int64, int64)")
def indices_in_order(n, m):
    s = 0
    for i, j in np.ndindex(n, m):
        s = 3 * s + i - j
        s %= 1000003
    for (i,) in np.ndindex(n):
        s += i
    return s


@njit("void(float64[:, ::1])")
def rows(a):
    with openmp("parallel for"):
        for row in a:
            s = 0.0
            for j in range(len(row)):
                s += row[j]
                row[j] = s


@njit("int64(int64)")
def of_list(n):
    xs = [i * i for i in range(n)]
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for x in xs:
            s += x
    return s


@njit("int64(int64)")
def of_lists(n):
    rows = [[j * i for j in range(i)] for i in range(n)]
    s = 0
    with openmp("parallel for reduction(+:s) schedule(guided)"):
        for i, row in enumerate(rows):
            for x in row:
                s += x * i
    return s


@njit("int64(int64)")
def of_tuple(n):
    t = (n, 2, 3 * n)
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for x in t:
            s += x
    return s


@njit
def of_text(t: str) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i, c in enumerate(t):
            s += i * ord(c)
    return s


@njit("int64(int64)")
def of_dict(n):
    d = {i * 3: i for i in range(n)}
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for k, v in d.items():
            s += k * v + 1
    with openmp("parallel for reduction(+:s)"):
        for k in d:
            s += d[k]
    return s


@njit("int64(int64)")
def of_set(n):
    d = {i % 7 for i in range(n)}
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for k in d:
            s += k
    return s


@njit("int64(int64[::1], int64, int64, int64)")
def of_range(a, start, stop, step):
    r = range(start, stop, step)
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in r:
            a[i] += 1
            s += i
    return s


@njit("int64(int64[::1], int64, int64)")
def backwards(a, start, stop):
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in reversed(range(start, stop)):
            a[i] += i
            s += i
    return s


@njit("int64(int64)")
def backwards_list(n):
    xs = [i * i for i in range(n)]
    s = 0
    with openmp("parallel for ordered"):
        for x in reversed(xs):
            with openmp("ordered"):
                s = (s * 7 + x) % 1000003
    return s


@njit("float64(float64[::1])")
def last_element(a):
    x = -1.0
    with openmp("parallel for lastprivate(x)"):
        for x in a:
            pass
    return x


@njit("int64(float64[::1])")
def last_number(a):
    i = -1
    with openmp("parallel for lastprivate(i) schedule(static, 1)"):
        for i, _x in enumerate(a):
            pass
    return i


@njit("int64(int64)")
def sequence_rebound(n):
    xs = [i for i in range(n)]
    s = 0
    with openmp("parallel for reduction(+:s) firstprivate(xs)"):
        for x in xs:
            xs = [x, x]
            s += xs[0] + len(xs)
    return s


@njit("float64(float64[::1], float64)")
def first_negative(a, limit):
    s = 0.0
    with openmp("parallel for reduction(+:s) schedule(dynamic)"):
        for i, x in enumerate(a):
            if x < limit:
                raise ValueError(i)
            s += x
    return s


@njit("float64(float64[::1])")
def with_tasks(a):
    b = np.zeros(len(a))
    with openmp("parallel"):
        with openmp("single"):
            with openmp("taskloop grainsize(2)"):
                for i, x in enumerate(a):
                    b[i] = x * x
    s = 0.0
    for y in b:
        s += y
    return s


@njit("float64(float64[::1])")
def vectors(a):
    s = 0.0
    with openmp("simd reduction(+:s)"):
        for x in a:
            s += x
    return s


@njit("float64(float64[::1])")
def in_a_team(a):
    s = 0.0
    with openmp("parallel reduction(+:s)"):
        for _ in range(3):
            with openmp("for"):
                for x in a:
                    s += x
    return s


LENGTHS = [0, 1, 2, 7, 100]
RANDOM = np.random.default_rng(5)
WHOLE = [(np.arange(float(n)),) for n in LENGTHS]
CASES = {
    "elements": WHOLE,
    "strided": [(np.arange(20.0)[::3],), (np.arange(20.0)[::-2],), (np.empty(0),)],
    "numbered": [(np.arange(float(n)), np.zeros(n)) for n in LENGTHS] + [(np.ones(5), np.zeros(3))],
    "numbered_from": [(np.arange(float(n)), np.zeros(n), k) for n in LENGTHS for k in (-3, 0, 5)],
    "number_pair": WHOLE,
    "shortest": [
        (np.arange(float(n)), np.arange(2 * m)[::2], np.ones((k, 2)))
        for n, m, k in ((0, 3, 3), (5, 3, 4), (3, 9, 4), (9, 9, 2), (7, 7, 7))
    ],
    "numbered_pairs": [(np.arange(float(n)), np.arange(float(m))) for n, m in ((0, 4), (9, 9), (20, 7))],
    "indices": [(np.zeros((n, m), dtype=np.int64),) for n, m in ((0, 3), (3, 0), (1, 1), (2, 7), (7, 2))],
    "indices_of_shape": [(np.zeros((n, m), dtype=np.int64),) for n, m in ((0, 3), (3, 0), (1, 1), (2, 7), (7, 2))],
    "indices_of_cube": [(2, 3, 4), (0, 1, 1), (1, 0, 9), (3, 3, 3), (2, -1, 3)],
    "indices_in_order": [(0, 3), (3, 0), (4, 5), (-1, 2), (2, -2)],
    "rows": [(RANDOM.random((7, 5)),), (np.empty((0, 3)),), (np.empty((3, 0)),)],
    "of_list": [(n,) for n in LENGTHS],
    "of_lists": [(n,) for n in (0, 1, 2, 12)],
    "of_tuple": [(5,)],
    "of_text": [("",), ("a",), ("Grüße 𝄞 und ñ",)],
    "of_dict": [(n,) for n in LENGTHS],
    "of_set": [(n,) for n in LENGTHS],
    "of_range": [
        (np.zeros(20, dtype=np.int64), *r) for r in ((0, 20, 3), (19, -1, -4), (5, 5, 1), (19, 2, -1), (0, 3, 0))
    ]
    + [(np.zeros(3, dtype=np.int64), 0, 9, 2)],
    "backwards": [(np.zeros(20, dtype=np.int64), a, b) for a, b in ((0, 20), (3, 4), (5, 5), (9, 2))],
    "backwards_list": [(n,) for n in LENGTHS],
    "last_element": WHOLE,
    "last_number": WHOLE,
    "sequence_rebound": [(n,) for n in LENGTHS],
    "first_negative": [(np.arange(9.0), -1.0), (np.arange(9.0)[::-1].copy(), 4.0), (np.zeros(5), 1.0)],
    "with_tasks": WHOLE,
    "vectors": WHOLE,
    "in_a_team": WHOLE,
}
TOLERANCE = {name: 1e-13 for name in ("elements", "strided", "shortest", "numbered_pairs", "vectors", "in_a_team")}
REPEAT = 2
