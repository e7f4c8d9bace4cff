#!/usr/bin/env python3
# test/generate/generate.py
#
# Compiles generated programs and compares them with CPython; failing ones are reduced and kept.
"""Checks N generated functions:

.venv/bin/python test/generate/generate.py [--functions 10000] [--seed 1] [--keep test/run/generated]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from generate import generator, reduce  # noqa: E402
from harness.compiler import DONE, SUFFIX, run_compiler  # noqa: E402

WORKER = Path(__file__).with_name("worker.py")
IN_A_MODULE = 50


@dataclass
class Failure:
    """A function that does not do what CPython does, or a program that was not compiled."""

    function: str
    kind: str  # "differs", "crash", "rejected"
    text: str


def check(text: str, folder: Path, name: str = "generated") -> list[Failure]:
    """Compiles and runs a program; the first failure of each function."""
    source = folder / f"{name}.py"
    source.write_text(text)
    outcome = run_compiler(source, "--out-dir", folder, "--python", sys.executable, timeout=300)
    if outcome.status != DONE:
        return [Failure(_function_at(text, outcome.err), f"status {outcome.status}", outcome.err[:2000])]
    done = subprocess.run(
        [sys.executable, WORKER, source, folder / (name + SUFFIX)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    failures: dict[str, Failure] = {}
    running = {"begin": "?", "args": ""}
    for line in map(json.loads, done.stdout.splitlines()):
        if "begin" in line:
            running = line
        if "differs" in line:
            failures.setdefault(
                line["differs"], Failure(line["differs"], "differs", f"{line['args']}: {line['found']}")
            )
        if "done" in line:
            return list(failures.values())
    text = f"{running['args']}: ended with {done.returncode}: {done.stderr[-500:]}"
    return [*failures.values(), Failure(running["begin"], "crash", text)]


def _function_at(text: str, message: str) -> str:
    """The function that holds the line of the first message."""
    line = next((int(part) for part in message.split(":") if part.isdigit()), 0)
    name = "f0"
    for number, content in enumerate(text.splitlines(), 1):
        if content.startswith("def ") and number <= line:
            name = content[4 : content.index("(")]
    return name


def keep(text: str, failure: Failure, seed: int, target: Path, folder: Path) -> Path:
    """Reduces the program and writes it to `target`."""

    def fails(candidate: str) -> bool:
        try:
            found = check(candidate, folder, "candidate")
        except subprocess.TimeoutExpired:
            return False
        return any(each.function == failure.function and each.kind == failure.kind for each in found)

    small = reduce.reduce(text, failure.function, fails)
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"seed_{seed}_{failure.function}.py"
    reason = " ".join(failure.text.split())[:200]
    path.write_text(f"# test/run/{target.name}/{path.name}\n#\n# Found by test/generate: {reason}\n{small}\n")
    return path


def run(functions: int, first_seed: int, target: Path | None) -> list[Failure]:
    """All failures of so many functions."""
    failures = []
    for seed in range(first_seed, first_seed + (functions + IN_A_MODULE - 1) // IN_A_MODULE):
        text = generator.program(seed, IN_A_MODULE)
        with tempfile.TemporaryDirectory() as folder:
            for failure in check(text, Path(folder)):
                print(f"seed {seed}: {failure.function} {failure.kind}: {failure.text}", flush=True)
                if target:
                    print(f"  kept as {keep(text, failure, seed, target, Path(folder))}", flush=True)
                failures.append(failure)
    return failures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--functions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the reduced programs")
    given = parser.parse_args()
    failures = run(given.functions, given.seed, given.keep)
    print(f"{given.functions} functions, {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
