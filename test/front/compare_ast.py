#!/usr/bin/env python3
# test/front/compare_ast.py
#
# Compares trees with CPython's.
"""Compares the front end's trees with those of the interpreter that runs this script.

    python3 compare_ast.py [--all] [--sample N] [--show N] FRONTEND_DUMP [FOLDER_OR_FILE...]

Without folders: the interpreter's standard library; with --all every interpreter's, and numpy and scipy. For each
file both print the same tree or both reject it; below 3.12, where CPython's own positions inside f-strings are not
exact, the positions of files with f-strings are left out.
"""

import ast
import pathlib
import sys

from front_end import FrontEnd, arguments, find_files, first_difference, run_all, sample


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


def main() -> int:
    options = arguments("Compares trees with CPython's.").parse_args()
    if options.all:
        return run_all(__file__, options.program, f"--sample={options.sample}")
    files = sample(find_files(options.roots), options.sample)
    front_end = FrontEnd(options.program, "ast")
    equal = rejected = refused = different = 0
    for file in files:
        is_accepted, ours = front_end.read(file)
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
