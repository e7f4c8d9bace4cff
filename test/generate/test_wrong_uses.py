# test/generate/test_wrong_uses.py
#
# A rejected program for each rule of the OpenMP tables, with its exact message: clauses on directives that do not take
# them, twice, together with what excludes them, without what they need, with arguments of another kind; constructs
# inside constructs that must not hold them.
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from harness.compiler import REJECTED, run_compiler

GRAMMAR = Path(__file__).resolve().parents[2] / "grammar"
IN_A_PROGRAM = 1500
ROW = re.compile(r"^([A-Z]+)\((.*?)\)$", re.MULTILINE | re.DOTALL)
# Words after the name without which a directive cannot be read.
DIRECTIVE_ARGUMENTS = {
    "allocate": "(a)", "cancel": " parallel", "cancellation point": " parallel", "declare mapper": "(T v)",
    "declare reduction": "(add : int : omp_out + omp_in)", "declare variant": "(f0)", "depobj": "(a)",
    "groupprivate": "(a)", "threadprivate": "(a)",
}  # fmt: skip
ARGUMENTS = {
    "Affinity": "a", "Aligned": "a", "Allocate": "a", "Bare": None, "Defaultmap": "tofrom", "Depend": "in: a",
    "DirectiveNames": "parallel", "Doacross": "source:", "Expression": "1", "Expressions": "2", "If": "a > 1",
    "Init": "targetsync: a", "Linear": "a", "Locators": "a", "Map": "tofrom: a", "Motion": "a", "Names": "a",
    "NumTeams": "2", "Opaque": "construct={dispatch}", "OptionalExpression": None, "Order": "concurrent",
    "Reduction": "+: a", "UsesAllocators": "omp_default_mem_alloc", "Variant": "parallel",
    "When": "device={kind(cpu)}: parallel", "KeywordExpression": "1", "KeywordNames": "a",
}  # fmt: skip
KEYWORDS = {
    "adjust_args": "need_device_ptr: a", "at": "compilation", "atomic_default_mem_order": "seq_cst", "bind": "thread",
    "default": "shared", "device_type": "any", "dist_schedule": "static", "fail": "relaxed", "proc_bind": "close",
    "schedule": "static", "severity": "warning",
}  # fmt: skip


def rows(name: str, *kinds: str):
    text = "\n".join(line for line in (GRAMMAR / name).read_text().splitlines() if not line.startswith(("//", "#")))
    for kind, columns in ROW.findall(text):
        if kind in kinds:
            yield kind, [column.strip().strip('"') for column in columns.split(",")]


class Tables:
    """What the tables say of directives and clauses, by their enumerators."""

    def __init__(self):
        self.spelling, self.leaves, self.in_clang, self.category, self.since = {}, {}, {}, {}, {}
        for kind, row in rows("omp_directives.def", "DIRECTIVE", "COMBINED"):
            single = kind == "DIRECTIVE"
            self.spelling[row[0]] = row[1]
            self.leaves[row[0]] = [row[0]] if single else row[4:]
            self.category[row[0]] = row[3] if single else "Executable"
            self.since[row[0]] = row[5 if single else 2]
            self.in_clang[row[0]] = row[6 if single else 3] == "Yes"
        self.clauses = {row[0]: row for _, row in rows("omp_clauses.def", "CLAUSE")}
        self.forms = {(row[0], row[1]): row[2] for _, row in rows("omp_clauses.def", "ARGUMENT")}
        self.allow, self.hides, self.lacks, self.groups = {}, set(), set(), defaultdict(list)
        for kind, row in rows("omp_allowed.def", "ALLOW", "HIDES", "LACKS", "EXCLUSIVE", "REQUIRED", "NEEDS"):
            if kind == "ALLOW":
                self.allow[row[0], row[1]] = (row[2], row[3])
            elif kind == "HIDES":
                self.hides.add(tuple(row))
            elif kind == "LACKS":
                self.lacks.add(tuple(row))
            else:
                self.groups[kind].append((row[0], row[1:]))

    def repeat(self, directive: str, clause: str) -> str | None:
        """Once, Many, or None where the clause may not stand."""
        found = None
        leaves = self.leaves[directive]
        for place, leaf in enumerate(leaves):
            if any((outer, leaf, clause) in self.hides for outer in leaves[:place]):
                continue
            if (leaf, clause) in self.allow:
                found = "Many" if found == "Many" else self.allow[leaf, clause][0]
        return found

    def reaches_clang(self, directive: str) -> bool:
        """Is it printed? What only informs, and what is decided while compiling, is not."""
        return self.category[directive] not in ("Informational", "Meta")

    def is_allowed(self, directive: str, clause: str) -> bool:
        if self.category[directive] == "Meta":
            return bool(self.repeat(directive, clause))
        taken = self.in_clang[directive] or not self.reaches_clang(directive)
        known = self.repeat(directive, clause) and self.clauses[clause][5] == "Yes" and taken
        return bool(known) and (directive, clause) not in self.lacks

    def takers(self, clause: str) -> str:
        names = [d for d in self.spelling if len(self.leaves[d]) == 1 and self.is_allowed(d, clause)]
        text = ", ".join(f"`{self.spelling[name]}`" for name in names[:8])
        return text + (", ..." if len(names) > 8 else "")

    def written(self, clause: str, directive: str) -> str:
        name, form = self.clauses[clause][1], self.forms.get((directive, clause), self.clauses[clause][2])
        argument = KEYWORDS.get(name) or ARGUMENTS.get(form)
        if form == "Keyword" and (directive, clause) in self.forms:
            argument = "in"
        return f"{name}({argument})" if argument else name

    def head(self, directive: str) -> str:
        spelling = self.spelling[directive]
        return spelling + DIRECTIVE_ARGUMENTS.get(spelling, "")

    def directives(self):
        return [d for d in self.spelling if self.in_clang[d] and self.category[d] != "Fortran"]


