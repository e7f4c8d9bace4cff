"""Of several exceptions of a region that arrives which comes first: by the parts of the region, then by iterations."""

import numpy as np
from pyomp_cc import omp_get_thread_num, openmp

THREADS = (1, 2, 3, 7)
REPEAT = 60


def wait_a_little(n: int) -> int:
    x = 1
    for i in range(n):
        x = (x * 31 + i) % 1009
    return x


def in_both_loops(n: int, first: int, second: int, third: int):
    """Fast threads raise in the next loop while late ones leave the barrier."""
    with openmp("parallel"):
        with openmp("for schedule(static, 1)"):
            for i in range(n):
                if i == first:
                    raise ValueError(f"first {i}")
        with openmp("for schedule(static, 1)"):
            for i in range(n):
                if i >= second:
                    raise KeyError(f"second {i}")
        with openmp("for schedule(dynamic)"):
            for i in range(n):
                if i >= third:
                    raise IndexError(f"third {i}")


def without_waiting(n: int, first: int, second: int):
    """A thread may be in the second loop before another one raises in the first."""
    with openmp("parallel"):
        with openmp("for schedule(static, 1) nowait"):
            for i in range(n):
                if i >= first:
                    wait_a_little(2000 * (i % 3))
                    raise ValueError(f"first {i}")
        with openmp("for schedule(static, 1) nowait"):
            for i in range(n):
                if i >= second:
                    raise KeyError(f"second {i}")
        wait_a_little(10)


def in_rounds(n: int, bad: int, rounds: int):
    """The same loop again and again, whose threads do not wait for each other."""
    with openmp("parallel"):
        for t in range(rounds):
            with openmp("for schedule(static, 1) nowait"):
                for i in range(n):
                    if t * n + i >= bad:
                        wait_a_little(500 * (i % 3))
                        raise ValueError(f"round {t}, {i}")


def in_waiting_rounds(n: int, bad: int, rounds: int):
    with openmp("parallel"):
        t = 0
        while t < rounds:
            with openmp("for schedule(static, 1)"):
                for i in range(n):
                    if (t * n + i) * 3 >= bad:
                        raise ValueError(f"round {t}, {i}")
            t += 1


def between_loops(n: int, one: int, other: int):
    with openmp("parallel"):
        x = 100 // (1 + one)
        with openmp("for"):
            for i in range(n):
                if i >= other:
                    raise ValueError(f"loop {i}, {x}")
        y = 10 // other
        with openmp("for"):
            for i in range(n):
                raise KeyError(f"behind {i}, {y}")


def nests(n: int, one: int, other: int):
    with openmp("parallel"):
        with openmp("for collapse(2) schedule(static, 1) nowait"):
            for i in range(n):
                for j in range(n):
                    if i * n + j >= one:
                        raise ValueError(f"{i}, {j}")
        with openmp("for collapse(2) schedule(dynamic)"):
            for i in range(n):
                for j in range(n):
                    if i * n + j >= other:
                        raise KeyError(f"{i}, {j}")


def in_sections_and_loop(n: int, one: int, other: int):
    with openmp("parallel"):
        with openmp("sections nowait"):
            with openmp("section"):
                wait_a_little(1000)
                if one == 1:
                    raise ValueError("first section")
            with openmp("section"):
                if one <= 2:
                    raise ValueError("second section")
        with openmp("for"):
            for i in range(n):
                if i >= other:
                    raise KeyError(f"{i}")


def in_tasks_of_parts(n: int, one: int, other: int):
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                if i >= one:
                    raise ValueError(f"loop {i}")
        with openmp("single"):
            for i in range(n):
                with openmp("task"):
                    if i >= other:
                        raise KeyError(f"task {i}")
        with openmp("for"):
            for i in range(n):
                raise IndexError(f"behind {i}")


def halves(a: "int64[:]", n: int, bad: int, worse: int):
    with openmp("for schedule(static, 1)"):
        for i in range(n):
            a[i] = i
            if i >= bad:
                wait_a_little(500 * (i % 3))
                raise ValueError(f"in the function, {i}")
    with openmp("for schedule(dynamic)"):
        for i in range(n):
            if i >= worse:
                raise KeyError(f"in the second loop, {i}")


def called_by_a_team(n: int, bad: int, worse: int):
    a = np.zeros(n, dtype=np.int64)
    with openmp("parallel"):
        halves(a, n, bad, worse)
    return a[0]


def called_twice(n: int, bad: int, worse: int):
    a = np.zeros(n, dtype=np.int64)
    with openmp("parallel"):
        halves(a, n, n, worse)
        halves(a, n, bad, n)
    return a[0]


