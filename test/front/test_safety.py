# test/front/test_safety.py
#
# Hostile inputs end in a tree or in a diagnostic, within seconds and within a stated amount of memory.
import os
import resource
import subprocess
from pathlib import Path

import pytest

FRONTEND_DUMP = os.environ["FRONTEND_DUMP"]
DEEP = 100_000
MIB = 1 << 20
# Text and tokens of 20 bytes; the tree of dense code needs some 60 bytes for each byte of source.
BYTES_PER_BYTE = 100
REJECTED = {
    "parentheses": "(" * DEEP + ")" * DEEP,
    "brackets": "[" * DEEP + "]" * DEEP,
    "braces": "{" * DEEP + "}" * DEEP,
    "calls": "f(" * DEEP + ")" * DEEP,
    "subscripts": "a[" * DEEP + "]" * DEEP,
    "open parentheses": "(" * DEEP,
    "closing parentheses": ")" * DEEP,
    "signs": "-" * DEEP + "1",
    "inversions": "not " * DEEP + "1",
    "powers": "1" + "**1" * DEEP,
    "conditions": "1 if 1 else " * DEEP + "1",
    "lambdas": "lambda: " * DEEP + "1",
    "blocks": "".join(" " * i + "if 1:\n" for i in range(2000)),
    "blocks of functions": "".join(" " * i + "def f():\n" for i in range(2000)),
    "f-strings": "f'{" * DEEP,
    "formats": "f'" + "{a:" * DEEP,
    "patterns": "match a:\n case " + "[" * DEEP,
    "stars": "*" * DEEP,
    "decorators": "@a\n" * DEEP,
    "type parameters": "def f[" + "T," * DEEP,
    "backslashes": "\\\n" * DEEP,
    "NUL": "a\0b",
    "keywords": "if " * DEEP,
    "unclosed text": "'''" + "a\n" * DEEP,
    "errors": "a b\n" * DEEP,
    "unknown characters": "$" * 50 * DEEP,
    "open quotes": "'\n" * 10 * DEEP,
    "complements": "~" * DEEP + "1",
    "awaits": "await " * DEEP + "a",
    "yields": "(yield " * DEEP + ")" * DEEP,
    "bindings": "(a := " * DEEP + ")" * DEEP,
    "slices": "a[b:" * DEEP,
    "dicts": "{1: " * DEEP,
    "comprehensions": "[a for a in " * DEEP,
    "calls of keywords": "f(a=" * DEEP,
    "mapping patterns": "match a:\n case " + "{1: " * DEEP,
    "class patterns": "match a:\n case " + "A(" * DEEP,
    "one number": "1" * 50 * DEEP,
}
# Each header 2,000 blocks deep.
HEADERS = ["while 1:", "for a in b:", "with a:", "try:", "class A:", "async def f():", "else:", "match a:", "case 1:"]
ACCEPTED = {
    "sum": "1" + "+1" * DEEP,
    "attributes": "a" + ".b" * DEEP,
    "call chain": "a" + "()" * DEEP,
    "subscript chain": "a" + "[0]" * DEEP,
    "comparisons": "1" + "<1" * DEEP,
    "choices": "1" + " or 1" * DEEP,
    "assignments": "a = " * DEEP + "1",
    "elif": "if 1: pass\n" + "elif 1: pass\n" * DEEP,
    "texts": "'a' " * DEEP,
    "statements": "a;" * DEEP,
    "list": "[" + "1," * DEEP + "]",
    "patterns": "match a:\n case " + "1|" * DEEP + "1: pass",
    "functions": "def f(a): return lambda: a\n" * 10_000,
    "products": "1" + "@1" * DEEP,
    "memberships": "1" + " not in 1" * DEEP,
    "identities": "1" + " is not 1" * DEEP,
    "imports": "import " + "a," * DEEP + "a",
    "dotted import": "import a" + ".a" * DEEP,
    "globals": "global " + "a," * DEEP + "a",
    "escapes": "x = '" + "\\n" * 50 * DEEP + "'",
    "long comment": "#" + "a" * 100 * DEEP,
    "comments": "# a comment\n" * 10 * DEEP,
    "blank lines": "\n" * 100 * DEEP,
    "one name": "a" * 100 * DEEP,
    "fields": "f'" + "{a}" * DEEP + "'",
    "surrogates": "x = '" + "\\ud800" * DEEP + "'",
    "names in lambdas": "def f():\n " + ";".join(f"a{i}=1" for i in range(5000)) + "\n " + "lambda: a1;" * 5000,
}
BYTES = {
    "lone continuation": b"x = '\x80'\n",
    "truncated character": b"x = '\xe2\x82",
    "surrogate": b"x = '\xed\xa0\x80'\n",
    "overlong": b"x = '\xc0\x80'\n",
    "beyond the last": b"x = '\xf4\x90\x80\x80'\n",
    "mark of UTF-16": b"\xff\xfex\x00",
    "unknown coding": b"# coding: klingon\n",
    "ascii with others": b"# coding: ascii\nx = '\xc3\xa9'\n",
}


def check(source: bytes, tmp_path, seconds: int = 20) -> subprocess.CompletedProcess:
    file = tmp_path / "hostile.py"
    file.write_bytes(source)
    limit = 256 * MIB + BYTES_PER_BYTE * len(source)

    def confine():
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    # Sanitizers reserve terabytes of addresses.
    is_sanitized = b"__asan_init" in Path(FRONTEND_DUMP).read_bytes()
    done = subprocess.run([FRONTEND_DUMP, "check", "14", file], capture_output=True, timeout=seconds,
                          preexec_fn=None if is_sanitized else confine)  # fmt: skip
    assert done.returncode in (0, 1), done.stderr[-2000:]
    return done


@pytest.mark.parametrize("name", REJECTED)
def test_is_rejected(name, tmp_path):
    done = check(REJECTED[name].encode(), tmp_path)
    assert done.returncode == 1
    assert done.stderr
    assert done.stderr.count(b"error:") <= 100


@pytest.mark.parametrize("header", HEADERS)
def test_deep_blocks_are_rejected(header, tmp_path):
    source = "".join(" " * i + header + "\n" for i in range(2000))
    assert check(source.encode(), tmp_path).returncode == 1


@pytest.mark.parametrize("name", ACCEPTED)
def test_is_accepted(name, tmp_path):
    assert check(ACCEPTED[name].encode(), tmp_path).returncode == 0


@pytest.mark.parametrize("name", BYTES)
def test_bytes_are_rejected(name, tmp_path):
    assert check(BYTES[name], tmp_path).returncode == 1


@pytest.mark.parametrize("coding", ["utf-8", "latin-1", "ascii", "iso-8859-1", "UTF_8", "utf-8-sig"])
def test_codings_are_read(coding, tmp_path):
    assert check(f"# -*- coding: {coding} -*-\nx = 1\n".encode(), tmp_path).returncode == 0


def test_a_file_of_100_megabytes_works(tmp_path):
    line = b"def f(a, b):\n    return a + b * 2  # a comment of some length, as files have them\n"
    assert check(line * (100 * MIB // len(line)), tmp_path, 300).returncode == 0
