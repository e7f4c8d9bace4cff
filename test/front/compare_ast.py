#!/usr/bin/env python3
# test/front/compare_ast.py
#
# Compares trees with CPython's.
"""Compares the front end's trees with those of the interpreter that runs this script.

    python3 compare_ast.py [--sample N] [--show N] FRONTEND_DUMP [FOLDER_OR_FILE...]

Without folders: the interpreter's standard library. For each file both print the same tree or both reject it; below
3.12, where CPython's own positions inside f-strings are not exact, the positions of files with f-strings are left out.
"""

import argparse
import ast
import hashlib
import pathlib
import subprocess
import sys
import sysconfig
import warnings


def find_files(roots: list[str]) -> list[pathlib.Path]:
    files = []
    for root in map(pathlib.Path, roots):
        files += [root] if root.is_file() else sorted(root.rglob("*.py"))
    return [file for file in files if "\n" not in str(file)]


def sample(files: list[pathlib.Path], count: int) -> list[pathlib.Path]:
    def rank(file: pathlib.Path) -> str:
        return hashlib.sha256(file.name.encode()).hexdigest()

    return sorted(files, key=rank)[:count]


class WithoutEmptyEnds(ast.NodeTransformer):
    """3.12 ends a format that ends in a field with an empty text; later versions do not, nor do we."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.JoinedStr:
        self.generic_visit(node)
        if len(node.values) > 1 and isinstance(node.values[-1], ast.Constant) and node.values[-1].value == "":
            node.values.pop()
        return node


def python_dump(file: pathlib.Path) -> tuple[str | None, str]:
    """The tree's dump, or None and the error."""
    try:
        tree = ast.parse(file.read_bytes())
        if sys.version_info[:2] == (3, 12):
            tree = WithoutEmptyEnds().visit(tree)
        return ast.dump(tree, include_attributes=True, indent=1) + "\n", ""
    except (SyntaxError, ValueError) as error:
        return None, f"{type(error).__name__}: {error} (line {getattr(error, 'lineno', '?')})"
    except (RecursionError, MemoryError) as error:
        return None, f"limit {type(error).__name__}"


POSITIONS = ("lineno=", "col_offset=", "end_lineno=", "end_col_offset=")


def without_positions(dump: str) -> str:
    return "\n".join(line.rstrip(",)") for line in dump.splitlines() if not line.lstrip().startswith(POSITIONS))


class FrontEnd:
    def __init__(self, program: str) -> None:
        command = [program, str(sys.version_info.minor), "--batch"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def dump(self, file: pathlib.Path) -> tuple[bool, str]:
        self.process.stdin.write(f"{file}\n".encode())
        self.process.stdin.flush()
        head = self.process.stdout.readline().decode()
        if not head:
            raise SystemExit(f"the front end died on {file}")
        return head[0] == "+", self.process.stdout.read(int(head[1:])).decode("utf-8", "surrogatepass")


def first_difference(ours: str, theirs: str) -> str:
    our_lines, their_lines = ours.splitlines(), theirs.splitlines()
    for number, (a, b) in enumerate(zip(our_lines, their_lines, strict=False)):
        if a != b:
            context = "\n".join(f"      {line}" for line in their_lines[max(0, number - 4) : number])
            return f"{context}\n    ours    {a}\n    CPython {b}"
    return f"    ours has {len(our_lines)} lines, CPython {len(their_lines)}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("program")
    parser.add_argument("roots", nargs="*", default=[sysconfig.get_paths()["stdlib"]])
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    files = find_files(options.roots)
    if options.sample:
        files = sample(files, options.sample)
    front_end = FrontEnd(options.program)
    equal = rejected = refused = different = 0
    for file in files:
        is_accepted, ours = front_end.dump(file)
        theirs, error = python_dump(file)
        if (
            theirs is not None
            and is_accepted
            and ours != theirs
            and sys.version_info < (3, 12)
            and "JoinedStr" in theirs
        ):
            ours, theirs = without_positions(ours), without_positions(theirs)
        if not is_accepted and "source coding" in ours:
            refused += 1
        elif theirs is None and not is_accepted:
            rejected += 1
        elif theirs is not None and is_accepted and ours == theirs:
            equal += 1
        else:
            different += 1
            if different <= options.show:
                print(f"{file}")
                if theirs is None:
                    print(f"    CPython rejects it: {error}")
                elif not is_accepted:
                    print("    we reject it: " + ours[:600])
                else:
                    print(first_difference(ours, theirs))
    print(
        f"{sys.version.split()[0]}: {equal} trees equal, {rejected} rejected by both, "
        f"{refused} of another coding, {different} different"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
