# test/module/test_import.py
#
# A compiled module behaves as the source module does: names, docstrings, signatures, pickling, and code that stays
# Python; it runs in threads, and can be interrupted.
import importlib
import inspect
import subprocess
import sys
import sysconfig
import textwrap
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from harness.compiler import SUFFIX, compile_module, compile_text, load

PROGRAM = '''"""The module's docstring."""

import math

import numpy as np
from pyomp_cc import njit, omp_get_max_threads, openmp

SIZE = 4
TABLE = [n * n for n in range(SIZE)]
CONSTANT = 2.5


@njit
def area(radius: float, *, scale: float = CONSTANT) -> float:
    """The area of a circle, scaled."""
    return math.pi * radius * radius * scale


@njit
def total(n: int, start: int = 0) -> int:
    s = start
    with openmp("parallel for reduction(+:s)"):
        for i in range(n):
            s += i
    return s


@njit
def ramp(n: int):
    a = np.empty(n)
    with openmp("parallel for"):
        for i in range(n):
            a[i] = i * CONSTANT
    return a


@njit("float64[:](float64[:])")
def same(a):
    return a


@njit
def both(x: float, n: int):
    """A pair – after \\udc80, half of a character."""
    return x * n, n


def python_only(*args, **kwargs):
    """Stays Python."""
    return {**kwargs, "args": args, "area": area(1.0)}


class Holder:
    """A class of the interpreter's."""

    def __init__(self):
        self.value = total(SIZE)


if __name__ == "__main__":
    print(total(10), omp_get_max_threads())
'''


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    folder = tmp_path_factory.mktemp("import")
    native = compile_text(PROGRAM, folder, name="shapes")
    return load(folder / "shapes.py"), native


def public(module):
    return {name for name in vars(module) if not name.startswith("_")}


def test_same_names(modules):
    plain, native = modules
    assert public(native) == public(plain)
    assert native.__doc__ == plain.__doc__
    assert native.__name__ == plain.__name__ == "shapes"


def test_module_code_runs_in_the_interpreter(modules):
    plain, native = modules
    assert native.TABLE == plain.TABLE == [0, 1, 4, 9]
    assert native.Holder().value == 6
    assert native.python_only(1, key=2) == plain.python_only(1, key=2)
    assert native.python_only.__doc__ == "Stays Python."


@pytest.mark.parametrize("name", ["area", "total", "ramp", "same", "both"])
def test_functions_look_like_their_source(modules, name):
    plain, native = (getattr(module, name) for module in modules)
    assert type(native).__name__ != "function", "the function was not compiled"
    for attribute in ("__name__", "__qualname__", "__doc__", "__module__", "__defaults__", "__kwdefaults__"):
        assert getattr(native, attribute) == getattr(plain, attribute), attribute
    assert inspect.signature(native) == inspect.signature(plain)
    assert callable(native)
    assert name in repr(native)


def test_results(modules):
    plain, native = modules
    assert native.area(1.5) == plain.area(1.5)
    assert native.area(1.5, scale=1.0) == plain.area(1.5, scale=1.0)
    assert native.total(100, start=5) == plain.total(100, start=5)
    made = native.ramp(5)
    assert made.dtype == np.float64
    assert made.tolist() == plain.ramp(5).tolist()
    assert made.flags.writeable and made.flags.c_contiguous
    assert native.both(1.5, 2) == (3.0, 2)
    assert [type(value) for value in native.both(1.5, 2)] == [float, int]


def test_an_argument_that_is_returned_is_the_same_object(modules):
    a = np.arange(3.0)
    assert modules[1].same(a) is a


def test_returned_arrays_outlive_everything(modules):
    made = modules[1].ramp(1000)
    view = made[10:]
    del made
    for _ in range(40):
        modules[1].ramp(1000)
    assert view[0] == 25.0


