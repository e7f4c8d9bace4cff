# test/error/check_text.py
#
# The text of each diagnostic, once: STAGE/Kind.py makes the compiler report Kind (Kind_more.py too), and STAGE/Kind.txt
# is exactly what it prints. GOLDEN_UPDATE=1 rewrites the texts.
import os
import re
import sys
from pathlib import Path

from harness import markers
from harness.compiler import DONE, REJECTED, run_compiler

HERE = Path(__file__).resolve().parent
UPDATE = os.environ.get("GOLDEN_UPDATE") == "1"


def pytest_generate_tests(metafunc):
    folders = metafunc.config.getoption("--folder") or sorted(path.name for path in HERE.iterdir() if path.is_dir())
    programs = [path for folder in folders for path in sorted((HERE / folder).glob("*.py"))]
    metafunc.parametrize("program", programs, ids=[f"{path.parent.name}/{path.stem}" for path in programs])


def test_text(program: Path, tmp_path: Path):
    source = program.read_bytes().decode(errors="surrogateescape")
    arguments = [program.name, "--emit", "cpp", "-o", tmp_path / "out.cpp", *markers.options(source)]
    outcome = run_compiler(*arguments, "--python", sys.executable, cwd=program.parent)
    kind = program.stem.split("_")[0]
    pattern = rf"^{re.escape(program.name)}:\d+:\d+: (error|warning|note): .*\[{kind}\]$"
    line = re.search(pattern, outcome.err, re.MULTILINE)
    assert line, outcome
    rejected = re.search(r": error: .*\[\w+\]$", outcome.err, re.MULTILINE)
    assert outcome.status == (REJECTED if rejected else DONE), outcome
    assert not (rejected and (tmp_path / "out.cpp").exists()), "a rejected program left an output"
    golden = program.with_suffix(".txt")
    if UPDATE:
        golden.write_text(outcome.err)
    assert golden.exists(), f"{golden.name} is missing: ./dev test --update-golden writes it"
    assert outcome.err == golden.read_text()
