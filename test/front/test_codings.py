# test/front/test_codings.py
#
# Sources in the codings that Python knows, read as CPython reads them.
import ast
import codecs
import encodings
import encodings.aliases
import os
import pkgutil

import pytest
from front_end import FrontEnd

# Not ASCII, or no coding of text.
NOT_FOR_SOURCES = {"charmap", "undefined", "mbcs", "oem", "aliases"}
MODULES = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)} - NOT_FOR_SOURCES)
SPELLINGS = ["UTF8", "utf_8", "Utf-8", "u8", "cp65001", "latin_1", "L1", "iso-8859-1-unix", "ISO 8859-1", "CP-1252",
             "windows_1252", "ISO_8859-2:1987", "latin2", "KOI8-R", "koi8.r", "us-ascii", "646", "ansi_x3.4-1968",
             "mac-roman", "Shift_JIS", "GBK", "utf-16", "klingon", "utf-8-", "utf-88", "latin-12"]  # fmt: skip


def is_text_coding(name: str) -> bool:
    """Whether this system has the coding, and it is one of text."""
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


@pytest.fixture(scope="module")
def front_end():
    return FrontEnd(os.environ["FRONTEND_DUMP"], "ast")


def python_dump(source: bytes) -> str | None:
    try:
        return ast.dump(ast.parse(source), include_attributes=True, indent=1) + "\n"
    except (SyntaxError, ValueError, UnicodeError):
        return None


def read(front_end, tmp_path, source: bytes) -> str | None:
    file = tmp_path / "coded.py"
    file.write_bytes(source)
    is_accepted, text = front_end.read(file)
    return text if is_accepted else None


def is_ascii_and_one_byte(name: str) -> bool:
    module = __import__(f"encodings.{name}", fromlist=["encodings"])
    is_table = hasattr(module, "decoding_table") or hasattr(module, "decoding_map") or name in ("ascii", "latin_1")
    return is_table and bytes(range(128)).decode(name, "replace") == "".join(map(chr, range(128)))


@pytest.mark.parametrize("name", filter(is_text_coding, MODULES))
def test_every_coding_is_read_or_refused(front_end, tmp_path, name):
    head = f"# coding: {name}\n".encode()
    if not is_ascii_and_one_byte(name) and not name.startswith("utf_8"):
        assert read(front_end, tmp_path, head + b"x = 1\n") is None
        return
    for byte in range(0x80, 0x100):
        source = head + b"x = 'a" + bytes([byte]) + b"', 1; " + bytes([byte]) + b"y = 2\n"
        assert read(front_end, tmp_path, source) == python_dump(source), f"{name} 0x{byte:x}"


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_names_are_understood_alike(front_end, tmp_path, spelling, mark):
    for body in (b"x = 1\n", b"x = '\xc3\xa9'\n"):
        source = mark + f"# coding: {spelling}\n".encode() + body
        ours = read(front_end, tmp_path, source)
        is_other = any(word in spelling.lower() for word in ("jis", "gbk", "16"))
        assert ours == (None if is_other else python_dump(source))
