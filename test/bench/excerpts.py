# test/bench/excerpts.py
#
# Cuts one function out of a Python file and out of the C++ made from it, to be shown beside each other.
import ast
import re
from itertools import zip_longest


def python_function(source: str, name: str) -> list[str]:
    """The function's lines, decorators included; raises LookupError without it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            return source.splitlines()[first - 1 : node.end_lineno]
    raise LookupError(f"no function {name} in the Python source")


def cpp_function(source: str, name: str) -> list[str]:
    """The definition's lines with the comment above it; raises LookupError without it."""
    lines = source.splitlines()
    head = re.compile(rf"^\S.*\b{re.escape(name)}\(")
    for start, line in enumerate(lines):
        if head.match(line) and not line.endswith(";") and not line.startswith(("//", "#")):
            end = next(number for number in range(start, len(lines)) if lines[number].startswith("}"))
            while start > 0 and lines[start - 1].startswith("//"):
                start -= 1
            return lines[start : end + 1]
    raise LookupError(f"no function {name} in the C++")


def side_by_side(left: list[str], right: list[str], width: int) -> str:
    """Two columns where the terminal is wide enough, else one text after the other."""
    widest = max(map(len, left))
    if widest + 3 + max(map(len, right)) > width:
        return "\n".join([*("  " + line for line in left), "", *("  " + line for line in right)])
    return "\n".join(f"{a:<{widest}} │ {b}".rstrip() for a, b in zip_longest(left, right, fillvalue=""))
