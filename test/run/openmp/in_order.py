"""Loops whose iterations need what those before them have done: scans, doacross loops, ordered lanes, last values."""

import numpy as np

from pyomp_cc import openmp

THREADS = (1, 2, 3, 7)


def inclusive(n: int):
    a = [i % 7 for i in range(n)]
    b = np.zeros(n, dtype=np.int64)
    s = 10
    with openmp("parallel for reduction(inscan, +: s)"):
        for i in range(n):
            s += a[i]
            with openmp("scan inclusive(s)"):
                b[i] = s
    return b, s


def exclusive(n: int):
    b = [0.0] * n
    p = 1.0
    with openmp("parallel"):
        with openmp("for reduction(inscan, *: p) schedule(dynamic, 2)"):
            for i in range(n):
                b[i] = p
                openmp("scan exclusive(p)")
                p *= 1.5
    return b, p


def running_maximum(n: int):
    a = [float(i * 37 % 23) for i in range(n)]
    b = np.zeros(n)
    m = -1.0
    with openmp("simd reduction(inscan, max: m)"):
        for i in range(n):
            m = max(m, a[i])
            openmp("scan inclusive(m)")
            b[i] = m
    return b, m


def two_scans(n: int):
    b = np.zeros((n, 2))
    s = 0
    t = 1
    with openmp("parallel for simd reduction(inscan, +: s) reduction(inscan, ^: t) simdlen(4)"):
        for i in range(n):
            s += i
            t ^= i
            with openmp("scan inclusive(s, t)"):
                b[i, 0] = s
                b[i, 1] = t
    return b, s, t


def scan_that_raises(n: int, d: int):
    b = [0] * n
    s = 0
    try:
        with openmp("parallel for reduction(inscan, +: s)"):
            for i in range(n):
                s += 100 // (d - i)
                with openmp("scan inclusive(s)"):
                    b[i] = s
    except ZeroDivisionError:
        return b
    return b


def recurrence(n: int):
    a = np.ones(n + 1)
    with openmp("parallel for ordered(1)"):
        for i in range(1, n + 1):
            x = 0.5 * i
            openmp("ordered depend(sink: i - 1)")
            a[i] = a[i - 1] * 0.5 + x
            openmp("ordered depend(source)")
    return a


def wavefront(n: int, m: int):
    a = np.zeros((n + 1, m + 1), dtype=np.int64)
    for i in range(n + 1):
        a[i, 0] = 2
    for j in range(m + 1):
        a[0, j] = 1
    with openmp("parallel"):
        with openmp("for ordered(2) schedule(static, 1)"):
            for i in range(1, n + 1):
                for j in range(1, m + 1):
                    openmp("ordered doacross(sink: i - 1, j) doacross(sink: i, j - 1)")
                    a[i, j] = (a[i - 1, j] + 3 * a[i, j - 1]) % 1000
                    openmp("ordered doacross(source:)")
    return a


def doacross_that_raises(n: int, bad: int):
    a = [1] * n
    with openmp("parallel for ordered(1)"):
        for i in range(1, n):
            with openmp("ordered doacross(sink: i - 1)"):
                a[i] = a[i - 1] + 1
            if i == bad:
                raise ValueError(f"at {a[i]}")
            openmp("ordered doacross(source)")
    return a


def lanes(n: int):
    order = [0]
    with openmp("simd"):
        for i in range(n):
            with openmp("ordered simd"):
                order.append(order[i] * 3 % 101 + i)
    return order


def threads_and_lanes(n: int):
    last = 0
    with openmp("parallel for simd ordered shared(last)"):
        for i in range(n):
            with openmp("ordered threads simd"):
                last = (last * 31 + i) % 10007
    return last


def ordered_threads(n: int):
    out = []
    with openmp("parallel for ordered schedule(dynamic)"):
        for i in range(n):
            with openmp("ordered threads"):
                out.append(i)
    return out


def last_below(n: int, limit: int):
    x = -1
    y = 0.5
    with openmp("parallel for lastprivate(conditional: x, y)"):
        for i in range(n):
            if i * 7 % 50 < limit:
                x = i
                y = i * 0.25
    return x, y


def last_in_team(n: int):
    x = -1
    where = 0
    with openmp("parallel"):
        with openmp("for lastprivate(conditional: x) lastprivate(where) schedule(guided)"):
            for i in range(n):
                where = i
                if i % 10 == 3:
                    x = i
    return x, where


def in_two_loops(n: int):
    c = 0
    with openmp("parallel for collapse(2) reduction(inscan, +: c)"):
        for i in range(n):
            for j in range(3):
                c += i * j
                openmp("scan inclusive(c)")
    return c


def last_of_unbound(n: int):
    with openmp("parallel for lastprivate(conditional: x)"):
        for i in range(n):
            if i % 3 == 1:
                x = i
    return x


def last_text(n: int):
    x = "none"
    with openmp("parallel for default(none) lastprivate(conditional: x) shared(n)"):
        for i in range(n):
            if i % 4 == 1:
                x = str(i)
    return x


def downwards(n: int):
    a = [0] * (n + 1)
    with openmp("parallel for ordered(1)"):
        for i in range(n - 1, -1, -1):
            openmp("ordered depend(sink: i + 1)")
            a[i] = a[i + 1] + i
            openmp("ordered depend(source)")
    return a


CASES = {
    "inclusive": [(0,), (1,), (1000,)],
    "exclusive": [(0,), (1,), (40,)],
    "running_maximum": [(0,), (100,)],
    "two_scans": [(0,), (77,)],
    "scan_that_raises": [(10, 20), (10, 4), (10, 0)],
    "recurrence": [(0,), (1,), (500,)],
    "wavefront": [(0, 3), (1, 1), (23, 31)],
    "doacross_that_raises": [(20, 30), (20, 7)],
    "lanes": [(0,), (100,)],
    "threads_and_lanes": [(0,), (1000,)],
    "ordered_threads": [(0,), (50,)],
    "last_below": [(0, 5), (100, 0), (100, 9), (1000, 50)],
    "last_in_team": [(1,), (100,)],
    "last_of_unbound": [(0,), (1,), (20,)],
    "last_text": [(0,), (40,)],
    "downwards": [(0,), (9,)],
    "in_two_loops": [(0,), (20,)],
}
