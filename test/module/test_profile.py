# test/module/test_profile.py
#
# `--instrument`: the timeline that a module writes, the summary that says what to change, and results that stay.
import json
import os
import subprocess
import sys
import textwrap

import pytest

from harness.compiler import compile_module

PROGRAM = textwrap.dedent("""
    from pyomp_cc import njit, openmp


    @njit
    def uneven(n: int) -> float:
        s = 0.0
        with openmp("parallel for reduction(+:s) schedule(static)"):
            for i in range(n):
                for j in range(i):
                    s += (i * j) % 7
        return s


    @njit
    def queue(n: int) -> int:
        s = 0
        with openmp("parallel"):
            with openmp("for"):
                for i in range(n):
                    with openmp("critical"):
                        s += i % 3
        return s


    @njit
    def small_tasks(n: int) -> int:
        s = 0
        with openmp("parallel"):
            with openmp("single"):
                for i in range(n):
                    with openmp("task shared(s)"):
                        with openmp("critical"):
                            s += 1
        return s


    @njit
    def short(n: int) -> int:
        s = 0
        with openmp("parallel for reduction(+:s)"):
            for i in range(n):
                s += i
        return s
""")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("profile")
    for name in ("first", "second"):
        source = folder / f"{name}.py"
        source.write_text(PROGRAM)
        compile_module(source, folder, "--instrument")
        source.unlink()
    return folder


def run(folder, code, trace="trace.json", **variables):
    environment = {**os.environ, "OMP_NUM_THREADS": "2", "PYOMPCC_TRACE": trace, **variables}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def events(folder, trace="trace.json"):
    return json.loads((folder / trace).read_text())["traceEvents"]


def test_timeline_names_constructs_by_line_and_thread(folder):
    done = run(folder, "import first; print(first.queue(2000))")
    assert done.stdout == "1999\n"
    spans = [event for event in events(folder) if event["ph"] == "X"]
    assert {"first.py:18 parallel", "first.py:19 for", "first.py:21 critical"} <= {span["name"] for span in spans}
    assert {span["tid"] for span in spans if span["name"] == "first.py:18 parallel"} == {0, 1}
    assert all(span["dur"] >= 0 and span["ts"] >= 0 for span in spans)
    assert "timeline: trace.json" in done.stderr


def test_summary_counts_regions_and_says_what_to_change(folder):
    done = run(folder, "import first\nfor _ in range(300): first.short(10)")
    rows = [line.split(maxsplit=6) for line in done.stderr.splitlines() if line.endswith("first.py:41 parallel for")]
    assert [row[0] for row in rows] == ["300"]
    done = run(folder, "import first; first.short(10)", OMP_NUM_THREADS="1")
    assert "first.py:41 parallel for runs on one thread: see OMP_NUM_THREADS" in done.stderr


def test_tasks_are_work_and_not_waiting(folder):
    run(folder, "import first; first.small_tasks(500)")
    tasks = [event for event in events(folder) if event.get("cat") == "task"]
    assert len(tasks) == 500
    assert {task["name"] for task in tasks} == {"first.py:32 task"}


def test_modules_share_one_timeline(folder):
    run(folder, "import first, second; second.queue(10); first.queue(10)")
    names = {event["name"] for event in events(folder)}
    assert {"first.py:18 parallel", "second.py:18 parallel"} <= names


def test_file_that_cannot_be_written_is_said_and_changes_nothing_else(folder):
    done = run(folder, "import first; print(first.short(10))", trace="missing/trace.json")
    assert done.stdout == "45\n"
    assert "timeline: cannot write missing/trace.json; PYOMPCC_TRACE names another file" in done.stderr


def test_child_of_a_fork_reports_nothing(folder):
    code = "import first, os, sys\nfirst.short(10)\npid = os.fork()\nif pid == 0: sys.exit(0)\nos.waitpid(pid, 0)"
    assert run(folder, code).stderr.count("pyomp-cc profile") == 1


def test_without_regions_nothing_is_written(folder):
    done = run(folder, "import first", trace="none.json")
    assert done.stderr == ""
    assert not (folder / "none.json").exists()
