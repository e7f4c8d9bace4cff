# test/front/front_end.py
#
# What the scripts of this folder share: which files to read, and the front end as a process.
import argparse
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig
import warnings
from importlib.util import find_spec


def find_files(roots: list[str]) -> list[pathlib.Path]:
    """The files of the folders; what is installed beside the standard library is no part of it."""
    files = []
    for root in map(pathlib.Path, roots):
        found = [root] if root.is_file() else sorted(root.rglob("*.py"))
        files += [file for file in found if "site-packages" not in file.relative_to(root).parts]
    return [file for file in files if "\n" not in str(file)]


def interpreters() -> list[str]:
    """Every Python from 3.10 on that can be found, one a version: on PATH and of pyenv."""
    found: dict[str, str] = {}
    for minor in range(10, 15):
        pyenv = pathlib.Path(os.environ.get("PYENV_ROOT", pathlib.Path.home() / ".pyenv")) / "versions"
        candidates = [*map(str, pyenv.glob(f"3.{minor}.*/bin/python")), shutil.which(f"python3.{minor}") or ""]
        for candidate in filter(None, candidates):
            done = subprocess.run([candidate, "-c", "import sys; print(sys.version_info[1])"], capture_output=True)
            if done.returncode == 0 and int(done.stdout) == minor:
                found.setdefault(str(minor), candidate)
    return list(found.values())


def run_all(script: str, program: str, *options: str) -> int:
    """Runs a script with every interpreter on its own library, and with this one on numpy and scipy."""
    statuses = [subprocess.call([python, script, *options, program]) for python in interpreters()]
    installed = [str(pathlib.Path(spec.origin).parent) for spec in map(find_spec, ("numpy", "scipy")) if spec]
    statuses.append(subprocess.call([sys.executable, script, *options, program, *installed]) if installed else 0)
    return max(statuses)


def sample(files: list[pathlib.Path], count: int) -> list[pathlib.Path]:
    """`count` files in an order that depends on their names alone; 0 is all of them."""

    def rank(file: pathlib.Path) -> str:
        return hashlib.sha256(file.name.encode()).hexdigest()

    return sorted(files, key=rank)[:count] if count else files


def arguments(description: str) -> argparse.ArgumentParser:
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sample", type=int, default=0, help="only that many files")
    parser.add_argument("--show", type=int, default=10, help="how many differences to print")
    parser.add_argument("--all", action="store_true", help="with every interpreter that is found; numpy and scipy too")
    parser.add_argument("program", help="frontend_dump")
    parser.add_argument("roots", nargs="*", default=[sysconfig.get_paths()["stdlib"]])
    return parser


class FrontEnd:
    """frontend_dump for the version of Python that runs the script."""

    def __init__(self, program: str, mode: str, minor: int = sys.version_info.minor) -> None:
        command = [program, mode, str(minor)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, file: pathlib.Path | str) -> tuple[bool, str]:
        """Whether the file is accepted, and what is printed: the diagnostics when it is not."""
        self.process.stdin.write(f"{file}\n".encode())
        self.process.stdin.flush()
        head = self.process.stdout.readline().decode()
        if not head:
            raise SystemExit(f"the front end died on {file}")
        return head[0] == "+", self.process.stdout.read(int(head[1:])).decode("utf-8", "surrogatepass")

    def diagnostics(self, file: pathlib.Path | str) -> list[dict]:
        """The errors of a file, in the order of their places."""
        is_accepted, text = self.read(file)
        return [] if is_accepted else [json.loads(line) for line in text.splitlines()]


def first_difference(ours: str, theirs: str) -> str:
    our_lines, their_lines = ours.splitlines(), theirs.splitlines()
    for number, (a, b) in enumerate(zip(our_lines, their_lines, strict=False)):
        if a != b:
            context = "\n".join(f"      {line}" for line in their_lines[max(0, number - 4) : number])
            return f"{context}\n    ours    {a}\n    CPython {b}"
    return f"    ours has {len(our_lines)} lines, CPython {len(their_lines)}"
