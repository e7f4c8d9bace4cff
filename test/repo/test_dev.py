# test/repo/test_dev.py
#
# The entry script: its commands, its errors, and that setting up twice changes nothing.
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from files import ROOT


def dev(*arguments):
    return subprocess.run([ROOT / "dev", *arguments], capture_output=True, text=True, check=False, cwd="/")


def test_help_names_every_command():
    done = dev("help")
    assert done.returncode == 0
    for command in "setup build demo test bench format lint docs".split():
        assert f"\n  {command}" in done.stdout
    assert dev().stdout == done.stdout


@pytest.mark.parametrize("arguments", [["frobnicate"], ["build", "--fast"], ["test", "--no-such"], ["test", "-R"]])
def test_wrong_use(arguments):
    done = dev(*arguments)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("./dev: ")


def test_a_second_setup_changes_nothing_and_is_quick():
    if not (ROOT / ".venv" / "complete").exists():
        pytest.skip("this tree was not set up by ./dev")
    before = sorted((path, path.stat().st_mtime_ns) for path in (ROOT / ".venv").iterdir())
    begin = time.perf_counter()
    done = dev("setup")
    seconds = time.perf_counter() - begin
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted((path, path.stat().st_mtime_ns) for path in (ROOT / ".venv").iterdir()) == before
    # Twice a second: other tests run at the same time.
    assert seconds < 2.0
