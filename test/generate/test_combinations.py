# test/generate/test_combinations.py
#
# Every compiled directive alone, with each clause that it takes, and with pairs of clauses: results as OpenMP says, at
# 1, 2 and 7 threads. `PYOMP_PAIRS=1` runs all pairs, else every eleventh. What is tested is listed in docs/openmp.md.
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generate import combinations
from generate.test_wrong_uses import TABLES
from harness.compiler import DONE, run_compiler

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "openmp.md"
IN_A_MODULE = 120
HEAD = "import numpy as np\nfrom pyomp_cc import njit, openmp\n"
# What may reject a clause on a directive: all of them name it.
BY_NAME = {"ClauseNotCompiled", "DirectiveNotCompiled", "ModifierNotCompiled", "NestedConstruct"}
CALLS = """
import json, sys
import {module} as module
wanted = json.load(open(sys.argv[1]))
wrong = []
for name, results in wanted.items():
    for n, value in results.items():
        came = getattr(module, name)(int(n))
        if came != value:
            wrong.append(f"{{name}}({{n}}): {{value}} wanted, {{came}} came")
print(json.dumps(wrong))
"""


def compiled() -> tuple[set[str], set[str]]:
    names = {"COMPILED_DIRECTIVE": set(), "COMPILED_CLAUSE": set()}
    for kind, row in re.findall(r"^(COMPILED_\w+)\((\w+)\)$", (ROOT / "grammar/omp_compiled.def").read_text(), re.M):
        names[kind].add(row)
    return names["COMPILED_DIRECTIVE"], names["COMPILED_CLAUSE"]


def chosen() -> list[combinations.Case]:
    cases = combinations.cases(TABLES, compiled(), pairs=True)
    if os.environ.get("PYOMP_PAIRS"):
        return cases
    return [case for i, case in enumerate(cases) if len(case.clauses) < 2 or i % 11 == 0]


def renumbered(case: combinations.Case, number: int) -> str:
    return re.sub(r"^def f\d+", f"def f{number}", case.text, count=1, flags=re.M)


def split_rejected(cases, folder: Path):
    """The cases that compile, and those that are rejected by name."""
    starts, text = [], HEAD
    for number, case in enumerate(cases):
        text += "\n\n"
        starts.append(text.count("\n") + 1)
        text += renumbered(case, number)
    program = folder / "all_cases.py"
    program.write_text(text)
    outcome = run_compiler(program.name, "--emit", "directives", "-o", folder / "out.txt", cwd=folder)
    rejected = {}
    for line, kind in re.findall(r"^all_cases\.py:(\d+):\d+: error: .* \[(\w+)\]$", outcome.err, re.M):
        number = max(i for i, start in enumerate(starts) if start <= int(line))
        assert kind in BY_NAME, f"{cases[number].directive} {cases[number].clauses}: {outcome.err}"
        rejected[number] = kind
    return [c for i, c in enumerate(cases) if i not in rejected], [cases[i] for i in rejected]


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    return split_rejected(chosen(), tmp_path_factory.mktemp("cases"))


def check(batch, folder: Path, number: int) -> list[str]:
    name = f"batch{number}"
    program = folder / f"{name}.py"
    program.write_text(HEAD + "".join("\n\n" + renumbered(case, i) for i, case in enumerate(batch)))
    outcome = run_compiler(program.name, "--out-dir", folder, "--python", sys.executable, cwd=folder)
    assert outcome.status == DONE, outcome
    wanted = folder / f"{name}.json"
    wanted.write_text(json.dumps({f"f{i}": case.results for i, case in enumerate(batch)}))
    problems = []
    for threads in (1, 2, 7):
        env = os.environ | {"OMP_NUM_THREADS": str(threads), "PYTHONPATH": str(folder)}
        arguments = [sys.executable, "-c", CALLS.format(module=name), wanted]
        done = subprocess.run(arguments, env=env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{name} at {threads} threads: {done.stderr}"
        for text in json.loads(done.stdout):
            case = batch[int(re.match(r"f(\d+)", text)[1])]
            problems.append(f"{case.directive} {' '.join(case.clauses)} at {threads} threads: {text}")
    return problems


def test_results(cases, tmp_path):
    run, _ = cases
    assert len(run) > 300
    problems = []
    for first in range(0, len(run), IN_A_MODULE):
        problems += check(run[first : first + IN_A_MODULE], tmp_path, first // IN_A_MODULE)
    assert not problems, "\n".join(problems[:40])


PAGE_HEAD = """# What is compiled of OpenMP

<!-- Written by test/generate/test_combinations.py from the tables of grammar/ and the tests; edit those. -->

Every directive of OpenMP 5.2 and of what clang 19 has of 6.0 is known. The clauses of the second column are compiled,
and stand on the directive in a program of `test/run` or in one that `test/generate` makes; those of the third column
are known and rejected by name; those of the last column are read, and no test has them yet. A directive that is not
listed is rejected by name.

| directive | compiled and tested | rejected by name | not tested |
| --- | --- | --- | --- |
"""


def in_programs() -> dict[str, set[str]]:
    """The clauses that stand on each directive in the programs of test/run."""
    spellings = sorted(TABLES.spelling.values(), key=len, reverse=True)
    clauses = {row[1] for row in TABLES.clauses.values()}
    found = {}
    for program in sorted((ROOT / "test" / "run").glob("*/*.py")):
        for text in re.findall(r"openmp\(\s*\"([^\"]*)\"", program.read_text()):
            directive = next((name for name in spellings if re.match(rf"{name}\b", text)), None)
            if directive:
                words = re.findall(r"[a-z_]+", re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", " ", text[len(directive) :]))
                found.setdefault(directive, set()).update(set(words) & clauses)
    return found


def test_page(cases):
    run, rejected = cases
    tested = in_programs()
    for case in run:
        tested.setdefault(case.directive, set()).update(case.clauses)
    lacking = {}
    for case in rejected:
        if len(case.clauses) == 1:
            lacking.setdefault(case.directive, set()).update(case.clauses)
    directives, clauses = compiled()
    text = PAGE_HEAD
    for directive in TABLES.directives():
        name = TABLES.spelling[directive]
        if directive not in directives:
            continue
        takes = {TABLES.clauses[c][1] for c in TABLES.clauses if TABLES.repeat(directive, c)}
        rejects = {
            name for name in takes if next(k for k, row in TABLES.clauses.items() if row[1] == name) not in clauses
        }
        rejects |= lacking.get(name, set())
        rejects |= {TABLES.clauses[c][1] for d, c in TABLES.lacks if d == directive}
        known = (tested.get(name, set()) & takes) - rejects
        columns = [known, rejects, takes - known - rejects]
        cells = [", ".join(f"`{clause}`" for clause in sorted(column)) for column in columns]
        if name not in tested:
            cells[2] = "the directive itself"
        text += f"| `{name}` | {' | '.join(cells)} |\n"
    if os.environ.get("GOLDEN_UPDATE") == "1":
        PAGE.write_text(text)
    assert PAGE.read_text() == text
