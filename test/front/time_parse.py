#!/usr/bin/env python3
# test/front/time_parse.py
#
# Measures the front end beside ast.parse.
"""Time and memory of the front end against ast.parse, on the largest files of the standard library or in folders.

    python3 time_parse.py FRONTEND_DUMP [--files N] [--repeats N] [FOLDER...]

The front end must be a Release build. Each file is read in a process of its own, by both: time is that of making the
tree from the bytes, measured inside the process; memory is what reading the file and making the tree add to its peak.
Each has parsed a few lines before. Succeeds when each file takes at most a tenth of the time and half of the memory.

Files that are little but text are the worst: what both do with them is find the end of each literal and copy it. Of
the 0.95 ms that the front end takes for the 739 KB of topics.py (3.11), a quarter is the kernel's, for fresh pages.
"""

import argparse
import ast
import pathlib
import subprocess
import sys
import sysconfig
import warnings

from front_end import find_files


def largest_files(roots: list[str], count: int) -> list[pathlib.Path]:
    files = []
    for file in find_files(roots):
        try:
            ast.parse(file.read_bytes())
        except (SyntaxError, ValueError):
            continue
        files.append(file)
    return sorted(files, key=lambda file: -file.stat().st_size)[:count]


PYTHON = """
import ast, re, sys, time, warnings
warnings.simplefilter("ignore")
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
before = peak()
source = open(sys.argv[1], "rb").read()
start = time.perf_counter()
tree = ast.parse(source)
print(time.perf_counter() - start, (peak() - before) * 1024)
"""


def measured(command: list[str], repeats: int) -> tuple[float, int]:
    """Seconds, the best of some runs, and the growth of the peak memory; each run is a process."""
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(repeats)]
    return min(float(run[0]) for run in runs), min(int(run[1]) for run in runs)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("roots", nargs="*", default=[sysconfig.get_paths()["stdlib"]])
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    ours, theirs, our_bytes, their_bytes, worst, is_small = 0.0, 0.0, 0, 0, float("inf"), True
    print(
        f"{'file':<36}{'KB':>6}{'ours ms':>10}{'CPython ms':>12}{'ratio':>8}{'our KB':>9}{'CPython KB':>12}{'part':>8}"
    )
    for file in largest_files(options.roots, options.files):
        seconds, size = measured([options.program, "time", "0", str(file)], options.repeats)
        python_seconds, python_size = measured([sys.executable, "-c", PYTHON, str(file)], options.repeats)
        ours, theirs = ours + seconds, theirs + python_seconds
        worst = min(worst, python_seconds / seconds)
        is_small = is_small and 2 * size <= python_size
        our_bytes, their_bytes = our_bytes + size, their_bytes + python_size
        print(
            f"{file.name:<36}{file.stat().st_size // 1024:>6}{seconds * 1e3:>10.2f}{python_seconds * 1e3:>12.1f}"
            f"{python_seconds / seconds:>8.1f}{size // 1024:>9}{python_size // 1024:>12}{size / python_size:>8.2f}"
        )
    print(
        f"{'all':<42}{ours * 1e3:>10.2f}{theirs * 1e3:>12.1f}{theirs / ours:>8.1f}"
        f"{our_bytes // 1024:>9}{their_bytes // 1024:>12}{our_bytes / their_bytes:>8.2f}"
    )
    return 0 if worst >= 10 and is_small else 1


if __name__ == "__main__":
    sys.exit(main())
