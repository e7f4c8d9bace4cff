#!/usr/bin/env python3
# test/bench/scalar.py
#
# Ten programs over numbers, lists, dicts and texts, from Python and by hand in C++ (test/bench/scalar/):
# the time of both, what the checks cost, and how long each takes to compile.
"""Prints a table:

.venv/bin/python test/bench/scalar.py [NAME...]
"""

import ctypes
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from harness.compiler import compile_module, load  # noqa: E402

PROGRAMS = Path(__file__).with_name("scalar")
# What each function is called with: a run of some tenths of a second.
SIZES = {
    "collatz": 1_000_000,
    "primes": 10_000_000,
    "queens": 12,
    "edit_distance": 5_000,
    "mandelbrot": 700,
    "string_builder": 1_000_000,
    "word_count": 1_000_000,
    "shortest_path": 100_000,
    "matrix_chain": 700,
    "tuple_bodies": 200_000,
}
ROUNDS = 5
# Those that give no int.
FLOATS = {"tuple_bodies"}


def hand_written(name: str, folder: Path):
    """The C++ function, with the options that pyomp-cc gives clang."""
    library = folder / f"{name}_cpp.so"
    options = ["-std=c++20", "-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fPIC", "-shared"]
    subprocess.run(["clang++-19", *options, PROGRAMS / f"{name}.cpp", "-o", library], check=True)
    function = getattr(ctypes.CDLL(str(library)), name)
    function.argtypes = [ctypes.c_long]
    function.restype = ctypes.c_double if name in FLOATS else ctypes.c_long
    return function


def compiled(name: str, folder: Path, *options):
    """The function, and the seconds that the compiler took."""
    folder.mkdir()
    start = time.perf_counter()
    module = compile_module(PROGRAMS / f"{name}.py", folder, *options)
    return getattr(load(module), name), time.perf_counter() - start


def best_times(functions: list, size: int) -> list[float]:
    """Of each function the shortest of some calls, which take turns."""
    best = [math.inf] * len(functions)
    for _ in range(ROUNDS):
        for number, function in enumerate(functions):
            start = time.perf_counter()
            function(size)
            best[number] = min(best[number], time.perf_counter() - start)
    return best


def main() -> None:
    print(f"{'program':16} {'C++ s':>8} {'ours s':>8} {'ours/C++':>9} {'checks':>7} {'compile s':>10}")
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or SIZES:
            here = Path(folder) / name
            here.mkdir()
            by_hand = hand_written(name, here)
            ours, seconds = compiled(name, here / "checked")
            unchecked, _ = compiled(name, here / "unchecked", "--checks", "none")
            wanted, got = by_hand(SIZES[name]), ours(SIZES[name])
            if not math.isclose(wanted, got, rel_tol=1e-12):
                sys.exit(f"{name}: {wanted} wanted, {got} came")
            cpp, checked, plain = best_times([by_hand, ours, unchecked], SIZES[name])
            costs.append(checked / plain)
            print(
                f"{name:16} {cpp:8.3f} {checked:8.3f} {checked / cpp:9.2f} {(checked / plain - 1) * 100:+6.1f}% "
                f"{seconds:10.2f}",
                flush=True,
            )
    mean = math.exp(sum(map(math.log, costs)) / len(costs))
    print(f"checks cost {(mean - 1) * 100:+.1f} % (geometric mean)")


if __name__ == "__main__":
    main()
