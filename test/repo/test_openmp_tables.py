# test/repo/test_openmp_tables.py
#
# The OpenMP tables say what clang 19 says: each directive, and each clause on each directive that OpenMP lets have it,
# is given to clang in a small C program.
import os
import shutil
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

CLANG = shutil.which("clang-19")
UNIT = Path(os.environ.get("PYOMPCC", "pyomp-cc")).with_name("unit_omp")
pytestmark = pytest.mark.skipif(not CLANG or not UNIT.exists(), reason="needs clang-19 and unit_omp")

NONE, BLOCK, LOOP, DECLARATION, DELIMITED, SEPARATING = range(6)
# Arguments of clauses; the variables are those of PROLOGUE. Clauses without a row have none.
ARGUMENTS = {
    "absent": "parallel", "adjust_args": "need_device_ptr: q", "affinity": "x", "align": "8", "aligned": "p: 8",
    "allocate": "y", "allocator": "omp_default_mem_alloc", "append_args": "interop(target)", "at": "compilation",
    "atomic_default_mem_order": "seq_cst", "bind": "thread", "collapse": "1", "contains": "parallel", "copyin": "t",
    "copyprivate": "t", "default": "shared", "defaultmap": "tofrom: scalar", "depend": "in: x", "detach": "event",
    "device": "0", "device_type": "any", "dist_schedule": "static", "doacross": "source:", "enter": "declared",
    "exclusive": "x", "fail": "relaxed", "filter": "0", "final": "1", "firstprivate": "y", "from": "x",
    "grainsize": "2", "has_device_addr": "x", "hint": "0", "holds": "1", "if": "1", "in_reduction": "+: x",
    "inclusive": "x", "init": "targetsync: object", "initializer": "omp_priv = 0", "is_device_ptr": "p",
    "lastprivate": "i", "linear": "i", "link": "global", "map": "tofrom: x", "match": "construct={dispatch}",
    "message": '"m"', "nocontext": "1", "nontemporal": "y", "novariants": "1", "num_tasks": "2", "num_teams": "2",
    "num_threads": "2", "order": "concurrent", "otherwise": "parallel", "priority": "1", "private": "y",
    "proc_bind": "close", "reduction": "+: x", "safelen": "4", "schedule": "static", "severity": "warning",
    "shared": "y", "simdlen": "4", "sizes": "2", "task_reduction": "+: x", "thread_limit": "2", "to": "x",
    "uniform": "y", "use": "object", "use_device_addr": "x", "use_device_ptr": "p",
    "uses_allocators": "omp_default_mem_alloc", "when": "device={kind(cpu)}: parallel",
}  # fmt: skip
# Where a directive wants another argument.
SPECIAL_ARGUMENTS = {
    ("begin declare variant", "match"): "device={kind(cpu)}", ("declare mapper", "map"): "v.a",
    ("depobj", "update"): "in", ("interop", "destroy"): "object",
    ("metadirective", "default"): "parallel", ("ordered", "depend"): "source", ("sections", "lastprivate"): "y",
    ("parallel sections", "lastprivate"): "y", ("target enter data", "map"): "to: x",
    ("target exit data", "map"): "from: x",
}  # fmt: skip
DIRECTIVE_ARGUMENTS = {
    "allocate": "(local)", "cancel": " parallel", "cancellation point": " parallel", "critical": "(name)",
    "declare mapper": "(struct S v)", "declare reduction": "(add : int : omp_out += omp_in)",
    "declare variant": "(variant)", "depobj": "(dependence)", "threadprivate": "(global)",
}  # fmt: skip
# Clauses of which one must stand on the directive; the first is added when none does.
REQUIRED = {
    "assumes": ["no_openmp", "absent", "contains", "holds", "no_openmp_routines", "no_parallelism"],
    "begin assumes": ["no_openmp", "absent", "contains", "holds", "no_openmp_routines", "no_parallelism"],
    "begin declare variant": ["match"], "declare mapper": ["map"], "declare target": ["enter", "to", "link"],
    "declare variant": ["match"], "depobj": ["update", "destroy", "depend"], "error": ["severity"],
    "interop": ["use", "init", "destroy"], "loop": ["bind"], "metadirective": ["when"],
    "requires": ["unified_address", "atomic_default_mem_order", "dynamic_allocators", "reverse_offload"],
    "scan": ["inclusive", "exclusive"], "target data": ["map"], "target enter data": ["map"],
    "target exit data": ["map"], "target update": ["to", "from"], "tile": ["sizes"],
}  # fmt: skip
# A clause that another one needs beside it.
BESIDE = {("atomic", "acquire"): "read", ("atomic", "acq_rel"): "capture", ("taskwait", "nowait"): "depend"}
ATOMIC_BODIES = {"read": "z = x;", "write": "x = z;", "capture": "z = x++;", "compare": "x = x == z ? 1 : x;"}
PROLOGUE = """#include <omp.h>
int global, t;
struct S { int a; };
#pragma omp threadprivate(t)
void declared(void);
void variant(int *q);
void call(int *q);
"""
LOCALS = """int x = 0, y = 0, z = 0, i = 0, *p = &x, local; double array[64];
omp_event_handle_t event; omp_depend_t dependence; omp_interop_t object;
"""
# clang 19 skips `otherwise` without a word; append_args needs a variant with one parameter more.
UNDECIDED = {("metadirective", "otherwise"), ("declare variant", "append_args")}


