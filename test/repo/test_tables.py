# test/repo/test_tables.py
#
# The tables of grammar/: every file guarded and expanded somewhere, every diagnostic reported and shown by a test.
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from files import ROOT, read, tracked

TABLES = tracked("grammar/*.def")
SOURCES = {
    path: read(path)
    for path in tracked("lib/*.h", "lib/*.cpp", "tool/*.cpp", "tool/*.h", "test/*.cpp", "grammar/*.def")
}
# Tables that another table includes; that one has the guard.
PARTS = re.compile(r'^#include "(grammar/[^"]+\.def)"', re.MULTILINE)
ROW_OF_ANY = re.compile(r"^[A-Z_]+\(", re.MULTILINE)
ROW = re.compile(r"^DIAG\(\s*(\w+)\s*,\s*(\w+)", re.MULTILINE)


def parts() -> set[str]:
    return {name for table in TABLES for name in PARTS.findall(read(table))}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_table_is_guarded_and_used(table):
    text = read(table)
    assert any(f'#include "{table}"' in source or f'"{table}"' in source for source in SOURCES.values()), (
        "nobody expands it"
    )
    if str(table) in parts() or not ROW_OF_ANY.search(text):
        return
    # A table with several macros gives those that its user leaves out an empty meaning.
    assert re.search(r"^#error|^#ifndef", text, re.MULTILINE), "#error when the macro is missing"
    assert "#undef" in text, "#undef at the end"


def diagnostics() -> dict[str, str]:
    """Kind: severity, of every row."""
    return dict(row for table in tracked("grammar/diagnostics/*.def") for row in ROW.findall(read(table)))


def test_every_diagnostic_is_reported():
    text = "\n".join(source for path, source in SOURCES.items() if path.suffix != ".def" and path.parts[0] != "test")
    unused = [kind for kind in diagnostics() if not re.search(rf"\b{kind}\b", text)]
    assert not unused


def shown() -> set[str]:
    """Kinds whose rendered text is in test/error, or that its Python tests name."""
    kinds = {path.stem.split("_")[0] for path in tracked("test/error/*/*.py")}
    kinds |= set(re.findall(r"\[(\w+)\]$", "\n".join(map(read, tracked("test/error/*/*.txt"))), re.MULTILINE))
    return kinds | set(re.findall(r"\b[A-Z]\w+\b", "\n".join(map(read, tracked("test/error/test_*.py")))))


def exempt() -> dict[str, str]:
    """Kind: reason, of the lines of test/error/exempt.txt."""
    path = ROOT / "test" / "error" / "exempt.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(line.split(None, 1) for line in lines if line and not line.startswith("#"))


def test_every_diagnostic_is_shown():
    kinds = set(diagnostics())
    assert sorted(kinds - shown() - set(exempt())) == []


def test_exemptions_are_needed():
    assert all(exempt().values()), "an exemption has a reason"
    assert sorted(set(exempt()) - set(diagnostics())) == []
    assert sorted(set(exempt()) & shown()) == []


def test_no_test_shows_a_kind_that_is_gone():
    assert sorted({path.stem.split("_")[0] for path in tracked("test/error/*/*.py")} - set(diagnostics())) == []