TABLES = Tables()


def not_allowed():
    for directive in TABLES.directives():
        for clause in TABLES.clauses:
            spelling = TABLES.clauses[clause][1]
            # With the word behind it the name may be that of another directive.
            another = f"{TABLES.spelling[directive]} {spelling}" in TABLES.spelling.values()
            if TABLES.is_allowed(directive, clause) or another:
                continue
            text = f"{TABLES.head(directive)} {TABLES.written(clause, directive)}"
            if TABLES.repeat(directive, clause):
                kind, message = "ClauseLacking", f"clang 19 does not implement the clause `{spelling}` on"
            else:
                kind = "ClauseNotAllowed"
                message = f"`{TABLES.spelling[directive]}` does not take the clause `{spelling}`; it stands on "
                message += TABLES.takers(clause)
            yield text, kind, message


def twice():
    for directive in TABLES.directives():
        for clause in TABLES.clauses:
            if not TABLES.is_allowed(directive, clause) or TABLES.repeat(directive, clause) != "Once":
                continue
            written = TABLES.written(clause, directive)
            message = f"the clause `{TABLES.clauses[clause][1]}` stands twice on `{TABLES.spelling[directive]}`"
            yield f"{TABLES.head(directive)} {written} {written}", "ClauseRepeated", message


def exclusive():
    for leaf, group in TABLES.groups["EXCLUSIVE"]:
        for directive in TABLES.directives():
            if leaf not in TABLES.leaves[directive]:
                continue
            for first, second in combinations(group, 2):
                if not (TABLES.is_allowed(directive, first) and TABLES.is_allowed(directive, second)):
                    continue
                clauses = f"{TABLES.written(first, directive)} {TABLES.written(second, directive)}"
                names = [TABLES.clauses[clause][1] for clause in (first, second)]
                message = f"`{names[0]}` and `{names[1]}` exclude each other on `{TABLES.spelling[directive]}`"
                yield f"{TABLES.head(directive)} {clauses}", "ClauseExclusive", message


def required():
    for directive, group in TABLES.groups["REQUIRED"]:
        if directive not in TABLES.directives():
            continue
        names = ", ".join(f"`{TABLES.clauses[clause][1]}`" for clause in group)
        message = f"`{TABLES.spelling[directive]}` needs at least one of these clauses: {names}"
        yield TABLES.head(directive), "ClauseMissing", message


def needed():
    for directive, (clause, other) in TABLES.groups["NEEDS"]:
        names = [TABLES.clauses[each][1] for each in (clause, other)]
        message = f"`{names[0]}` on `{TABLES.spelling[directive]}` needs the clause `{names[1]}`"
        yield f"{TABLES.head(directive)} {TABLES.written(clause, directive)}", "ClauseNeeds", message


def argument_kinds():
    for (directive, clause), _ in TABLES.allow.items():
        if not TABLES.is_allowed(directive, clause):
            continue
        name = TABLES.clauses[clause][1]
        form = TABLES.forms.get((directive, clause), TABLES.clauses[clause][2])
        head = TABLES.head(directive)
        if form == "Bare":
            yield f"{head} {name}(a)", "ClauseArgumentUnexpected", f"`{name}` takes no argument"
        elif form in ("Variant", "When"):
            continue
        elif form != "OptionalExpression":
            yield f"{head} {name}", "ClauseArgumentMissing", f"`{name}` needs an argument in parentheses"
            yield f"{head} {name}()", "ClauseArgumentEmpty", f"the argument of `{name}` is empty"


