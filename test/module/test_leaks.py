# test/module/test_leaks.py
#
# Calls leave nothing behind, whether they return or raise: the process does not grow.
import contextlib
import gc
import resource

import numpy as np
import pytest

from harness.compiler import compile_text

PROGRAM = """
import numpy as np
from pyomp_cc import njit, openmp


class Mine(Exception):
    pass


@njit
def raises(n: int) -> int:
    xs = [1, 2, 3]
    counts = {"a": 1}
    text = "x" * 1000
    a = np.zeros(1000)
    if n > 0:
        raise ValueError(f"bad {text} {n}")
    return len(xs) + len(counts) + len(a)


@njit
def raises_from(n: int) -> int:
    try:
        raises(n)
    except ValueError as error:
        raise Mine("x" * 100) from error
    return 0


@njit
def region(n: int) -> float:
    total = 0.0
    with openmp("parallel for reduction(+:total)"):
        for i in range(n):
            part = np.zeros(10)
            if i == n // 2:
                raise IndexError("x" * 500)
            total += part[i % 10]
    return total


@njit
def tasks(n: int) -> int:
    total = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task"):
                    xs = [i, i + 1]
                    if i == 7:
                        raise ValueError("x" * 300)
                    with openmp("atomic"):
                        total += xs[1]
    return total


@njit
def containers(xs: list[list[int]], table: dict[str, list[int]]) -> dict[str, list[int]]:
    for x in xs:
        x.append(len(x))
    table["k"] = xs[0]
    if len(xs) > 3:
        raise KeyError("k")
    return table


@njit
def array(a: "float64[:]") -> "float64[:]":
    b = a
    if a[0] > 0:
        raise RuntimeError("r")
    return b


@njit
def texts(s: str, n: int) -> list[str]:
    parts = []
    for i in range(n):
        parts.append(f"{s}{i:>5}")
    return parts
"""

CALLS = {
    "returns": lambda m: m.raises(0),
    "raises": lambda m: m.raises(3),
    "raises from": lambda m: m.raises_from(1),
    "region that raises": lambda m: m.region(50),
    "task that raises": lambda m: m.tasks(20),
    "containers": lambda m: m.containers([[1], [2]], {"a": [1]}),
    "containers and an exception": lambda m: m.containers([[1], [2], [3], [4]], {"a": [1]}),
    "array": lambda m: m.array(np.zeros(1000)),
    "array and an exception": lambda m: m.array(np.ones(1000)),
    "texts": lambda m: m.texts("\u00e9" * 100, 10),
    "wrong type": lambda m: m.raises("x"),
    "too large": lambda m: m.raises(2**70),
}
ROUNDS = 3000
# One exception, array or list kept in each round is more than twice as much.
ALLOWED = 40 * ROUNDS


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    return compile_text(PROGRAM, tmp_path_factory.mktemp("leaks"))


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def rounds(module, call) -> int:
    """What the process holds after many calls."""
    for _ in range(ROUNDS):
        with contextlib.suppress(Exception):
            call(module)
    gc.collect()
    return resident()


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_calls_leave_nothing(module, call):
    before = rounds(module, call)
    assert rounds(module, call) - before <= ALLOWED
