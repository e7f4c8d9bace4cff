# test/bench/measure.py
#
# Builds both versions of an example and times them alternately in this process, as figures are judged: minimum and
# median of repeats, results compared, both on the same OpenMP runtime.
import copy
import ctypes
import ctypes.util
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(ROOT / "runtime" / "python")]
from programs import PROGRAMS, Program  # noqa: E402

from harness.compare import difference  # noqa: E402
from harness.compiler import DONE, SUFFIX, load, run_compiler  # noqa: E402

EXAMPLES = ROOT / "examples"
C_COMPILER = ["clang-19", "-O3", "-march=native", "-fopenmp", "-shared", "-fPIC"]


@dataclass
class Times:
    """Seconds of each repeat."""

    seconds: list[float] = field(default_factory=list)

    @property
    def least(self) -> float:
        return min(self.seconds)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@dataclass
class Figure:
    """One example at one number of threads: ours beside C's."""

    name: str
    threads: int
    ours: Times
    c: Times
    difference: str | None

    @property
    def ratio(self) -> float:
        return self.ours.least / self.c.least


class Example:
    """An example compiled twice into `folder`: its Python by pyomp-cc, its C by clang."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.program: Program = PROGRAMS[name]
        self.source = EXAMPLES / f"{name}.py"
        begin = time.perf_counter()
        outcome = run_compiler(self.source, "--out-dir", folder, "--python", sys.executable)
        self.compile_seconds = time.perf_counter() - begin
        if outcome.status != DONE:
            raise RuntimeError(f"pyomp-cc {name}.py: {outcome}")
        self.native = getattr(load(folder / f"{name}{SUFFIX}"), self.program.function)
        library = folder / f"{name}_c.so"
        subprocess.run([*C_COMPILER, EXAMPLES / f"{name}.c", "-o", library, "-lm"], check=True)
        self._library = ctypes.CDLL(library)
        self._c = getattr(self._library, self.program.function)
        self._c.restype = {"d": ctypes.c_double, "l": ctypes.c_long, None: None}[self.program.c_result]

    def interpreted(self):
        """The function as CPython runs it."""
        return getattr(load(self.source), self.program.function)

    def arguments(self, size: int) -> tuple:
        return self.program.arguments(size)

    def run_ours(self, arguments: tuple):
        """Seconds, and what to compare."""
        begin = time.perf_counter()
        result = self.native(*arguments)
        seconds = time.perf_counter() - begin
        return seconds, self.program.outputs(result, arguments)

    def run_c(self, arguments: tuple):
        """Seconds, and what to compare."""
        values = self.program.c_arguments(arguments)
        passed = [_c_value(value) for value in values]
        begin = time.perf_counter()
        result = self._c(*passed)
        seconds = time.perf_counter() - begin
        return seconds, self.program.c_outputs(result, values)


def _c_value(value):
    if isinstance(value, np.ndarray):
        return ctypes.c_void_p(value.ctypes.data)
    return ctypes.c_double(value) if isinstance(value, float) else ctypes.c_long(value)


def set_threads(count: int) -> None:
    """Of the runtime that both versions have loaded."""
    ctypes.CDLL("libomp.so.5").omp_set_num_threads(count)


def measure(example: Example, threads: int, size: int | None = None, budget: float = 3.0) -> Figure:
    """Alternates until both have 5 repeats and the budget of seconds is spent, or 40 repeats are done."""
    set_threads(threads)
    fresh = example.arguments(size or example.program.size)
    ours, c = Times(), Times()
    wrong = None
    begin = time.perf_counter()
    # The first pair warms caches and the thread pool, and is not counted.
    for repeat in range(41):
        our_seconds, our_outputs = example.run_ours(copy.deepcopy(fresh))
        c_seconds, c_outputs = example.run_c(copy.deepcopy(fresh))
        if repeat == 0:
            wrong = difference(c_outputs, our_outputs, example.program.tolerance)
            continue
        ours.seconds.append(our_seconds)
        c.seconds.append(c_seconds)
        if repeat >= 5 and time.perf_counter() - begin > budget:
            break
    return Figure(example.name, threads, ours, c, wrong)
