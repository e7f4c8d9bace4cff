#!/usr/bin/env python3
# grammar/unicode/generate.py
#
# Makes the tables of this folder.
"""Writes the tables of this folder from the modules unicodedata and encodings of the interpreter that runs it.

    python3.13 grammar/unicode/generate.py [PYTHON...]

With older interpreters, 3.10 to 3.12, named behind it printable_since.def too: what each of them does not print yet.
Each table is a list of rows that lib/support/unicode.cpp, lib/lex/character_name.cpp or lib/lex/coding.cpp expands.
"""

import codecs
import encodings
import encodings.aliases
import importlib
import pathlib
import pkgutil
import subprocess
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
LAST = 0x10FFFF
HANGUL = range(0xAC00, 0xD7A4)
IDEOGRAPH = "CJK UNIFIED IDEOGRAPH-"


def write(name: str, purpose: str, macro: str, rows: list[str], per_line: int) -> None:
    lines = [
        f"// grammar/unicode/{name}",
        "//",
        f"// {purpose} Unicode {unicodedata.unidata_version}; made by generate.py.",
        f"#ifndef {macro}",
        f'#error "define {macro} before including {name}"',
        "#endif",
    ]
    lines += [" ".join(rows[i : i + per_line]) for i in range(0, len(rows), per_line)]
    lines.append(f"#undef {macro}")
    (HERE / name).write_text("\n".join(lines) + "\n")


def ranges(predicate) -> list[str]:
    rows, start = [], None
    for code_point in range(LAST + 2):
        inside = code_point <= LAST and predicate(chr(code_point))
        if inside and start is None:
            start = code_point
        if not inside and start is not None:
            rows.append(f"RANGE(0x{start:X}, 0x{code_point - 1:X})")
            start = None
    return rows


def printable_since(interpreters: list[str]) -> list[str]:
    """The ranges that some interpreter does not take for printable, with the minor version from which on they are."""
    script = "import sys; print(sys.version_info[1], ''.join(str(int(chr(c).isprintable())) for c in range(0x110000)))"
    known = {sys.version_info.minor: "".join(str(int(chr(c).isprintable())) for c in range(LAST + 1))}
    for interpreter in interpreters:
        minor, flags = subprocess.run([interpreter, "-c", script], capture_output=True, text=True).stdout.split()
        known[int(minor)] = flags
    versions = sorted(known)
    rows, start = [], 0
    since = [next((v for v in versions if known[v][c] == "1"), versions[0]) for c in range(LAST + 1)] + [0]
    for code_point in range(1, LAST + 2):
        if since[code_point] == since[start]:
            continue
        if since[start] > versions[0]:
            rows.append(f"SINCE(0x{start:X}, 0x{code_point - 1:X}, {since[start]})")
        start = code_point
    return rows


def combining_classes() -> list[str]:
    rows, code_point = [], 0
    while code_point <= LAST:
        value = unicodedata.combining(chr(code_point))
        if not value:
            code_point += 1
            continue
        start = code_point
        while unicodedata.combining(chr(code_point + 1)) == value:
            code_point += 1
        rows.append(f"CLASS(0x{start:X}, 0x{code_point:X}, {value})")
        code_point += 1
    return rows


def decompositions() -> list[str]:
    rows = []
    for code_point in range(LAST + 1):
        character = chr(code_point)
        if code_point in HANGUL or not ("a" + character).isidentifier():
            continue
        full = unicodedata.normalize("NFKD", character)
        if full != character:
            text = "".join(f"\\x{byte:02x}" for byte in full.encode())
            rows.append(f'DECOMPOSE(0x{code_point:X}, "{text}")')
    return rows


def compositions() -> list[str]:
    rows = []
    for code_point in range(LAST + 1):
        parts = unicodedata.decomposition(chr(code_point)).split()
        if len(parts) == 2 and parts[0][0] != "<" and unicodedata.normalize("NFC", chr(code_point)) == chr(code_point):
            rows.append((int(parts[0], 16), int(parts[1], 16), code_point))
    return [f"COMPOSE(0x{a:X}, 0x{b:X}, 0x{c:X})" for a, b, c in sorted(rows)]


