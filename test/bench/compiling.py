# test/bench/compiling.py
#
# How long the compiler takes from Python to an importable module, and how much memory.
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from harness.compiler import COMPILER

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 7


def _run(source: Path, folder: Path) -> tuple[float, float]:
    """Seconds and MiB of one run."""
    begin = time.perf_counter()
    process = subprocess.Popen([COMPILER, source, "--out-dir", folder, "--python", sys.executable])
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"pyomp-cc {source.name}: exit status {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure_compiling(names: list[str], folder: Path) -> list[dict]:
    """Minimum and median of seconds, and peak memory, for each example; the first run warms the cache."""
    rows = []
    for name in names:
        source = ROOT / "examples" / f"{name}.py"
        _run(source, folder)
        runs = [_run(source, folder) for _ in range(REPEATS)]
        times = [seconds for seconds, _ in runs]
        row = {
            "name": name,
            "least": min(times),
            "median": statistics.median(times),
            "peak_mib": max(m for _, m in runs),
        }
        rows.append({**row, "seconds": times})
    return rows