def calls_on(a: "int64[:]", n: int, bad: int, worse: int):
    halves(a, n, n, worse)
    with openmp("for schedule(static, 1) nowait"):
        for i in range(n):
            if i >= bad:
                wait_a_little(500 * (i % 3))
                raise IndexError(f"between, {i}")
    halves(a, n, 0, 0)


def called_through(n: int, bad: int, worse: int):
    a = np.zeros(n, dtype=np.int64)
    with openmp("parallel"):
        halves(a, n, n, n)
        calls_on(a, n, bad, worse)
    return a[0]


def raising_rounds(n: int, x: int):
    """The bounds fail in one thread only; all leave out the loop."""
    with openmp("for schedule(dynamic)"):
        for i in range(n // (x - omp_get_thread_num())):
            if i > n:
                raise ValueError(f"{i}")


def bounds_in_a_call(n: int, x: int):
    with openmp("parallel"):
        raising_rounds(n, x)
        raising_rounds(n, x + 100)


def handled_in_between(n: int, bad: int):
    s = 0
    with openmp("parallel for reduction(+: s) schedule(dynamic)"):
        for i in range(n):
            try:
                s += 10 // (i - bad)
            except ZeroDivisionError:
                s += 1
            if i >= bad + 2:
                raise ValueError(f"{i}")
    return s


def until_converged(n: int, bad: int):
    """The loop of the region ends in all threads, whatever is raised in a round."""
    left = 10
    with openmp("parallel"):
        while True:
            with openmp("for"):
                for i in range(n):
                    if i + 10 - left >= bad:
                        raise ValueError(f"{i}")
            with openmp("single"):
                left -= 1
            if left < 2:
                break
    return left


def bounds_made_before(n: int, k: int):
    rounds = 0
    with openmp("parallel"):
        m = 12 // k
        t = 0
        while t < m:
            with openmp("for schedule(dynamic) reduction(+: rounds)"):
                for i in range(m):
                    rounds += 10 // (i - n)
            t += 1
    return rounds


def raised_at_the_end(n: int, k: int):
    rounds = 0
    with openmp("parallel"):
        t = 0
        while t < 5:
            with openmp("for nowait"):
                for i in range(n):
                    if i > k:
                        raise KeyError(f"{t} {i}")
            t += 1
            x = 10 // (k - t)
            if x == t:
                continue
            with openmp("for schedule(dynamic) reduction(+: rounds)"):
                for i in range(n):
                    rounds += 1
            t += n // (k - t)
    return rounds


def in_counted_rounds(n: int, k: int, rounds: int):
    s = 0
    with openmp("parallel"):
        for t in range(rounds):
            if t == 3:
                continue
            with openmp("for reduction(+: s)"):
                for i in range(n):
                    s += 10 // (i + t - k)
            if t > 10:
                break
    return s


CASES = {
    "until_converged": [(4, 100), (4, 5), (4, 0), (1, 4)],
    "bounds_made_before": [(20, 1), (20, 0), (3, 2), (20, 5)],
    "raised_at_the_end": [(4, 9), (4, 1), (4, 4), (4, 5), (4, 2)],
    "in_counted_rounds": [(5, 100, 1000000), (5, 7, 6), (5, 7, 2), (5, 0, 1000000)],
    "in_both_loops": [(9, 1, 0, 0), (9, 9, 2, 0), (9, 9, 9, 4), (9, 9, 9, 9), (40, 40, 1, 0)],
    "without_waiting": [(9, 5, 0), (9, 9, 3), (9, 9, 9), (9, 8, 0)],
    "in_rounds": [(5, 12, 4), (5, 4, 4), (5, 0, 4), (5, 20, 4)],
    "in_waiting_rounds": [(5, 12, 4), (5, 4, 4), (5, 0, 4), (5, 60, 4), (5, 58, 4)],
    "between_loops": [(9, 0, 3), (9, 0, 9), (9, 1, 8)],
    "nests": [(4, 7, 0), (4, 16, 3), (4, 16, 16)],
    "in_sections_and_loop": [(5, 1, 0), (5, 2, 0), (5, 3, 2), (5, 3, 5)],
    "in_tasks_of_parts": [(5, 3, 0), (5, 5, 2), (5, 5, 5), (0, 0, 0)],
    "called_by_a_team": [(9, 4, 0), (9, 9, 3), (9, 9, 9)],
    "called_twice": [(9, 4, 9), (9, 0, 6), (9, 9, 9)],
    "called_through": [(9, 4, 9), (9, 0, 6), (9, 9, 9)],
    "bounds_in_a_call": [(9, 0), (9, 100)],
    "handled_in_between": [(9, 4), (9, 9), (9, -1)],
}
