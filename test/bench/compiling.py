# test/bench/compiling.py
#
# How long the compiler takes from Python to an importable module, and how much memory. Runs as a process of its own: a
# child's peak memory counts what its parent had when it was started.
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPILER = os.environ.get("PYOMPCC", ROOT / "build" / "bin" / "pyomp-cc")
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
    """The rows of `_measure`, from a small process."""
    return json.loads(subprocess.check_output([sys.executable, __file__, folder, *names]))


def _measure(names: list[str], folder: Path) -> list[dict]:
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


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[2:], Path(sys.argv[1]))))