def table() -> tuple[dict[str, tuple[int, bool]], list[tuple[str, str, bool]]]:
    """Association and support of each directive; support of each clause on each directive."""
    output = subprocess.run([UNIT, "print table"], capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in output.splitlines()]
    directives = {row[1]: (int(row[2]), row[3] == "1") for row in rows if row[0] == "directive"}
    return directives, [(row[1], row[2], row[3] == "1") for row in rows if row[0] == "clause"]


def clause_text(directive: str, clause: str) -> str:
    argument = SPECIAL_ARGUMENTS.get((directive, clause), ARGUMENTS.get(clause))
    if directive == "atomic" and clause == "update":
        argument = None
    # A loop variable may be linear on simd alone, another variable everywhere but under distribute.
    if clause == "linear" and "distribute" not in directive:
        argument = "y"
    return f" {clause}" if argument is None else f" {clause}({argument})"


def pragma(directive: str, clause: str | None) -> str:
    text = f"#pragma omp {directive}{DIRECTIVE_ARGUMENTS.get(directive, '')}"
    clauses = [clause] if clause else []
    if directive == "atomic" and clause in ("fail", "weak"):
        clauses.insert(0, "compare")
    if directive in REQUIRED and clause not in REQUIRED[directive]:
        clauses.append(REQUIRED[directive][0])
    if (directive, clause) in BESIDE:
        clauses.append(BESIDE[directive, clause])
    if clause == "allocate":
        clauses.append("task_reduction" if directive == "taskgroup" else "private")
    text += "".join(clause_text(directive, each) for each in clauses)
    # What is allocated must be private there.
    return text.replace("allocate(y) task_reduction(+: x)", "allocate(y) task_reduction(+: y)") + "\n"


