# test/error/test_command.py
#
# Bad input to the command: files, options, outputs and tool chain. Each ends with the exit status that README.md lists,
# one clear message, and nothing half-written.
import ctypes
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from harness.compiler import (
    COMPILER,
    DONE,
    REJECTED,
    ROOT,
    SUFFIX,
    TOOLS_FAILED,
    WRONG_USE,
    Outcome,
    load,
    run_compiler,
)

PROGRAM = '''"""A small program."""

from pyomp_cc import njit


@njit
def double(x: float) -> float:
    return x + x


if __name__ == "__main__":
    print(double(1.5))
'''
ARRAYS = """import numpy as np
from pyomp_cc import njit


@njit("float64(float64[:])")
def first(a):
    return a[0]
"""


NJIT = "from pyomp_cc import njit\n\n\n@njit\n"


@pytest.fixture
def program(tmp_path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    return path


def check(outcome, status: int, *words: str, lines: int = 8) -> None:
    """The status, and a short message that has these words and is no crash report."""
    assert outcome.status == status, outcome
    assert outcome.err.strip(), "there is no message"
    assert len(outcome.err.splitlines()) <= lines, outcome.err
    for word in words:
        assert word in outcome.err, outcome.err
    for word in ("Traceback", "terminate called", "Assertion", "what():"):
        assert word not in outcome.err


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def without_override() -> None:
    """Takes from the child what lets root read and write everything (capabilities 1 and 2 of the bounding set)."""
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def override_can_be_dropped(folder: Path) -> bool:
    probe = folder / "probe"
    probe.write_text("x")
    probe.chmod(0)
    tried = subprocess.run(["cat", probe], preexec_fn=without_override, capture_output=True, check=False)
    probe.chmod(0o600)
    probe.unlink()
    return tried.returncode != 0


def in_own_mounts(script: str, *arguments) -> subprocess.CompletedProcess:
    """Runs a shell script where it may mount without anybody else seeing it; skips where that is not allowed."""
    unshare = ["unshare", "--mount", "--propagation", "private"]
    if subprocess.run([*unshare, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let the test mount a file system")
    return subprocess.run(
        [*unshare, "sh", "-c", script, "sh", *map(os.fspath, arguments)], capture_output=True, check=False
    )


def outcome_of(done: subprocess.CompletedProcess):
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))


# Files.


def test_missing_file(tmp_path):
    check(run_compiler("nowhere.py", cwd=tmp_path), WRONG_USE, "nowhere.py")
    assert not files(tmp_path)


def test_folder_instead_of_file(tmp_path):
    (tmp_path / "folder.py").mkdir()
    check(run_compiler("folder.py", cwd=tmp_path), WRONG_USE, "folder.py", "folder")


def test_unreadable_file(program, tmp_path):
    if not override_can_be_dropped(tmp_path):
        pytest.skip("files cannot be made unreadable for this user")
    program.chmod(0)
    check(run_compiler(program, cwd=tmp_path, preexec_fn=without_override), WRONG_USE, "program.py")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("truncated", b"x = 1\ny = '\xe2\x82"),
        ("surrogate", b"x = '\xed\xa0\x80'\n"),
        ("overlong", b"x = '\xc0\xaf'\n"),
        ("latin", b"name = 'caf\xe9'\n"),
        ("nul", b"x = 1\x00\n"),
        ("coding", b"# -*- coding: klingon -*-\nx = 1\n"),
    ],
)
def test_text_that_is_not_python_source(tmp_path, name, data):
    (tmp_path / f"{name}.py").write_bytes(data)
    outcome = run_compiler(f"{name}.py", cwd=tmp_path)
    check(outcome, REJECTED, f"{name}.py:")
    assert files(tmp_path) == {f"{name}.py"}


