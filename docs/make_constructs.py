# docs/make_constructs.py
#
# Writes docs/constructs.md from grammar/constructs.def: what happens to each construct of Python.
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "constructs.md"
ROW = re.compile(r'^(COMPILED|REJECTED)\((\w+)(?:,\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)")?\)', re.MULTILINE)
HEAD = """# Constructs of Python

<!-- Written by docs/make_constructs.py (./dev docs) from grammar/constructs.def; edit that table. -->

Every program of Python 3.10 to 3.14 is read. Code outside of compiled functions, whatever it holds, is interpreted when
the module is imported. Inside a compiled function each construct, named as in the module `ast`, becomes code or is
rejected by name. A type that is not supported may still reject a single use of a compiled construct.

| construct | in a compiled function | write instead |
| --- | --- | --- |
"""
# lib/ast/spelling.cpp: names of nodes that differ from those of the module `ast`.
PYTHON_NAMES = {"NameExpr": "Name", "ExprStmt": "Expr", "Alias": "alias", "Arg": "arg", "Arguments": "arguments",
                "Comprehension": "comprehension", "Keyword": "keyword", "MatchCase": "match_case",
                "WithItem": "withitem"}  # fmt: skip


def page() -> str:
    rows = []
    for verdict, node, what, instead in ROW.findall((ROOT / "grammar/constructs.def").read_text()):
        name = PYTHON_NAMES.get(node, node)
        if verdict == "COMPILED":
            rows.append(f"| `{name}` | compiled | |")
        else:
            rows.append(f"| `{name}` | rejected: {what} | {instead} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
