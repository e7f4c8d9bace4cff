# test/bench/overheads.py
#
# What each OpenMP construct costs beside the same construct in C, at several numbers of threads. By hand, on a quiet
# machine:    .venv/bin/python test/bench/overheads.py [--threads 1 2] [--budget SECONDS]
import argparse
import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from harness.compiler import compile_module  # noqa: E402

# Rounds of a construct in one call: about a millisecond.
ROUNDS = {
    "region": 500,
    "loop_static": 2000,
    "loop_dynamic": 500,
    "loop_guided": 500,
    "barrier": 2000,
    "single": 1000,
    "critical": 20000,
    "atomic": 50000,
    "reduction": 500,
    "tasks": 2000,
}


def measure(folder: str, budget: float) -> None:
    """In a process of its own, whose environment sets the number of threads: prints seconds for each construct."""
    sys.path.insert(0, folder)
    import constructs
    import numpy as np

    library = ctypes.CDLL(os.path.join(folder, "libconstructs.so"))
    a = np.zeros(64, np.int64)
    pointer = ctypes.c_void_p(a.ctypes.data)
    figures = {}
    for name, rounds in ROUNDS.items():
        in_c = getattr(library, name)
        in_c.argtypes = [ctypes.c_longlong, ctypes.c_void_p]
        calls = [(getattr(constructs, name), (rounds, a)), (in_c, (rounds, pointer))]
        best = [float("inf"), float("inf")]
        end = time.perf_counter() + budget
        # By turns, so that a noisy moment meets both; the best of many calls.
        while time.perf_counter() < end:
            for which, (function, arguments) in enumerate(calls):
                start = time.perf_counter()
                function(*arguments)
                best[which] = min(best[which], time.perf_counter() - start)
        figures[name] = [seconds / rounds for seconds in best]
    print(json.dumps(figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--budget", type=float, default=1.0, help="seconds for each construct")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return measure(options.inside, options.budget)
    with tempfile.TemporaryDirectory() as folder:
        compile_module(HERE / "constructs.py", Path(folder))
        flags = ["-O3", "-march=native", "-fopenmp", "-shared", "-fPIC"]
        subprocess.run(["clang-19", *flags, "-o", f"{folder}/libconstructs.so", HERE / "constructs.c"], check=True)
        print(f"{'construct':<14} {'threads':>7} {'ns':>9} {'C, ns':>9} {'ratio':>6}")
        for threads in options.threads:
            command = [sys.executable, __file__, "--inside", folder, "--budget", str(options.budget)]
            environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            for name, (ours, in_c) in json.loads(done.stdout).items():
                print(f"{name:<14} {threads:>7} {ours * 1e9:>9.1f} {in_c * 1e9:>9.1f} {ours / in_c:>6.2f}")
    return None


if __name__ == "__main__":
    main()
