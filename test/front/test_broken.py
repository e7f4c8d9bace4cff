# test/front/test_broken.py
#
# Mistakes that people make, reported where CPython reports them.
import os
import sys
import warnings

import pytest
from broken_programs import PROGRAMS
from front_end import FrontEnd

# A brace that opens a block as in C: CPython reads on in the braces.
OTHER_LINE = {"if (x) {\n    y = 1\n}\n"}
# CPython has no rule for these and names the last token that it has read; or, from an unclosed bracket, the first that
# cannot stand in it, where we name the bracket.
OTHER_COLUMN = {
    "x = 'a' b'c'\n", "x = f'\\N{NOPE}'\n", "f'{*}'\n", "f'{1 +}'\n", "f'{x.}'\n", "f(*a=1)\n", "class A(:\n    pass\n",
    "print -1 2\n", "def f(x) -> : pass\n", "@f\n", "with (a as b, c as d:\n    pass\n", "{a: b, **c for c in d}\n",
    "f(a for a in b c)\n", "a[b, c d]\n", "a[b:c d]\n", "def f[]( ): pass\n", "def f[T=1, U]() : pass\n",
    "[x for x y]\n", "import a from b\n",
}  # fmt: skip
# Before 3.12 f-strings were read apart, and some places were others.
HAS_OUR_COLUMNS = sys.version_info[:2] in ((3, 12), (3, 13))


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
    if HAS_OUR_COLUMNS and program not in OTHER_COLUMN:
        assert ours == theirs, errors
