# Locks: what they guard is right with any number of threads, who holds them is known, misuse raises as in CPython.
from pyomp_cc import (
    njit,
    omp_destroy_lock,
    omp_destroy_nest_lock,
    omp_init_lock,
    omp_init_lock_with_hint,
    omp_init_nest_lock,
    omp_lock_hint_contended,
    omp_lock_t,
    omp_nest_lock_t,
    omp_set_lock,
    omp_set_nest_lock,
    omp_test_lock,
    omp_test_nest_lock,
    omp_unset_lock,
    omp_unset_nest_lock,
    openmp,
)


@njit
def counted(n: int) -> int:
    lock = omp_lock_t()
    omp_init_lock(lock)
    s = 0
    with openmp("parallel for shared(s)"):
        for i in range(n):
            omp_set_lock(lock)
            s += i
            omp_unset_lock(lock)
    omp_destroy_lock(lock)
    return s


@njit
def made_at_once(n: int) -> int:
    lock = omp_init_lock()
    s = 0
    with openmp("parallel"):
        with openmp("for"):
            for i in range(n):
                omp_set_lock(lock)
                s += i
                omp_unset_lock(lock)
    return s


@njit
def with_hint(n: int) -> int:
    lock = omp_lock_t()
    omp_init_lock_with_hint(lock, omp_lock_hint_contended)
    s = 0
    with openmp("parallel for"):
        for i in range(n):
            while not omp_test_lock(lock):
                pass
            s += i
            omp_unset_lock(lock)
    omp_destroy_lock(lock)
    return s



@njit(["int64(int64, int64[::1])"])
def nested(n, s):
    lock = omp_nest_lock_t()
    omp_init_nest_lock(lock)
    with openmp("parallel for"):
        for i in range(n):
            omp_set_nest_lock(lock)
            omp_set_nest_lock(lock)
            s[0] += i
            omp_unset_nest_lock(lock)
            s[0] += 1
            omp_unset_nest_lock(lock)
    held = omp_test_nest_lock(lock) * 10 + omp_test_nest_lock(lock)
    omp_unset_nest_lock(lock)
    omp_unset_nest_lock(lock)
    omp_destroy_nest_lock(lock)
    return held


@njit
def through_calls(n: int) -> int:
    lock = omp_init_lock()
    total = 0
    with openmp("parallel for reduction(+: total)"):
        for i in range(n):
            total += guarded(lock, i)
    return total


@njit
def guarded(lock, value: int) -> int:
    omp_set_lock(lock)
    result = 2 * value
    omp_unset_lock(lock)
    return result


@njit
def tested(n: int) -> int:
    lock = omp_init_lock()
    got = 0
    for i in range(n):
        if omp_test_lock(lock):
            got += 1
    omp_unset_lock(lock)
    omp_destroy_lock(lock)
    omp_init_lock(lock)
    if omp_test_lock(lock):
        got += 10
    omp_unset_lock(lock)
    return got


@njit
def not_held() -> None:
    lock = omp_init_lock()
    omp_unset_lock(lock)


@njit
def set_twice() -> None:
    lock = omp_init_lock()
    omp_set_lock(lock)
    omp_set_lock(lock)


@njit
def destroyed() -> None:
    lock = omp_init_lock()
    omp_destroy_lock(lock)
    omp_set_lock(lock)


@njit
def not_initialised() -> None:
    lock = omp_nest_lock_t()
    omp_set_nest_lock(lock)


@njit
def raised_inside(n: int, bad: int) -> int:
    """The lock is given back by whoever holds it, exception or not."""
    lock = omp_init_lock()
    s = 0
    with openmp("parallel for shared(s) schedule(static, 1)"):
        for i in range(n):
            omp_set_lock(lock)
            try:
                if i == bad:
                    raise ValueError(f"round {i}")
                s += i
            finally:
                omp_unset_lock(lock)
    return s


CASES = {
    "counted": [(1000,), (0,)],
    "made_at_once": [(1000,)],
    "with_hint": [(100,)],
    "through_calls": [(100,)],
    "tested": [(5,)],
    "not_held": [()],
    "set_twice": [()],
    "destroyed": [()],
    "not_initialised": [()],
    "raised_inside": [(100, 200), (100, 40)],
}


def cases():
    import numpy as np

    return [("nested", (50, np.zeros(1, np.int64)))]
