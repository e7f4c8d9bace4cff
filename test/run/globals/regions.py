"""Variables of the module in regions: shared, reduced, copied, protected."""

import numpy as np

from pyomp_cc import njit, openmp, omp_get_num_threads, omp_get_thread_num

total = 0
best = -1.0
calls = 0
offset = 100
threads = 1
tags = 0


def clear():
    global total, best, calls, offset, threads, tags
    total = 0
    best = -1.0
    calls = 0
    offset = 100
    threads = 1
    tags = 0


@njit
def reduced(n: int) -> int:
    global total
    with openmp("parallel for reduction(+: total)"):
        for i in range(n):
            total += i
    total += 1
    return total


@njit
def reduced_inside(n: int) -> int:
    global total
    with openmp("parallel"):
        with openmp("for reduction(+:total)"):
            for i in range(n):
                total += i
    return total


@njit
def most(a: "float64[:]") -> float:
    global best
    with openmp("parallel for reduction(max: best)"):
        for i in range(len(a)):
            best = max(best, a[i])
    return best


@njit
def atomic(n: int) -> int:
    global calls
    with openmp("parallel for"):
        for i in range(n):
            with openmp("atomic"):
                calls += 2
    return calls


@njit
def critical(n: int) -> int:
    global calls, tags
    with openmp("parallel for schedule(dynamic)"):
        for i in range(n):
            with openmp("critical"):
                calls = calls + i
                tags |= i
    return calls * 1000 + tags


@njit
def count_one(k: int) -> None:
    global calls
    with openmp("critical(count)"):
        calls += k


@njit
def by_calls(n: int) -> int:
    with openmp("parallel for"):
        for i in range(n):
            count_one(i)
    return calls


@njit
def first(n: int) -> int:
    global offset
    result = 0
    with openmp("parallel for firstprivate(offset) reduction(+:result)"):
        for i in range(n):
            offset = offset % 7 + 100
            result += offset - offset % 100
    return result


@njit
def private(n: int) -> int:
    global offset
    result = 0
    with openmp("parallel for private(offset) reduction(+:result)"):
        for i in range(n):
            offset = i
            result += offset
    return result


@njit
def last(n: int) -> int:
    global offset
    with openmp("parallel for lastprivate(offset)"):
        for i in range(n):
            offset = 3 * i
    return offset


@njit
def single(n: int) -> int:
    global threads, calls
    result = 0
    with openmp("parallel shared(threads) reduction(+:result)"):
        with openmp("single"):
            threads = n
        result += 1 if threads == n else 1000
        with openmp("masked"):
            calls += 1
    return 1 if result < 1000 and calls == 1 else 0


@njit
def tasks(n: int) -> int:
    global calls
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task"):
                    with openmp("atomic"):
                        calls += i
    return calls


@njit
def none(n: int) -> int:
    global calls
    with openmp("parallel for default(none) shared(calls) firstprivate(n)"):
        for i in range(n):
            with openmp("atomic"):
                calls += n
    return calls


@njit
def in_clauses(n: int) -> int:
    global threads
    threads = 3
    count = 0
    with openmp("parallel num_threads(threads) if(threads > n) reduction(+:count)"):
        count += 1
    return count if n >= 3 else 0


@njit
def raises(n: int) -> int:
    global calls
    with openmp("parallel for"):
        for i in range(n):
            with openmp("atomic"):
                calls += 0
            if i == 3:
                raise ValueError("three")
    return calls


def all_of(n: int) -> list:
    clear()
    a = np.arange(float(n))
    result = [reduced(n), total, reduced_inside(n), total, most(a), best, atomic(n), critical(n), by_calls(n)]
    result += [calls, tags, first(n), private(n), last(n), offset, tasks(n), none(n), in_clauses(n)]
    calls_before = calls
    try:
        raises(n)
    except ValueError as error:
        result.append(str(error))
    result.append(calls == calls_before)
    clear()
    result.append(single(n))
    return result


CASES = {"all_of": [(0,), (1,), (10,), (100,)]}
PYTHON = ("clear", "all_of")
