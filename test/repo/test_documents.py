# test/repo/test_documents.py
#
# The documents tell the truth: folders are described, links lead somewhere, and the README's commands work.
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from files import ROOT, read, tracked

from harness.compiler import COMPILER

DOCUMENTS = tracked("*.md")
LIBRARIES = sorted(path.name for path in (ROOT / "lib").iterdir() if path.is_dir())
HEADINGS = ("Input", "Output", "Entry point", "See it", "Invariants", "Not here")


@pytest.mark.parametrize("library", LIBRARIES)
def test_each_library_has_its_page(library):
    text = read(Path(f"lib/{library}/README.md"))
    assert len(text.splitlines()) <= 40
    assert [heading for heading in HEADINGS if heading not in text] == []


def test_the_readme_names_every_folder():
    text = read(Path("README.md"))
    folders = {path.parts[0] for path in tracked() if len(path.parts) > 1 and not path.parts[0].startswith(".")}
    assert [folder for folder in sorted(folders) if f"`{folder}/" not in text] == []


def test_the_contributing_page_is_short():
    assert len(read(Path("CONTRIBUTING.md")).splitlines()) <= 80


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_and_paths_exist(document):
    text = re.sub(r"```.*?```", "", read(document), flags=re.DOTALL)
    wrong = []
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not (ROOT / document.parent / target).exists():
            wrong.append(target)
    for path in re.findall(r"`((?:lib|grammar|runtime|test|examples|tool|docs)/[\w./-]*\w)`", text):
        if not (ROOT / path).exists():
            wrong.append(path)
    assert not wrong


def shell_lines(document: Path) -> list[str]:
    """The commands of the document's `sh` blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", read(document), flags=re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", "").splitlines() if line and line[0] != "#"]


def test_dev_knows_the_commands_that_documents_name():
    script = read(Path("dev"))
    for document in DOCUMENTS:
        for command in re.findall(r"(?:^|[`\s])\./dev ([a-z]+)", read(document)):
            assert re.search(rf"^  {command}(\)| \|)", script, re.MULTILINE), f"{document}: ./dev {command}"


def test_the_readmes_other_commands_run(tmp_path):
    """Runs them one after the other, as a reader would, in a copy of the tree that shares the build."""
    work = tmp_path / "pyomp-cc"
    work.mkdir()
    for path in tracked():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, work / path)
    (work / "build" / "bin").mkdir(parents=True)
    (work / "build" / "bin" / "pyomp-cc").symlink_to(COMPILER)
    (work / ".venv").symlink_to(Path(sys.prefix))
    commands = [line for line in shell_lines(Path("README.md")) if not re.match(r"(\./dev|git|cd) ", line)]
    assert commands, "the README shows how to compile a file"
    script = "set -eu\n" + "\n".join(commands)
    variables = {**os.environ, "PYOMPCC_RUNTIME": str(ROOT / "runtime" / "include")}
    done = subprocess.run(["sh", "-c", script], cwd=work, env=variables, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"


BUILD_STEPS = Path("docs/build_steps.md")


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", read(BUILD_STEPS), flags=re.DOTALL)[1]


@pytest.fixture
def project(tmp_path):
    """A folder with a program, in which `pyomp-cc` is on the PATH."""
    (tmp_path / "norms.py").write_text(
        "from pyomp_cc import njit\n\n\n@njit\ndef twice(x: float) -> float:\n    return 2 * x\n"
    )
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pyomp-cc").symlink_to(COMPILER)
    path = f"{tmp_path / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    variables = {**os.environ, "PATH": path, "PYOMPCC_RUNTIME": str(ROOT / "runtime" / "include")}

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return tmp_path, run


def test_the_makefile_builds_what_changed(project):
    folder, run = project
    (folder / "Makefile").write_text(block("make"))
    run("make", f"PYTHON={sys.executable}")
    assert run(sys.executable, "-c", "import norms; print(norms.twice(4))") == "8.0\n"
    assert "Nothing to be done" in run("make", f"PYTHON={sys.executable}")


def test_the_cmake_function_builds_a_module(project):
    folder, run = project
    (folder / "CMakeLists.txt").write_text(block("cmake"))
    run("cmake", "-S", ".", "-B", "build", "-G", "Ninja", f"-DPython3_EXECUTABLE={sys.executable}")
    run("cmake", "--build", "build")
    assert (
        run(sys.executable, "-c", "import sys; sys.path.insert(0, 'build'); import norms; print(norms.twice(4))")
        == "8.0\n"
    )


def test_the_lines_for_continuous_integration_run(project):
    folder, run = project
    (folder / "src").mkdir()
    (folder / "norms.py").rename(folder / "src" / "norms.py")
    for line in shell_lines(BUILD_STEPS):
        run("sh", "-c", line)
    assert '"version": "2.1.0"' in (folder / "pyomp-cc.sarif").read_text()


def test_the_page_of_constructs_is_that_of_the_table():
    sys.path.insert(0, str(ROOT / "docs"))
    from make_constructs import PAGE, page

    assert PAGE.read_text() == page(), "./dev docs writes docs/constructs.md anew"
