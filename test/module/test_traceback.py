# test/module/test_traceback.py
#
# Tracebacks of compiled code have the frames of CPython's: every call, with its line, also through recursion, handlers,
# regions and other files.
import pytest

from harness.compare import frames_of
from harness.compiler import compile_module, load

PROGRAM = """
import numpy as np
from pyomp_cc import njit, openmp


@njit
def divide(a: int, b: int) -> int:
    return a // b


@njit
def middle(n: int) -> int:
    s = 1
    s += divide(
        s, n
    )
    return s


@njit
def outer(n: int) -> int:
    if n > 5:
        return n
    return middle(n) + middle(n - 1)


@njit
def recursive(n: int) -> int:
    if n == 0:
        return divide(1, n)
    return recursive(n - 1) + 1


@njit
def again(n: int) -> int:
    try:
        return outer(n)
    except ZeroDivisionError:
        if n == 0:
            raise
    except ValueError:
        return 0
    return divide(n, n - 1)


@njit
def renamed(n: int) -> int:
    try:
        return outer(n)
    except ZeroDivisionError as e:
        raise e


@njit
def region(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += divide(i, i - 2)
    return s


@njit
def calls_region(n: int) -> int:
    return region(n) * 2


@njit
def nothing(a: "float64[::1]", i: int) -> None:
    a[i] = 1.0


@njit
def calls_nothing(n: int) -> None:
    nothing(np.zeros(3), n)
"""


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    folder = tmp_path_factory.mktemp("traceback")
    source = folder / "source" / "frames.py"
    source.parent.mkdir()
    source.write_text(PROGRAM)
    return load(source), load(compile_module(source, folder))


CALLS = [("outer", 0), ("outer", 1), ("recursive", 3), ("recursive", 20), ("again", 0), ("again", 1), ("renamed", 1)]
CALLS += [("calls_region", 5), ("calls_nothing", 7)]


@pytest.mark.parametrize("name, argument", CALLS)
def test_frames(modules, name, argument):
    errors = []
    for module in modules:
        with pytest.raises((ZeroDivisionError, IndexError)) as info:
            getattr(module, name)(argument)
        errors.append(info.value)
    wanted, got = (frames_of(error, "frames.py") for error in errors)
    assert got == wanted
