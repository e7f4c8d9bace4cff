# test/bench/calls.py
#
# The cost of calling a compiled function from Python, against the same function written by hand for CPython's C API.
import itertools
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import numpy as np

from harness.compiler import SUFFIX, compile_text, load

HERE = Path(__file__).resolve().parent
PROGRAM = """
from pyomp_cc import njit


@njit("float64(float64)")
def scalar(x):
    return x * x + 1.0


@njit("float64(float64[::1])")
def first(a):
    return a[0]
"""
# Calls in one timed loop, and how often the loop is repeated for each of the two.
CALLS, REPEATS = 20_000, 60


def _build_by_hand(folder: Path):
    target = folder / f"hand_written{SUFFIX}"
    includes = [f"-I{sysconfig.get_paths()['include']}", f"-I{np.get_include()}"]
    command = ["clang-19", "-O3", "-march=native", "-shared", "-fPIC", *includes, HERE / "hand_written.c", "-o", target]
    subprocess.run(command, check=True)
    return load(target)


def _seconds_of_one_call(function, argument) -> float:
    calls = itertools.repeat(argument, CALLS)
    begin = time.perf_counter()
    for value in calls:
        function(value)
    return (time.perf_counter() - begin) / CALLS


def measure_calls(folder: Path) -> list[dict]:
    """For each kind of argument: seconds of one call of ours and of the hand-written one, loop included in both."""
    ours, by_hand = compile_text(PROGRAM, folder, name="call_costs"), _build_by_hand(folder)
    array = np.arange(4.0)
    rows = []
    for name, argument in (("scalar", 1.0), ("first", array)):
        if getattr(ours, name)(argument) != getattr(by_hand, name)(argument):
            raise RuntimeError(f"{name}: the two versions differ")
        times = {"ours": [], "c": []}
        for _ in range(REPEATS):
            times["ours"].append(_seconds_of_one_call(getattr(ours, name), argument))
            times["c"].append(_seconds_of_one_call(getattr(by_hand, name), argument))
        least = {key: min(values) for key, values in times.items()}
        call = f"{name}({'array' if isinstance(argument, np.ndarray) else argument})"
        rows.append({"call": call, **least, "ratio": least["ours"] / least["c"], "repeats": times})
    return rows


if __name__ == "__main__":
    sys.exit("run ./dev bench calls")