def test_declared_latin_1_is_read(tmp_path):
    source = "# -*- coding: latin-1 -*-\ntext = 'caf\xe9'\n"
    (tmp_path / "latin.py").write_bytes(source.encode("latin-1"))
    assert run_compiler("latin.py", "--python", sys.executable, cwd=tmp_path).status == DONE
    assert load(tmp_path / f"latin{SUFFIX}").text == "caf\xe9"


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", '"""Only a docstring."""', "\ufeff", "\f\n"])
def test_files_without_statements_become_modules(tmp_path, text):
    (tmp_path / "empty.py").write_text(text)
    outcome = run_compiler("empty.py", "--python", sys.executable, cwd=tmp_path)
    assert outcome.status == DONE, outcome
    assert load(tmp_path / f"empty{SUFFIX}").__name__ == "empty"


@pytest.mark.parametrize(
    "name", ["a b", "a'b", 'a"b', "a\nb", "a;touch made", "$(touch made)", "`touch made`", "1a", "class"]
)
def test_a_module_name_is_an_identifier(tmp_path, name):
    (tmp_path / f"{name}.py").write_text(PROGRAM)
    outcome = run_compiler(f"{name}.py", "--python", sys.executable, cwd=tmp_path)
    check(outcome, REJECTED, "identifier", "[ModuleName]")
    assert files(tmp_path) == {f"{name}.py"}


@pytest.mark.parametrize("folder", ["a b", "it's", 'say "x"', "new\nline", "a;touch made", "$(touch made)", "-o", "é€"])
def test_folders_may_have_any_name(tmp_path, folder):
    place = tmp_path / folder
    place.mkdir()
    (place / "program.py").write_text(PROGRAM)
    (place / "out").mkdir()
    outcome = run_compiler(
        place / "program.py",
        "--out-dir",
        place / "out",
        "--python",
        sys.executable,
        cwd=tmp_path,
        env={"HOME": str(place)},
    )
    assert outcome.status == DONE, outcome
    assert load(place / "out" / f"program{SUFFIX}").double(2.0) == 4.0
    assert "made" not in files(tmp_path)


def test_several_files_one_wrong(program, tmp_path):
    (tmp_path / "wrong.py").write_text("def f(:\n")
    outcome = run_compiler("program.py", "wrong.py", "--python", sys.executable, cwd=tmp_path)
    check(outcome, REJECTED, "wrong.py:1:")
    assert f"wrong{SUFFIX}" not in files(tmp_path)


# The program.


def test_syntax_error_shows_the_place(tmp_path):
    (tmp_path / "wrong.py").write_text("def f(x):\n    return x +\n")
    outcome = run_compiler("wrong.py", cwd=tmp_path)
    check(outcome, REJECTED, "wrong.py:2:", "error:", "return x +", "^")
    assert files(tmp_path) == {"wrong.py"}


def test_a_construct_that_is_not_compiled_is_named(tmp_path):
    text = "from pyomp_cc import njit\n\n\n@njit\nasync def f(x: int) -> int:\n    return x\n\n\nf(1)\n"
    (tmp_path / "wrong.py").write_text(text)
    outcome = run_compiler("wrong.py", cwd=tmp_path)
    check(outcome, REJECTED, "wrong.py:5:", "async")
    assert files(tmp_path) == {"wrong.py"}


def test_fallback_keeps_the_function_in_python(tmp_path):
    text = "from pyomp_cc import njit\n\n\n@njit\ndef f(x: int):\n    return eval('x + 1')\n"
    (tmp_path / "mixed.py").write_text(text)
    assert run_compiler("mixed.py", "--python", sys.executable, cwd=tmp_path).status == REJECTED
    outcome = run_compiler("mixed.py", "--fallback", "--python", sys.executable, cwd=tmp_path)
    check(outcome, DONE, "mixed.py:", "warning:")
    assert load(tmp_path / f"mixed{SUFFIX}").f(2) == 3


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 5000 + "1" + ")" * 5000 + "\n",
        "x = " + "-" * 100_000 + "1\n",
        "".join(" " * depth + "if x:\n" for depth in range(300)) + " " * 300 + "pass\n",
        NJIT + "def f(x: int) -> int:\n    return x + (10**10**10) % 7\n",
        NJIT + "def f(x: int) -> int:\n    return x + 1" + "0" * 100_000 + "\n",
        NJIT + "def f(x: int) -> int:\n    return x << 10**12\n",
        "x" + "[0]" * 100_000 + "\n",
    ],
    ids=["brackets", "unary", "blocks", "power", "digits", "shift", "subscripts"],
)
def test_programs_out_of_proportion_end_soon(tmp_path, text):
    (tmp_path / "large.py").write_text(text)
    outcome = run_compiler("large.py", "--python", sys.executable, cwd=tmp_path, timeout=20)
    assert outcome.status in (DONE, REJECTED), outcome.err[-2000:]


def test_a_sum_of_many_terms_compiles(tmp_path):
    (tmp_path / "long.py").write_text(f"def f(x: int) -> int:\n    return {' + '.join(['x'] * 5000)}\n")
    outcome = run_compiler("long.py", "--export", "f(int)", "--python", sys.executable, cwd=tmp_path, timeout=60)
    assert outcome.status == DONE, outcome
    assert load(tmp_path / f"long{SUFFIX}").f(3) == 15000


def branches(count: int) -> str:
    """A function of so many branches, each with a variable of its own."""
    chain = "".join(f"elif n == {i}:\n        k = n * {i}\n        r = k + 1\n    " for i in range(count))
    return f"{NJIT}def f(n: int) -> int:\n    r = 0\n    {chain[2:]}return r\n"


def test_a_long_chain_of_branches_is_translated_soon(tmp_path):
    (tmp_path / "long.py").write_text(branches(2500))
    arguments = ["long.py", "--emit", "cpp", "-o", "long.cpp", "--python", sys.executable]
    assert run_compiler(*arguments, cwd=tmp_path, timeout=60).status == DONE
    assert (tmp_path / "long.cpp").read_text().count("Int k = ") == 2500


def test_branches_nested_too_deep_are_named(tmp_path):
    (tmp_path / "deep.py").write_text(branches(3600))
    outcome = run_compiler("deep.py", "--emit", "cpp", "--python", sys.executable, cwd=tmp_path, timeout=60)
    check(outcome, REJECTED, "nested more than 3500 deep; split them", "[NestingTooDeep]")


def test_json_and_sarif_of_a_rejected_program(tmp_path):
    (tmp_path / "wrong.py").write_text("def f(x):\n    return x +\n")
    outcome = run_compiler("wrong.py", "--error-format", "json", cwd=tmp_path)
    assert outcome.status == REJECTED
    first = json.loads(outcome.err.splitlines()[0])
    assert (first["file"], first["line"], first["severity"]) == ("wrong.py", 2, "error")
    outcome = run_compiler("wrong.py", "--error-format", "sarif", cwd=tmp_path)
    assert outcome.status == REJECTED
    log = json.loads(outcome.err)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


# The command line.


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--no-such-option", "program.py"],
        ["--emit", "nonsense", "program.py"],
        ["--emit"],
        ["-O7", "program.py"],
        ["--checks", "bound", "program.py"],
        ["--error-format", "xml", "program.py"],
        ["--export", "double(", "program.py"],
        ["-o", "one.so", "program.py", "program.py"],
        ["--strict", "--fallback", "program.py"],
        ["--print-after", "no_such_pass", "program.py"],
        ["--march", "no-such-cpu", "program.py"],
    ],
    ids=lambda arguments: " ".join(arguments) or "nothing",
)
def test_wrong_use(program, arguments):
    outcome = run_compiler(*arguments, cwd=program.parent)
    check(outcome, WRONG_USE, lines=12)
    assert files(program.parent) == {"program.py"}


def test_an_export_of_an_unknown_type(program):
    outcome = run_compiler("program.py", "--export", "double(floot)", "--python", sys.executable, cwd=program.parent)
    check(outcome, REJECTED, "double", "[UnknownType]")


def test_an_export_that_is_no_signature(program):
    outcome = run_compiler("program.py", "--export", "double", "--python", sys.executable, cwd=program.parent)
    check(outcome, WRONG_USE, "double", "[ExportNotSignature]")


def test_help_and_version():
    for option in ("--help", "--version"):
        outcome = run_compiler(option)
        assert (outcome.status, outcome.err) == (DONE, "")
        assert outcome.out.strip()


# Outputs.


def test_missing_output_folder(program):
    outcome = run_compiler("program.py", "--out-dir", "nowhere", "--python", sys.executable, cwd=program.parent)
    check(outcome, TOOLS_FAILED, "nowhere")
    outcome = run_compiler("program.py", "-o", "nowhere/x.so", "--python", sys.executable, cwd=program.parent)
    check(outcome, TOOLS_FAILED, "nowhere")
    assert files(program.parent) == {"program.py"}


def test_output_folder_is_a_file(program):
    outcome = run_compiler("program.py", "--out-dir", "program.py", "--python", sys.executable, cwd=program.parent)
    check(outcome, TOOLS_FAILED, "program.py")
    assert program.read_text() == PROGRAM


def test_read_only_output_folder(program, tmp_path):
    if not override_can_be_dropped(tmp_path):
        pytest.skip("folders cannot be made read-only for this user")
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    outcome = run_compiler(
        "program.py", "--out-dir", "closed", "--python", sys.executable, cwd=tmp_path, preexec_fn=without_override
    )
    closed.chmod(0o755)
    check(outcome, TOOLS_FAILED, "closed")
    assert not files(closed)


def test_output_is_a_folder(program, tmp_path):
    (tmp_path / "taken").mkdir()
    outcome = run_compiler("program.py", "-o", "taken", "--python", sys.executable, cwd=tmp_path)
    check(outcome, TOOLS_FAILED, "taken")


@pytest.mark.parametrize("kind", ["cpp", "ast", "ir"])
def test_standard_output_is_full(program, kind):
    with open("/dev/full", "w") as full:
        outcome = run_compiler(
            "program.py", "--emit", kind, "--python", sys.executable, cwd=program.parent, stdout=full
        )
    check(outcome, TOOLS_FAILED)


def test_output_file_is_full(program, tmp_path):
    """The name is a link, so that a compiler which renames onto it does not harm the device."""
    (tmp_path / "full").symlink_to("/dev/full")
    outcome = run_compiler("program.py", "--emit", "cpp", "-o", "full", "--python", sys.executable, cwd=tmp_path)
    assert outcome.status in (TOOLS_FAILED, DONE), outcome
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
    assert outcome.status == TOOLS_FAILED or not (tmp_path / "full").is_symlink()


@pytest.mark.parametrize("size", ["4k", "12k"])
def test_disk_is_full(program, tmp_path, size):
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size="$1" tmpfs "$2" && head -c "$((${1%k} * 1024 - 4096))" /dev/zero >"$2/filler"; '
        '"$3" "$4" --out-dir "$2" --python "$5"; status=$?; ls -A "$2"; exit $status'
    )
    outcome = outcome_of(in_own_mounts(script, size, disk, COMPILER, program, sys.executable))
    check(outcome, TOOLS_FAILED, "space")
    assert outcome.out.split() == ["filler"]


def test_an_older_output_survives_a_failure(program, tmp_path):
    module = tmp_path / f"program{SUFFIX}"
    module.write_text("kept")
    program.write_text("def f(:\n")
    assert run_compiler("program.py", cwd=tmp_path).status == REJECTED
    assert module.read_text() == "kept"


# The tool chain.


def test_missing_interpreter(program):
    outcome = run_compiler("program.py", "--python", "/nowhere/python3", cwd=program.parent)
    check(outcome, TOOLS_FAILED, "/nowhere/python3")
    outcome = run_compiler("program.py", cwd=program.parent, env={"PATH": "/nowhere"})
    check(outcome, TOOLS_FAILED, "python3")


def test_interpreter_that_is_none(program):
    outcome = run_compiler("program.py", "--python", "/bin/true", cwd=program.parent)
    check(outcome, TOOLS_FAILED, "/bin/true")


def test_interpreter_without_numpy(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    (tmp_path / "arrays.py").write_text(ARRAYS)
    outcome = run_compiler("arrays.py", "--python", tmp_path / "venv" / "bin" / "python", cwd=tmp_path)
    check(outcome, TOOLS_FAILED, "numpy")
    assert f"arrays{SUFFIX}" not in files(tmp_path)


def test_no_other_program_is_needed(program):
    """clang and lld are libraries: nothing is looked up on PATH but the interpreter."""
    outcome = run_compiler("program.py", "--python", sys.executable, cwd=program.parent, env={"PATH": "/nowhere"})
    assert outcome.status == DONE, outcome


def test_missing_clang(program, tmp_path):
    resources = sorted(Path("/usr/lib/llvm-19/lib/clang").glob("*"))
    if not resources:
        pytest.skip("clang's headers are not where Debian puts them")
    script = 'mount -t tmpfs tmpfs "$1"; export XDG_CACHE_HOME="$2"; exec "$3" "$4" --python "$5"'
    outcome = outcome_of(in_own_mounts(script, resources[0], tmp_path / "cache", COMPILER, program, sys.executable))
    check(outcome, TOOLS_FAILED, "clang")


def test_missing_runtime_headers(program):
    outcome = run_compiler(
        "program.py", "--python", sys.executable, cwd=program.parent, env={"PYOMPCC_RUNTIME": "/nowhere"}
    )
    check(outcome, TOOLS_FAILED, "/nowhere")


def test_cache_folder_that_cannot_be_made(program):
    """A cache is a convenience: without one the compiler is slower, and works or says what to change."""
    outcome = run_compiler(
        "program.py", "--python", sys.executable, cwd=program.parent, env={"XDG_CACHE_HOME": "/proc/nowhere"}
    )
    assert outcome.status in (DONE, TOOLS_FAILED), outcome
    assert "/proc/nowhere" in outcome.err


def test_headers_of_another_time_are_the_same_headers(program, tmp_path):
    runtime = tmp_path / "runtime"
    shutil.copytree(ROOT / "runtime" / "include", runtime)
    variables = {"PYOMPCC_RUNTIME": str(runtime), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    again = ["program.py", "--python", sys.executable]
    assert run_compiler(*again, cwd=tmp_path, env=variables).status == DONE
    os.utime(runtime / "pyomp" / "integer.hpp", (1e9, 1e9))
    outcome = run_compiler(*again, cwd=tmp_path, env=variables)
    assert outcome.status == DONE, outcome


def test_damaged_cache_is_made_again(program, tmp_path):
    cache = tmp_path / "cache"
    again = ["program.py", "--python", sys.executable]
    assert run_compiler(*again, cwd=tmp_path, env={"XDG_CACHE_HOME": str(cache)}).status == DONE
    for path in filter(Path.is_file, cache.rglob("*")):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    outcome = run_compiler(*again, cwd=tmp_path, env={"XDG_CACHE_HOME": str(cache)})
    assert outcome.status == DONE, outcome
    assert load(tmp_path / f"program{SUFFIX}").double(2.0) == 4.0