def test_functions_pickle_by_module_and_name(tmp_path):
    (tmp_path / "shapes.py").write_text(PROGRAM)
    out = tmp_path / "out"
    out.mkdir()
    compile_module(tmp_path / "shapes.py", out)
    script = (
        "import pickle, shapes; f = pickle.loads(pickle.dumps(shapes.area)); assert f is shapes.area; print(f(1.0))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=out, capture_output=True, text=True, check=True)
    assert float(done.stdout) == pytest.approx(2.5 * np.pi)


def test_functions_are_as_immutable_as_they_should_be(modules):
    native = modules[1]
    with pytest.raises((AttributeError, TypeError)):
        native.area.__name__ = 3


def test_importing_twice_and_reloading(tmp_path, monkeypatch):
    (tmp_path / "again.py").write_text(
        "from pyomp_cc import njit\n\n\n@njit\ndef f(x: int) -> int:\n    return x + 1\n"
    )
    out = tmp_path / "out"
    out.mkdir()
    compile_module(tmp_path / "again.py", out)
    monkeypatch.syspath_prepend(out)
    first = importlib.import_module("again")
    del sys.modules["again"]
    second = importlib.import_module("again")
    assert first.f(1) == second.f(1) == 2


def test_the_suffix_is_the_interpreters(tmp_path):
    assert sysconfig.get_config_var("EXT_SUFFIX") == SUFFIX
    compile_text("x = 1\n", tmp_path, name="one")
    assert (tmp_path / f"one{SUFFIX}").exists()


def test_neither_numba_nor_the_package_is_needed(tmp_path):
    source = """
    from numba import njit, prange
    from numba.openmp import omp_get_schedule, omp_get_thread_num, omp_set_schedule, openmp_context as openmp
    from numba.openmp import omp_sched_dynamic

    omp_set_schedule(omp_sched_dynamic, 5)
    print(omp_get_schedule(), omp_get_thread_num())

    @njit
    def f(n: int) -> int:
        s = 0
        with openmp("parallel for reduction(+:s)"):
            for i in range(n):
                s += i
        return s
    """
    (tmp_path / "alone.py").write_text(textwrap.dedent(source))
    compile_module(tmp_path / "alone.py", tmp_path)
    (tmp_path / "alone.py").unlink()
    script = "import sys; sys.modules['numba'] = sys.modules['pyomp_cc'] = None; import alone; print(alone.f(10))"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "(2, 5) 0\n45\n", done.stderr


def test_code_under_main_does_not_run_at_import(modules, capfd):
    load(Path(modules[1].__file__))
    assert capfd.readouterr().out == ""


LONG = """
from pyomp_cc import njit, openmp


@njit
def spin(n: int) -> float:
    x = 0.0
    for i in range(n):
        x = x * 0.5 + i
    return x


@njit
def spin_parallel(n: int) -> float:
    x = 0.0
    with openmp("parallel for reduction(+:x)"):
        for i in range(n):
            x += i % 7
    return x


@njit
def deep(n: int) -> int:
    if n == 0:
        return 0
    return deep(n - 1) + 1
"""


@pytest.fixture(scope="module")
def long_module(tmp_path_factory):
    return compile_text(LONG, tmp_path_factory.mktemp("long"), name="long")


def test_other_python_threads_run_meanwhile(long_module):
    count = 0
    done = threading.Event()

    def work():
        long_module.spin(300_000_000)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        count += 1
        time.sleep(0.001)
    thread.join()
    assert count > 20


def test_recursion_has_an_end(long_module):
    assert long_module.deep(1000) == 1000
    with pytest.raises(RecursionError):
        long_module.deep(10**9)
    assert long_module.deep(10) == 10


def test_calls_from_two_threads(long_module):
    results = []
    threads = [threading.Thread(target=lambda: results.append(long_module.spin_parallel(100_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [float(sum(i % 7 for i in range(100_000)))] * 4


def test_calls_do_not_leak(modules):
    import resource

    native = modules[1]
    for _ in range(1000):
        native.ramp(1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(50_000):
        native.ramp(1000)
        native.both(1.0, 1000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4096


def test_many_modules_fit_into_one_process(tmp_path):
    """What a module keeps for each thread comes out of little memory that all modules share."""
    source = tmp_path / "counting.py"
    source.write_text("def count(n: int) -> int:\n    return n if n < 1 else count(n - 1) + 1\n")
    module = compile_module(source, tmp_path, "--export", "count(int)")
    for number in range(40):
        (tmp_path / f"copy_{number}.so").write_bytes(module.read_bytes())
    program = f"import ctypes\nfor n in range(40): ctypes.CDLL({str(tmp_path)!r} + f'/copy_{{n}}.so')\nprint('loaded')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "loaded\n", done.stderr
