# test/harness/run_programs.py
#
# Runs the programs of test/run by CPython and compiled, with 1, 2 and 7 threads, and demands the same endings.
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from harness import markers
from harness.compiler import ROOT, SANITIZERS, compile_module, preloaded

RUN = ROOT / "test" / "run"
WORKER = Path(__file__).with_name("run_worker.py")
THREADS = (1, 2, 7)
# Seconds for all programs of one entry with one number of threads.
TIMEOUT = 3000 if SANITIZERS else 300


def _programs(folders: list[str]) -> list[Path]:
    if not folders:
        return sorted(RUN.rglob("*.py"))
    return [path for folder in folders for path in sorted((RUN / folder).glob("*.py"))]


def pytest_generate_tests(metafunc):
    programs = _programs(metafunc.config.getoption("--folder"))
    metafunc.parametrize("program", programs, ids=[str(path.relative_to(RUN))[:-3] for path in programs])


@pytest.fixture(scope="session")
def problems(request, tmp_path_factory) -> dict[Path, list[str]]:
    """What went wrong with each program: compiling, or a case at a number of threads."""
    selected = dict.fromkeys(item.callspec.params["program"] for item in request.session.items)
    found: dict[Path, list[str]] = {program: [] for program in selected}
    compiled: dict[Path, Path] = {}
    for number, program in enumerate(selected):
        folder = tmp_path_factory.mktemp(f"module{number}")
        try:
            options = markers.options(program.read_text(errors="surrogateescape"))
            compiled[program] = compile_module(program, folder, *options)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            found[program].append(str(error))
    for threads in THREADS:
        _run_all(compiled, threads, tmp_path_factory.mktemp("results") / "lines", found)
    return found


def _run_all(compiled: dict[Path, Path], threads: int, results: Path, found: dict[Path, list[str]]) -> None:
    """Runs every program with a number of threads; a crash is the running case's, and the next process goes on."""
    left = list(compiled)
    skip = 0
    while left:
        pairs = [os.fspath(part) for program in left for part in (program, compiled[program])]
        results.write_text("")
        variables = {**os.environ, "OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "passive", **preloaded()}
        try:
            done = subprocess.run(
                [sys.executable, WORKER, results, str(skip), *pairs],
                env=variables,
                timeout=TIMEOUT,
                capture_output=True,
                check=False,
            )
            ending, text = _status(done.returncode), done.stderr.decode(errors="replace")
        except subprocess.TimeoutExpired:
            ending, text = f"did not end within {TIMEOUT} s", ""
        running = None
        for line in map(json.loads, results.read_text().splitlines()):
            if "begin" in line:
                running = line
            elif "end" in line:
                if line["found"]:
                    found[Path(line["end"])].append(f"{running['call']} with {threads} threads: {line['found']}")
                running = None
            else:
                left.remove(Path(line["done"]))
                skip = 0
        if not left:
            return
        # The process ended early: during a case, or while it imported the next program.
        broken = left[0]
        call = running["call"] if running else "import"
        found[broken].append(f"{call} with {threads} threads: the process {ending}\n{text[-6000:]}")
        if running:
            skip = running["case"] + 1
        else:
            left.pop(0)
            skip = 0


def end_differently(program: Path, module: Path, threads: tuple[int, ...], folder: Path) -> list[str]:
    """The calls of one program that end differently, with the numbers of threads at which they do."""
    found: dict[Path, list[str]] = {program: []}
    for number in threads:
        _run_all({program: module}, number, folder / "lines", found)
    return found[program]


def _status(code: int) -> str:
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"


def test_same_endings(program: Path, problems):
    assert not problems[program], "\n".join(problems[program][:20])
