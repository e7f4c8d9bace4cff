# test/front/test_broken.py
#
# Mistakes that people make, reported where CPython reports them.
import os
import re
import sys
import warnings

import pytest
from broken_programs import PROGRAMS
from front_end import FrontEnd

# A brace that opens a block as in C: CPython reads on in the braces.
OTHER_LINE = {"if (x) {\n    y = 1\n}\n"}
# Where our column stays another one, and why, by the version that it differs from.
BRACKET = "we name the bracket that was never closed, CPython the first token that cannot stand in it"
LAST_TOKEN = "CPython names the token behind the literal, which it has read already"
DECODED = "CPython 3.11 names the token behind the literal: it decodes escapes last"
RELEASES = "releases of 3.11 differ"
NEW_SYNTAX = "we read the new syntax and say which version has it"
OTHER_COLUMN = {
    "class A(:\n    pass\n": BRACKET,
    "with (a as b, c as d:\n    pass\n": BRACKET,
    "x = 'a' b'c'\n": LAST_TOKEN,
    "x = f'\\N{NOPE}'\n": LAST_TOKEN,
    "a[b, c d]\n": "CPython misses no comma in the last part of this target, as it does in that of a value",
    "a[b:c d]\n": "CPython misses no comma in the last part of this target, as it does in that of a value",
    "print -1 2\n": "CPython takes the subtraction for an argument of Python 2's print",
    "@f\n": "CPython gives a column of 0, which is no column",
}
OTHER_COLUMN_OF_VERSION = {
    (3, 11): {
        "x = '\\x1'\n": DECODED,
        "x = '\\N{NOT A NAME}'\n": DECODED,
        "x = '\\u12'\n": DECODED,
        "x = '\\U99999999'\n": DECODED,
        "x = b'\\x1'\n": DECODED,
        "s = 'C:\\Users'\n": DECODED,
        "x = '\\N'\n": DECODED,
        "x = b'é'\n": RELEASES,
        "x = 1，2\n": RELEASES,
        "f(**k, *a)\n": RELEASES,
        "f(a, *)\n": RELEASES,
        "def f(x=): pass\n": "CPython names the `=`, from 3.12 on what is missing behind it",
        "type X\n": NEW_SYNTAX,
        "type X =\n": NEW_SYNTAX,
        "type = 1\ntype X[T] = \n": NEW_SYNTAX,
        "[x for x y]\n": "CPython misses a comma, from 3.13 on the word `in`",
    },
    (3, 12): {
        "def f[]( ): pass\n": "CPython misses a parenthesis, from 3.13 on a type parameter",
        "def f[T=1, U]() : pass\n": NEW_SYNTAX,
        "[x for x y]\n": "CPython misses a comma, from 3.13 on the word `in`",
    },
    (3, 13): {},
}
VERSION = sys.version_info[:2]
# Before 3.12 f-strings were read apart, and places in them were others; ours are those of 3.12.
F_STRING = re.compile(r"\br?f['\"]")


def has_our_column(program: str) -> bool:
    if VERSION not in OTHER_COLUMN_OF_VERSION or (VERSION < (3, 12) and F_STRING.search(program)):
        return False
    return program not in OTHER_COLUMN and program not in OTHER_COLUMN_OF_VERSION[VERSION]


@pytest.fixture(scope="module")
def front_end():
    return FrontEnd(os.environ["FRONTEND_DUMP"], "check")


def python_place(program: str) -> tuple[int, int] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(program, "broken.py", "exec", dont_inherit=True)
        except SyntaxError as error:
            return error.lineno, error.offset
    return None


@pytest.mark.parametrize("program", PROGRAMS)
def test_place_is_that_of_cpython(front_end, tmp_path, program):
    file = tmp_path / "broken.py"
    file.write_bytes(program.encode())
    errors = front_end.diagnostics(file)
    theirs = python_place(program)
    assert (theirs is None) == (not errors), f"CPython {theirs}, ours {errors}"
    if not theirs or program in OTHER_LINE:
        return
    ours = (errors[0]["line"], errors[0]["column"])
    assert ours[0] == theirs[0], errors
    assert len(errors) <= 3
    if has_our_column(program):
        assert ours == theirs, errors
