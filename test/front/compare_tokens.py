#!/usr/bin/env python3
# test/front/compare_tokens.py
#
# Compares tokens with those of CPython's module tokenize.
"""Compares the front end's tokens with those that `python3 -m tokenize -e` prints in the interpreter that runs this.

    python3 compare_tokens.py [--all] [--sample N] [--show N] FRONTEND_DUMP [FOLDER_OR_FILE...]

Without folders: the interpreter's standard library; with --all every interpreter's, and numpy and scipy. Files that
either rejects are left to the other comparisons. Below 3.12, where an f-string is one token, ours are put together.
"""

import pathlib
import re
import sys
import tokenize

from front_end import FrontEnd, arguments, find_files, first_difference, run_all, sample


def python_tokens(file: pathlib.Path) -> str | None:
    """The tokens, or None where there is an error."""
    try:
        with file.open("rb") as stream:
            tokens = list(tokenize.tokenize(stream.readline))
    except (SyntaxError, tokenize.TokenError, UnicodeError):
        return None
    # Below 3.12 these stand for what the module's regular expressions do not know, such as some marks of identifiers.
    if any(token.type == tokenize.ERRORTOKEN for token in tokens):
        return None
    rows = [(*token.start, *token.end, tokenize.tok_name[token.exact_type], token.string) for token in tokens]
    return "".join(map(printed, rows))


def printed(row: tuple) -> str:
    place = f"{row[0]},{row[1]}-{row[2]},{row[3]}:"
    return f"{place:<20}{row[4]:<15}{row[5]!r:<15}\n"


def with_whole_f_strings(tokens: str, file: pathlib.Path) -> str:
    """Each f-string as the one STRING that it is for older versions."""
    with tokenize.open(file) as stream:
        lines = stream.read().split("\n")
    out: list[str] = []
    starts: list[tuple[int, int]] = []
    for line in tokens.splitlines(keepends=True):
        row, column, end_row, end_column = map(int, re.findall(r"\d+", line[:20].split(":")[0]))
        name = line[20:].split(None, 1)[0]
        if name == "FSTRING_START":
            starts.append((row, column))
        if not starts:
            out.append(line)
        if name == "FSTRING_END":
            row, column = starts.pop()
            text = lines[row - 1 : end_row]
            text[-1] = text[-1][:end_column]
            text[0] = text[0][column:]
            if not starts:
                out.append(printed((row, column, end_row, end_column, "STRING", "\n".join(text))))
    return "".join(out)


def main() -> int:
    options = arguments("Compares tokens with tokenize's.").parse_args()
    if options.all:
        return run_all(__file__, options.program, f"--sample={options.sample}")
    front_end = FrontEnd(options.program, "tokens")
    equal = rejected = different = 0
    for file in sample(find_files(options.roots), options.sample):
        is_accepted, ours = front_end.read(file)
        theirs = python_tokens(file)
        if sys.version_info < (3, 12) and is_accepted and theirs:
            ours = with_whole_f_strings(ours, file)
        if theirs is None or not is_accepted:
            rejected += 1
        elif ours == theirs:
            equal += 1
        else:
            different += 1
            if different <= options.show:
                print(file)
                print(first_difference(ours, theirs))
    version = sys.version.split()[0]
    print(f"{version}: tokens of {equal} files equal, {rejected} files rejected, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
