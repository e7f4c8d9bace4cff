# test/front/test_grammar.py
#
# grammar/python.peg against programs: it accepts them, and every rule and alternative of it is used by one.
"""A packrat parser reads the grammar and runs it over the tokens of programs/*.py; a rule that no program needs, or an
alternative that none takes, fails. Programs with an error that the grammar can see are refused."""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

FRONTEND_DUMP = os.environ["FRONTEND_DUMP"]
ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
SCANNER = re.compile(r"""\s*(?:(?P<text>'[^']*'|"[^"]*")|(?P<name>\w+)|(?P<mark>[|&!*+.\[\]()]))""")
WRONG = [
    "x = = 1\n",
    "def f(:\n    pass\n",
    "if x\n    pass\n",
    "for x y:\n    pass\n",
    "match x:\n    pass\n",
    "a b\n",
    "f(a b)\n",
    "class A\n    pass\n",
    "import a.\n",
    "from a import (b\n",
    "try:\n    pass\nelse:\n    pass\n",
    "x = yield = 1\n",
    "del f()\n",
    "f() = 1\n",
    "lambda a b: 1\n",
    "[a for b]\n",
    "{a: b, c}\n",
    "not\n",
    "a if b\n",
    "with a as f(): pass\n",
    "except A: pass\n",
    "case 1: pass\n",
    "global a.b\n",
    "@a\nx = 1\n",
    "x: int: int\n",
]


class Rules:
    """The grammar as nested tuples: (kind, parts)."""

    def __init__(self, text: str) -> None:
        self.rules = {}
        text = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
        for name, body in re.findall(r"^(\w+):((?:.*\n?)(?:^[ \t].*\n?)*)", text, re.MULTILINE):
            self.tokens = [match for match in SCANNER.finditer(body.rstrip())]
            self.place = 0
            self.rules[name] = self.choice()
            assert self.place == len(self.tokens), f"{name}: {body}"

    def peek(self) -> str:
        return self.tokens[self.place].group().strip() if self.place < len(self.tokens) else ""

    def take(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1].group().strip()

    def choice(self):
        if self.peek() == "|":
            self.take()
        options = [self.sequence()]
        while self.peek() == "|":
            self.take()
            options.append(self.sequence())
        return ("choice", tuple(options))

    def sequence(self):
        items = []
        while self.peek() and self.peek() not in "|)]":
            items.append(self.item())
        return ("sequence", tuple(items))

    def item(self):
        mark = self.peek()
        if mark in "&!":
            self.take()
            return ("ahead" if mark == "&" else "not", self.atom())
        atom = self.atom()
        if self.peek() == ".":
            self.take()
            element = self.atom()
            assert self.take() == "+"
            return ("separated", (atom, element))
        while self.peek() in ("*", "+"):
            atom = ("many" if self.take() == "*" else "some", atom)
        return atom

    def atom(self):
        token = self.take()
        if token == "(":
            inner = self.choice()
            assert self.take() == ")"
            return inner
        if token == "[":
            inner = self.choice()
            assert self.take() == "]"
            return ("optional", inner)
        if token[0] in "'\"":
            return ("text", token[1:-1])
        return ("rule" if token[0].islower() else "token", token)


class Parser:
    def __init__(self, rules: dict, tokens: list[tuple[str, str]], used: set) -> None:
        self.rules, self.tokens, self.used = rules, tokens, used
        self.match_rule = cache(self.match_rule)

    def match_rule(self, name: str, at: int) -> tuple[int, frozenset] | None:
        """Where the rule ends and which alternatives it took; None when it does not fit."""
        for number, option in enumerate(self.rules[name][1]):
            end = self.match(option, at)
            if end is not None:
                return end[0], end[1] | {(name, number)}
        return None

    def match(self, item, at: int):
        kind, parts = item
        none = frozenset()
        if kind == "rule":
            return self.match_rule(parts, at)
        if kind in ("text", "token"):
            exact, text = self.tokens[at]
            fits = text == parts if kind == "text" else exact == parts and not (exact == "NAME" and text in KEYWORDS)
            fits = fits and not (kind == "text" and exact in ("STRING", "FSTRING_MIDDLE", "TSTRING_MIDDLE"))
            return (at + 1, none) if fits else None
        if kind == "choice":
            return next((end for option in parts if (end := self.match(option, at)) is not None), None)
        if kind == "sequence":
            taken = none
            for part in parts:
                if (end := self.match(part, at)) is None:
                    return None
                at, taken = end[0], taken | end[1]
            return at, taken
        if kind == "ahead":
            end = self.match(parts, at)
            return end and (at, end[1])
        if kind == "not":
            return (at, none) if self.match(parts, at) is None else None
        if kind == "optional":
            return self.match(parts, at) or (at, none)
        if kind == "separated":
            separator, element = parts
            rest = ("many", ("sequence", (separator, element)))
            return self.match(("sequence", (element, rest)), at)
        taken, count = none, 0
        while (end := self.match(parts, at)) is not None and end[0] > at:
            at, taken, count = end[0], taken | end[1], count + 1
        return (at, taken) if count or kind == "many" else None

    def accepts(self) -> bool:
        end = self.match_rule("file", 0)
        if end:
            self.used |= end[1]
        return end is not None


GRAMMAR = Rules((ROOT / "grammar/python.peg").read_text()).rules
KEYWORDS = set(re.findall(r'^KEYWORD\(\w+, *"(\w+)"', (ROOT / "grammar/tokens.def").read_text(), re.MULTILINE))


def tokens_of(path: Path) -> list[tuple[str, str]]:
    command = [FRONTEND_DUMP, "tokens", "14", path]
    printed = subprocess.run(command, capture_output=True, text=True)
    if printed.returncode:
        return []
    rows = re.findall(r"^\S+\s+([A-Z_]+)\s*(['\"].*)$", printed.stdout, re.MULTILINE)
    layout = ("NEWLINE", "INDENT", "DEDENT", "ENDMARKER")
    return [
        (kind, "" if kind in layout else eval(text)) for kind, text in rows if kind not in ("ENCODING", "COMMENT", "NL")
    ]


def test_programs_use_every_alternative():
    sys.setrecursionlimit(20000)
    used = set()
    for program in PROGRAMS:
        assert Parser(GRAMMAR, tokens_of(program), used).accepts(), f"{program.name} does not fit the grammar"
    wanted = {(name, number) for name, (_, options) in GRAMMAR.items() for number in range(len(options))}
    assert not sorted(wanted - used)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_the_parser_takes_the_programs(program):
    command = [FRONTEND_DUMP, "ast", "14", program]
    assert subprocess.run(command, capture_output=True).returncode == 0


@pytest.mark.parametrize("text", WRONG, ids=repr)
def test_wrong_programs_are_refused(text, tmp_path):
    program = tmp_path / "wrong.py"
    program.write_text(text)
    tokens = tokens_of(program)
    assert not tokens or not Parser(GRAMMAR, tokens, set()).accepts()


def test_rules_are_defined():
    def names(item):
        kind, parts = item
        if kind == "rule":
            return {parts}
        return (
            set().union(*map(names, parts if kind in ("choice", "sequence", "separated") else [parts]))
            if isinstance(parts, tuple)
            else set()
        )

    used = set().union(*(names(body) for body in GRAMMAR.values()))
    assert used | {"file"} == set(GRAMMAR)