def statement(directive: str, clause: str | None, association: int) -> str:
    """The pragma with what it stands on and what it stands in."""
    text = pragma(directive, clause)
    loop = "for (i = 0; i < 8; ++i) { array[i] = i; }\n"
    words = set(directive.split())
    if directive == "atomic":
        if clause in ("fail", "weak"):
            return text + "if (x == z) { x = 1; }\n"
        return text + ATOMIC_BODIES.get(BESIDE.get((directive, clause), clause), "x += 1;") + "\n"
    if directive == "ordered":
        if clause in ("depend", "doacross"):
            return "#pragma omp for ordered(1)\nfor (i = 0; i < 8; ++i) {\n" + text + "}\n"
        outer = "simd" if clause == "simd" else "for ordered"
        return f"#pragma omp {outer}\nfor (i = 0; i < 8; ++i) {{\n" + text + "{ array[i] = 0; }\n}\n"
    if directive == "scan":
        outer = "#pragma omp simd reduction(inscan, +: x)\nfor (i = 0; i < 8; ++i) { x += i;\n"
        return outer + text + "array[i] = x; }\n"
    if directive in ("cancel", "cancellation point"):
        return "#pragma omp parallel\n{\n" + text + "}\n"
    if directive == "section":
        return "#pragma omp sections\n{\n" + text + "{ z = 1; }\n}\n"
    if directive == "interchange":
        return text + "for (int k = 0; k < 8; ++k) for (int j = 0; j < 8; ++j) array[k] = j;\n"
    if directive == "dispatch":
        return text + "call(p);\n"
    if directive in ("for", "for simd", "sections", "single", "scope"):
        return "#pragma omp parallel\n" + text + (loop if association == LOOP else "{ z = 1; }\n")
    if directive.startswith("distribute"):
        return "#pragma omp teams\n" + text + loop
    if association == LOOP:
        return text + (loop if clause in ("lastprivate", "linear") else loop.replace("i = 0;", "int i = 0;"))
    if association == BLOCK or "metadirective" in words:
        return text + "{ z = 1; }\n"
    return text


def declarations(directive: str, clause: str | None, association: int) -> str:
    """What stands in a file after PROLOGUE; NUMBER is replaced to make several in one file different."""
    file_scope = {"assumes", "declare mapper", "declare reduction", "declare target", "requires", "threadprivate"}
    if directive in file_scope:
        return pragma(directive, clause)
    if directive == "declare variant":
        return pragma(directive, clause) + "void baseNUMBER(int *q);\n"
    if association == DECLARATION:
        return pragma(directive, clause) + "int functionNUMBER(int y, int *p, int x);\n"
    if association == DELIMITED:
        end = "#pragma omp end " + directive.removeprefix("begin ")
        return pragma(directive, clause) + f"void functionNUMBER(void);\n{end}\n"
    return "void functionNUMBER(void) {\n" + LOCALS + statement(directive, clause, association) + "}\n"


def complaint(source: str) -> str:
    """What clang has against the program; warnings only where it says that it skips something."""
    options = ["-fopenmp", "-fopenmp-version=52", "-x", "c", "-fsyntax-only", "-Wno-everything"]
    options += ["-Werror=" + name for name in ("extra-tokens", "ignored-pragmas", "unknown-pragmas", "openmp-clauses")]
    result = subprocess.run([CLANG, *options, "-"], input=source, capture_output=True, text=True)
    return result.stderr if result.returncode else ""


def compare(jobs: list[tuple[str, str | None, bool]], directives: dict[str, tuple[int, bool]]) -> list[str]:
    """The jobs about which clang says something else than the table."""
    texts = [declarations(directive, clause, directives[directive][0]) for directive, clause, _ in jobs]
    batches = defaultdict(list)
    alone = []
    for number, (directive, _, expected) in enumerate(jobs):
        (batches[directive] if expected else alone).append(number)

    def single(number: int) -> str:
        return complaint(PROLOGUE + texts[number])

    # What clang should take goes into one file for each directive; only where it complains, each is tried alone.
    def suspects(numbers: list[int]) -> list[int]:
        source = PROLOGUE + "".join(texts[number].replace("NUMBER", str(number)) for number in numbers)
        return numbers if complaint(source) else []

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        alone += [number for numbers in pool.map(suspects, batches.values()) for number in numbers]
        complaints = list(pool.map(single, alone))
    return [
        f"{jobs[number][0]} {jobs[number][1] or ''}: clang: {text or 'takes it'}"
        for number, text in zip(alone, complaints, strict=True)
        if jobs[number][2] == bool(text)
    ]


def test_directives_are_as_in_clang():
    directives, _ = table()
    jobs = [(name, None, supported) for name, (_, supported) in directives.items()]
    found = compare(jobs, directives)
    assert not found, "\n".join(found)


def test_clauses_are_as_in_clang():
    directives, pairs = table()
    jobs = [pair for pair in pairs if directives[pair[0]][1] and pair[:2] not in UNDECIDED]
    assert len(jobs) > 800
    found = compare(jobs, directives)
    assert not found, "\n".join(found)
