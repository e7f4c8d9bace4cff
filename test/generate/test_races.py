# test/generate/test_races.py
#
# Racy functions and their repaired twins (test/run/races): what the compiler warns of, and that it accuses no twin. The
# table of what was found is docs/races.md.
import ast
import os
import re
from pathlib import Path

import pytest

from harness.compiler import DONE, run_compiler

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted((ROOT / "test" / "run" / "races").glob("*.py"))
TABLE = ROOT / "docs" / "races.md"
HEAD = """# Data races, and what finds them

<!-- Written by test/generate/test_races.py; edit the programs of test/run/races. -->

Each function of `test/run/races` stands there twice: with a race, and repaired. The compiler warns of what the text
proves; it accuses no repaired twin, whose results are compared with CPython's at 1, 2 and 7 threads. What it does not
see depends on values, or on the order in which threads come to a place.

| program | racy function | found by |
| --- | --- | --- |
"""


def functions(program: Path) -> dict[str, range]:
    """The lines of each function."""
    tree = ast.parse(program.read_text())
    return {d.name: range(d.lineno, d.end_lineno + 1) for d in tree.body if isinstance(d, ast.FunctionDef)}


def warnings(program: Path, folder: Path) -> dict[str, list[str]]:
    """The kinds of warnings about races in each function."""
    outcome = run_compiler(program.name, "--emit", "cpp", "-o", folder / "out.cpp", cwd=program.parent)
    assert outcome.status == DONE, outcome
    lines = functions(program)
    found = {name: [] for name in lines}
    for line, kind in re.findall(r"^[\w.]+:(\d+):\d+: warning: .* \[(Race\w+)\]$", outcome.err, re.MULTILINE):
        name = next(name for name, own in lines.items() if int(line) in own)
        found[name].append(kind)
    return found


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_no_twin_is_accused(program, tmp_path):
    found = warnings(program, tmp_path)
    twins = {name.removesuffix("_racy") + "_repaired" for name in found if name.endswith("_racy")}
    assert twins == {name for name in found if name.endswith("_repaired")}
    assert not {name: kinds for name, kinds in found.items() if name.endswith("_repaired") and kinds}


def test_table(tmp_path):
    text = HEAD
    racy = caught = 0
    for program in PROGRAMS:
        for name, kinds in warnings(program, tmp_path).items():
            if not name.endswith("_racy"):
                continue
            racy += 1
            caught += bool(kinds)
            by = ", ".join(f"`{kind}`" for kind in sorted(set(kinds))) if kinds else "no warning"
            text += f"| `{program.stem}` | `{name.removesuffix('_racy')}` | {by} |\n"
    text += f"\n{caught} of {racy} are found when the program is compiled.\n"
    assert racy >= 60
    if os.environ.get("GOLDEN_UPDATE") == "1":
        TABLE.write_text(text)
    assert TABLE.read_text() == text
