# test/repo/test_layers.py
#
# The order of dependence (DESIGN.md): a folder includes only folders to its left.
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from files import ROOT, read, tracked

ORDER = "support diag omp lex ast parse scope sema ir lower transform emit driver".split()
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.MULTILINE)
SOURCES = tracked("lib/*.h", "lib/*.cpp")


def test_every_folder_has_its_place():
    assert {path.name for path in (ROOT / "lib").iterdir() if path.is_dir()} <= set(ORDER)


@pytest.mark.parametrize("folder", ORDER)
def test_includes_go_left(folder):
    allowed = {f"lib/{name}" for name in ORDER[: ORDER.index(folder) + 1]} | {"grammar"}
    wrong = []
    for path in (path for path in SOURCES if path.parts[1] == folder):
        for name in INCLUDE.findall(read(path)):
            # Which exception derives from which is a fact for both; the runtime cannot include grammar/.
            if name == "runtime/include/pyomp/exceptions.def":
                continue
            top = "/".join(name.split("/")[:2]) if name.startswith("lib/") else name.split("/")[0]
            if name.startswith(("lib/", "grammar/", "tool/", "runtime/", "pyomp/", "test/")) and top not in allowed:
                wrong.append(f"{path} includes {name}")
    assert not wrong


def test_only_the_driver_knows_clang():
    wrong = [
        f"{path} includes {name}"
        for path in tracked("lib/*.h", "lib/*.cpp", "tool/*.h", "tool/*.cpp")
        if path.parts[:2] != ("lib", "driver")
        for name in INCLUDE.findall(read(path))
        if name.startswith(("clang/", "clang-c/", "llvm/", "lld/"))
    ]
    assert not wrong


def test_the_runtime_depends_on_nothing_of_the_compiler():
    wrong = [
        f"{path} includes {name}"
        for path in tracked("runtime/include/*")
        for name in INCLUDE.findall(read(path))
        if name.startswith(("lib/", "tool/", "grammar/", "test/"))
    ]
    assert not wrong


def test_includes_of_the_project_exist():
    wrong = [
        f"{path} includes {name}"
        for path in tracked("lib/*.h", "lib/*.cpp", "tool/*.h", "tool/*.cpp", "test/unit/*.cpp")
        for name in INCLUDE.findall(read(path))
        if name.startswith(("lib/", "grammar/", "tool/")) and not (ROOT / name).exists()
    ]
    assert not wrong
