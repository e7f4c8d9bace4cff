# test/repo/test_files.py
#
# What every file must have and must not have: its header, plain names, no traces of the machine it was written on.
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from files import ROOT, read, tracked

# Inputs and outputs of tests are kept as the compiler reads and prints them.
DATA = ("test/golden/", "test/error/", "test/run/", "test/fuzz/")
CODE = [
    path for path in tracked("*.cpp", "*.h", "*.hpp", "*.def", "*.c", "*.py", "*.sh") if not str(path).startswith(DATA)
]
TEXT = [path for path in tracked() if path.suffix not in (".png", ".svg", ".bin") and path.name != "LICENSE"]


def test_every_file_begins_with_its_path_and_purpose():
    wrong = []
    for path in CODE:
        mark = "#" if path.suffix in (".py", ".sh") else "//"
        lines = [line for line in read(path).splitlines()[:4] if not line.startswith("#!")]
        examples = path.parts[0] == "examples"
        if not examples and lines[:2] != [f"{mark} {path}", mark]:
            wrong.append(str(path))
    assert not wrong


def test_names_say_what_a_thing_is():
    empty_words = "util helper manager process handle misc common stuff".split()
    wrong = [str(path) for path in CODE if any(word in re.split(r"[_.\-]", path.stem) for word in empty_words)]
    declared = re.compile(r"\b(?:class|struct|namespace)\s+(\w*(?:Util|Helper|Manager|Misc)\w*)")
    wrong += [f"{path}: {name}" for path in CODE for name in declared.findall(read(path))]
    assert not wrong


def test_file_names_are_snake_case():
    free = {"CMakeLists.txt", "CMakePresets.json", "README.md", "DESIGN.md", "CONTRIBUTING.md", "LICENSE"}
    # The command's name has a dash, and folders of diagnostics name their files after kinds.
    wrong = [
        str(path)
        for path in tracked("lib", "grammar", "runtime", "tool", "test/unit", "test/bench", "test/repo", "docs")
        if path.name not in free
        and not re.fullmatch(r"\.?[a-z0-9_]+(\.[a-z0-9_]+)*", path.name.replace("pyomp-cc", "x"))
    ]
    assert not wrong


FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:work|home)/\w|(?<![\w$])/tmp/[a-z]",
    "the folder beside the project": r"\.\./" + "shared",
    "unfinished work": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
    "the number of an issue": r"\b[Ii]ss" + r"ue #?\d",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_has(what):
    pattern = re.compile(FORBIDDEN[what])
    wrong = []
    for path in TEXT:
        for number, line in enumerate(read(path).splitlines(), 1):
            if pattern.search(line):
                wrong.append(f"{path}:{number}: {line.strip()[:100]}")
    assert not wrong


def test_lines_end_plainly():
    wrong = []
    for path in TEXT:
        text = read(path)
        if str(path).startswith(DATA) or not text:
            continue
        if "\r" in text or not text.endswith("\n") or re.search(r"[ \t]+$", text, re.MULTILINE):
            wrong.append(str(path))
    assert not wrong


def test_c_and_cpp_are_formatted():
    sources = [str(path) for path in CODE if path.suffix in (".cpp", ".h", ".hpp", ".c")]
    done = subprocess.run(
        ["clang-format-19", "--dry-run", "-Werror", *sources], cwd=ROOT, capture_output=True, text=True, check=False
    )
    wrong = sorted({line.split(":")[0] for line in done.stderr.splitlines() if "error:" in line})
    assert not wrong, "./dev format mends it"


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=" ".join)
def test_python_is_formatted(arguments):
    done = subprocess.run([Path(sys.executable).parent / "ruff", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_shell_scripts_are_posix():
    for script in ("dev", ".ci/run", "test/repo/bare_machine.sh"):
        assert read(Path(script)).startswith("#!/bin/sh\n")
        assert (ROOT / script).stat().st_mode & 0o111
        subprocess.run(["sh", "-n", ROOT / script], check=True)
