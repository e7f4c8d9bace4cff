# test/harness/sanitize_threads.py
#
# Runs programs of test/run under ThreadSanitizer with Archer, which tells it what OpenMP orders: no correct function
# may be reported. By hand, since a program takes half a minute:
#
#   PYOMPCC=build/bin/pyomp-cc .venv/bin/python test/harness/sanitize_threads.py test/run/races/*.py
import argparse
import contextlib
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "runtime/python")]
from harness.compare import clone  # noqa: E402
from harness.compiler import DONE, ROOT, SUFFIX, load, run_compiler  # noqa: E402

LLVM = Path("/usr/lib/llvm-19/lib")
TSAN = LLVM / "clang/19/lib/linux/libclang_rt.tsan-x86_64.so"
# Says in the text of reports which function runs.
MARK = "== function "


def build(program: Path, folder: Path) -> Path:
    """The generated C++ as an instrumented module."""
    cpp, module = folder / f"{program.stem}.cpp", folder / (program.stem + SUFFIX)
    outcome = run_compiler(program.name, "--emit", "cpp", "-o", cpp, "--python", sys.executable, cwd=program.parent)
    assert outcome.status == DONE, outcome
    includes = [ROOT / "runtime/include", sysconfig.get_path("include"), np.get_include()]
    flags = ["-std=c++20", "-O1", "-g", "-fopenmp", "-fPIC", "-shared", "-fsanitize=thread", "-shared-libsan", "-w"]
    command = ["clang++-19", *flags, *(f"-I{path}" for path in includes), "-o", module, cpp]
    subprocess.run(command, check=True, timeout=600)
    return module


def run_cases(program: Path, module: Path, repeats: int) -> None:
    """In the process that is watched: every call of the program, some times."""
    cases, native = load(program), load(module)
    calls = dict(getattr(cases, "CASES", {}))
    # What has a race stands beside its repaired twin, whose calls are listed.
    calls |= {name.removesuffix("_repaired") + "_racy": of for name, of in calls.items() if name.endswith("_repaired")}
    for name, of in calls.items():
        print(f"{MARK}{name}", file=sys.stderr, flush=True)
        for arguments in of * repeats:
            # Only what threads do at the same time is looked at.
            with contextlib.suppress(Exception):
                getattr(native, name)(*clone(arguments))


def reports(program: Path, threads: int, repeats: int) -> dict[str, int]:
    """How often each function was reported."""
    with tempfile.TemporaryDirectory() as folder:
        module = build(program, Path(folder))
        variables = {
            **os.environ,
            "LD_PRELOAD": str(TSAN),
            "TSAN_OPTIONS": "ignore_noninstrumented_modules=1 exitcode=0 report_thread_leaks=0 report_signal_unsafe=0",
            "OMP_TOOL_LIBRARIES": str(LLVM / "libarcher.so"),
            "OMP_NUM_THREADS": str(threads),
        }
        command = [sys.executable, __file__, "--inside", str(module), "--repeats", str(repeats), str(program)]
        done = subprocess.run(command, env=variables, capture_output=True, timeout=600, check=False)
    text = done.stderr.decode(errors="replace")
    found: dict[str, int] = {}
    for part in text.split(MARK)[1:]:
        found[part.split("\n", 1)[0]] = len(re.findall("WARNING: ThreadSanitizer: data race", part))
    if done.returncode != 0 or "FATAL" in text:
        raise RuntimeError(f"{program}: status {done.returncode}\n{text[-3000:]}")
    if os.environ.get("SHOW"):
        print(text)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", nargs="+", type=Path)
    parser.add_argument("--threads", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        run_cases(options.programs[0], options.inside, options.repeats)
        return 0
    wrong = 0
    for program in options.programs:
        found = reports(program, options.threads, options.repeats)
        racy = [name for name in found if name.endswith("_racy")]
        accused = [name for name, count in found.items() if count and name not in racy]
        wrong += len(accused)
        missed = [name for name in racy if not found[name]]
        print(f"{program.stem}: {len(found)} functions, {len(racy)} racy, {len(racy) - len(missed)} of those reported")
        for text, names in (("not reported", missed), ("correct, but reported", accused)):
            if names:
                print(f"  {text}: {', '.join(names)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
