#!/usr/bin/env python3
# test/front/compare_errors.py
#
# Compares what is rejected, and where, with CPython's compile().
"""Compares acceptance and the line of the first error with the interpreter that runs this script.

    python3 compare_errors.py [--sample N] [--mutants N] [--seed N] [--snippets] [--all] FRONTEND_DUMP [ROOT...]

Without folders: the interpreter's standard library; with --all every interpreter's, and numpy and scipy, its rejected
files among them. With --mutants, N variants of those files are compared instead: in each, one token is left out,
doubled, replaced by one from elsewhere or followed by one. With --snippets the programs are the examples and texts
that the files hold: CPython's tests of wrong syntax are such texts. A program agrees when both accept it, or both
reject it and CPython's line is that of an error of ours.
"""

import ast
import collections
import doctest
import io
import pathlib
import random
import sys
import tempfile
import textwrap
import tokenize

from front_end import FrontEnd, arguments, find_files, run_all, sample


def python_error(source: bytes, name: str) -> tuple[int, int, str] | None:
    """Line, column and message of CPython's error; None when it accepts the source."""
    try:
        compile(source, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.lineno or 1, error.offset or 0, f"{type(error).__name__}: {error.msg}"
    except (ValueError, UnicodeError) as error:
        return 1, 0, f"{type(error).__name__}: {error}"
    return None


def mutate(source: bytes, rng: random.Random) -> bytes | None:
    """The source with one token changed; None when it cannot be read."""
    try:
        tokens = [t for t in tokenize.tokenize(io.BytesIO(source).readline) if t.string.strip() and t.type != 63]
        lines = source.decode("utf-8").splitlines(keepends=True)
    except (tokenize.TokenError, SyntaxError, UnicodeError):
        return None
    tokens = [t for t in tokens if t.type not in (tokenize.ENCODING, tokenize.COMMENT) and t.start[0] == t.end[0]]
    if len(tokens) < 4:
        return None
    place = rng.randrange(len(tokens) - 1)
    token, other = tokens[place], tokens[rng.randrange(len(tokens))]
    line = lines[token.start[0] - 1]
    before, after = line[: token.start[1]], line[token.end[1] :]
    kind = rng.randrange(4)
    if kind == 0:
        line = before + after
    elif kind == 1:
        line = f"{before}{token.string} {token.string}{after}"
    elif kind == 2:
        line = f"{before} {other.string} {after}"
    else:
        line = f"{before}{token.string} {other.string} {after}"
    lines[token.start[0] - 1] = line
    return "".join(lines).encode()


def snippets(source: bytes) -> list[str]:
    """The doctest examples of a file and its texts, without common indentation."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or "\0" in node.value:
            continue
        try:
            examples = doctest.DocTestParser().get_examples(node.value)
        except ValueError:
            examples = []
        found.update((example.source, None) for example in examples)
        if not examples:
            found[textwrap.dedent(node.value)] = None
    return [text for text in found if text.isprintable() or "\n" in text]


class Comparison:
    def __init__(self, front_end: FrontEnd, show: int) -> None:
        self.front_end = front_end
        self.show = show
        self.counts: collections.Counter[str] = collections.Counter()

    def add(self, file: pathlib.Path, source: bytes, title: str) -> None:
        try:
            theirs = python_error(source, file.name)
        except (RecursionError, MemoryError):
            self.counts["limits of CPython"] += 1
            return
        ours = self.front_end.diagnostics(file)
        errors = [error for error in ours if error.get("severity", "error") == "error"]
        if any("is not supported; save as UTF-8" in error["text"] for error in errors):
            self.counts["of another coding"] += 1
            return
        verdict = self.verdict(theirs, errors)
        self.counts[verdict] += 1
        if verdict in ("accepted by both", "same line", "CPython's line among ours"):
            if verdict == "same line" and theirs[1] == errors[0]["column"]:
                self.counts["  same column too"] += 1
            return
        if sum(self.counts[bad] for bad in BAD) > self.show:
            return
        print(f"{verdict}: {title}")
        if theirs:
            text = source.decode("utf-8", "replace").splitlines()
            print(
                f"    CPython {theirs[0]}:{theirs[1]} {theirs[2]}",
                f"  | {''.join(text[theirs[0] - 1 : theirs[0]]).strip()[:100]}",
            )
        for error in errors[:3]:
            print(f"    ours    {error['line']}:{error['column']} {error['text'][:120]} [{error['kind']}]")

    @staticmethod
    def verdict(theirs: tuple[int, int, str] | None, errors: list[dict]) -> str:
        if not theirs or not errors:
            return "accepted by both" if not theirs and not errors else "we accept" if theirs else "we reject"
        if theirs[0] == errors[0]["line"]:
            return "same line"
        return "CPython's line among ours" if any(theirs[0] == e["line"] for e in errors) else "another line"


BAD = ("we accept", "we reject", "another line")


def main() -> int:
    parser = arguments("Compares errors with CPython's.")
    parser.add_argument("--mutants", type=int, default=0, help="compare that many variants of the files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--snippets", action="store_true", help="compare the texts in the files")
    options = parser.parse_args()
    if options.all:
        kept = ["--snippets"] * options.snippets + [f"--mutants={options.mutants}", f"--sample={options.sample}"]
        return run_all(__file__, options.program, *kept)
    comparison = Comparison(FrontEnd(options.program, "check"), options.show)
    files = sample(find_files(options.roots), options.sample)
    if options.snippets:
        with tempfile.TemporaryDirectory() as folder:
            snippet = pathlib.Path(folder) / "snippet.py"
            for file in files:
                for text in snippets(file.read_bytes()):
                    source = text.encode("utf-8", "surrogatepass")
                    snippet.write_bytes(source)
                    comparison.add(snippet, source, f"{file.name}: {text[:300]!r}")
    elif not options.mutants:
        for file in files:
            comparison.add(file, file.read_bytes(), str(file))
    else:
        rng = random.Random(options.seed)
        files = [file for file in files if file.stat().st_size < 40000]
        with tempfile.TemporaryDirectory() as folder:
            mutant = pathlib.Path(folder) / "mutant.py"
            for _ in range(options.mutants):
                file = rng.choice(files)
                source = mutate(file.read_bytes(), rng)
                if source:
                    mutant.write_bytes(source)
                    comparison.add(mutant, source, str(file))
    print(
        f"{sys.version.split()[0]}: "
        + ", ".join(f"{count} {name}" for name, count in sorted(comparison.counts.items()))
    )
    return 1 if any(comparison.counts[bad] for bad in BAD) else 0


if __name__ == "__main__":
    sys.exit(main())
