# test/module/test_several_files.py
#
# Files that are compiled together call each other and use each other's constants; each module stands alone.
import importlib
import shutil
import sys
import traceback

import pytest

from harness.compiler import DONE, REJECTED, run_compiler

UNITS = """
from pyomp_cc import njit
SCALE = 3
STEP = 0.5 * SCALE
GRID = ((1, 2), (3.5, True))


@njit
def scaled(x: float) -> float:
    return x * STEP


@njit
def checked(n: int, m: int):
    return n // m
"""
SOLVE = """
import {package}units
import {package}units as u
from pyomp_cc import njit
from {package}units import SCALE, checked, scaled as times

STEP = 10 * SCALE + u.GRID[0][0]
DOUBLE = 2 * {package}units.STEP


@njit
def checked_twice(n: int) -> int:
    return checked(n, 2) + u.checked(n, n - 3)


@njit
def scaled(x):
    return x


@njit
def run(x: float, n: int):
    whole = times(x) + {package}units.scaled(x) + scaled(x)
    return whole, STEP, u.STEP, DOUBLE, checked_twice(n), u.GRID[1][0], SCALE
"""
RELATIVE = """
from pyomp_cc import njit
from . import units
from .units import scaled


@njit
def run(x: float):
    return scaled(x) + units.STEP
"""
CIRCLE = """
from pyomp_cc import njit
import circle_{other}

@njit
def count_{own}(n: int) -> int:
    return 0 if n == 0 else 1 + circle_{other}.count_{other}(n - 1)
"""


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Compiles files to a folder and imports the first of them."""

    def build(files: dict[str, str], module: str, *options):
        for name, text in files.items():
            path = tmp_path / "source" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for name in files:
            folder = (tmp_path / "built" / name).parent
            folder.mkdir(parents=True, exist_ok=True)
        names = [name for name in files if not name.endswith("__init__.py")]
        folder = (tmp_path / "built" / names[0]).parent
        outcome = run_compiler(
            *names, "--out-dir", folder, "--python", sys.executable, *options, cwd=tmp_path / "source"
        )
        assert outcome.status == DONE, outcome
        for name in files:
            if name.endswith("__init__.py"):
                shutil.copy(tmp_path / "source" / name, tmp_path / "built" / name)
        monkeypatch.syspath_prepend(tmp_path / "built")
        for name in [*files, module]:
            monkeypatch.delitem(sys.modules, name.removesuffix(".py").replace("/", "."), raising=False)
        importlib.invalidate_caches()
        return importlib.import_module(module)

    return build


def test_functions_and_constants_of_another_file(imported):
    module = imported({"solve.py": SOLVE.format(package=""), "units.py": UNITS}, "solve")
    assert module.run(2.0, 7) == (8.0, 31, 1.5, 3.0, 4, 3.5, 3)
    assert module.units.scaled(2.0) == 3.0


def test_traceback_names_the_other_file(imported):
    module = imported({"solve.py": SOLVE.format(package=""), "units.py": UNITS}, "solve")
    with pytest.raises(ZeroDivisionError) as error:
        module.run(2.0, 3)
    frame = traceback.extract_tb(error.value.__traceback__)[-1]
    assert (frame.filename, frame.lineno, frame.name) == ("units.py", 15, "checked")


def test_packages(imported):
    files = {"pkg/solve.py": SOLVE.format(package="pkg."), "pkg/units.py": UNITS, "pkg/__init__.py": ""}
    assert imported(files, "pkg.solve").run(2.0, 7) == (8.0, 31, 1.5, 3.0, 4, 3.5, 3)


def test_relative_imports(imported):
    files = {"near/one.py": RELATIVE, "near/units.py": UNITS, "near/__init__.py": ""}
    assert imported(files, "near.one").run(2.0) == 4.5


def test_files_that_import_each_other(imported):
    files = {f"circle_{own}.py": CIRCLE.format(own=own, other=other) for own, other in ("ab", "ba")}
    module = imported(files, "circle_a")
    assert module.count_a(11) == 11
    assert module.circle_b.count_b(4) == 4


def test_other_file_must_be_there(imported, tmp_path):
    with pytest.raises(ModuleNotFoundError, match="no_such"):
        imported({"solve.py": SOLVE.format(package=""), "units.py": UNITS}, "no_such")
    next((tmp_path / "built").glob("units*")).unlink()
    with pytest.raises(ModuleNotFoundError, match="units"):
        importlib.import_module("solve")


def test_other_file_must_be_given(tmp_path):
    (tmp_path / "solve.py").write_text(SOLVE.format(package=""))
    outcome = run_compiler("solve.py", "--emit", "cpp", cwd=tmp_path)
    assert outcome.status == REJECTED
    assert "`units.checked` is not compiled" in outcome.err
