# test/golden/test_golden.py
#
# Golden tests: a program, the option that its folder stands for, and beside it exactly what the compiler prints.
# Programs named fail_* are rejected, and their markers say where and by which kind; GOLDEN_UPDATE=1 rewrites the rest.
import os
import sys
from pathlib import Path

import pytest
from harness import markers
from harness.compiler import DONE, REJECTED, run_compiler

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from stages import PASS, STAGES  # noqa: E402

UPDATE = os.environ.get("GOLDEN_UPDATE") == "1"


def pytest_generate_tests(metafunc):
    folders = metafunc.config.getoption("--folder") or sorted(path.name for path in HERE.iterdir() if path.is_dir())
    programs = [path for folder in folders for path in sorted((HERE / folder).glob("*.py"))]
    metafunc.parametrize("program", programs, ids=[f"{path.parent.name}/{path.stem}" for path in programs])


def stage(folder: str) -> tuple[list[str], str]:
    """Options and suffix of a folder."""
    return STAGES.get(folder) or ([PASS[0], folder, "--emit", "ir"], PASS[1])


def test_output(program: Path, tmp_path: Path):
    source = program.read_text(encoding="utf-8", errors="surrogateescape")
    options, suffix = stage(program.parent.name)
    arguments = [program.name, *options, *markers.options(source), "--python", sys.executable]
    outcome = run_compiler(*arguments, "--error-format", "json", cwd=program.parent)
    must_fail = program.name.startswith("fail_")
    assert outcome.status == (REJECTED if must_fail else DONE), outcome
    assert markers.reported(outcome.err) == markers.expected(source), outcome.err
    if must_fail:
        return
    golden = program.with_suffix(suffix)
    if UPDATE and (not golden.exists() or golden.read_text() != outcome.out):
        golden.write_text(outcome.out)
    assert golden.exists(), f"{golden.name} is missing: ./dev test --update-golden writes it"
    assert outcome.out == golden.read_text(), f"{golden.name} differs: read the difference, then --update-golden"
    if suffix == ".cpp":
        compiles = run_compiler(program.name, "--emit", "obj", "-o", tmp_path / "program.o", *arguments[3:], cwd=program.parent)
        assert compiles.status == DONE, compiles


def test_nothing_stands_alone(program: Path):
    """Every expected output has its program, and no rejected program has one."""
    suffix = stage(program.parent.name)[1]
    strays = [
        path.name
        for path in program.parent.iterdir()
        if path.suffix != ".py" and not (path.suffix == suffix and path.with_suffix(".py").exists())
    ]
    assert not strays
    assert not (program.name.startswith("fail_") and program.with_suffix(suffix).exists())
