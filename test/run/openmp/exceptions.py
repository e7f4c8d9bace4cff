# Exceptions raised in regions arrive after them: which one, from where, and the region can be entered again.
import numpy as np
from pyomp_cc import njit, openmp


@njit
def lowest_iteration(n: int, one: int, other: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            if i == other:
                raise IndexError("other")
            s += 100 // (i - one)
    return s


@njit
def raised_with_value(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s) schedule(dynamic)"):
        for i in range(n):
            if i >= bad:
                raise ValueError("too far")
            s += i
    return s


@njit
def check(i: int) -> int:
    if i == 3:
        raise KeyError("three")
    return i


@njit
def raised_in_callee(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += check(i)
    return s


@njit
def raised_in_critical(n: int) -> int:
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            with openmp("critical"):
                s += 10 // (n - 1 - i)
    return s


@njit
def raised_in_single(n: int) -> int:
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            x = 10 // n
    return x


@njit
def raised_in_task(n: int) -> int:
    x = 0
    with openmp("parallel"):
        with openmp("single"):
            with openmp("task shared(x)"):
                x = 10 // n
            openmp("taskwait")
    return x


@njit
def raised_before_barrier(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                assert i != 5, "five"
        openmp("barrier")
        with openmp("critical"):
            s = 1
    return s


@njit
def raised_before_bounds(a: "int64[:]", n: int, k: int) -> int:
    """The bounds of the loop are computed behind what has raised, and are not used then."""
    s = 0
    with openmp("parallel"):
        y = n % len(a)
        with openmp("for"):
            for i in range(2 * k + 1):
                with openmp("critical"):
                    s += y
    return s


CASES = {
    "raised_before_bounds": [(np.zeros(0, np.int64), 0, 0), (np.zeros(3, np.int64), 5, 4)],
    "lowest_iteration": [(100, a, b) for a, b in ((-1, -1), (0, 99), (99, 0), (50, 51), (51, 50), (7, -1), (-1, 98))],
    "raised_with_value": [(50, 100), (50, 10), (50, 0)],
    "raised_in_callee": [(3,), (4,), (100,)],
    "raised_in_critical": [(0,), (1,), (20,)],
    "raised_in_single": [(1,), (0,)],
    "raised_in_task": [(1,), (0,)],
    "raised_before_barrier": [(5,), (6,), (50,)],
}
REPEAT = 20
