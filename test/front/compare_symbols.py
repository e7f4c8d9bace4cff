#!/usr/bin/env python3
# test/front/compare_symbols.py
#
# Compares symbol tables with those of CPython's module symtable.
"""Compares the front end's symbol tables with those of the interpreter that runs this script.

    python3 compare_symbols.py [--all] [--sample N] [--show N] FRONTEND_DUMP [FOLDER_OR_FILE...]

Without folders: the interpreter's standard library; with --all every interpreter's, and numpy and scipy. Scopes
(kind, name, line, nesting) and of each symbol the binding and every flag must be equal, or both reject the file.
"""

import _symtable
import pathlib
import symtable
import sys
import tokenize

from front_end import FrontEnd, arguments, find_files, first_difference, run_all, sample

# Bits as CPython's Include/internal/pycore_symtable.h has them, in the order of the dump.
FLAGS = {
    1: "declared_global",
    2: "assigned",
    4: "parameter",
    8: "declared_nonlocal",
    16: "used",
    64: "free_in_class",
    128: "imported",
    256: "annotated",
    512: "comprehension_target",
    1024: "type_parameter",
    2048: "comprehension_cell",
}
BINDINGS = ["unresolved", "local", "global explicit", "global implicit", "free", "cell"]
# 3.12 has other names.
KINDS = {"type parameter": "type parameters", "TypeVar bound": "type variable"}


def lines_of(table: symtable.SymbolTable, depth: int = 0) -> list[str]:
    raw = table._table
    indent = "  " * depth
    kind = str(getattr(table.get_type(), "value", table.get_type()))
    nested = " nested" if table.is_nested() else ""
    lines = [f"{indent}{KINDS.get(kind, kind)} {table.get_name()} {table.get_lineno()}{nested}"]
    shift = _symtable.SCOPE_OFF
    for name, value in sorted(raw.symbols.items(), key=lambda item: item[0].encode("utf-8", "surrogatepass")):
        # Above the flags that are compared stands the binding.
        words = "".join(f" {word}" for bit, word in FLAGS.items() if value & bit and bit < 1 << shift)
        lines.append(f"{indent}- {name}: {BINDINGS[value >> shift & 7]}{words}")
    for child in table.get_children():
        lines += lines_of(child, depth + 1)
    return lines


def python_symbols(file: pathlib.Path) -> tuple[str | None, str]:
    """The table, or None and the error."""
    try:
        with tokenize.open(file) as stream:
            source = stream.read()
        # Some rules of `from __future__` are the compiler's.
        compile(source, str(file), "exec", dont_inherit=True)
        return "\n".join(lines_of(symtable.symtable(source, str(file), "exec"))) + "\n", ""
    except (SyntaxError, ValueError) as error:
        return None, f"{type(error).__name__}: {error}"
    except (RecursionError, MemoryError) as error:
        return None, f"limit {type(error).__name__}"


def main() -> int:
    options = arguments("Compares symbol tables with CPython's.").parse_args()
    if options.all:
        return run_all(__file__, options.program, f"--sample={options.sample}")
    front_end = FrontEnd(options.program, "symbols")
    equal = rejected = scopes = different = 0
    for file in sample(find_files(options.roots), options.sample):
        is_accepted, ours = front_end.read(file)
        theirs, error = python_symbols(file)
        if theirs is None and not is_accepted:
            rejected += 1
        elif is_accepted and ours == theirs:
            equal += 1
            scopes += sum(1 for line in ours.splitlines() if not line.lstrip().startswith("- "))
        elif "source coding" not in ours:
            different += 1
            if different <= options.show:
                print(file)
                print(f"    CPython: {error}" if theirs is None else first_difference(ours, theirs))
    version = sys.version.split()[0]
    print(f"{version}: {equal} tables equal ({scopes} scopes), {rejected} rejected by both, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