def hash_name(name: str) -> int:
    """FNV-1a, 64 bits; lib/lex/character_name.cpp has the same."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def aliases() -> dict[str, int]:
    """Name aliases: unicodedata.lookup knows them but lists them nowhere, so ask the name list beside this file."""
    found = {}
    for line in (HERE / "aliases.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            found[line] = ord(unicodedata.lookup(line))
    return found


def names() -> list[str]:
    """One number a name: the upper 43 bits of the hash, then the code point in 21 bits."""
    table = aliases()
    for code_point in range(LAST + 1):
        name = unicodedata.name(chr(code_point), None)
        if name and code_point not in HANGUL and not name.startswith(IDEOGRAPH):
            table[name] = code_point
    numbers = sorted((hash_name(name) >> 21 << 21) | code_point for name, code_point in table.items())
    assert len({number >> 21 for number in numbers}) == len(numbers), "two names share a hash"
    return [f"0x{number:x}," for number in numbers]


ASCII = list(range(128))
UNDEFINED = 0xFFFD
# What the lexer reads without a table.
DECODED_OTHERWISE = ("ascii", "latin_1", "utf_8", "utf_8_sig")


def characters(coding: str) -> list[int] | None:
    """What each byte stands for in a coding of one byte a character; None for the others."""
    module = importlib.import_module(f"encodings.{coding}")
    if not hasattr(module, "decoding_table") and not hasattr(module, "decoding_map"):
        return None
    table = [ord(bytes([byte]).decode(coding, "replace")) for byte in range(256)]
    assert all(bytes([b]).decode(coding, "ignore") == "" for b in range(256) if table[b] == UNDEFINED)
    return table


def codings() -> list[str]:
    """The codings that a source may name, and what each byte from 0x80 on is in those that extend ASCII."""
    rows, others, known = [], [], set(DECODED_OTHERWISE)
    for name in sorted(module.name for module in pkgutil.iter_modules(encodings.__path__)):
        try:
            is_text = name != "aliases" and codecs.lookup(name)._is_text_encoding
        except LookupError:  # of another system
            is_text = False
        if not is_text or name in (*DECODED_OTHERWISE, "charmap", "undefined"):
            continue
        known.add(name)
        table = characters(name)
        if table and table[:128] == ASCII:
            numbers = [f"0x{c:X}," for c in table[128:]]
            numbers[-1] = numbers[-1].rstrip(",") + ")"
            rows.append(f'CODING("{name}",')
            rows += ["       " + " ".join(numbers[i : i + 14]) for i in range(0, len(numbers), 14)]
        else:
            others.append(f'OTHER_CODING("{name}")')
    named = sorted((alias, name) for alias, name in encodings.aliases.aliases.items() if name in known)
    aliases = {alias.replace(".", "_"): name for alias, name in named}
    return [*rows, *others, *(f'CODING_ALIAS("{alias}", "{name}")' for alias, name in aliases.items())]


def write_codings() -> None:
    lines = [
        "// grammar/unicode/codings.def",
        "//",
        "// Codings that the coding line of a source may name (PEP 263), as Python's module encodings knows them:",
        "//   CODING(Name, 128 characters)   ASCII and, from byte 0x80 on, these characters; 0xFFFD: none",
        "//   OTHER_CODING(Name)             has several bytes a character, or another meaning for those of ASCII",
        "//   CODING_ALIAS(Alias, Name)      another name; periods and hyphens are underscores here",
        "// Made by generate.py.",
        "#if !defined(CODING) || !defined(OTHER_CODING) || !defined(CODING_ALIAS)",
        '#error "define CODING, OTHER_CODING and CODING_ALIAS before including codings.def"',
        "#endif",
        *codings(),
        "#undef CODING",
        "#undef OTHER_CODING",
        "#undef CODING_ALIAS",
    ]
    (HERE / "codings.def").write_text("\n".join(lines) + "\n")


def main() -> None:
    write(
        "identifier_start.def",
        "Characters that start an identifier: RANGE(First, Last).",
        "RANGE",
        ranges(lambda c: c.isidentifier()),
        5,
    )
    write(
        "identifier_continue.def",
        "Characters that go on an identifier: RANGE(First, Last).",
        "RANGE",
        ranges(lambda c: ("a" + c).isidentifier()),
        5,
    )
    write(
        "printable.def",
        "Characters that repr prints as they are: RANGE(First, Last).",
        "RANGE",
        ranges(lambda c: c.isprintable()),
        5,
    )
    if len(sys.argv) > 1:
        write(
            "printable_since.def",
            "Characters that repr prints from Python 3.Minor on: SINCE(First, Last, Minor).",
            "SINCE",
            printable_since(sys.argv[1:]),
            4,
        )
    write(
        "combining_class.def",
        "Canonical combining classes other than 0: CLASS(First, Last, Class).",
        "CLASS",
        combining_classes(),
        4,
    )
    write(
        "decomposition.def",
        "Full compatibility decompositions of identifier characters: DECOMPOSE(From, To).",
        "DECOMPOSE",
        decompositions(),
        3,
    )
    write("composition.def", "Canonical compositions: COMPOSE(First, Second, Composed).", "COMPOSE", compositions(), 4)
    write_codings()
    name_rows = names()
    lines = [
        "// grammar/unicode/name_hash.def",
        "//",
        "// Hashed character names, sorted: the upper 43 bits are those of the FNV-1a hash of the name, the lower 21 "
        "the",
        "// code point. Hangul syllables and unified ideographs are computed."
        f" Unicode {unicodedata.unidata_version}; made by generate.py.",
    ]
    lines += [" ".join(name_rows[i : i + 6]) for i in range(0, len(name_rows), 6)]
    (HERE / "name_hash.def").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