def unknown_to_clang():
    for directive, spelling in TABLES.spelling.items():
        if TABLES.category[directive] == "Fortran":
            kind = "DirectiveFortranFor" if spelling == "do" else "DirectiveFortran"
            yield TABLES.head(directive), kind, f"`{spelling}` is for Fortran only"
        elif not TABLES.in_clang[directive] and TABLES.reaches_clang(directive):
            since = TABLES.since[directive]
            message = f"clang 19 does not implement `{spelling}` (OpenMP {since[0]}.{since[1]})"
            yield TABLES.head(directive), "DirectiveLacking", message


def function(number: int, directive: str) -> str:
    return f'@njit\ndef f{number}(a: int) -> int:\n    with openmp("{directive}"):\n        pass\n    return a\n\n\n'


def messages(cases: list[tuple[str, str, str]], folder: Path) -> list[str]:
    """What is wrong with the messages of a program that holds the cases."""
    head = "from pyomp_cc import njit, openmp\n\n\n"
    program = folder / "wrong.py"
    program.write_text(head + "".join(function(i, case[0]) for i, case in enumerate(cases)))
    outcome = run_compiler(program.name, "--emit", "directives", cwd=folder)
    assert outcome.status == REJECTED, outcome
    found = defaultdict(list)
    for line, text, kind in re.findall(r"^wrong\.py:(\d+):\d+: error: (.*) \[(\w+)\]$", outcome.err, re.MULTILINE):
        found[int(line)].append((text, kind))
    problems = []
    for i, (directive, kind, message) in enumerate(cases):
        line = head.count("\n") + 7 * i + 3
        if not any(text.startswith(message) and kind == got for text, got in found[line]):
            problems.append(f"{directive}: {kind} {message!r} wanted, {found[line]} came")
    return problems


@pytest.mark.parametrize(
    "rule",
    [not_allowed, twice, exclusive, required, needed, argument_kinds, unknown_to_clang],
    ids=lambda f: f.__name__,
)
def test_rejected_by_name(rule, tmp_path):
    cases = list(rule())
    assert cases
    problems = []
    for first in range(0, len(cases), IN_A_PROGRAM):
        problems += messages(cases[first : first + IN_A_PROGRAM], tmp_path)
    assert not problems, f"{len(problems)} of {len(cases)}:\n" + "\n".join(problems[:30])


NESTED = """@njit
def f{number}(a: int) -> int:
    with openmp("parallel"):
        with openmp("{outer}"):
{between}            {indent}with openmp("{inner}"):
                {indent}{inner_body}
    return a


"""
LOOPS = {"For", "Taskloop"}


def test_nesting(tmp_path):
    """Each pair of omp_nesting.def, inside a parallel region."""
    pairs = [row for _, row in rows("omp_nesting.def", "NESTING") if row[1] not in ("Atomic", "Sections")]
    text = "from pyomp_cc import njit, openmp\n\n\n"
    wanted = {}
    for number, (inner, outer) in enumerate(pairs):
        between = "            for i in range(a):\n" if outer in LOOPS else ""
        body = "for j in range(a):\n                        pass" if inner == "For" else "pass"
        if inner == "Sections":
            body = 'with openmp("section"):\n                        pass'
        names = [TABLES.spelling[name] for name in (inner, outer)]
        outer_text = names[1] + (" ordered" if outer == "For" and inner == "Ordered" else "")
        text += NESTED.format(
            number=number, outer=outer_text, inner=names[0], between=between, indent="    " if between else "",
            inner_body=body,
        )  # fmt: skip
        wanted[text[: text.rindex(f'openmp("{names[0]}")')].count("\n") + 1] = tuple(names)
    program = tmp_path / "nested.py"
    program.write_text(text)
    outcome = run_compiler(program.name, "--emit", "directives", cwd=tmp_path)
    found = re.findall(r"^nested\.py:(\d+):\d+: error: (.*) \[NestedConstruct\]$", outcome.err, re.MULTILINE)
    messages_at = {int(line): message for line, message in found}
    problems = [
        f"{names}: {messages_at.get(line)}"
        for line, names in wanted.items()
        if not messages_at.get(line, "").startswith(f"`{names[0]}` ") or f"`{names[1]}`" not in messages_at[line]
    ]
    assert not problems, "\n".join(problems) + outcome.err[:2000]
