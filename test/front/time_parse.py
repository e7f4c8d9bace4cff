#!/usr/bin/env python3
# test/front/time_parse.py
#
# Measures the front end beside ast.parse.
"""Time and memory of the front end against ast.parse, on the largest files of the standard library.

    python3 time_parse.py FRONTEND_DUMP [--files N] [--repeats N]

The front end must be a Release build. Memory is what each adds to its process while the tree is there.
"""

import argparse
import ast
import pathlib
import subprocess
import sys
import sysconfig
import time
import tracemalloc
import warnings


def largest_files(count: int) -> list[pathlib.Path]:
    files = []
    for file in pathlib.Path(sysconfig.get_paths()["stdlib"]).rglob("*.py"):
        try:
            ast.parse(file.read_bytes())
        except (SyntaxError, ValueError):
            continue
        files.append(file)
    return sorted(files, key=lambda file: -file.stat().st_size)[:count]


def python_seconds(source: bytes, repeats: int) -> float:
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        ast.parse(source)
        best = min(best, time.perf_counter() - start)
    return best


def python_bytes(source: bytes) -> int:
    tracemalloc.start()
    tree = ast.parse(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del tree
    return peak


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    files = largest_files(options.files)
    ours: dict[str, float] = {}
    our_bytes: dict[str, int] = {}
    for _ in range(options.repeats):
        command = [options.program, "time", "0", *map(str, files)]
        for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
            seconds, size, _, path = line.split(" ", 3)
            ours[path] = min(ours.get(path, float("inf")), float(seconds))
            our_bytes[path] = int(size)
    total_ours = total_theirs = 0.0
    print(f"{'file':<40}{'KB':>7}{'ours ms':>10}{'CPython ms':>12}{'ratio':>8}{'tree KB':>9}{'CPython KB':>12}")
    for file in files:
        source = file.read_bytes()
        theirs = python_seconds(source, options.repeats)
        total_ours += ours[str(file)]
        total_theirs += theirs
        print(
            f"{file.name:<40}{len(source) // 1024:>7}{ours[str(file)] * 1e3:>10.2f}{theirs * 1e3:>12.1f}"
            f"{theirs / ours[str(file)]:>8.1f}{our_bytes[str(file)] // 1024:>9}{python_bytes(source) // 1024:>12}"
        )
    print(f"{'all':<47}{total_ours * 1e3:>10.2f}{total_theirs * 1e3:>12.1f}{total_theirs / total_ours:>8.1f}")
    return 0 if total_theirs >= 10 * total_ours else 1


if __name__ == "__main__":
    sys.exit(main())
